"""Which petitions could apply, by when, with which papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from kiosk.law.petitions import (
    Petition,
    Petitioner,
    PetitionStage,
    Route,
    petitions,
    stays_duty,
)
from kiosk.registrant import Denial, Tier
from kiosk.words import words
from tests.kiosk.law.ground import amended_from_2027, printing

AS_OF = dt.date(2026, 11, 23)
REGISTERED = dt.date(2012, 2, 29)
PETITION = words("law.paper.petition")
EXEMPTIONS = printing("S982").version("S-09", AS_OF).exemptions
BY_FACTS = {way.name: way.facts for way in EXEMPTIONS if way.facts}
BY_OFFENSE = {section for way in EXEMPTIONS for section in way.sections}
NOT_ADULTS = {"victim_at_least_18": False, "victim_at_least_14": False}


def _who(**given: Any) -> Petitioner:
    facts = {**NOT_ADULTS, **given.pop("facts", {})}
    return Petitioner(**{"tier": Tier.I, "registered_on": REGISTERED, "facts": facts, **given})


def _found(who: Petitioner, *on: str) -> dict[Route, Petition]:
    return {one.route: one for one in petitions(who, printing(*(on or ("MO18", "S982"))), AS_OF)}


def _routes(who: Petitioner, *on: str) -> list[Route]:
    return [one.route for one in petitions(who, printing(*(on or ("MO18", "S982"))), AS_OF)]


def test_removal_after_ten_or_25_years() -> None:
    removal = _found(_who())[Route.REMOVAL]
    assert removal == Petition(
        route=Route.REMOVAL,
        rule_id="M-28",
        section="589.401",
        earliest=dt.date(2022, 2, 28),
        needs=(),
        papers=(PETITION, words("law.paper.clean_record"), words("law.paper.photograph_prints")),
        ask_counsel=False,
        reason=words("law.petition.removal", years=10, registered=REGISTERED, earliest=dt.date(2022, 2, 28)),
    )
    assert _found(_who(tier=Tier.II))[Route.REMOVAL].earliest == dt.date(2037, 2, 28)
    juvenile = _who(tier=Tier.III, facts={"juvenile_adjudication": True})
    assert _found(juvenile)[Route.REMOVAL].earliest == dt.date(2037, 2, 28)


def test_an_adult_of_tier_three_has_no_removal() -> None:
    assert _routes(_who(tier=Tier.III, facts={"juvenile_adjudication": False})) == []


@pytest.mark.parametrize(
    ("given", "needs", "key"),
    [
        ({"tier": None}, "tier", "needs_tier"),
        ({"tier": Tier.III}, "juvenile_adjudication", "needs_juvenile"),
        ({"registered_on": None}, "registered_on", "needs_registration"),
    ],
)
def test_removal_asks_for_what_it_hangs_on(given: dict[str, Any], needs: str, key: str) -> None:
    removal = _found(_who(**given))[Route.REMOVAL]
    assert (removal.needs, removal.earliest, removal.rule_id) == ((needs,), None, "M-28")
    assert removal.reason == words(f"law.petition.{key}")
    assert _routes(_who(**given)) == [Route.REMOVAL]


def test_a_juvenile_of_tier_one_waits_as_any_other() -> None:
    found = _found(_who(facts={"juvenile_adjudication": True}))[Route.REMOVAL]
    assert found.earliest == dt.date(2022, 2, 28)


DENIAL = Denial(dt.date(2024, 2, 29), "Circuit Court of Jackson County", "24-INVENTED-1")


SINCE, CHANGED = "adjudicated_since_denial", "law_changed_since_denial"
NOTHING_SINCE = {SINCE: False, CHANGED: False}
UNDENIED = words("law.petition.removal", years=10, registered=REGISTERED, earliest=dt.date(2022, 2, 28))


def _denied(**since: bool) -> Petitioner:
    return _who(denial=replace(DENIAL, **since))  # type: ignore[arg-type]


def test_a_denial_bars_for_five_years_from_judgment() -> None:
    """29 Feb 2024 + 5 years: 28 Feb 2029."""
    removal = _found(_denied(**NOTHING_SINCE))[Route.REMOVAL]
    assert (removal.earliest, removal.needs, len(removal.papers)) == (dt.date(2029, 2, 28), (), 3)
    assert removal.reason == words(
        "law.petition.denied",
        years=5,
        until=dt.date(2029, 2, 28),
        removal=UNDENIED,
        denied=DENIAL.judgment_on,
    )
    later = _found(replace(_denied(), tier=Tier.II))[Route.REMOVAL]
    assert later.earliest == dt.date(2037, 2, 28)


def test_after_a_denial_it_is_asked_what_has_come_since() -> None:
    for on, asked in ((("MO18", "S982"), (SINCE, CHANGED)), (("MO18",), (SINCE,))):
        removal = _found(_denied(), *on)[Route.REMOVAL]
        assert (removal.needs, removal.earliest) == (asked, dt.date(2029, 2, 28))
    assert _found(_denied(**{SINCE: False}))[Route.REMOVAL].needs == (CHANGED,)
    assert _found(_denied(**{CHANGED: True}))[Route.REMOVAL].needs == (SINCE,)
    assert _found(_who())[Route.REMOVAL].needs == ()


def test_what_is_answered_of_the_person_or_of_another_denial_lifts_no_bar() -> None:
    removal = _found(_who(denial=DENIAL, facts={SINCE: True, CHANGED: True}))[Route.REMOVAL]
    assert (removal.needs, removal.earliest) == ((SINCE, CHANGED), dt.date(2029, 2, 28))


def test_the_years_of_a_removal_are_those_of_the_rule_on_the_day_asked() -> None:
    years = [("years_tier_i = 10", "years_tier_i = 11"), ("years_tier_ii = 25", "years_tier_ii = 26")]
    years += [("juvenile_tier_iii = 25", "juvenile_tier_iii = 27"), ("after_denial = 5", "after_denial = 6")]
    amended = amended_from_2027("20-mo18.toml", "M-28", *years)
    juvenile = _who(tier=Tier.III, facts={"juvenile_adjudication": True})
    people = [_who(), _who(tier=Tier.II), juvenile, _denied(**NOTHING_SINCE)]
    for day, expected in (
        (dt.date(2026, 12, 31), [2022, 2037, 2037, 2029]),
        (dt.date(2027, 1, 1), [2023, 2038, 2039, 2030]),
    ):
        earliest = [petitions(who, amended, day)[0].earliest for who in people]
        assert [found.year for found in earliest if found] == expected


def test_a_bill_that_is_off_exempts_nobody() -> None:
    for section in BY_OFFENSE:
        assert _routes(_who(section=section), "MO18") == [Route.REMOVAL]
    before = petitions(_who(section="573.020"), printing("MO18", "S982"), dt.date(2026, 8, 27))
    assert [one.route for one in before] == [Route.REMOVAL]


def test_a_change_in_the_law_lifts_the_bar_under_the_bill_only() -> None:
    changed = _denied(**NOTHING_SINCE | {CHANGED: True})
    removal = _found(changed)[Route.REMOVAL]
    assert (removal.earliest, removal.ask_counsel) == (dt.date(2022, 2, 28), False)
    assert removal.papers[3] == words(
        "law.paper.prior_case", case="24-INVENTED-1", court="Circuit Court of Jackson County"
    )
    assert removal.reason == words("law.petition.law_changed", removal=UNDENIED, denied=DENIAL.judgment_on)
    assert _found(changed, "MO18")[Route.REMOVAL].earliest == dt.date(2029, 2, 28)


def test_a_new_adjudication_makes_the_bar_a_question_for_counsel() -> None:
    removal = _found(_denied(**{SINCE: True, CHANGED: True}))[Route.REMOVAL]
    assert (removal.ask_counsel, removal.earliest, removal.needs) == (True, None, ())
    assert len(removal.papers) == 3
    assert removal.reason == words(
        "law.petition.judged_since_denial", removal=UNDENIED, denied=DENIAL.judgment_on
    )


def test_the_fact_based_exemptions_need_every_fact() -> None:
    for name, conditions in BY_FACTS.items():
        facts = dict(conditions)
        exempt = _found(_who(facts={"victim_at_least_18": False, "victim_at_least_14": False, **facts}))
        found = exempt[Route.EXEMPTION_BY_FACTS]
        assert (found.rule_id, found.needs) == ("S-09", ())
        assert found.papers == (PETITION, words("law.paper.facts_of_offense"))
        assert found.reason == words(f"law.petition.exemption.{name}")
        assert not found.ask_counsel
        for fact, wanted in conditions:
            against = _who(facts={**facts, fact: not wanted})
            assert found.reason not in [one.reason for one in petitions(against, printing("S982"), AS_OF)]
            unknown = {key: value for key, value in facts.items() if key != fact}
            asked = petitions(replace(_who(), facts=unknown), printing("S982"), AS_OF)
            assert (fact,) in [one.needs for one in asked if one.reason == found.reason]


def test_force_toward_others_matters_for_adults_only() -> None:
    """(2) speaks of the victim "or any other individual involved"; (1) of the victim alone."""
    assert "force_toward_anyone_else" in dict(BY_FACTS["adults"])
    assert "force_toward_anyone_else" not in dict(BY_FACTS["close_in_age"])


@pytest.mark.parametrize("section", sorted(BY_OFFENSE))
def test_the_categorical_exemptions_hang_on_the_offense_alone(section: str) -> None:
    found = _found(_who(section=section))[Route.EXEMPTION_BY_OFFENSE]
    assert (found.needs, found.rule_id) == ((), "S-09")
    assert found.papers == (PETITION, words("law.paper.judgment"))
    assert found.reason == words("law.petition.exemption.categorical", section=section)
    assert Route.EXEMPTION_BY_OFFENSE not in _found(_who(section=section), "MO18")


def test_other_offenses_are_not_exempt_by_themselves() -> None:
    assert len(BY_OFFENSE) == 5
    assert Route.EXEMPTION_BY_OFFENSE not in _found(_who(section="566.030"))


def _elsewhere(**facts: bool) -> Petitioner:
    return _who(facts={"adjudicated_elsewhere": True, **facts})


def test_for_an_offense_elsewhere_one_files_there_and_registers_the_judgment() -> None:
    there = _found(_elsewhere())[Route.JUDGMENT_ELSEWHERE]
    assert there.papers == (words("law.paper.judgment_registered"),)
    assert (there.rule_id, there.section) == ("S-15", "589.401")
    assert there.reason == words("law.petition.elsewhere")
    assert not there.ask_counsel
    assert Route.REMOVAL not in _found(_elsewhere())
    assert Route.REMOVAL in _found(_elsewhere(), "MO18")
    assert Route.JUDGMENT_ELSEWHERE not in _found(_elsewhere(), "MO18")


@pytest.mark.parametrize(
    ("facts", "open_", "needs"),
    [
        ({"required_there_when_adjudicated": False}, True, ()),
        (
            {
                "required_there_when_adjudicated": True,
                "ever_lived_worked_or_studied_there": False,
                "ever_required_there": False,
            },
            True,
            (),
        ),
        (
            {"required_there_when_adjudicated": True, "ever_lived_worked_or_studied_there": True},
            False,
            (),
        ),
        ({"required_there_when_adjudicated": True, "ever_required_there": True}, False, ()),
        ({"required_there_when_adjudicated": True, "ever_required_there": False}, True, ("lived",)),
        ({"ever_lived_worked_or_studied_there": True}, True, ("when", "required")),
        ({}, True, ("when", "lived", "required")),
    ],
)
def test_who_may_also_ask_here(facts: dict[str, bool], open_: bool, needs: tuple[str, ...]) -> None:
    names = {
        "when": "required_there_when_adjudicated",
        "lived": "ever_lived_worked_or_studied_there",
        "required": "ever_required_there",
    }
    found = _found(_elsewhere(**facts)).get(Route.REMOVAL_HERE_FOR_ELSEWHERE)
    assert (found is not None) is open_
    if found is not None:
        assert found.needs == tuple(names[need] for need in needs)
        assert (found.papers[0], found.papers[-1]) == (PETITION, words("law.paper.judgment"))
        assert found.reason == words("law.petition.elsewhere_here", removal=UNDENIED)


def test_removal_here_for_an_offense_elsewhere_waits_as_any_removal_does() -> None:
    """S982: it satisfies the requirements for removal: the years of the tier, the bar after a denial."""
    route, facts = Route.REMOVAL_HERE_FOR_ELSEWHERE, {"required_there_when_adjudicated": False}
    who = _elsewhere(**facts)
    ordinary = _found(_who())[Route.REMOVAL]
    assert ordinary.earliest is not None
    here = _found(who)[route]
    assert (here.earliest, here.rule_id) == (ordinary.earliest, "S-15")
    assert here.papers == (*ordinary.papers, words("law.paper.judgment"))
    unknown = _found(replace(who, registered_on=None))[route]
    assert (unknown.needs, unknown.papers) == (("registered_on",), (PETITION, words("law.paper.judgment")))
    denials = (replace(DENIAL, law_changed_since_denial=changed) for changed in (False, True))
    barred, lifted = (replace(who, denial=denial) for denial in denials)
    assert _found(barred)[route].earliest == dt.date(2029, 2, 28)
    assert _found(lifted)[route].earliest == ordinary.earliest
    adult = replace(who, tier=Tier.III, facts={**who.facts, "juvenile_adjudication": False})
    assert route not in _found(adult)


def test_an_offense_set_aside_has_one_remedy_under_the_bill() -> None:
    who = _who(facts={"offense_set_aside": True})
    bill, before = _found(who)[Route.OFFENSE_SET_ASIDE], _found(who, "MO18")[Route.OFFENSE_SET_ASIDE]
    assert bill.papers == before.papers == (PETITION, words("law.paper.certified_copy"))
    assert (bill.ask_counsel, before.ask_counsel) == (False, True)
    assert bill.reason == words("law.petition.set_aside_only")
    assert before.reason == words("law.petition.set_aside")


def test_only_an_offense_that_never_required_registration_may_be_declared() -> None:
    found = _found(_who(facts={"never_required_registration": True}))[Route.NEVER_REGISTRABLE]
    assert (found.ask_counsel, found.papers) == (True, ())
    assert found.reason == words("law.petition.never_registrable")
    assert Route.NEVER_REGISTRABLE not in _found(_who())


BEGAN = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("stage", "filed", "began", "exemption", "stays"),
    [
        (PetitionStage.FILED, dt.date(2026, 11, 19), BEGAN, True, True),
        (PetitionStage.FILED, BEGAN, BEGAN, True, False),
        (PetitionStage.FILED, BEGAN, None, True, True),
        (PetitionStage.DENIED, dt.date(2026, 11, 19), BEGAN, True, True),
        (PetitionStage.APPEALS_EXHAUSTED, dt.date(2026, 11, 19), BEGAN, True, False),
        (PetitionStage.GRANTED, dt.date(2026, 11, 19), BEGAN, True, False),
        (PetitionStage.FILED, dt.date(2026, 11, 19), BEGAN, False, False),
    ],
)
def test_an_exemption_petition_filed_before_the_duty_stays_it(
    stage: PetitionStage, filed: dt.date, began: dt.date | None, exemption: bool, stays: bool
) -> None:
    assert stays_duty(stage, filed, began, exemption) is stays
