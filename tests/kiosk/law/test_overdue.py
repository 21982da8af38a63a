"""What a person has missed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kiosk.law.overdue import last_window_before, overdue
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Rulesets
from kiosk.registrant import Standing
from kiosk.words import words
from tests.kiosk.law.ground import calendar, person, printing

THIRD = dt.date(2026, 12, 3)
NOVEMBER: dict[str, Any] = {
    "tier": "I",
    "born": dt.date(1980, 11, 5),
    "last_full_verification": dt.date(2025, 11, 12),
    "last_photograph": dt.date(2026, 5, 1),
}


def _missed(
    as_of: dt.date = THIRD, on: tuple[str, ...] = ("MO18",), **given: Any
) -> list[tuple[str, dt.date, int]]:
    found = overdue(person(**{**NOVEMBER, **given}), as_of, printing(*on), calendar())
    return [(one.rule_id, one.due, one.business_days_late) for one in found]


def test_a_month_that_ended_without_a_visit_was_missed() -> None:
    assert _missed() == [("M-08", dt.date(2026, 11, 30), 3)]
    assert _missed(dt.date(2026, 11, 30)) == []
    assert _missed(dt.date(2026, 12, 1)) == [("M-08", dt.date(2026, 11, 30), 1)]


def test_a_missed_month_carries_everything_a_board_shows() -> None:
    (found,) = overdue(person(**NOVEMBER), THIRD, printing("MO18"), calendar())
    first, last = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
    assert (found.ruleset, found.section, found.what.value) == ("MO18", "589.414.5", "verification")
    assert (found.opened, found.due) == (first, last)
    assert found.reason == words("law.reason.verification.birth_month_once")
    assert found.arithmetic == words("law.sum.month", first=first, last=last)


def test_a_rolling_date_that_passed_was_missed_and_the_earliest_comes_first() -> None:
    missed = _missed(on=("MO18", "S982"))
    assert missed == [("S-01", dt.date(2026, 11, 12), 14), ("M-08", dt.date(2026, 11, 30), 3)]
    found = overdue(person(**NOVEMBER), THIRD, printing("S982"), calendar())[0]
    assert (found.ruleset, found.section, found.opened) == ("S982", "589.407", None)
    assert found.reason == words("law.reason.verification.months_after_last", number=12)
    assert found.arithmetic.key == "law.sum.months"


@pytest.mark.parametrize(
    "settled",
    [
        {"last_full_verification": dt.date(2026, 11, 1)},
        {"last_full_verification": dt.date(2026, 12, 2)},
        {"registered_on": dt.date(2026, 11, 1), "last_full_verification": None, "last_photograph": None},
        {"registered_on": dt.date(2026, 12, 1), "last_full_verification": None, "last_photograph": None},
        {"registered_on": None, "last_full_verification": None},
        {"standing": Standing.EXEMPT},
        {"tier": "IV"},
        {"tier": "III"},
        {"born": None},
    ],
)
def test_what_settles_a_month(settled: dict[str, Any]) -> None:
    assert [one for one in _missed(**settled) if one[0] == "M-08"] == []


def test_whoever_verified_before_was_registered_though_nobody_knows_since_when() -> None:
    assert _missed(registered_on=None) == [("M-08", dt.date(2026, 11, 30), 3)]


def test_a_visit_before_the_month_opened_settles_nothing() -> None:
    assert _missed(last_full_verification=dt.date(2026, 10, 31)) != []
    assert (
        _missed(registered_on=dt.date(2026, 10, 31), last_full_verification=None, last_photograph=None) != []
    )


def test_custody_or_a_stay_that_touched_the_month_excuses_it() -> None:
    visit: dict[str, Any] = {"last_full_verification": dt.date(2026, 10, 5)}
    assert _missed(released_on=dt.date(2026, 10, 1), **visit) != []
    assert _missed(released_on=dt.date(2026, 11, 30), **visit) == []
    assert _missed(stay_ended_on=dt.date(2026, 10, 1), **visit) != []


def test_while_a_registration_is_owed_it_alone_is_overdue() -> None:
    missed = _missed(dt.date(2026, 12, 4), released_on=dt.date(2026, 11, 30))
    assert missed == [("M-01", dt.date(2026, 12, 3), 1)]
    assert _missed(dt.date(2026, 12, 3), released_on=dt.date(2026, 11, 30)) == []


def test_an_overdue_registration_says_when_it_opened() -> None:
    (found,) = overdue(
        person(**NOVEMBER, released_on=dt.date(2026, 11, 20)), THIRD, printing("MO18"), calendar()
    )
    assert (found.opened, found.due, found.what.value) == (
        dt.date(2026, 11, 20),
        dt.date(2026, 11, 25),
        "registration",
    )


def test_photographs_are_missed_on_their_own() -> None:
    given: dict[str, Any] = {
        "tier": "II",
        "born": dt.date(1990, 5, 15),
        "last_full_verification": dt.date(2026, 11, 20),
        "last_photograph": dt.date(2026, 6, 1),
    }
    assert _missed(**given) == [("M-11", dt.date(2026, 11, 30), 3)]


def test_a_photograph_nobody_dated_is_as_old_as_the_verification_that_affirmed_it() -> None:
    imported: dict[str, Any] = {
        "tier": "II",
        "born": dt.date(1990, 5, 15),
        "registered_on": None,
        "last_photograph": None,
    }
    assert _missed(last_full_verification=dt.date(2026, 11, 20), **imported) == []
    assert {rule for rule, *_ in _missed(last_full_verification=dt.date(2026, 6, 20), **imported)} >= {"M-11"}


def test_months_before_the_rule_began_were_never_owed() -> None:
    early: dict[str, Any] = {"registered_on": dt.date(2015, 1, 5), "last_photograph": None}
    assert _missed(
        dt.date(2018, 9, 3), born=dt.date(1980, 8, 5), last_full_verification=dt.date(2018, 1, 2), **early
    ) == [("M-11", dt.date(2018, 8, 28), 3), ("M-08", dt.date(2018, 8, 31), 0)]
    july = _missed(
        dt.date(2018, 9, 3), born=dt.date(1980, 7, 5), last_full_verification=dt.date(2018, 1, 2), **early
    )
    assert [one for one in july if one[0] == "M-08"] == []


def test_a_month_is_owed_that_the_rule_touched_on_one_day() -> None:
    text = """
id = "X26"
title = "A law for tests"
mode = "printed"
effective_from = 2026-10-31
effective_to = 2026-12-01
[[rule]]
id = "X-01"
section = "1.1"
wording = "Come in the month"
who = "all"
source = "test"
handled = "computed"
lives_in = "kiosk.law.schedules.schedules"
[[rule.schedule]]
tier = "all"
what = "verification"
window = "birth_month"
"""
    short = parse_rulesets({"x.toml": text})
    assert isinstance(short, Rulesets)

    def missed(month: int) -> list[dt.date]:
        who = person(born=dt.date(1980, month, 5), last_full_verification=dt.date(2025, 1, 2))
        return [one.due for one in overdue(who, dt.date(2027, 1, 4), short, calendar())]

    assert missed(9) == []
    assert missed(10) == [dt.date(2026, 10, 31)]
    assert missed(12) == [dt.date(2026, 12, 31)]
    assert missed(1) == []


def test_the_last_window_before_a_day() -> None:
    assert last_window_before((11,), dt.date(2026, 11, 30)) == (dt.date(2025, 11, 1), dt.date(2025, 11, 30))
    assert last_window_before((11,), dt.date(2026, 12, 1)) == (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert last_window_before((12, 6), dt.date(2027, 1, 1)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    assert last_window_before((12, 6), dt.date(2027, 7, 1)) == (dt.date(2027, 6, 1), dt.date(2027, 6, 30))
