"""A day of the appointment book as a station tells it, filled with invented people."""

from __future__ import annotations

import datetime as dt

from kiosk.law.lanes import Lane
from kiosk.words import words
from sync.station.appointment_wire import AppointmentDay, Booked, BookedState, FreeTime
from tests.specimens.records import OFFICE_ZONE, TODAY


def at(hour: int, minute: int = 0, day: dt.date = TODAY) -> dt.datetime:
    """A time of day at the office."""
    return dt.datetime.combine(day, dt.time(hour, minute), OFFICE_ZONE).astimezone(dt.UTC)


def booked(number: int, name: str, starts: dt.datetime, state: BookedState = BookedState.BOOKED) -> Booked:
    """One appointment, SYNTHETIC."""
    return Booked(f"ap-{number}", f"SYN-{number:04d}", name, Lane.PERIODIC, starts, 30, state)


TODAYS = (
    booked(3, "Casey Marlow Hatch", at(8), BookedState.SERVED),
    booked(11, "Jordan Alvarez Pike", at(8, 30), BookedState.MISSED),
    booked(1, "Alex Rowan Quill", at(9), BookedState.CAME),
    booked(21, "Robin Tamsin Vale", at(10)),
    booked(22, "Sam Delacroix-Featherstonehaugh", at(13, 30)),
)
TO_COME = tuple(one for one in TODAYS if one.state in (BookedState.BOOKED, BookedState.MISSED))


def day(on: dt.date = TODAY, *, taken: tuple[Booked, ...] = TODAYS) -> AppointmentDay:
    """The book of ``on``: weekdays are open from 8 to 3, and what is not taken is free."""
    following = next(
        later for later in (on + dt.timedelta(days) for days in range(1, 4)) if later.weekday() < 5
    )
    if on.weekday() >= 5:
        return AppointmentDay(on, words("law.closed.saturday"), following, None, None, (), ())
    here = tuple(one for one in taken if one.starts.astimezone(OFFICE_ZONE).date() == on)
    begins = [at(hour, minute, on) for hour in range(9, 15) for minute in (0, 30)]
    full = {one.starts for one in here}
    free = tuple(FreeTime(one, Lane.PERIODIC, 1) for one in begins if one not in full)
    return AppointmentDay(on, None, following, at(8, 0, on), at(15, 0, on), here, free)
