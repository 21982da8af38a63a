"""Whether two addresses are one place: same, different, or for the officer to decide; nothing is guessed."""

from __future__ import annotations

import re
from enum import StrEnum

from kiosk.registrant import Address
from sync.addresses.normal import NormalAddress, normal_form

_LOOSE_WORDS = re.compile(
    r"^(?:US HIGHWAY|STATE ROUTE|HIGHWAY|COUNTY ROAD|FARM ROAD|LAKE ROAD) (?=[\dA-Z]+$)|^THE "
)
_ST_AFTER_ORDINAL = re.compile(r"(?<=(?:ST|ND|RD|TH)) ST(?:REET)?$")


class Likeness(StrEnum):
    """What two addresses are to each other."""

    SAME = "same"
    """Their normal forms are equal."""
    DIFFERENT = "different"
    LOOKS_SIMILAR = "looks_similar"
    """A part is missing in one, or a difference that people often make by mistake: the officer decides."""


def compare(one: Address | NormalAddress | str, other: Address | NormalAddress | str) -> Likeness:
    """``SAME``, ``LOOKS_SIMILAR`` or ``DIFFERENT``, the same either way round; no string distance is used."""
    a = one if isinstance(one, NormalAddress) else normal_form(one)
    b = other if isinstance(other, NormalAddress) else normal_form(other)
    if a == b:
        return Likeness.SAME
    similar = _same_door(a, b) and _same_street(a, b) and _same_place(a, b) and a.words == b.words
    return Likeness.LOOKS_SIMILAR if similar else Likeness.DIFFERENT


def _same_door(a: NormalAddress, b: NormalAddress) -> bool:
    """House number and unit agree as far as both say them; ``123A`` agrees with ``123`` unit A."""
    if not _agree(a.box, b.box) or not _agree(_digits(a.number), _digits(b.number)):
        return False
    doors = _inside(a), _inside(b)
    return doors[0] <= doors[1] or doors[1] <= doors[0]


def _inside(address: NormalAddress) -> frozenset[str]:
    letter = address.number.removeprefix(_digits(address.number)).strip()
    return frozenset(number or kind for kind, number in address.units) | ({letter} - {""})


def _digits(number: str) -> str:
    found = re.match(r"[\d-]*\d|", number)
    return found[0] if found else ""


def _same_street(a: NormalAddress, b: NormalAddress) -> bool:
    """Name agrees when written loosely; suffix and directions agree as far as both say them."""
    directions = {direction for one in (a, b) for direction in (one.before, one.after) if direction}
    return _loose(a.street) == _loose(b.street) and _agree(a.suffix, b.suffix) and len(directions) < 2


def _loose(street: str) -> str:
    """A name without blanks, and a road's number without what kind of road it is."""
    return _ST_AFTER_ORDINAL.sub("", _LOOSE_WORDS.sub("", street)).replace(" ", "")


def _same_place(a: NormalAddress, b: NormalAddress) -> bool:
    """State agrees; ZIP or city agrees, each as far as both say it."""
    return _agree(a.state, b.state) and (_agree(a.zip_code, b.zip_code) or _agree(a.city, b.city))


def _agree(one: str, other: str) -> bool:
    return one == other or not one or not other
