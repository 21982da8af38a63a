"""The office's two lanes: periodic visits by appointment, changes walk in, nobody refused (J-03)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.law.calendar import OfficeCalendar


class Lane(StrEnum):
    """Which line a person stands in."""

    PERIODIC = "periodic"
    CHANGES = "changes"


class Coming(StrEnum):
    """How an arrival stands to the appointment book; every one of them is served."""

    ON_TIME = "on_time"
    EARLY = "early"
    LATE = "late"
    WALK_IN = "walk_in"
    NO_APPOINTMENT = "no_appointment"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One booked time in the office's zone."""

    starts: dt.datetime
    minutes: int


def lane_for(full_verification: bool) -> Lane:
    """The lane of a visit."""
    return Lane.PERIODIC if full_verification else Lane.CHANGES


def coming(at: dt.datetime, lane: Lane, appointment: Appointment | None, calendar: OfficeCalendar) -> Coming:
    """How a person arriving ``at`` (local) stands; a remark for the queue, never a reason to refuse.

    More than 15 minutes before the booked time is EARLY, after its end LATE.
    """
    if not calendar.is_open_at(at):
        return Coming.CLOSED
    if lane is Lane.CHANGES:
        return Coming.WALK_IN
    if appointment is None or appointment.starts.date() != at.date():
        return Coming.NO_APPOINTMENT
    if at < appointment.starts - dt.timedelta(minutes=15):
        return Coming.EARLY
    ends = appointment.starts + dt.timedelta(minutes=appointment.minutes)
    return Coming.LATE if at >= ends else Coming.ON_TIME


def starting_times(day: dt.date, minutes: int, calendar: OfficeCalendar) -> tuple[dt.datetime, ...]:
    """The times on ``day`` (local) at which an appointment may begin.

    They follow each other by ``minutes`` from opening; one that would run past closing is not offered.
    """
    hours = calendar.hours(day)
    if hours is None or minutes <= 0:
        return ()
    step = dt.timedelta(minutes=minutes)
    at, closes = dt.datetime.combine(day, hours.opens), dt.datetime.combine(day, hours.closes)
    found = []
    while at + step <= closes:
        found.append(at)
        at += step
    return tuple(found)
