"""What a ZIP code tells: whether there is one, its cities, and its county where it lies in only one."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sync.addresses.table import missouri

# The library unpacks the whole country at its first question and holds the interpreter's lock for about
# 0.4 seconds meanwhile, which would stop a screen; a child does it instead and hands over what is needed.
_IN_A_CHILD = """
import marshal, sys, zipcodes
rows = {
    one["zip_code"]: "|".join((one["state"], one["county"], one["city"], *one["acceptable_cities"]))
    for one in zipcodes.list_all() if one["active"]
}
sys.stdout.buffer.write(marshal.dumps(rows))
"""


@dataclass(frozen=True, slots=True)
class ZipCode:
    """One ZIP code in use."""

    cities: tuple[str, ...]
    """The name the post office prefers first, then the others it accepts, written out."""
    state: str
    county: str | None
    """Without the word County; ``None`` when the ZIP area is not known to lie in one county only."""


def prepare() -> None:
    """Read the ZIP codes now, in about half a second, rather than at the first question; threads go on."""
    _rows()


def zip_code(text: str) -> ZipCode | None:
    """The ZIP code in ``text`` (five digits, or ZIP+4), or ``None`` when no such code is in use."""
    found = re.fullmatch(r"\s*([0-9]{5})(?:-?[0-9]{4})?\s*", text)
    row = _rows().get(found[1]) if found else None
    if found is None or row is None:
        return None
    state, county, *cities = row.split("|")
    alone = state == "MO" and found[1] in _in_one_county()
    return ZipCode(_written_out(tuple(cities)), state, county.removesuffix(" County") if alone else None)


def zip_exists(text: str) -> bool:
    """Whether the post office uses this ZIP code."""
    return zip_code(text) is not None


def cities_of_zip(text: str) -> tuple[str, ...]:
    """The cities of a ZIP code, the preferred one first; empty when there is no such code."""
    found = zip_code(text)
    return found.cities if found else ()


def county_of_zip(text: str) -> str | None:
    """The county of a Missouri ZIP code that lies in one county; ``None`` means: ask the officer."""
    found = zip_code(text)
    return found.county if found else None


@cache
def cities_of_state(state: str) -> tuple[str, ...]:
    """Every city that some ZIP code of ``state`` (two letters) names, written out, in alphabetical order."""
    rows = (row.split("|") for row in _rows().values() if row.startswith(f"{state}|"))
    return tuple(sorted({city for row in rows for city in _written_out(tuple(row[2:]))}))


@cache
def _rows() -> dict[str, str]:
    """ZIP code to ``state|county|preferred city|other city ...``."""
    child = [sys.executable, "-P", "-c", _IN_A_CHILD]
    # Long: on a slow machine that has just started it has taken a minute, and ended somebody's visit.
    made = subprocess.run(child, stdout=subprocess.PIPE, check=True, timeout=600)
    rows: dict[str, str] = marshal.loads(made.stdout)  # nosec B302  # noqa: S302 - written by the child two lines above
    return rows


@cache
def _in_one_county() -> frozenset[str]:
    told = tomllib.loads(files(__package__ or __name__).joinpath("zip_areas.toml").read_text("utf-8"))
    return frozenset(first + last for first, lasts in told["in_one_county"].items() for last in lasts.split())


@cache
def _written_out(cities: tuple[str, ...]) -> tuple[str, ...]:
    """``cities`` as people write them, without those that only shorten another for the width of a label."""
    full = [city for city in cities if not any(_shortens(city, other) for other in cities)]
    return tuple(dict.fromkeys(_as_people_write(city) for city in full))


def _shortens(short: str, long: str) -> bool:
    """The letters of ``short`` are among those of ``long``, in order, and it has fewer."""
    letters = iter(long.lower())
    fewer = len(short) < len(long) and short[0] == long[0]
    return fewer and all(letter in letters for letter in short.lower().replace(" ", ""))


def _as_people_write(city: str) -> str:
    known = missouri().city_names.get(city.upper())
    if known:
        return known
    saint = re.sub(r"\bSaint\b", "St.", re.sub(r"\bSainte\b", "Ste.", city))
    return re.sub(r"(?<= )(And|Of|The)(?= )", lambda word: word[0].lower(), saint)
