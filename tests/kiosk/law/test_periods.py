"""Who registers at all, and for how long."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.law.periods import Duty1979, Period, must_register, registration_period
from kiosk.words import words
from tests.kiosk.law.ground import amended_from_2027, printing

REGISTERED = dt.date(2016, 2, 29)
AS_OF = dt.date(2026, 11, 23)
CLEAN, TREATED = words("law.paper.clean_record"), words("law.paper.treatment")


def _period(tier: str | None, facts: dict[str, bool] | None = None, *on: str) -> Period:
    return registration_period(tier, REGISTERED, facts or {}, printing(*(on or ("MO18",))), AS_OF)


def test_tier_one_is_15_years_and_ten_with_a_clean_record() -> None:
    assert _period("I", {"clean_record": True}) == Period(
        rule_id="M-21",
        section="589.400.4-.5",
        for_life=False,
        ask_counsel=False,
        ends=dt.date(2031, 2, 28),
        reduced_to=dt.date(2026, 2, 28),
        needs=(),
        papers=(CLEAN, TREATED),
        reason=words("law.period.years", tier="I", years=15),
    )


def test_without_a_clean_record_nothing_is_taken_off_and_nothing_asked() -> None:
    found = _period("I", {"clean_record": False})
    assert (found.reduced_to, found.papers, found.needs) == (None, (), ())
    assert found.ends == dt.date(2031, 2, 28)


def test_an_unknown_record_is_asked_for() -> None:
    found = _period("I")
    assert (found.reduced_to, found.needs) == (dt.date(2026, 2, 28), ("clean_record",))
    assert found.papers == (CLEAN, TREATED)


def test_tier_two_is_25_years_without_reduction() -> None:
    found = _period("II", {"clean_record": True})
    assert (found.ends, found.reduced_to, found.papers) == (dt.date(2041, 2, 28), None, ())
    assert found.reason == words("law.period.years", tier="II", years=25)
    assert not found.for_life


def test_tier_three_is_for_life_and_25_years_for_a_juvenile() -> None:
    adult, juvenile = _period("III"), _period("III", {"juvenile_adjudication": True, "clean_record": True})
    assert (adult.for_life, adult.ends, adult.reduced_to) == (True, None, None)
    assert adult.reason == words("law.period.life", tier="III", years=0)
    assert (juvenile.for_life, juvenile.ends, juvenile.reduced_to) == (True, None, dt.date(2041, 2, 28))
    assert _period("II", {"juvenile_adjudication": True}).reduced_to is None


def test_once_required_under_federal_law_it_is_for_counsel() -> None:
    for tier in ("I", "II", "III", None):
        found = _period(tier, {"ever_required_under_sorna": True})
        assert (found.ask_counsel, found.ends, found.for_life) == (True, None, False)
        assert found.reason == words("law.period.ask_counsel")
    assert not _period("I", {"ever_required_under_sorna": False}).ask_counsel


@pytest.mark.parametrize("tier", [None, "IV"])
def test_without_a_tier_no_period_is_given(tier: str | None) -> None:
    found = _period(tier)
    assert (found.needs, found.ends, found.for_life) == (("tier",), None, False)
    assert found.reason == words("law.needs", fact=words("law.fact.tier"))


def test_without_a_first_registration_no_period_is_given() -> None:
    found = registration_period("I", None, {}, printing("MO18"), AS_OF)
    assert (found.needs, found.ends) == (("registered_on",), None)
    assert found.reason == words("law.needs", fact=words("law.fact.registered_on"))


def test_under_the_bill_a_probation_discharge_may_stand_for_lost_records() -> None:
    certified = words("law.paper.treatment_certified")
    assert _period("I", {"clean_record": True}, "S982").papers == (CLEAN, certified)
    lost = {"clean_record": True, "treatment_records_unavailable": True, "treatment_was_probation_term": True}
    discharge = words("law.paper.probation_discharge")
    assert _period("I", lost, "S982").papers == (CLEAN, certified, discharge)
    assert _period("I", lost, "MO18").papers == (CLEAN, TREATED)
    for fact in ("treatment_records_unavailable", "treatment_was_probation_term"):
        assert discharge not in _period("I", {**lost, fact: False}, "S982").papers


def test_the_years_are_those_of_the_version_of_the_day() -> None:
    amended = amended_from_2027(
        "20-mo18.toml",
        "M-21",
        ("years_tier_i = 15", "years_tier_i = 20"),
        ("clean_years_tier_i = 10", "clean_years_tier_i = 12"),
    )
    old, new = (
        registration_period("I", REGISTERED, {}, amended, day)
        for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    )
    assert [found.ends and found.ends.year for found in (old, new)] == [
        REGISTERED.year + 15,
        REGISTERED.year + 20,
    ]
    assert [found.reduced_to and found.reduced_to.year for found in (old, new)] == [
        REGISTERED.year + 10,
        REGISTERED.year + 12,
    ]


def test_before_the_bill_begins_its_evidence_does_not_count() -> None:
    found = registration_period("I", REGISTERED, {}, printing("S982"), dt.date(2026, 8, 27))
    assert found.papers == (CLEAN, TREATED)


SINCE = dt.date(1979, 7, 1)


@pytest.mark.parametrize(
    ("adjudicated", "tier", "bases", "must", "needs", "key"),
    [
        (SINCE, "I", 1, True, (), "yes"),
        (dt.date(1979, 6, 30), "I", 1, False, (), "before_1979"),
        (dt.date(1979, 6, 30), None, None, False, (), "before_1979"),
        (SINCE, "III", 0, False, (), "no_basis"),
        (None, None, 0, False, (), "no_basis"),
        (SINCE, "none", 2, False, (), "no_tier"),
        (None, "I", 1, None, ("adjudicated_on",), "missing"),
        (SINCE, None, None, None, ("tier", "active_bases"), "missing"),
    ],
)
def test_who_must_register_under_the_bill(
    adjudicated: dt.date | None,
    tier: str | None,
    bases: int | None,
    must: bool | None,
    needs: tuple[str, ...],
    key: str,
) -> None:
    found = must_register(adjudicated, tier, bases, printing("S982"), AS_OF)
    dated = {"since": SINCE} if key in ("yes", "before_1979") else {}
    assert found == Duty1979(must, needs, words(f"law.must_register.{key}", **dated))


def test_the_day_in_history_is_that_of_the_rule_on_the_day_asked() -> None:
    amended = amended_from_2027("30-s982.toml", "S-11", ("= 1979-07-01", "= 1995-01-01"))
    for asked, must in ((dt.date(2026, 12, 31), True), (dt.date(2027, 1, 1), False)):
        assert must_register(SINCE, "I", 1, amended, asked).must is must
