"""People who obey the slip are never late, whichever rulesets are printed."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from kiosk.law.calendar import OfficeCalendar, office_calendar
from kiosk.law.holidays import every_holiday
from sync.rules import named_days
from tests.kiosk.law.ground import calendar, combinations, lives_to_play, printing
from tests.kiosk.law.people import DAY
from tests.law.lives import ANY, FIRST, LAST, Lived, Visit, audit, live, newcomer

YEARS = 15


@pytest.mark.parametrize("habit", [FIRST, LAST, ANY])
@pytest.mark.parametrize("on", combinations(), ids="+".join)
def test_who_obeys_the_slip_is_never_late(on: tuple[str, ...], habit: str) -> None:
    dice = random.Random(f"{on}{habit}")
    wrong: list[str] = []
    for _ in range(max(1, lives_to_play(900) // 45)):
        lived = live(newcomer(dice), YEARS, printing(*on), calendar(), habit, dice)
        wrong += [*lived.broken, *audit(lived, on)]
    assert not wrong, wrong[:3]


def test_the_audit_notices_a_visit_left_out() -> None:
    """A control: take away one visit of an obedient life, and some obligation must be found unserved."""
    dice = random.Random(7)
    noticed = 0
    for _ in range(10):
        lived = live(newcomer(dice), YEARS, printing("MO18", "S982"), calendar(), LAST, dice)
        assert not list(audit(lived, ("MO18", "S982")))
        place = len(lived.visits) // 2
        without = Lived(
            lived.person, lived.until, lived.visits[:place] + lived.visits[place + 1 :], lived.broken
        )
        noticed += bool(list(audit(without, ("MO18", "S982"))))
    assert noticed == 10


def test_the_audit_notices_a_visit_a_month_late() -> None:
    dice = random.Random(8)
    lived = live(newcomer(dice), YEARS, printing("J20"), calendar(), LAST, dice)
    late = tuple(Visit(visit.day + 31 * DAY, visit.photographed) for visit in lived.visits[1:])
    assert list(audit(Lived(lived.person, lived.until, (lived.visits[0], *late), ()), ("J20",)))


def test_lives_cross_the_beginning_of_the_bill() -> None:
    """The invented people are of use: some register before 28 August 2026 and live on after it."""
    dice = random.Random(3)
    registered = [newcomer(dice).registered_on for _ in range(200)]
    assert sum(day is not None and day < dt.date(2026, 8, 28) for day in registered) > 50


def test_a_calendar_without_the_table_gives_the_same_lives() -> None:
    """Computed holidays carry a life as well as the table does."""
    computed = office_calendar(every_holiday((), named_days()))
    assert isinstance(computed, OfficeCalendar)
    dice = random.Random(5)
    person = newcomer(dice)
    lives = [
        live(person, YEARS, printing("MO18"), days, FIRST, random.Random(1))
        for days in (computed, calendar())
    ]
    assert lives[0].visits == lives[1].visits
