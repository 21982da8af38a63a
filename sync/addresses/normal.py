"""The normal form of an address: two spellings of one place have one normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.registrant import Address
from sync.addresses.ordinals import with_ordinals
from sync.addresses.parts import Parts, parts_of_fields, parts_of_line
from sync.addresses.routes import STAND_IN, with_road_apart
from sync.addresses.table import missouri

_DIRECTIONS = {
    "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW",
    "SOUTHEAST": "SE", "SOUTHWEST": "SW",
}  # fmt: skip
_LONGEST = 250
"""Characters of any part. What is longer is no address: kept as words, and the parser never sees it."""
# With this comma the parser takes a unit and the city for the rest of a road's name.
_COMMA_BEFORE_STATE = re.compile(r" ?, ?(?=(?:MISSOURI|[A-Z]{2})(?: ?,? ?\d{5}(?:-\d{4})?)?$)")
_UNIT_WORD = re.compile(
    r"(?:#|AP(?:AR)?T(?:MENT)?S?|UNIT|STE|SUITE|LOT|TRLR|TRAILER|SPC|SPACE|SP|R(?:OO)?M|FL(?:OOR)?|BLDG"
    r"|BUILDING|REAR|BSMT|BASEMENT|UPPE?R|LOWE?R|FRO?NT|SIDE|PH|PENTHOUSE|SLIP|DEPT|OFC|NO|KEY|LEFT"
    r"|RIGHT|\d+\w\w FL(?:OOR)?)\b|#"
)


@dataclass(frozen=True, slots=True)
class NormalAddress:
    """One place in one spelling, made by ``normal_form``: capitals, no points; empty for a part not given."""

    number: str
    """``123``, ``123A``, ``123 1/2``."""
    before: str
    """Direction before the name: N, NE ..."""
    street: str
    """Numbered roads as ``US HIGHWAY 40``, ``STATE ROUTE 7``, ``STATE ROUTE AA``, ``COUNTY ROAD 342``."""
    suffix: str
    """USPS abbreviation: ST, TER ..."""
    after: str
    """Direction after the name."""
    units: tuple[tuple[str, str], ...]
    """Kind and number, in order; no kind for those that people put for one another (apartment, lot, #)."""
    box: str
    """``PO BOX 12``, ``RR 2 BOX 15``, ``GENERAL DELIVERY``."""
    city: str
    state: str
    zip_code: str
    words: str
    """The whole text where no street and no box can be seen in it."""

    def one_line(self) -> str:
        """All parts that are there, in the order of writing; equal for equal addresses, so it is a key."""
        units = " ".join(" ".join((kind or "#", number)).strip() for kind, number in self.units)
        first = (self.number, self.before, self.street, self.suffix, self.after, units, self.box, self.words)
        place = (self.city, self.state, self.zip_code)
        lines = (" ".join(part for part in parts if part) for parts in (first, place))
        return ", ".join(line for line in lines if line)


def normal_form(address: Address | str) -> NormalAddress:
    """The normal form of ``address``, in fields or as one free line. Never raises; changes no meaning."""
    if isinstance(address, str):
        return _of_line(address)
    return normal_form_of_fields(
        " ".join((address.number, address.street)),
        address.unit,
        address.city,
        address.state,
        address.zip_code,
    )


def normal_form_of_fields(line1: str, line2: str, city: str, state: str, zip_code: str) -> NormalAddress:
    """The normal form of an address that came as two lines and a place, as on a card."""
    line, unit = _plain(line1), _plain(line2)
    if unit and not _UNIT_WORD.match(unit):
        unit = f"# {unit}"
    place = (_plain(city).replace(",", " "), _plain(state), zip_code.strip()[:5])
    whole = " ".join(part for part in (line, unit) if part)
    if max(map(len, (whole, *place))) > _LONGEST:
        return _normal(Parts(), "", whole, place)
    apart = with_road_apart(line)
    parts = parts_of_fields(apart.text, unit, *place)
    road = apart.road
    if parts is None or (road and STAND_IN not in parts.street):
        parts, road = parts_of_fields(line, unit, *place), ""
    return _normal(parts or Parts(), road, whole, place)


def _of_line(text: str) -> NormalAddress:
    line = _plain(text)
    if len(line) > _LONGEST:
        return _normal(Parts(), "", line, ("", "", ""))
    for written, meant in missouri().cities_in_a_line.items():
        line = re.sub(rf"\b{written}\b", meant, line)
    line = _COMMA_BEFORE_STATE.sub(" ", line)
    apart = with_road_apart(line)
    parts, road = parts_of_line(apart.text), apart.road
    if parts is None or (road and STAND_IN not in parts.street):
        parts, road = parts_of_line(line), ""
    return _normal(parts or Parts(), road, line, ("", "", ""))


def _normal(parts: Parts, road: str, whole: str, place: tuple[str, str, str]) -> NormalAddress:
    city, state, zip_code = (given or found for given, found in zip(place, _place(parts), strict=True))
    street, suffix = _street(parts, road)
    seen = bool(street or parts.box)
    return NormalAddress(
        number=_number(parts.number) if seen else "",
        before=parts.before if seen else "",
        street=street,
        suffix=suffix,
        after=parts.after if seen else "",
        units=tuple(sorted(_unit(kind, number) for kind, number in parts.units)) if seen else (),
        box=parts.box,
        city=_city(city),
        state=_state(state, city),
        zip_code=zip_code,
        words="" if seen else whole,
    )


def _place(parts: Parts) -> tuple[str, str, str]:
    return parts.city, parts.state, parts.zip_code


def _street(parts: Parts, road: str) -> tuple[str, str]:
    name, suffix = parts.street, parts.suffix
    if road:
        return name.replace(STAND_IN, road), "" if suffix == "HWY" else suffix
    name = with_ordinals(_words(name.replace("-", " "), missouri().words), suffix)
    name = _DIRECTIONS.get(name, name)
    name = missouri().streets.get(name, name)
    return name, "" if missouri().suffix_not_needed.get(name) == suffix else suffix


def _number(number: str) -> str:
    """``123-A`` and ``123 A`` as ``123A``; no zeros before; a hyphen between digits stays."""
    return re.sub(r"(?<=\d)[ -]+(?=[A-Z])|^0+(?=\d)", "", number)


def _unit(kind: str, number: str) -> tuple[str, str]:
    """Letters and digits of a unit joined (``3-B`` and ``3 B`` as ``3B``); ``1-11`` is not ``111``."""
    joined = re.sub(r"(?<=\d)[ -]+(?=[A-Z])|(?<=[A-Z])[ -]+(?=\d)|^0+(?=\d)", "", number.strip("# "))
    return ("" if kind in missouri().one_kind_of_unit else kind), re.sub(r"(?<=\w) (?=\w)", "-", joined)


def _city(city: str) -> str:
    name = _words(city, missouri().words)
    return missouri().cities.get(name, name)


def _state(state: str, city: str) -> str:
    if state in ("", "MISSOURI"):
        return {"KCMO": "MO", "KCK": "KS"}.get(city, "MO" if state else "")
    return state


def _words(text: str, table: Mapping[str, str]) -> str:
    return " ".join(table.get(word, word) for word in text.split())


def _plain(text: str) -> str:
    """Capitals without accents, points and apostrophes; single blanks; ``½`` as ``1/2``."""
    folded = unicodedata.normalize("NFKD", text.replace("½", " 1/2")).upper()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    bare = re.sub(r"[.'’‘`´\"]", "", bare).replace("#", " # ")
    bare = re.sub(r"\bSP (?=\d)", "SPC ", re.sub(r"[\s_]+", " ", bare))
    for written, meant in missouri().unit_words.items():
        bare = re.sub(rf"\b{written}\b", meant, bare)
    return bare.strip(" ,")
