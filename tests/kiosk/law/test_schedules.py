"""Every schedule of a person, with its section, its reason and its arithmetic."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from kiosk.law.person import PersonFacts, person_facts, refusals
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Mode, Rulesets, What
from kiosk.law.schedules import NeedsFact, Schedule, birth_months, schedules, stopped_because, undecided
from kiosk.law.windows import printed_windows
from kiosk.registrant import Basis, BasisKind, Fact, Standing, Tier, TierStage
from kiosk.words import Words, words
from tests.kiosk.law.ground import calendar, person, printing, rulesets
from tests.specimens.records import registrant

AS_OF = dt.date(2026, 11, 23)


def _answers(
    who: PersonFacts, on: Rulesets | None = None, as_of: dt.date = AS_OF
) -> dict[tuple[str, str], Any]:
    found = schedules(who, as_of, on or rulesets(), calendar())
    return {(answer.rule_id, answer.what.value): answer for answer in found}


def test_a_schedule_carries_section_wording_and_arithmetic() -> None:
    found = _answers(person())["M-10", "verification"]
    last, due = dt.date(2026, 8, 28), dt.date(2026, 11, 26)
    counted = words("law.sum.days", anchor=words("law.anchor.verification"), last=last, number=90, due=due)
    assert found == Schedule(
        rule_id="M-10",
        ruleset="MO18",
        section="589.414.7",
        mode=Mode.PRINTED,
        what=What.VERIFICATION,
        opens=None,
        due=due,
        show_by=dt.date(2026, 11, 25),
        reason=words("law.reason.verification.days_after_last", number=90),
        arithmetic=words(
            "law.sum.closed",
            sum=counted,
            due=due,
            why=words("law.closed.holiday", name=words("law.holiday.thanksgiving")),
            show_by=dt.date(2026, 11, 25),
        ),
        wording="Tier III verifies every 90 days: due is the last completed verification plus 90 days.",
    )


def test_every_answer_carries_the_wording_of_its_rule() -> None:
    wordings = {rule.rule_id: rule.wording for _, rule in rulesets().every_rule()}
    pending = person(
        standing="pending", registered_on=None, last_full_verification=None, last_photograph=None
    )
    for who in (person(), person(tier=None, facts={}), pending, replace(pending, duty_began=AS_OF)):
        found = schedules(who, AS_OF, rulesets(), calendar())
        assert found
        assert all(answer.wording == wordings[answer.rule_id] for answer in found)


def test_a_photograph_older_than_the_registration_starts_nothing() -> None:
    """Registering took one, so the year runs from there."""
    registered = dt.date(2026, 3, 4)
    who = person(
        tier="I", registered_on=registered, last_full_verification=None, last_photograph=dt.date(2020, 1, 1)
    )
    found = _answers(who)["M-11", "photograph"]
    assert found.due == dt.date(2027, 3, 4)
    assert ("anchor", words("law.anchor.registered")) in found.arithmetic.args
    same_day = _answers(replace(who, last_photograph=registered))["M-11", "photograph"]
    assert same_day.due == found.due
    assert ("anchor", words("law.anchor.photograph")) in same_day.arithmetic.args


def test_an_open_due_date_needs_no_more_words() -> None:
    found = _answers(person(last_full_verification=dt.date(2026, 8, 27)))["M-10", "verification"]
    assert found.show_by == found.due == dt.date(2026, 11, 25)
    assert found.arithmetic.key == "law.sum.days"


@pytest.mark.parametrize(
    ("rule", "what", "tier", "reason"),
    [
        ("M-08", "verification", "I", words("law.reason.verification.birth_month_once")),
        ("M-09", "verification", "II", words("law.reason.verification.birth_month_twice", number=6)),
        ("M-11", "photograph", "I", words("law.reason.photograph.months_after_last", number=12)),
        ("M-11", "photograph", "II", words("law.reason.photograph.birth_month_twice", number=6)),
        ("M-11", "photograph", "III", words("law.reason.photograph.days_from_birth_month", number=90)),
        ("S-01", "verification", "II", words("law.reason.verification.months_after_last", number=6)),
    ],
)
def test_each_kind_of_schedule_has_its_reason(rule: str, what: str, tier: str, reason: Words) -> None:
    assert _answers(person(tier=tier))[rule, what].reason == reason


def test_anchors_are_named_in_the_arithmetic() -> None:
    new = person(last_full_verification=None, last_photograph=None)
    anchor = dict(_inner(_answers(new)["M-10", "verification"].arithmetic).args)
    assert anchor["anchor"] == words("law.anchor.registered")
    assert anchor["last"] == dt.date(2019, 3, 4)
    photo = dict(_inner(_answers(person())["M-11", "photograph"].arithmetic).args)
    assert photo["anchor"] == words("law.anchor.photograph")


def _inner(arithmetic: Words) -> Words:
    inner = dict(arithmetic.args).get("sum")
    return _inner(inner) if isinstance(inner, Words) else arithmetic


def test_a_date_before_a_rule_began_is_its_first_day_and_says_so() -> None:
    who = person(tier="I", last_full_verification=dt.date(2025, 8, 1), last_photograph=None)
    found = _answers(who, as_of=dt.date(2026, 8, 3))["S-01", "verification"]
    begins = dt.date(2026, 8, 28)
    assert found.due == begins
    assert found.arithmetic == words(
        "law.sum.begins",
        sum=words(
            "law.sum.months",
            anchor=words("law.anchor.verification"),
            last=dt.date(2025, 8, 1),
            number=12,
            due=dt.date(2026, 8, 1),
        ),
        first=begins,
    )


def test_a_date_on_the_day_a_rule_begins_is_its_own() -> None:
    """30 May 2026 and 90 days are 28 August 2026, the day the bill begins: nothing is moved."""
    last = dt.date(2026, 5, 30)
    who = person(last_full_verification=last, last_photograph=last)
    found = _answers(who, as_of=dt.date(2026, 8, 3))["S-01", "verification"]
    assert (found.due, found.arithmetic.key) == (dt.date(2026, 8, 28), "law.sum.days")


def test_a_month_open_on_its_first_day_alone_is_shown_with_it() -> None:
    """1 June 2027 is a Tuesday; every other day of that month the county is closed."""
    closed = [dt.date(2027, 6, day) for day in range(2, 31)]
    who = person(tier="I", born=dt.date(1984, 6, 5))
    found = schedules(who, AS_OF, printing("MO18"), calendar(*closed))[0]
    assert isinstance(found, Schedule)
    assert found.opens == found.show_by == dt.date(2027, 6, 1)


def test_a_month_with_no_open_day_says_so() -> None:
    closed = [dt.date(2027, 2, day) for day in range(1, 29)]
    who = person(tier="I", born=dt.date(1984, 2, 29))
    found = schedules(who, AS_OF, printing("MO18"), calendar(*closed))[0]
    assert isinstance(found, Schedule)
    assert (found.show_by, found.arithmetic.key) == (None, "law.sum.no_open_day")
    month = words("law.sum.month", first=dt.date(2027, 2, 1), last=dt.date(2027, 2, 28))
    assert dict(found.arithmetic.args)["sum"] == month
    (window, *_) = [one for one in printed_windows([found], AS_OF, calendar(*closed)) if "M-08" in one.serves]
    assert (window.first, window.last, window.no_open_day) == (found.due, found.due, True)


def test_only_the_birth_month_may_be_known() -> None:
    who = person(tier="I", born=None, birth_month=11)
    assert _answers(who)["M-08", "verification"].due == dt.date(2026, 11, 30)
    unknown = person(tier="I", born=None)
    needs = _answers(unknown)["M-08", "verification"]
    assert isinstance(needs, NeedsFact)
    assert (needs.facts, needs.reason) == (("born",), words("law.needs", fact=words("law.fact.born")))
    assert (needs.rule_id, needs.ruleset, needs.section, needs.mode) == (
        "M-08",
        "MO18",
        "589.414.5",
        Mode.PRINTED,
    )


def test_the_months_of_a_birth_month_follow_around_the_year() -> None:
    assert birth_months(5, 0) == (5,)
    assert birth_months(1, 3) == (1, 4)
    assert birth_months(11, 3) == (11, 2)
    assert birth_months(12, 6) == (12, 6)


def test_the_photographs_of_tier_three_begin_in_the_first_birth_month() -> None:
    first, last = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    new: dict[str, Any] = {"registered_on": dt.date(2026, 10, 5), "last_full_verification": None}
    who = person(born=dt.date(1979, 12, 20), last_photograph=None, **new)
    found = _answers(who, printing("MO18"))["M-11", "photograph"]
    assert (found.opens, found.due) == (first, last)
    assert found.arithmetic == words("law.sum.first_month", first=first, last=last)
    begun = replace(who, last_photograph=first, last_full_verification=first)
    chained = _answers(begun, printing("MO18"), as_of=first)["M-11", "photograph"]
    assert (chained.opens, chained.due) == (None, first + dt.timedelta(days=90))


def test_exactly_18_stands_for_under_18_and_for_nothing_else() -> None:
    who = person(facts={"victim_exactly_18": True})
    assert undecided(who, ("victim_under_18",)) is None
    assert undecided(who, ("persistent_or_predatory",)) == ("persistent_or_predatory",)
    chain = _answers(person(born=None))["M-11", "photograph"]
    assert isinstance(chain, NeedsFact)
    assert chain.facts == ("born",)


def test_a_rolling_date_without_any_anchor_needs_one() -> None:
    who = person(tier="I", registered_on=None, last_full_verification=None, last_photograph=None)
    found = _answers(who)
    assert found["S-01", "verification"].facts == ("last_full_verification",)
    assert found["M-11", "photograph"].facts == ("last_photograph",)
    assert found["S-01", "verification"].mode is Mode.PRINTED


def test_facts_that_cannot_be_true_give_no_date() -> None:
    found = schedules(
        person(tier="IV", last_full_verification=dt.date(2018, 1, 1)), AS_OF, rulesets(), calendar()
    )
    assert [(type(one), one.facts) for one in found if isinstance(one, NeedsFact)] == [
        (NeedsFact, ("tier",)),
        (NeedsFact, ("last_full_verification",)),
    ]
    assert found[0].reason == words("law.refusal.tier", given="IV")
    assert found[0].mode is Mode.PRINTED
    assert printed_windows(found, AS_OF, calendar()) == ()


@pytest.mark.parametrize(
    ("given", "fact", "key"),
    [
        ({"tier": "IV"}, "tier", "law.refusal.tier"),
        ({"federal_tier": "IV"}, "federal_tier", "law.refusal.tier"),
        ({"born": None, "birth_month": 13}, "birth_month", "law.refusal.month"),
        ({"born": None, "birth_month": 0}, "birth_month", "law.refusal.month"),
        ({"birth_month": 13}, "birth_month", "law.refusal.month"),
        ({"birth_month": 6}, "birth_month", "law.refusal.month_differs"),
        ({"standing": "lost"}, "standing", "law.refusal.standing"),
        ({"facts": {"tall": True}}, "tall", "law.refusal.unknown_fact"),
        ({"born": dt.date(1899, 12, 31)}, "born", "law.refusal.year"),
        ({"last_photograph": dt.date(2026, 11, 24)}, "last_photograph", "law.refusal.future"),
        ({"last_full_verification": dt.date(2019, 3, 3)}, "last_full_verification", "law.refusal.order"),
        ({"born": dt.date(2019, 3, 5)}, "registered_on", "law.refusal.order"),
        ({"duty_began": dt.date(1979, 5, 19)}, "duty_began", "law.refusal.order"),
    ],
)
def test_what_cannot_be_is_refused_by_name(given: dict[str, Any], fact: str, key: str) -> None:
    found = refusals(person(**given), AS_OF)
    assert (fact, key) in [(one.fact, one.reason.key) for one in found]


def test_the_words_of_a_refusal_hold_both_dates() -> None:
    (found,) = refusals(person(last_full_verification=dt.date(2019, 3, 3)), AS_OF)
    assert found.reason == words(
        "law.refusal.order",
        name=words("law.fact.last_full_verification"),
        given=dt.date(2019, 3, 3),
        before=words("law.fact.registered_on"),
        limit=dt.date(2019, 3, 4),
    )
    (future,) = refusals(person(last_photograph=dt.date(2026, 11, 24)), AS_OF)
    assert future.reason == words("law.refusal.future", given=dt.date(2026, 11, 24), today=AS_OF)
    (month,) = refusals(person(born=None, birth_month=13), AS_OF)
    assert month.reason == words("law.refusal.month", given=13)


def test_the_words_of_a_refusal_hold_what_was_given() -> None:
    for given, key, args in (
        ({"birth_month": 6}, "month_differs", {"given": 6, "born": dt.date(1979, 5, 20)}),
        ({"standing": "lost"}, "standing", {"given": "lost"}),
        ({"facts": {"tall": True}}, "unknown_fact", {"given": "tall"}),
    ):
        (found,) = refusals(person(**given), AS_OF)
        assert found.reason == words(f"law.refusal.{key}", **args)


def test_a_date_out_of_range_is_said_with_the_range() -> None:
    (found,) = refusals(PersonFacts(tier="I", born=dt.date(1899, 12, 31)), AS_OF)
    assert (found.fact, found.reason) == ("born", words("law.refusal.year", first=1900, last=2200))


@pytest.mark.parametrize(
    ("tier", "rule", "key", "number"),
    [
        ("I", "M-08", "verification.birth_month_once", None),
        ("II", "M-09", "verification.birth_month_twice", 6),
        ("III", "M-10", "verification.days_after_last", 90),
        ("I", "S-01", "verification.months_after_last", 12),
        ("I", "M-11", "photograph.months_after_last", 12),
        ("II", "M-11", "photograph.birth_month_twice", 6),
    ],
)
def test_each_date_has_its_reason_and_its_rules_wording(
    tier: str, rule: str, key: str, number: int | None
) -> None:
    found = schedules(person(tier=tier), AS_OF, rulesets(), calendar())
    (one,) = (answer for answer in found if isinstance(answer, Schedule) and answer.rule_id == rule)
    counted = {} if number is None else {"number": number}
    assert one.reason == words(f"law.reason.{key}", **counted)
    assert one.wording == rulesets().version(rule, AS_OF).wording


def test_the_first_and_last_month_and_year_are_no_contradiction() -> None:
    for month in (1, 12):
        assert refusals(PersonFacts(tier="I", birth_month=month), AS_OF) == ()
    last = dt.date(2200, 12, 31)
    who = PersonFacts(tier="I", born=dt.date(1900, 1, 1), last_photograph=last)
    assert refusals(who, last) == ()


def test_a_day_out_of_range_is_refused() -> None:
    who = PersonFacts(tier="I", birth_month=5)
    for day in (dt.date(1899, 12, 31), dt.date(2201, 1, 1)):
        (found,) = refusals(who, day)
        assert (found.fact, found.reason) == ("as_of", words("law.refusal.year", first=1900, last=2200))
    assert refusals(who, dt.date(1900, 1, 1)) == refusals(who, dt.date(2200, 12, 31)) == ()


def test_dates_equal_to_their_limit_are_no_contradiction() -> None:
    day = dt.date(2019, 3, 4)
    assert refusals(person(last_full_verification=day, last_photograph=AS_OF), AS_OF) == ()
    assert (
        refusals(person(born=day, registered_on=day, last_full_verification=day, duty_began=day), AS_OF) == ()
    )


def test_each_stopped_standing_says_why() -> None:
    for standing in Standing:
        why = stopped_because(person(standing=standing))
        if standing in (Standing.ACTIVE, Standing.PENDING):
            assert why is None
        else:
            assert why == words(f"law.stopped.{standing.value}")
            assert schedules(person(standing=standing), AS_OF, rulesets(), calendar()) == ()


def test_custody_stops_until_release() -> None:
    since = dt.date(2026, 10, 1)
    assert stopped_because(person(in_custody_since=since)) == words("law.stopped.in_custody")
    assert stopped_because(person(in_custody_since=since, released_on=since)) is None
    earlier = since - dt.timedelta(days=1)
    assert stopped_because(person(in_custody_since=since, released_on=earlier)) == words(
        "law.stopped.in_custody"
    )


def test_a_registration_owed_says_its_reason_and_both_readings() -> None:
    released = dt.date(2026, 7, 1)
    who = person(released_on=released, last_full_verification=dt.date(2026, 5, 1), last_photograph=None)
    (found,) = schedules(who, released, printing("MO18"), calendar())
    assert isinstance(found, Schedule)
    assert (found.opens, found.due, found.show_by) == (
        dt.date(2026, 7, 1),
        dt.date(2026, 7, 6),
        dt.date(2026, 7, 6),
    )
    assert (found.rule_id, found.ruleset, found.section) == ("M-01", "MO18", "589.400.2")
    assert found.mode is Mode.PRINTED
    assert found.what is What.REGISTRATION
    assert found.reason == words("law.reason.registration.release")
    assert found.arithmetic == words(
        "law.sum.business_days",
        anchor=words("law.anchor.release"),
        last=dt.date(2026, 7, 1),
        number=3,
        due=dt.date(2026, 7, 6),
        published=dt.date(2026, 7, 7),
    )


def test_a_registration_of_an_unknown_day_needs_it() -> None:
    who = person(standing="pending", registered_on=None, last_full_verification=None, last_photograph=None)
    rule = rulesets().version("M-01", AS_OF)
    (found,) = schedules(who, AS_OF, rulesets(), calendar())
    assert found == NeedsFact(
        rule_id="M-01",
        ruleset="MO18",
        section="589.400.2",
        mode=Mode.PRINTED,
        what=What.REGISTRATION,
        facts=("duty_began",),
        reason=words("law.needs", fact=words("law.fact.duty_began")),
        wording=rule.wording,
    )


def test_a_registration_due_while_the_office_stays_closed_has_no_day_to_show() -> None:
    closed = [dt.date(2026, 11, day) for day in (23, 24, 25)]
    who = person(released_on=dt.date(2026, 11, 22))
    (found,) = schedules(who, AS_OF, printing("MO18"), calendar(*closed))
    assert isinstance(found, Schedule)
    assert (found.due, found.show_by, found.arithmetic.key) == (
        dt.date(2026, 11, 25),
        None,
        "law.sum.no_open_day",
    )


def test_a_visit_on_the_day_of_release_is_the_registration() -> None:
    day = dt.date(2026, 11, 20)
    assert ("M-01", "registration") not in _answers(person(released_on=day, last_full_verification=day))
    assert ("S-09", "registration") not in _answers(person(stay_ended_on=day, last_full_verification=day))


def test_with_the_bill_off_the_end_of_a_stay_begins_the_duty_as_before_it() -> None:
    """Nobody whose stay ended is left without a single date: 589.400.2 counts the same three days."""
    who = person(stay_ended_on=dt.date(2026, 11, 20))
    (old,) = schedules(who, AS_OF, printing("MO18"), calendar())
    (bill,) = schedules(who, AS_OF, printing("MO18", "S982"), calendar())
    assert isinstance(old, Schedule)
    assert isinstance(bill, Schedule)
    assert (old.rule_id, bill.rule_id, old.due, bill.due) == ("M-01", "S-09", *[dt.date(2026, 11, 25)] * 2)
    assert bill.reason.key == "law.reason.registration.stay"
    assert dict(bill.arithmetic.args)["anchor"] == words("law.anchor.stay")
    assert schedules(who, AS_OF, printing("J20"), calendar()) == ()


def test_with_its_rule_off_an_owed_registration_is_not_told_and_nothing_else_is() -> None:
    who = person(released_on=dt.date(2026, 11, 20))
    assert schedules(who, AS_OF, printing("S982"), calendar()) == ()


def test_before_its_rule_began_an_owed_registration_is_not_told() -> None:
    who = person(registered_on=dt.date(2015, 1, 5), last_full_verification=None, last_photograph=None)
    early = replace(who, released_on=dt.date(2018, 8, 1))
    assert schedules(early, dt.date(2018, 8, 27), printing("MO18"), calendar()) == ()
    assert len(schedules(early, dt.date(2018, 8, 28), printing("MO18"), calendar())) == 1


def test_a_rule_that_ended_is_owed_no_more() -> None:
    text = """
id = "X26"
title = "A law that ends"
effective_from = 2026-01-01
effective_to = 2026-12-15
mode = "printed"
[[rule]]
id = "X-01"
section = "1.1"
wording = "Come in the birth month and every 90 days"
who = "all"
source = "test"
handled = "computed"
lives_in = "kiosk.law.schedules.schedules"
[[rule.schedule]]
tier = "all"
what = "verification"
window = "birth_month"
[[rule.schedule]]
tier = "all"
what = "verification"
days_after_last = 90
"""
    ending = parse_rulesets({"x.toml": text})
    assert isinstance(ending, Rulesets)

    def due(month: int, last: dt.date, as_of: dt.date = AS_OF) -> list[dt.date]:
        who = person(born=dt.date(1980, month, 1), last_full_verification=last)
        found = schedules(who, as_of, ending, calendar())
        return [one.due for one in found if isinstance(one, Schedule)]

    # A month that opens on the rule's last day or before is owed; a rolling date after it is not.
    assert due(12, dt.date(2026, 9, 16)) == [dt.date(2026, 12, 31), dt.date(2026, 12, 15)]
    assert due(12, dt.date(2026, 9, 17)) == [dt.date(2026, 12, 31)]
    assert due(1, dt.date(2026, 9, 16)) == [dt.date(2026, 12, 15)]
    assert due(12, dt.date(2026, 9, 16), dt.date(2026, 12, 15)) != []
    assert due(12, dt.date(2026, 9, 16), dt.date(2026, 12, 16)) == []


def test_the_facts_of_a_record_are_taken_over() -> None:
    record = registrant(
        persistent_or_predatory=True,
        facts=(Fact("victim_under_18", False), Fact("persistent_or_predatory", False), Fact("tall", True)),
        bases=(
            Basis(BasisKind.RESIDENT, "Jackson"),
            Basis(BasisKind.WORKER, "Clay"),
            Basis(BasisKind.STUDENT, "Platte", ended=dt.date(2025, 1, 1)),
        ),
        federal_tier=Tier.I,
        duty_began=dt.date(2015, 11, 5),
        in_custody_since=dt.date(2020, 1, 1),
        released_on=dt.date(2020, 2, 1),
        stay_ended_on=dt.date(2016, 1, 1),
    )
    assert person_facts(record) == PersonFacts(
        tier="II",
        born=dt.date(1980, 11, 5),
        registered_on=dt.date(2015, 11, 9),
        last_full_verification=dt.date(2026, 5, 18),
        last_photograph=dt.date(2026, 5, 18),
        facts={"victim_under_18": False, "persistent_or_predatory": True},
        federal_tier="I",
        home_county="Jackson",
        other_counties=("Jackson", "Clay"),
        standing=Standing.ACTIVE,
        duty_began=dt.date(2015, 11, 5),
        in_custody_since=dt.date(2020, 1, 1),
        released_on=dt.date(2020, 2, 1),
        stay_ended_on=dt.date(2016, 1, 1),
    )
    plain = person_facts(registrant(persistent_or_predatory=False, facts=(), standing=Standing.STAYED))
    assert plain.facts == {}
    assert plain.standing is Standing.STAYED


def test_a_tier_that_is_only_proposed_makes_no_date() -> None:
    for stage in TierStage:
        expected = None if stage is TierStage.PROPOSED else "II"
        assert person_facts(registrant(tier=Tier.II, tier_stage=stage)).tier == expected
