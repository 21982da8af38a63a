"""The days printed for a person: one window that serves everything, or each obligation on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.rulesets import Mode
from kiosk.law.schedules import Answer, Schedule
from kiosk.words import Words, words

Interval: TypeAlias = tuple[dt.date | None, dt.date]
"""``opens`` (None: any time) and ``due``."""


@dataclass(frozen=True, slots=True)
class PrintedWindow:
    """Come on an open day from ``first`` to ``last``: that serves the rules in ``serves``.

    With ``no_open_day`` no open day is left before the due date: ``first`` and ``last`` are that raw date,
    and the paper says that the office is closed then and whom to call.
    """

    first: dt.date
    last: dt.date
    serves: tuple[str, ...]
    reason: Words
    no_open_day: bool
    schedules: tuple[Schedule, ...]


def printed_windows(
    answers: Iterable[Answer], as_of: dt.date, calendar: OfficeCalendar
) -> tuple[PrintedWindow, ...]:
    """The windows for every schedule that may be printed, earliest due first (D-02).

    Never a day before a window opens, before ``as_of``, or on which the office is closed. Coming on any day
    of a window serves every schedule in it. Obligations with the very same days share one window.
    """
    printed = sorted(
        (found for found in answers if isinstance(found, Schedule) and found.mode is Mode.PRINTED),
        key=lambda found: (found.due, found.opens or dt.date.min, found.rule_id, found.what),
    )
    if not printed:
        return ()
    spans = windows_for([(found.opens, found.due) for found in printed], as_of, calendar)
    if len(spans) == 1:
        return (_window(spans[0], printed),)
    groups: dict[Span, list[Schedule]] = {}
    for span, schedule in zip(spans, printed, strict=True):
        groups.setdefault(span, []).append(schedule)
    return tuple(_window(span, group) for span, group in groups.items())


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last open day, or the raw due date twice with ``no_open_day``."""

    first: dt.date
    last: dt.date
    no_open_day: bool = False


def windows_for(intervals: Sequence[Interval], as_of: dt.date, calendar: OfficeCalendar) -> tuple[Span, ...]:
    """One span if all intervals share an open day from ``as_of`` on; else one for each, in order of due."""
    common = calendar.open_span(
        max([as_of, *(opens for opens, _ in intervals if opens is not None)]),
        min(due for _, due in intervals),
    )
    if common is not None:
        return (Span(*common),)
    spans = []
    for opens, due in sorted(intervals, key=lambda interval: interval[1]):
        open_days = calendar.open_span(max(as_of, opens or as_of), due)
        spans.append(Span(*open_days) if open_days else Span(due, due, no_open_day=True))
    return tuple(spans)


def _window(span: Span, served: Sequence[Schedule]) -> PrintedWindow:
    rules = tuple(dict.fromkeys(schedule.rule_id for schedule in served))
    reasons = list(dict.fromkeys(schedule.reason for schedule in served))
    reason = reduce(lambda left, right: words("law.and", left=left, right=right), reasons)
    return PrintedWindow(span.first, span.last, rules, reason, span.no_open_day, tuple(served))
