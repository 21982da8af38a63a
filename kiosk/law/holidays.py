"""The legal holidays of any year, computed from the days that the statute names (RSMo 9.010)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.law.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    ONE_DAY,
    SATURDAY,
    Basis,
    CalendarFault,
    Holiday,
    last_day_of_month,
    slug,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LAST = -1
_KEYS = {"name", "month", "day", "weekday", "nth", "first_year", "last_year"}


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One holiday of the statute: ``day`` of ``month``, or where ``weekday`` (0 is Monday) is not None the
    ``nth`` such day of the month, LAST for its last one. It is kept from ``first_year`` to ``last_year``."""

    name: str
    month: int
    day: int
    weekday: int | None
    nth: int
    first_year: int
    last_year: int

    def in_year(self, year: int) -> dt.date:
        """The day itself, before any Sunday is moved."""
        if self.weekday is None:
            return dt.date(year, self.month, self.day)
        if self.nth == LAST:
            last = dt.date(year, self.month, last_day_of_month(year, self.month))
            return last - ONE_DAY * ((last.weekday() - self.weekday) % 7)
        first = dt.date(year, self.month, 1)
        return first + ONE_DAY * ((self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))


def parse_named_days(text: str) -> tuple[NamedDay, ...] | CalendarFault:
    """Read the statute's days (TOML, one ``[[holiday]]`` each); or what is wrong, in one sentence."""
    try:
        table = tomllib.loads(text)
        rows = table.get("holiday", [])
        if not rows or not isinstance(rows, list) or not isinstance(table.get("section"), str):
            raise ValueError("a section and at least one [[holiday]] are wanted")
        return tuple(_named(row) for row in rows)
    except ValueError as fault:
        return CalendarFault(f"The holidays of the statute cannot be read: {fault}.")


def _named(row: object) -> NamedDay:
    if not isinstance(row, dict) or not isinstance(name := row.get("name"), str):
        raise ValueError("each holiday has a name")
    if unknown := sorted(row.keys() - _KEYS):
        raise ValueError(f"nothing is called {unknown[0]} in {name}")
    month = _number(row, "month", name, range(1, 13))
    first = _number(row, "first_year", name, range(FIRST_YEAR, LAST_YEAR + 2), FIRST_YEAR)
    last = _number(row, "last_year", name, range(first, LAST_YEAR + 2), LAST_YEAR + 1)
    if "day" in row and not row.keys() & {"weekday", "nth"}:
        # In a common year: 29 February is no holiday of every year.
        day = _number(row, "day", name, range(1, last_day_of_month(FIRST_YEAR, month) + 1))
        return NamedDay(slug(name), month, day, None, 0, first, last)
    if "day" in row or row.get("weekday") not in WEEKDAYS:
        raise ValueError(f"{name} has either a day, or a weekday such as Monday with its nth")
    nth = _number(row, "nth", name, (LAST, 1, 2, 3, 4))
    return NamedDay(slug(name), month, 0, WEEKDAYS.index(row["weekday"]), nth, first, last)


def _number(
    row: dict[str, object], key: str, name: str, among: Sequence[int], default: int | None = None
) -> int:
    number = row.get(key, default)
    if type(number) is not int or number not in among:
        raise ValueError(f"{key} of {name} is {number}")
    return number


def holidays_of(named: Iterable[NamedDay], year: int) -> tuple[Holiday, ...]:
    """The holidays ``named`` gives ``year``, with the Fridays the state closes for a Saturday.

    A Sunday holiday moves to Monday (statutory). The observed day of a Saturday 1 January is 31 December
    of the year before and is listed with ``year``.
    """
    found: list[Holiday] = []
    for one in named:
        if not one.first_year <= year <= one.last_year:
            continue
        day = one.in_year(year)
        if day.weekday() == SATURDAY:
            found.append(Holiday(day - ONE_DAY, one.name, Basis.OBSERVED))
        moved = day + ONE_DAY if day.weekday() == SATURDAY + 1 else day
        found.append(Holiday(moved, one.name, Basis.STATUTORY))
    return tuple(found)


def every_holiday(table: Iterable[Holiday], named: Sequence[NamedDay]) -> tuple[Holiday, ...]:
    """All holidays from 1900 to 2201: between the first and last date of ``table`` it is the whole truth;
    before and after it they are computed from what the statute ``named``."""
    rows = tuple(sorted(table, key=lambda holiday: holiday.day))
    first, last = (rows[0].day, rows[-1].day) if rows else (dt.date.max, dt.date.min)
    computed = (one for year in range(FIRST_YEAR, LAST_YEAR + 2) for one in holidays_of(named, year))
    return (*(one for one in computed if not first <= one.day <= last), *rows)
