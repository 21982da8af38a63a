"""Which days count and which days the office is open."""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import assert_never

from kiosk.words import Words, words

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Dates outside these years are refused where facts are read; holidays are computed for all of them."""

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


class Basis(StrEnum):
    """Why a day is a holiday: the statute names it, or the state's calendar closes in its stead."""

    STATUTORY = "statutory"
    OBSERVED = "observed"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One closed day; ``name`` is a slug such as ``thanksgiving`` (catalogue key ``law.holiday.SLUG``)."""

    day: dt.date
    name: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class CalendarFault:
    """The calendar's data cannot be used; ``sentence`` says where and why, for whoever wrote the file."""

    sentence: str


@dataclass(frozen=True, slots=True)
class DayHours:
    """The local times between which the office serves people on one weekday."""

    opens: dt.time
    closes: dt.time


Week = tuple[DayHours | None, ...]
"""Seven entries, Monday first; None where the office is shut."""

WEEKDAYS_8_TO_15: Week = (DayHours(dt.time(8), dt.time(15)),) * 5 + (None, None)
"""J-03: appointments and changes are taken between 8:00 and 15:00."""


def parse_holidays(text: str) -> tuple[Holiday, ...] | CalendarFault:
    """Read the holiday table (JSON list of ``date``, ``name``, ``basis``). Never raises."""
    try:
        rows = json.loads(text)
        return tuple(Holiday(parse_day(row["date"]), slug(row["name"]), Basis(row["basis"])) for row in rows)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        return CalendarFault(f"The holiday table cannot be read: {type(fault).__name__}: {fault}.")


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(text: object) -> dt.date:
    """``2026-11-23`` and no other way of writing a date; ValueError says so."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        raise ValueError(f"{text} is not a date such as 2026-11-23")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None


def slug(name: str) -> str:
    """``Washington's Birthday`` -> ``washingtons_birthday``."""
    kept = "".join(letter for letter in name.lower() if letter.isalnum() or letter == " ")
    return "_".join(kept.split())


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The office's days: legal holidays of both bases, county closures, and hours.

    Made by ``office_calendar``. Counting days never looks at ``closures`` or ``week``: a county's own
    closed day is a day in law.
    """

    statutory: frozenset[dt.date]
    observed: frozenset[dt.date]
    closures: frozenset[dt.date]
    week: Week
    names: Mapping[dt.date, str] = field(compare=False, repr=False)

    def is_open(self, day: dt.date) -> bool:
        """Neither a holiday of either basis, nor a county closure, nor a day without hours or a weekend."""
        weekday = day.weekday()
        return (
            weekday < SATURDAY
            and self.week[weekday] is not None
            and day not in self.statutory
            and day not in self.observed
            and day not in self.closures
        )

    def is_open_at(self, local: dt.datetime) -> bool:
        """Whether people are served at this local time."""
        hours = self.hours(local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes

    def hours(self, day: dt.date) -> DayHours | None:
        """The office's hours on ``day``; None when it is closed."""
        return self.week[day.weekday()] if self.is_open(day) else None

    def why_closed(self, day: dt.date) -> Words | None:
        """``Thanksgiving``, ``a Sunday``, ``a day the county is closed``; None when the office is open."""
        if name := self.names.get(day):
            return _holiday_words(name, day in self.statutory)
        if day.weekday() >= SATURDAY:
            return words("law.closed.saturday" if day.weekday() == SATURDAY else "law.closed.sunday")
        return None if self.is_open(day) else words("law.closed.county")

    def next_open(self, day: dt.date) -> dt.date:
        """The first open day on or after ``day``."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def last_open_on_or_before(self, day: dt.date) -> dt.date:
        """The last open day on or before ``day``."""
        while not self.is_open(day):
            day -= ONE_DAY
        return day

    def open_span(self, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
        """The first and last open day from ``first`` to ``last``, both included; None when there is none."""
        while first <= last and not self.is_open(first):
            first += ONE_DAY
        return (first, self.last_open_on_or_before(last)) if first <= last else None

    def none_open(self, total: Words, due: dt.date) -> Words:
        """``total``, and that up to ``due``, which is closed itself, the office has no open day."""
        why = self.why_closed(due)
        assert why is not None
        return words("law.sum.no_open_day", sum=total, due=due, why=why)

    def is_business_day(self, day: dt.date, basis: Basis) -> bool:
        """Whether ``day`` counts (D-01): OBSERVED skips all holidays, STATUTORY the statute's only."""
        if day.weekday() >= SATURDAY or day in self.statutory:
            return False
        match basis:
            case Basis.STATUTORY:
                return True
            case Basis.OBSERVED:
                return day not in self.observed
            case _:
                assert_never(basis)

    def business_days_after(self, event: dt.date, count: int, basis: Basis) -> dt.date:
        """The ``count``-th business day after ``event``, the event's own day not counted (1.040, 506.060)."""
        day = event
        while count > 0:
            day += ONE_DAY
            count -= self.is_business_day(day, basis)
        return day

    def business_days_between(self, start: dt.date, end: dt.date, basis: Basis) -> int:
        """How many business days lie after ``start`` up to ``end`` included; negative when end is earlier."""
        if end < start:
            return -self.business_days_between(end, start, basis)
        return sum(self.is_business_day(day, basis) for day in days(start + ONE_DAY, end))


@cache
def _holiday_words(name: str, statutory: bool) -> Words:
    holiday = words(f"law.holiday.{name}")
    if statutory:
        return words("law.closed.holiday", name=holiday)
    return words("law.closed.observed", name=holiday)


def office_calendar(
    holidays: Iterable[Holiday] = (), closures: Iterable[dt.date] = (), week: Week = WEEKDAYS_8_TO_15
) -> OfficeCalendar | CalendarFault:
    """The calendar of one office, with just these holidays (``every_holiday`` makes those of all years).

    A week without a single open weekday is a fault.
    """
    if len(week) != 7 or not any(week[:SATURDAY]):
        return CalendarFault("The office hours must name seven days and open on at least one weekday.")
    every = tuple(holidays)
    return OfficeCalendar(
        statutory=frozenset(row.day for row in every if row.basis is Basis.STATUTORY),
        observed=frozenset(row.day for row in every if row.basis is Basis.OBSERVED),
        closures=frozenset(closures),
        week=week,
        names={row.day: row.name for row in every},
    )


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every day from ``first`` to ``last``, both included; none when ``last`` is earlier."""
    while first <= last:
        yield first
        first += ONE_DAY


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, clipped to the month's end (31 Aug + 6 months = 28 Feb)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month0 + 1, min(day.day, last_day_of_month(year, month0 + 1)))


@cache
def last_day_of_month(year: int, month: int) -> int:
    """28 to 31."""
    return gregorian.monthrange(year, month)[1]


@cache
def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, last_day_of_month(year, month))
