"""Deadlines an event starts: a change, travel, a new school, a notice served, the registry's clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.law.calendar import Basis, OfficeCalendar
from kiosk.words import Words, words

CHANGE_DAYS = 3
TRAVEL_DAYS = 21
SCHOOL_DAYS = 7
RELOCATION_DAYS = 10
REGISTRY_DAYS = 3


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something must be done.

    ``due_statutory`` counts with the statute's holidays only (the earlier, safer answer), ``due_published``
    also skips the days the state's calendar closes. ``show_by`` is the last open day up to the safer one.
    """

    rule_id: str
    section: str
    due_published: dt.date
    due_statutory: dt.date
    show_by: dt.date
    arithmetic: Words


@dataclass(frozen=True, slots=True)
class TravelNotice:
    """By when travel abroad must be told; ``late`` when that is past. Late notice is accepted."""

    latest_notice: dt.date
    show_by: dt.date
    late: bool
    arithmetic: Words


def business_days(
    event: dt.date, count: int, calendar: OfficeCalendar, rule_id: str, section: str
) -> Deadline:
    """``count`` business days after ``event``, the event's day not counted (D-01)."""
    published = calendar.business_days_after(event, count, Basis.OBSERVED)
    statutory = calendar.business_days_after(event, count, Basis.STATUTORY)
    total = words(
        "law.sum.business_days",
        anchor=words("law.anchor.event"),
        last=event,
        number=count,
        due=statutory,
        published=published,
    )
    show_by = calendar.last_open_on_or_before(statutory)
    return Deadline(rule_id, section, published, statutory, show_by, total)


def change(event: dt.date, calendar: OfficeCalendar) -> Deadline:
    """A change is told within three business days (M-03, 589.414.1)."""
    return business_days(event, CHANGE_DAYS, calendar, "M-03", "589.414.1")


def county_registration(resident_since: dt.date, calendar: OfficeCalendar) -> Deadline:
    """Whoever is not registered in the county they live in registers within three business days (M-02)."""
    return business_days(resident_since, CHANGE_DAYS, calendar, "M-02", "589.400.2")


def stay_ends(appeals_exhausted_on: dt.date, calendar: OfficeCalendar) -> Deadline:
    """A denied exemption: the duty is in effect three business days after appeals end (S-09, 589.401)."""
    return business_days(appeals_exhausted_on, CHANGE_DAYS, calendar, "S-09", "589.401")


def relocation(served_on: dt.date, calendar: OfficeCalendar) -> Deadline:
    """Ten business days to relocate, from service of the notice (J-04)."""
    return business_days(served_on, RELOCATION_DAYS, calendar, "J-04", "county page 2020")


def school_opening(opened: dt.date, calendar: OfficeCalendar) -> Deadline:
    """A school that opens later is told to the sheriff within one week (M-23, 566.147.2).

    In law a week that ends on a closed day runs to the next open one; that is never printed.
    """
    due = opened + dt.timedelta(days=SCHOOL_DAYS)
    total = words("law.sum.days", anchor=words("law.anchor.opened"), last=opened, number=SCHOOL_DAYS, due=due)
    return Deadline("M-23", "566.147.2", due, due, calendar.last_open_on_or_before(due), total)


def travel_notice(departure: dt.date, as_of: dt.date | None, calendar: OfficeCalendar) -> TravelNotice:
    """Travel abroad is told in person 21 days before departure (S-06; SORNA)."""
    latest = departure - dt.timedelta(days=TRAVEL_DAYS)
    total = words("law.sum.before", departure=departure, number=TRAVEL_DAYS, due=latest)
    late = as_of is not None and as_of > latest
    return TravelNotice(latest, calendar.last_open_on_or_before(latest), late, total)


def registry_deadline(completed_at_local: dt.datetime) -> dt.datetime:
    """Three calendar days from completion, ending 23:59 local (589.410, 589.414.3; M-19).

    ``completed_at_local`` is in the office's own zone, which the answer keeps.
    """
    day = completed_at_local + dt.timedelta(days=REGISTRY_DAYS)
    return day.replace(hour=23, minute=59, second=0, microsecond=0, fold=0)
