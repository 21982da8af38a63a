"""Which days count, and which days the office is open."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.law.calendar import (
    WEEKDAYS_8_TO_15,
    Basis,
    CalendarFault,
    DayHours,
    Holiday,
    OfficeCalendar,
    days,
    last_day_of_month,
    month_span,
    office_calendar,
    parse_day,
    parse_holidays,
    plus_months,
    slug,
)
from kiosk.law.holidays import every_holiday, holidays_of
from kiosk.words import words
from sync.rules import named_days
from tests.kiosk.law.ground import calendar

THANKSGIVING = dt.date(2026, 11, 26)
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


def _made(table: Sequence[Holiday] = (), **given_: object) -> OfficeCalendar:
    made = office_calendar(every_holiday(table, named_days()), **given_)  # type: ignore[arg-type]
    assert isinstance(made, OfficeCalendar)
    return made


def test_the_table_is_read_with_both_bases() -> None:
    text = '[{"date": "2026-07-03", "name": "Independence Day", "basis": "observed", "seen": true}]'
    assert parse_holidays(text) == (Holiday(dt.date(2026, 7, 3), "independence_day", Basis.OBSERVED),)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "7",
        "[7]",
        '[{"date": "2026-07-03"}]',
        '[{"date": "2026-07-33", "name": "X", "basis": "observed"}]',
        '[{"date": "2026-07-03", "name": "X", "basis": "guessed"}]',
        '[{"date": "2026-07-03", "name": 7, "basis": "observed"}]',
    ],
)
def test_a_table_that_cannot_be_read_is_said_to_be_so(text: str) -> None:
    found = parse_holidays(text)
    assert isinstance(found, CalendarFault)
    assert found.sentence.startswith("The holiday table cannot be read: ")
    assert found.sentence.endswith(".")


def test_a_day_is_written_in_one_way_and_what_is_not_is_named() -> None:
    assert parse_day("2026-11-23") == dt.date(2026, 11, 23)
    for text, said in (
        ("23.11.2026", "23.11.2026 is not a date such as 2026-11-23"),
        ("20261123", "20261123 is not a date such as 2026-11-23"),
        ("2026-11-31", "there is no day 2026-11-31"),
        (20261123, "20261123 is not a date such as 2026-11-23"),
        (None, "None is not a date such as 2026-11-23"),
    ):
        with pytest.raises(ValueError, match=re.escape(said)):
            parse_day(text)


def test_what_is_wrong_with_the_table_is_named_with_its_kind() -> None:
    found = parse_holidays('[{"date": "2026-07-03"}]')
    assert found == CalendarFault("The holiday table cannot be read: KeyError: 'name'.")


def test_names_become_slugs() -> None:
    assert slug("Washington's Birthday") == "washingtons_birthday"
    assert slug("Martin Luther King Jr. Day") == "martin_luther_king_jr_day"


def test_the_given_table_says_what_9_010_says() -> None:
    """Between its first and last date the table and the computation name the same days."""
    first, last = dt.date(2025, 1, 1), dt.date(2028, 1, 1)
    given_days = {day for day in calendar().statutory | calendar().observed if first <= day <= last}
    computed = {holiday.day for year in range(2025, 2029) for holiday in holidays_of(named_days(), year)}
    assert given_days == {day for day in computed if first <= day <= last}


def test_the_table_wins_where_it_speaks() -> None:
    table = [
        Holiday(dt.date(2026, 3, 3), "new_year", Basis.STATUTORY),
        Holiday(dt.date(2026, 12, 24), "christmas", Basis.OBSERVED),
    ]
    made = _made(table=table)
    assert not made.is_open(dt.date(2026, 3, 3))
    assert made.is_open(THANKSGIVING)
    assert made.why_closed(dt.date(2026, 12, 24)) == words(
        "law.closed.observed", name=words("law.holiday.christmas")
    )
    assert not made.is_open(dt.date(2026, 12, 25))
    assert not made.is_open(dt.date(2026, 2, 12))


def test_holidays_are_computed_from_1900_to_2201() -> None:
    made = _made()
    assert not made.is_open(dt.date(1900, 1, 1))
    assert not made.is_open(dt.date(2200, 12, 31).replace(day=25))
    assert dt.date(2201, 1, 1) in made.statutory
    assert dt.date(1899, 12, 25) not in made.statutory


def test_a_saturday_new_year_closes_the_friday_of_the_old_year() -> None:
    observed = [holiday for holiday in holidays_of(named_days(), 2028) if holiday.name == "new_year"]
    assert [(holiday.day, holiday.basis) for holiday in observed] == [
        (dt.date(2027, 12, 31), Basis.OBSERVED),
        (dt.date(2028, 1, 1), Basis.STATUTORY),
    ]


def test_closed_days_say_why() -> None:
    closure = dt.date(2026, 11, 24)
    made = calendar(closure)
    assert made.why_closed(dt.date(2026, 11, 23)) is None
    assert made.why_closed(closure) == words("law.closed.county")
    assert made.why_closed(dt.date(2026, 11, 28)) == words("law.closed.saturday")
    assert made.why_closed(dt.date(2026, 11, 29)) == words("law.closed.sunday")
    assert made.why_closed(THANKSGIVING) == words(
        "law.closed.holiday", name=words("law.holiday.thanksgiving")
    )
    assert made.why_closed(dt.date(2026, 7, 4)) == words(
        "law.closed.holiday", name=words("law.holiday.independence_day")
    )


def test_hours_are_kept_to_the_minute() -> None:
    made = calendar()
    monday = dt.datetime(2026, 11, 23, 8, 0)
    assert made.hours(monday.date()) == DayHours(dt.time(8), dt.time(15))
    assert made.hours(THANKSGIVING) is None
    assert made.is_open_at(monday)
    assert not made.is_open_at(monday - dt.timedelta(minutes=1))
    assert made.is_open_at(monday.replace(hour=14, minute=59))
    assert not made.is_open_at(monday.replace(hour=15))
    assert not made.is_open_at(dt.datetime(2026, 11, 26, 10, 0))


def test_an_office_may_close_on_a_weekday() -> None:
    week = (None, *WEEKDAYS_8_TO_15[1:])
    made = _made(week=week)
    assert not made.is_open(dt.date(2026, 11, 23))
    assert made.why_closed(dt.date(2026, 11, 23)) == words("law.closed.county")
    assert made.is_open(dt.date(2026, 11, 24))
    # A day the office keeps shut is still a day in law.
    assert made.is_business_day(dt.date(2026, 11, 23), Basis.OBSERVED)


def test_hours_on_a_saturday_open_nothing() -> None:
    hours = DayHours(dt.time(9), dt.time(12))
    made = _made(week=(*WEEKDAYS_8_TO_15[:5], hours, hours))
    assert not made.is_open(dt.date(2026, 11, 28))
    assert not made.is_open(dt.date(2026, 11, 29))


@pytest.mark.parametrize("week", [(), WEEKDAYS_8_TO_15[:6], (None,) * 7, (None,) * 5 + WEEKDAYS_8_TO_15[:2]])
def test_a_week_without_an_open_weekday_is_refused(week: object) -> None:
    found = office_calendar(week=week)  # type: ignore[arg-type]
    assert isinstance(found, CalendarFault)
    assert found.sentence.startswith("The office hours must name seven days")


def test_the_next_and_last_open_days_may_be_the_day_itself() -> None:
    made = calendar()
    assert made.next_open(dt.date(2026, 11, 25)) == dt.date(2026, 11, 25)
    assert made.next_open(THANKSGIVING) == dt.date(2026, 11, 27)
    assert made.last_open_on_or_before(dt.date(2026, 11, 29)) == dt.date(2026, 11, 27)
    assert made.last_open_on_or_before(dt.date(2026, 11, 27)) == dt.date(2026, 11, 27)


def test_an_open_span_is_trimmed_at_both_ends_and_may_be_empty() -> None:
    made = calendar()
    assert made.open_span(dt.date(2027, 5, 1), dt.date(2027, 5, 31)) == (
        dt.date(2027, 5, 3),
        dt.date(2027, 5, 28),
    )
    assert made.open_span(dt.date(2026, 11, 28), dt.date(2026, 11, 29)) is None
    assert made.open_span(dt.date(2026, 11, 24), dt.date(2026, 11, 23)) is None
    assert made.open_span(dt.date(2026, 11, 24), dt.date(2026, 11, 24)) == (
        dt.date(2026, 11, 24),
        dt.date(2026, 11, 24),
    )


def test_business_days_between_are_counted_both_ways() -> None:
    made = calendar()
    friday, monday = dt.date(2026, 11, 20), dt.date(2026, 11, 30)
    assert made.business_days_between(friday, monday, Basis.OBSERVED) == 5
    assert made.business_days_between(monday, friday, Basis.OBSERVED) == -5
    assert made.business_days_between(friday, friday, Basis.OBSERVED) == 0
    july = dt.date(2026, 7, 1), dt.date(2026, 7, 6)
    assert made.business_days_between(*july, Basis.STATUTORY) == 3
    assert made.business_days_between(*july, Basis.OBSERVED) == 2


def test_no_business_days_after_an_event_is_the_event() -> None:
    assert calendar().business_days_after(THANKSGIVING, 0, Basis.OBSERVED) == THANKSGIVING


@given(DATES, st.integers(1, 12), st.sampled_from(list(Basis)))
def test_counting_forth_and_between_agree(day: dt.date, count: int, basis: Basis) -> None:
    due = calendar().business_days_after(day, count, basis)
    assert calendar().business_days_between(day, due, basis) == count
    assert calendar().is_business_day(due, basis)


@given(DATES, st.integers(1, 12))
def test_the_statute_never_gives_more_time_than_the_published_reading(day: dt.date, count: int) -> None:
    made = calendar()
    statutory = made.business_days_after(day, count, Basis.STATUTORY)
    assert statutory <= made.business_days_after(day, count, Basis.OBSERVED)


@given(DATES, st.integers(0, 60))
def test_months_later_has_the_same_number_or_is_the_months_last(day: dt.date, months: int) -> None:
    later = plus_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, last_day_of_month(later.year, later.month))


def test_months_clip_to_the_months_end() -> None:
    assert plus_months(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert plus_months(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert plus_months(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    assert plus_months(dt.date(2026, 11, 15), 1) == dt.date(2026, 12, 15)


def test_a_months_span_knows_leap_years() -> None:
    assert month_span(2028, 2) == (dt.date(2028, 2, 1), dt.date(2028, 2, 29))
    assert month_span(2100, 2)[1].day == 28


def test_days_go_up_to_the_last_and_are_none_when_it_is_earlier() -> None:
    assert list(days(dt.date(2026, 12, 31), dt.date(2027, 1, 1))) == [
        dt.date(2026, 12, 31),
        dt.date(2027, 1, 1),
    ]
    assert list(days(dt.date(2026, 12, 31), dt.date(2026, 12, 30))) == []


def test_two_calendars_of_the_same_days_are_equal() -> None:
    assert _made() == _made()
    assert _made() != _made(closures=[THANKSGIVING])
    assert json.loads("{}") == {}
