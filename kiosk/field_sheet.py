"""The field sheet of an address check: who is said to live where, and room for what was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.papers import Letterhead, Printing


class AddressResult(StrEnum):
    """What was found at a door."""

    LIVES_HERE = "lives_here"
    NOBODY = "nobody"
    DOES_NOT_LIVE_HERE = "does_not_live_here"
    NO_SUCH_PLACE = "no_such_place"


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One door."""

    name: str
    birth_date: dt.date
    address: str
    last_seen: dt.date | None
    """When somebody last found that the person lives there."""


@dataclass(frozen=True, slots=True)
class FieldSheet:
    """The doors of one area, in the order of their addresses."""

    office: Letterhead
    area: str
    lines: tuple[FieldLine, ...]
    printing: Printing
    more: int = 0
    """Doors of the area that are not on this sheet: they come after these."""
