"""What a desk asks of the appointment book, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.law.lanes import Lane
from kiosk.words import Words
from sync.drawn_ids import expect_drawn


class BookedState(StrEnum):
    """How an appointment stands on its day."""

    BOOKED = "booked"
    CAME = "came"
    """The person has checked in that day."""
    SERVED = "served"
    """An appearance was completed that day."""
    MISSED = "missed"
    """Its time is over and nobody came. It has no other consequence: nobody is turned away for it."""


@dataclass(frozen=True, slots=True)
class Booked:
    """One appointment that was not cancelled."""

    appointment_id: str
    registrant_id: str
    name: str
    lane: Lane
    starts: dt.datetime
    minutes: int
    state: BookedState


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time at which ``free`` more people can be seen."""

    starts: dt.datetime
    lane: Lane
    free: int


@dataclass(frozen=True, slots=True)
class AppointmentDay:
    """One day of the book; ``closed`` says why nothing can be booked on it, if the office is closed."""

    day: dt.date
    closed: Words | None
    next_open: dt.date
    """The first open day after it."""
    opens: dt.datetime | None
    closes: dt.datetime | None
    """The office's hours of the day; None when it is closed."""
    booked: tuple[Booked, ...]
    free: tuple[FreeTime, ...]


@dataclass(frozen=True, slots=True)
class BookTime:
    """Book a time. ``appointment_id`` is drawn by the desk, so that asking twice is harmless."""

    appointment_id: str
    registrant_id: str
    lane: Lane
    starts: dt.datetime

    def __post_init__(self) -> None:
        expect_drawn(self.appointment_id)


@dataclass(frozen=True, slots=True)
class MoveTime:
    """Move an appointment; asking twice is harmless."""

    starts: dt.datetime


@dataclass(frozen=True, slots=True)
class CancelTime:
    """Cancel an appointment; asking twice is harmless."""

    reason: str
