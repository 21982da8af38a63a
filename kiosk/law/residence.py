"""When sleeping, staying, working or being away somewhere counts in law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kiosk.law.calendar import plus_months
from kiosk.law.rulesets import Rulesets


def makes_residence(nights: Iterable[dt.date], rulesets: Rulesets) -> bool:
    """Whether seven different nights lie within twelve months (M-14, 589.404(5)).

    The same day of the next year still lies within: a period is counted from the first night, which is
    itself left out (1.040).
    """
    slept = sorted(set(nights))
    if not slept:
        return False
    rule = rulesets.version("M-14", slept[-1])
    return _within(slept, rule.number("nights"), rule.number("months"))


def must_report_absence(leaves: dt.date, back: dt.date, rulesets: Rulesets) -> bool:
    """Whether the time away from the residence is seven days or more (M-13, 589.400.11)."""
    return (back - leaves).days >= rulesets.version("M-13", leaves).number("days_away")


def stay_registers(
    days_there: Iterable[dt.date], rulesets: Rulesets, active: bool = True, rule_id: str = "M-16"
) -> bool:
    """Whether a temporary residence (M-15), work or school (M-16) registers a person in that county (S-13).

    More than seven different days within twelve months; only while the stay, job or attendance is active.
    """
    there = sorted(set(days_there))
    if not there or not active:
        return False
    rule = rulesets.version(rule_id, there[-1])
    return _within(there, rule.number("more_than_days") + 1, rule.number("months"))


def _within(ordered: list[dt.date], wanted: int, months: int) -> bool:
    starts = range(len(ordered) - wanted + 1)
    return any(ordered[start + wanted - 1] <= plus_months(ordered[start], months) for start in starts)
