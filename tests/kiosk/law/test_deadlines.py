"""Deadlines that an event starts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.law.deadlines import (
    business_days,
    change,
    county_registration,
    registry_deadline,
    relocation,
    school_opening,
    travel_notice,
)
from kiosk.words import words
from tests.kiosk.law.ground import amended_from_2027, calendar, rulesets

CHICAGO = ZoneInfo("America/Chicago")


def test_a_change_is_due_on_the_third_business_day_by_both_readings() -> None:
    found = change(dt.date(2026, 7, 1), rulesets(), calendar())
    assert (found.rule_id, found.section) == ("M-03", "589.414.1")
    assert (found.due_published, found.due_statutory) == (dt.date(2026, 7, 7), dt.date(2026, 7, 6))
    assert found.show_by == dt.date(2026, 7, 6)
    assert found.arithmetic == words(
        "law.sum.business_days",
        anchor=words("law.anchor.event"),
        last=dt.date(2026, 7, 1),
        number=3,
        due=dt.date(2026, 7, 6),
        published=dt.date(2026, 7, 7),
    )


def test_a_day_that_counts_in_law_may_still_be_closed() -> None:
    """Fri 3 July 2026 is closed by the state's calendar, yet it is the first day that counts by statute."""
    found = business_days(dt.date(2026, 7, 2), 1, calendar(), "X", "Y")
    assert found.due_statutory == dt.date(2026, 7, 3)
    assert found.show_by == dt.date(2026, 7, 2)
    assert (found.rule_id, found.section) == ("X", "Y")


def test_a_county_is_registered_in_within_three_business_days() -> None:
    found = county_registration(dt.date(2026, 11, 20), rulesets(), calendar())
    assert (found.rule_id, found.section, found.due_statutory) == ("M-02", "589.400.2", dt.date(2026, 11, 25))


def test_relocation_counts_ten_business_days_from_service() -> None:
    found = relocation(dt.date(2026, 11, 20), rulesets(), calendar())
    assert (found.rule_id, found.section) == ("J-04", "county page 2020")
    assert found.due_statutory == dt.date(2026, 12, 7)


def test_a_new_school_is_told_within_a_week_and_no_later_is_printed() -> None:
    found = school_opening(dt.date(2026, 11, 19), rulesets(), calendar())
    assert (found.rule_id, found.section) == ("M-23", "566.147.2")
    assert found.due_published == found.due_statutory == dt.date(2026, 11, 26)
    assert found.show_by == dt.date(2026, 11, 25)
    assert found.arithmetic == words(
        "law.sum.days",
        anchor=words("law.anchor.opened"),
        last=dt.date(2026, 11, 19),
        number=7,
        due=dt.date(2026, 11, 26),
    )


def test_with_no_open_day_from_the_event_on_no_day_is_shown() -> None:
    """Wed 18 November to Mon 23 November 2026, closed by the county throughout: the office's last open day
    was Tuesday, before anything had happened."""
    event, due = dt.date(2026, 11, 18), dt.date(2026, 11, 23)
    closed = calendar(*(event + dt.timedelta(days=day) for day in range(6)))
    found = change(event, rulesets(), closed)
    assert (found.due_statutory, found.show_by) == (due, None)
    plain = change(event, rulesets(), calendar())
    why = words("law.closed.county")
    assert found.arithmetic == words("law.sum.no_open_day", sum=plain.arithmetic, due=due, why=why)
    first_day_open = calendar(*(event + dt.timedelta(days=day) for day in range(1, 6)))
    assert change(event, rulesets(), first_day_open) == replace(plain, show_by=event)


def test_a_week_without_an_open_day_shows_none_for_a_new_school() -> None:
    opened, due = dt.date(2026, 11, 18), dt.date(2026, 11, 25)
    found = school_opening(
        opened, rulesets(), calendar(*(opened + dt.timedelta(days=day) for day in range(8)))
    )
    assert (found.due_statutory, found.show_by) == (due, None)
    assert found.arithmetic.key == "law.sum.no_open_day"
    assert school_opening(opened, rulesets(), calendar(due)).show_by == dt.date(2026, 11, 24)


def test_travel_is_told_21_days_before() -> None:
    found = travel_notice(dt.date(2026, 12, 13), dt.date(2026, 11, 22), rulesets(), calendar())
    assert (found.latest_notice, found.show_by, found.late) == (
        dt.date(2026, 11, 22),
        dt.date(2026, 11, 20),
        False,
    )
    assert found.arithmetic == words(
        "law.sum.before", departure=dt.date(2026, 12, 13), number=21, due=dt.date(2026, 11, 22)
    )
    assert travel_notice(dt.date(2026, 12, 13), dt.date(2026, 11, 23), rulesets(), calendar()).late
    assert not travel_notice(dt.date(2026, 12, 13), None, rulesets(), calendar()).late


def test_a_deadline_has_the_number_of_the_rules_version_on_the_day_of_the_event() -> None:
    """Five days from 2027 on: what happened in 2026 still has three, and before the rule began the first."""
    amended = amended_from_2027("20-mo18.toml", "M-02", ("= 3 }", "= 5 }"), ("589.400.2", "589.400.2a"))

    def due(event: dt.date) -> tuple[dt.date, str]:
        found = county_registration(event, amended, calendar())
        return found.due_statutory, found.section

    assert due(dt.date(2026, 12, 31)) == (dt.date(2027, 1, 6), "589.400.2")
    assert due(dt.date(2027, 1, 1)) == (dt.date(2027, 1, 8), "589.400.2a")
    assert due(dt.date(2010, 11, 19)) == (dt.date(2010, 11, 24), "589.400.2")


def test_the_registry_is_told_within_three_calendar_days() -> None:
    completed = dt.datetime(2026, 11, 23, 10, 5, 7, 9, CHICAGO)
    assert registry_deadline(completed, rulesets()) == dt.datetime(2026, 11, 26, 23, 59, 0, 0, CHICAGO)


def test_the_registry_clock_has_the_days_of_the_version_in_force_at_completion() -> None:
    amended = amended_from_2027("20-mo18.toml", "M-19", ("{ days = 3 }", "{ days = 2 }"))
    last, first = (dt.datetime(2026, 12, 31, 9, tzinfo=CHICAGO), dt.datetime(2027, 1, 1, 9, tzinfo=CHICAGO))
    assert registry_deadline(last, amended).date() == dt.date(2027, 1, 3)
    assert registry_deadline(first, amended).date() == dt.date(2027, 1, 3)


def test_the_registry_clock_ends_at_23_59_on_the_wall_when_the_clocks_change() -> None:
    """1 November 2026 has 25 hours, 14 March 2027 has 23: the legal day does not care."""
    for completed in (
        dt.datetime(2026, 10, 30, 12, 0, tzinfo=CHICAGO),
        dt.datetime(2027, 3, 12, 12, 0, tzinfo=CHICAGO),
        dt.datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO, fold=1),
    ):
        ends = registry_deadline(completed, rulesets())
        assert (ends.hour, ends.minute, ends.second, ends.fold) == (23, 59, 0, 0)
        assert (ends.date() - completed.date()).days == 3
        assert ends.tzinfo is CHICAGO
