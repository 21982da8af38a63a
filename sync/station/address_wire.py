"""What a desk asks about checks of addresses, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.field_sheet import AddressResult

DOORS_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Area:
    """A ZIP code, and how many people live in it."""

    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Door:
    """One person's home as it stands, with the last check of it."""

    registrant_id: str
    name: str
    birth_date: dt.date
    address: str
    last_seen: dt.date | None
    """When the person was last found to live there."""
    result: AddressResult | None
    """Of the last check; None before any."""
    checked_on: dt.date | None
    note: str
    officer: str


@dataclass(frozen=True, slots=True)
class Doors:
    """One page of ``total`` doors: where somebody is said not to live first, then the longest unseen."""

    areas: tuple[Area, ...]
    lines: tuple[Door, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TakeSheet:
    """The field sheet of ``area`` (a ZIP code; "" is every one) is wanted; that it leaves is written down."""

    area: str


@dataclass(frozen=True, slots=True)
class CheckAddress:
    """What was found. ``check_id`` is drawn by the desk: twice is harmless."""

    check_id: str
    on: dt.date
    result: AddressResult
    note: str = ""
    address: str = ""
    """The door that was visited, as the list had it; empty where only the record's own can be meant."""
