"""The engine and the second reading agree about every person."""

from __future__ import annotations

import datetime as dt
import random

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.holidays import holidays_of
from kiosk.law.schedules import NeedsFact, Schedule, schedules
from kiosk.law.windows import printed_windows, windows_for
from sync.rules import named_days
from tests.kiosk.law.ground import calendar, combinations, lives_to_play, printing
from tests.kiosk.law.people import DAY, anybody
from tests.law import second_reading as second


def _agree(dice: random.Random, on: tuple[str, ...], days: OfficeCalendar) -> None:
    person, as_of = anybody(dice)
    answers = schedules(person, as_of, printing(*on), days)
    reading = second.Reading(person, as_of, on)
    told = [(one.rule_id, one.what.value, one.opens, one.due) for one in answers if isinstance(one, Schedule)]
    lacking = {(one.rule_id, one.what.value, one.facts) for one in answers if isinstance(one, NeedsFact)}
    about = f"{person} on {as_of} under {on}"
    assert sorted(told, key=str) == sorted(reading.told, key=str), about
    assert lacking == reading.lacking, about
    printed = [(window.first, window.last) for window in printed_windows(answers, as_of, days)]
    wanted = second.windows([(opens, due) for _, _, opens, due in reading.told], as_of)
    assert sorted(printed) == sorted(set(wanted)), about


def test_two_readings_of_the_rules_agree_about_everybody() -> None:
    dice = random.Random(982)
    every, days = combinations(), calendar()
    for place in range(lives_to_play(4_000)):
        _agree(dice, every[place % len(every)], days)


def test_the_second_reading_is_able_to_disagree() -> None:
    """A control: shift one obligation by a day, and the comparison must see it."""
    on = ("MO18",)
    dice = random.Random(4)
    seen = 0
    for _ in range(50):
        person, as_of = anybody(dice)
        right = second.Reading(person, as_of, on).told
        answers = schedules(person, as_of, printing(*on), calendar())
        wrong = [
            (one.rule_id, one.what.value, one.opens, one.due + DAY)
            for one in answers
            if isinstance(one, Schedule)
        ]
        seen += bool(right) and sorted(wrong, key=str) != sorted(right, key=str)
    assert seen > 20


def test_the_given_table_and_both_readings_name_the_same_days() -> None:
    days = calendar()
    day = dt.date(1950, 1, 1)
    while day <= dt.date(2100, 12, 31):
        assert days.is_open(day) == second.is_open(day), day
        if day.weekday() < 5:  # a Sunday is closed as it is; its holiday is the Monday
            assert (day in days.statutory) == second.in_statute(day), day
        day += DAY


def test_each_year_has_thirteen_statutory_holidays() -> None:
    for year in range(1950, 2101):
        assert sum(holiday.basis == "statutory" for holiday in holidays_of(named_days(), year)) == 13


def test_windows_agree_on_invented_intervals() -> None:
    dice = random.Random(11)
    for _ in range(lives_to_play(1_500) // 3):
        as_of = dt.date(2026, 1, 1) + DAY * dice.randrange(2_000)
        told: list[tuple[dt.date | None, dt.date]] = []
        for _ in range(dice.randint(1, 4)):
            opens = as_of + DAY * dice.randint(-40, 120) if dice.random() < 0.6 else None
            due = (opens or as_of) + DAY * dice.randint(0, 45)
            told.append((opens, due - DAY * dice.randint(0, 20) * (opens is None)))
        spans = windows_for(told, as_of, calendar())
        assert [(span.first, span.last) for span in spans] == second.windows(told, as_of), (told, as_of)
