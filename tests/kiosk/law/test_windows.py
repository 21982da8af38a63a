"""The days that are printed, and what holds of them whatever the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.law.person import PersonFacts
from kiosk.law.rulesets import Mode
from kiosk.law.schedules import Schedule, schedules
from kiosk.law.windows import Span, printed_windows, windows_for
from kiosk.words import words
from tests.kiosk.law.ground import COUNTY_FACTS, OVERLAYS, calendar, combinations, person, printing, rulesets

AS_OF = dt.date(2026, 11, 23)
FACTS = {"victim_under_18": True}


def test_one_window_serves_all_and_says_every_reason_once() -> None:
    who = person(facts=FACTS, born=dt.date(1979, 11, 20))
    (window,) = printed_windows(schedules(who, AS_OF, rulesets(), calendar()), AS_OF, calendar())
    assert (window.first, window.last, window.no_open_day) == (AS_OF, dt.date(2026, 11, 25), False)
    assert window.serves == ("J-01", "M-10", "M-11", "S-01")
    assert len(window.schedules) == 5
    assert window.reason == words(
        "law.and",
        left=words(
            "law.and",
            left=words("law.reason.verification.days_after_last", number=90),
            right=words("law.reason.photograph.days_from_birth_month", number=90),
        ),
        right=words("law.reason.verification.birth_month_once"),
    )


def test_obligations_without_a_common_day_are_printed_each_on_its_own_earliest_first() -> None:
    who = person(facts=FACTS)
    windows = printed_windows(schedules(who, AS_OF, rulesets(), calendar()), AS_OF, calendar())
    assert [(window.first, window.last) for window in windows] == [
        (AS_OF, dt.date(2026, 11, 25)),
        (dt.date(2027, 5, 3), dt.date(2027, 5, 28)),
    ]
    assert [window.serves for window in windows] == [("J-01", "M-10", "M-11", "S-01"), ("J-01",)]


def test_what_is_for_the_officer_is_not_printed() -> None:
    who = person(federal_tier="III", last_full_verification=dt.date(2027, 1, 31), last_photograph=None)
    day = dt.date(2027, 2, 1)
    found = schedules(who, day, rulesets(), calendar())
    assert any(answer.rule_id == "F-01" for answer in found)
    windows = printed_windows(found, day, calendar())
    assert all("F-01" not in window.serves for window in windows)


def test_nothing_to_print_gives_no_window() -> None:
    assert printed_windows((), AS_OF, calendar()) == ()
    officer_only = [
        replace(answer, mode=Mode.OFFICER)
        for answer in schedules(person(), AS_OF, printing("S982"), calendar())
    ]
    assert printed_windows(officer_only, AS_OF, calendar()) == ()


def test_the_order_of_schedules_does_not_matter() -> None:
    found = schedules(person(facts=FACTS), AS_OF, rulesets(), calendar())
    forth, back = (printed_windows(order, AS_OF, calendar()) for order in (found, tuple(reversed(found))))
    assert forth == back


def test_of_two_due_on_one_day_the_one_open_longer_comes_first() -> None:
    found = schedules(person(facts=FACTS), AS_OF, rulesets(), calendar())
    month = next(answer for answer in found if isinstance(answer, Schedule) and answer.opens is not None)
    later = replace(month, rule_id="A-01", opens=month.due - dt.timedelta(days=3))
    any_time = replace(month, rule_id="Z-01", opens=None)
    (window,) = printed_windows((later, month, any_time), AS_OF, calendar())
    assert window.serves == ("Z-01", "J-01", "A-01")


def test_a_day_that_is_past_or_closed_is_the_raw_date() -> None:
    assert windows_for([(None, dt.date(2026, 7, 19))], AS_OF, calendar()) == (
        Span(dt.date(2026, 7, 19), dt.date(2026, 7, 19), no_open_day=True),
    )


def test_equal_due_dates_keep_the_order_given() -> None:
    sunday = dt.date(2027, 2, 28)
    spans = windows_for([(sunday, sunday), (None, sunday)], AS_OF, calendar())
    assert [span.no_open_day for span in spans] == [True, False]


PEOPLE = st.builds(
    PersonFacts,
    tier=st.sampled_from(["I", "II", "III"]),
    federal_tier=st.sampled_from(["I", "II", "III"]),
    born=st.dates(dt.date(1920, 1, 1), dt.date(1949, 12, 31)),
    registered_on=st.dates(dt.date(1950, 1, 1), dt.date(2026, 1, 1)),
    last_full_verification=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 8, 28)),
    last_photograph=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 8, 28)),
    facts=st.dictionaries(st.sampled_from(COUNTY_FACTS), st.booleans()),
)
DAYS = st.dates(dt.date(2026, 8, 28), dt.date(2100, 12, 31))
PRINTED = st.sampled_from(combinations())


@given(PEOPLE, DAYS, PRINTED)
def test_no_printed_day_is_closed_past_or_before_its_window_opens(
    who: PersonFacts, as_of: dt.date, on: tuple[str, ...]
) -> None:
    days = calendar()
    for window in printed_windows(schedules(who, as_of, printing(*on), days), as_of, days):
        if window.no_open_day:
            due = window.schedules[0].due
            assert window.first == window.last == due
            assert all(
                days.open_span(max(as_of, one.opens or as_of), one.due) is None for one in window.schedules
            )
            continue
        assert as_of <= window.first <= window.last
        for day in (window.first, window.last):
            assert days.is_open(day)
            assert all((one.opens or day) <= day <= one.due for one in window.schedules)


@given(PEOPLE, DAYS, PRINTED, st.sampled_from(OVERLAYS))
def test_switching_a_ruleset_on_never_lets_a_date_become_later(
    who: PersonFacts, as_of: dt.date, on: tuple[str, ...], more: str
) -> None:
    days = calendar()
    wider = tuple(name for name in OVERLAYS if name in on or name == more)
    fewer, all_ = (schedules(who, as_of, printing(*names), days) for names in (on, wider))
    kept = [(one.rule_id, one.due) for one in fewer if isinstance(one, Schedule)]
    also = [(one.rule_id, one.due) for one in all_ if isinstance(one, Schedule)]
    assert set(kept) <= set(also)
    before, after = (printed_windows(answers, as_of, days) for answers in (fewer, all_))
    if before:
        assert min(window.last for window in after) <= min(window.last for window in before)


@given(PEOPLE, DAYS, st.randoms())
def test_the_order_of_the_facts_does_not_matter(who: PersonFacts, as_of: dt.date, dice: object) -> None:
    items = list(who.facts.items())
    dice.shuffle(items)  # type: ignore[attr-defined]
    shuffled = replace(who, facts=dict(items))
    assert schedules(who, as_of, rulesets(), calendar()) == schedules(shuffled, as_of, rulesets(), calendar())


ANY_DAY = st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@given(
    st.builds(
        PersonFacts,
        tier=st.none() | st.sampled_from(["I", "II", "III", "IV"]),
        born=ANY_DAY,
        birth_month=st.none() | st.integers(0, 13),
        registered_on=ANY_DAY,
        last_full_verification=ANY_DAY,
        last_photograph=ANY_DAY,
        facts=st.dictionaries(st.sampled_from((*COUNTY_FACTS, "tall")), st.booleans()),
        federal_tier=st.none() | st.sampled_from(["I", "II", "III"]),
        standing=st.sampled_from(["active", "pending", "in_custody", "stayed", "lost"]),
        duty_began=ANY_DAY,
        in_custody_since=ANY_DAY,
        released_on=ANY_DAY,
        stay_ended_on=ANY_DAY,
    ),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)),
    PRINTED,
)
def test_nothing_from_1950_to_2100_raises(who: PersonFacts, as_of: dt.date, on: tuple[str, ...]) -> None:
    answers = schedules(who, as_of, printing(*on), calendar())
    printed_windows(answers, as_of, calendar())


def test_ninety_days_are_later_than_three_months_for_29_starts_of_a_common_year() -> None:
    """LAW.md: 31 January to 28 February of a common year, and never in a leap year."""
    who = person(federal_tier="III")
    later: dict[int, list[dt.date]] = {2027: [], 2028: []}
    for year, found in later.items():
        day = dt.date(year, 1, 1)
        while day.year == year:
            answers = schedules(
                replace(who, last_full_verification=day, last_photograph=day),
                day,
                printing("MO18", "FED"),
                calendar(),
            )
            due = {
                one.rule_id: one.due
                for one in answers
                if isinstance(one, Schedule) and one.what.value == "verification"
            }
            if due["M-10"] > due["F-01"]:
                found.append(day)
            day += dt.timedelta(days=1)
    assert later[2028] == []
    assert len(later[2027]) == 29
    assert (later[2027][0], later[2027][-1]) == (dt.date(2027, 1, 31), dt.date(2027, 2, 28))
