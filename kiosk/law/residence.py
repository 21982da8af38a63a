"""When sleeping, staying, working or being away somewhere counts in law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kiosk.law.calendar import plus_months

NIGHTS_THAT_MAKE_A_RESIDENCE = 7
DAYS_AWAY_TO_REPORT = 7
PART_TIME_DAYS = 7
TWELVE_MONTHS = 12


def makes_residence(nights: Iterable[dt.date]) -> bool:
    """Whether seven different nights lie within twelve months (M-14, 589.404(5)).

    The same day of the next year still lies within: a period is counted from the first night, which is
    itself left out (1.040).
    """
    slept = sorted(set(nights))
    needed = NIGHTS_THAT_MAKE_A_RESIDENCE - 1
    return any(
        last <= plus_months(first, TWELVE_MONTHS) for first, last in zip(slept, slept[needed:], strict=False)
    )


def must_report_absence(leaves: dt.date, back: dt.date) -> bool:
    """Whether the time away from the residence is seven days or more (M-13, 589.400.11)."""
    return (back - leaves).days >= DAYS_AWAY_TO_REPORT


def stay_registers(days_there: Iterable[dt.date], active: bool = True) -> bool:
    """Whether a temporary residence, work or school registers a person in that county (M-15, M-16, S-13).

    More than seven different days within twelve months; only while the stay, job or attendance is active.
    """
    there = sorted(set(days_there))
    spans = zip(there, there[PART_TIME_DAYS:], strict=False)
    return active and any(last <= plus_months(first, TWELVE_MONTHS) for first, last in spans)
