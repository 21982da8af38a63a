"""Deadlines an event starts: a change, travel, a new school, a notice served, the registry's clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from kiosk.law.calendar import Basis, OfficeCalendar
from kiosk.law.rulesets import BUSINESS_DAYS, Rulesets
from kiosk.words import Words, words


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something must be done.

    ``due_statutory`` counts with the statute's holidays only (the earlier, safer answer), ``due_published``
    also skips the days the state's calendar closes. ``show_by`` is the last open day from the event, or where
    something is told beforehand from any day, up to the safer one; None when there is none.
    """

    rule_id: str
    section: str
    due_published: dt.date
    due_statutory: dt.date
    show_by: dt.date | None
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
    return _shown(Deadline(rule_id, section, published, statutory, None, total), event, calendar)


def _shown(found: Deadline, event: dt.date, calendar: OfficeCalendar) -> Deadline:
    """``found`` with its last open day, which is never one before ``event``: nothing was to be told then."""
    span = calendar.open_span(event, found.due_statutory)
    if span is not None:
        return replace(found, show_by=span[1])
    return replace(found, arithmetic=calendar.none_open(found.arithmetic, found.due_statutory))


def business_days_of(rule_id: str, event: dt.date, rulesets: Rulesets, calendar: OfficeCalendar) -> Deadline:
    """The business days that ``rule_id`` gives after ``event``."""
    rule = rulesets.version(rule_id, event)
    return business_days(event, rule.number(BUSINESS_DAYS), calendar, rule_id, rule.section)


def change(event: dt.date, rulesets: Rulesets, calendar: OfficeCalendar) -> Deadline:
    """A change is told within three business days (M-03, 589.414.1)."""
    return business_days_of("M-03", event, rulesets, calendar)


def county_registration(resident_since: dt.date, rulesets: Rulesets, calendar: OfficeCalendar) -> Deadline:
    """Whoever is not registered in the county they live in registers within three business days (M-02)."""
    return business_days_of("M-02", resident_since, rulesets, calendar)


def relocation(served_on: dt.date, rulesets: Rulesets, calendar: OfficeCalendar) -> Deadline:
    """Ten business days to relocate, from service of the notice (J-04)."""
    return business_days_of("J-04", served_on, rulesets, calendar)


def school_opening(opened: dt.date, rulesets: Rulesets, calendar: OfficeCalendar) -> Deadline:
    """A school that opens later is told to the sheriff within one week (M-23, 566.147.2).

    In law a week that ends on a closed day runs to the next open one; that is never printed.
    """
    rule = rulesets.version("M-23", opened)
    number = rule.number("days")
    due = opened + dt.timedelta(days=number)
    total = words("law.sum.days", anchor=words("law.anchor.opened"), last=opened, number=number, due=due)
    return _shown(Deadline("M-23", rule.section, due, due, None, total), opened, calendar)


def travel_notice(
    departure: dt.date,
    as_of: dt.date | None,
    rulesets: Rulesets,
    calendar: OfficeCalendar,
    rule_id: str = "S-06",
) -> TravelNotice:
    """Travel abroad is told in person 21 days before departure (S-06; SORNA, F-03)."""
    number = rulesets.version(rule_id, departure).number("days_before")
    latest = departure - dt.timedelta(days=number)
    total = words("law.sum.before", departure=departure, number=number, due=latest)
    late = as_of is not None and as_of > latest
    return TravelNotice(latest, calendar.last_open_on_or_before(latest), late, total)


def registry_deadline(completed_at_local: dt.datetime, rulesets: Rulesets) -> dt.datetime:
    """Three calendar days from completion, ending 23:59 local (589.410, 589.414.3; M-19).

    ``completed_at_local`` is in the office's own zone, which the answer keeps.
    """
    rule = rulesets.version("M-19", completed_at_local.date())
    day = completed_at_local + dt.timedelta(days=rule.number("days"))
    return day.replace(hour=23, minute=59, second=0, microsecond=0)
