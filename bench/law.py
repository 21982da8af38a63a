"""All schedules of a state's roster, and whether a larger one costs more per person."""

from __future__ import annotations

import datetime as dt
import gc
import random
import time
from collections.abc import Sequence
from statistics import median
from typing import TypeAlias

from bench.row import Row
from kiosk.checks import check
from kiosk.law.calendar import OfficeCalendar
from kiosk.law.person import PersonFacts
from kiosk.law.rulesets import Rulesets
from kiosk.law.schedules import schedules
from kiosk.law.windows import printed_windows
from sync.edit_checks import known_on
from sync.rules import load_calendar, load_rulesets
from tests.kiosk.checks.clean_people import TODAY, clean
from tests.kiosk.law.people import anybody

Seen: TypeAlias = tuple[PersonFacts, dt.date]
"""A person, and the day on which they are looked at."""

PEOPLE, MANY = 20_000, 200_000
SECONDS = 2.0
SLOWER = 1.2
"""Noise allowed between the two rosters, per person."""


def measure() -> list[Row]:
    """CPU seconds of one core for 20,000 people; the same per person at 200,000; windows and checks too."""
    rulesets, calendar = load_rulesets(), load_calendar()
    people = _roster(PEOPLE)
    few = median(_seconds(people, rulesets, calendar) for _ in range(5))
    # Ten times the roster: the same kinds of people, so that only the number differs.
    many = _seconds(people * (MANY // PEOPLE), rulesets, calendar)
    slower = (many / MANY) / (few / PEOPLE)
    return [
        Row("law: schedules of 20,000 people, CPU s", few, f"<= {SECONDS:g}", few <= SECONDS),
        Row("law: per person at 200,000 against 20,000", slower, f"<= {SLOWER}", slower <= SLOWER),
        Row("law: printed windows of 20,000 people, CPU s", _windows(people, rulesets, calendar)),
        Row("law: edit checks of 1,000 records, CPU s", _checks()),
    ]


def _roster(number: int) -> list[Seen]:
    dice = random.Random(20_000)
    return [anybody(dice) for _ in range(number)]


def _seconds(people: Sequence[Seen], rulesets: Rulesets, calendar: OfficeCalendar) -> float:
    gc.collect()
    began = time.process_time()
    for person, as_of in people:
        schedules(person, as_of, rulesets, calendar)
    return time.process_time() - began


def _windows(people: Sequence[Seen], rulesets: Rulesets, calendar: OfficeCalendar) -> float:
    found = [(schedules(person, as_of, rulesets, calendar), as_of) for person, as_of in people]
    began = time.process_time()
    for answers, as_of in found:
        printed_windows(answers, as_of, calendar)
    return time.process_time() - began


def _checks() -> float:
    dice = random.Random(1)
    records = [clean(dice) for _ in range(1_000)]
    known = known_on(TODAY)
    check(records[0], (), known)
    began = time.process_time()
    for record in records:
        check(record, (), known)
    return time.process_time() - began
