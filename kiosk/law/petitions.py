"""Petitions: which could apply, by when, with which papers; filed by people, decided by courts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.law.calendar import plus_months
from kiosk.law.rulesets import Exemption, Mode, Rule, Rulesets
from kiosk.registrant import Denial, Tier
from kiosk.words import Words, words

REMOVAL, ELSEWHERE = "M-28", "S-15"
YEARS = {Tier.I: "years_tier_i", Tier.II: "years_tier_ii"}
"""Among the numbers of REMOVAL (589.401); an adult of tier III has no such petition."""
JUVENILE_YEARS = "years_juvenile_tier_iii"
ADJUDICATED_SINCE, LAW_CHANGED = "adjudicated_since_denial", "law_changed_since_denial"
"""What is asked of a denial (fields of ``Denial``): an answer for one says nothing of a later one."""


class Route(StrEnum):
    """The ways out of the duty that the law knows."""

    REMOVAL = "removal"
    EXEMPTION_BY_FACTS = "exemption_by_facts"
    EXEMPTION_BY_OFFENSE = "exemption_by_offense"
    JUDGMENT_ELSEWHERE = "judgment_elsewhere"
    REMOVAL_HERE_FOR_ELSEWHERE = "removal_here_for_elsewhere"
    OFFENSE_SET_ASIDE = "offense_set_aside"
    NEVER_REGISTRABLE = "never_registrable"


@dataclass(frozen=True, slots=True)
class Petition:
    """One route that may be open to a person.

    ``earliest`` is the first day it can be filed, None for any day or while that is a question for counsel.
    ``needs`` are facts that would decide whether it applies at all. The burden is always the petitioner's.
    """

    route: Route
    rule_id: str
    section: str
    earliest: dt.date | None
    needs: tuple[str, ...]
    papers: tuple[Words, ...]
    ask_counsel: bool
    reason: Words


@dataclass(frozen=True, slots=True)
class Petitioner:
    """What is known of the person and the offense; a fact not in ``facts`` is not known.

    ``denial`` is the last petition denied, None where there is none.
    """

    tier: Tier | None
    registered_on: dt.date | None
    facts: Mapping[str, bool]
    section: str = ""
    denial: Denial | None = None


def petitions(who: Petitioner, rulesets: Rulesets, as_of: dt.date) -> tuple[Petition, ...]:
    """Every route that could apply on ``as_of``, each with papers, dates and facts still needed."""
    s982 = rulesets.mode(ELSEWHERE, as_of) is not Mode.OFF
    elsewhere = bool(who.facts.get("adjudicated_elsewhere"))
    rule = rulesets.version(REMOVAL, as_of)
    found: list[Petition] = []
    if elsewhere and s982:
        found += _elsewhere(who, rule)
    else:
        found += _removal(who, rule, s982)
    for _, one in rulesets.every_rule():
        if one.exemptions and one.in_force(as_of) and one.mode is not Mode.OFF:
            found += _exemptions(who, one)
    found += _ended_offense(who, s982)
    return tuple(found)


def _removal(who: Petitioner, rule: Rule, s982: bool) -> Iterable[Petition]:
    if who.tier is None:
        yield _petition(Route.REMOVAL, rule, needs=("tier",), reason=words("law.petition.needs_tier"))
        return
    juvenile = who.facts.get("juvenile_adjudication")
    if who.tier is Tier.III and juvenile is None:
        reason = words("law.petition.needs_juvenile")
        yield _petition(Route.REMOVAL, rule, needs=("juvenile_adjudication",), reason=reason)
        return
    after = JUVENILE_YEARS if who.tier is Tier.III and juvenile else YEARS.get(who.tier)
    if after is None:
        return
    if who.registered_on is None:
        reason = words("law.petition.needs_registration")
        yield _petition(Route.REMOVAL, rule, needs=("registered_on",), reason=reason)
        return
    years = rule.number(after)
    earliest = plus_months(who.registered_on, 12 * years)
    removal = _petition(
        Route.REMOVAL,
        rule,
        earliest=earliest,
        papers=(
            words("law.paper.petition"),
            words("law.paper.clean_record"),
            words("law.paper.photograph_prints"),
        ),
        reason=words("law.petition.removal", years=years, registered=who.registered_on, earliest=earliest),
    )
    yield _after_denial(removal, who.denial, rule, s982) if who.denial else removal


def _after_denial(removal: Petition, denial: Denial, rule: Rule, s982: bool) -> Petition:
    """``removal`` with the years in which no new petition is heard (589.401): longer, how long counsel says,
    after a new adjudication; under S982 none once the law that it was denied on has changed."""
    told: dict[str, Words | dt.date] = {"removal": removal.reason, "denied": denial.judgment_on}
    if denial.adjudicated_since_denial:
        reason = words("law.petition.judged_since_denial", **told)
        return replace(removal, earliest=None, ask_counsel=True, reason=reason)
    asked = (ADJUDICATED_SINCE, LAW_CHANGED) if s982 else (ADJUDICATED_SINCE,)
    needs = tuple(name for name in asked if getattr(denial, name) is None)
    if s982 and denial.law_changed_since_denial:
        prior = words("law.paper.prior_case", case=denial.case_number, court=denial.court)
        reason = words("law.petition.law_changed", **told)
        return replace(removal, needs=needs, papers=(*removal.papers, prior), reason=reason)
    years = rule.number("years_after_denial")
    until = plus_months(denial.judgment_on, 12 * years)
    reason = words("law.petition.denied", **told, years=years, until=until)
    return replace(removal, earliest=max(removal.earliest or until, until), needs=needs, reason=reason)


def _exemptions(who: Petitioner, rule: Rule) -> Iterable[Petition]:
    petition = words("law.paper.petition")
    for way in rule.exemptions:
        if who.section in way.sections:
            papers = (petition, words("law.paper.judgment"))
            reason = words(f"law.petition.exemption.{way.name}", section=who.section)
            yield _petition(Route.EXEMPTION_BY_OFFENSE, rule, papers=papers, reason=reason)
        if way.facts and _may_hold(way, who.facts):
            needs = tuple(fact for fact, _ in way.facts if fact not in who.facts)
            papers = (petition, words("law.paper.facts_of_offense"))
            reason = words(f"law.petition.exemption.{way.name}")
            yield _petition(Route.EXEMPTION_BY_FACTS, rule, needs=needs, papers=papers, reason=reason)


def _may_hold(way: Exemption, known: Mapping[str, bool]) -> bool:
    return all(known.get(fact, wanted) is wanted for fact, wanted in way.facts)


def _elsewhere(who: Petitioner, rule: Rule) -> Iterable[Petition]:
    papers = (words("law.paper.judgment_registered"),)
    reason = words("law.petition.elsewhere")
    yield _petition(Route.JUDGMENT_ELSEWHERE, None, papers=papers, reason=reason)
    not_required = who.facts.get("required_there_when_adjudicated")
    lived = who.facts.get("ever_lived_worked_or_studied_there")
    required = who.facts.get("ever_required_there")
    needs: tuple[str, ...] = ()
    if not_required is not False:
        # The second ground needs both: never there, and never required there.
        grounds = (("ever_lived_worked_or_studied_there", lived), ("ever_required_there", required))
        if not_required and any(value for _, value in grounds):
            return
        needs = tuple(name for name, value in grounds if value is None)
        if not_required is None:
            needs = ("required_there_when_adjudicated", *needs)
    # What the petition must satisfy here is what any removal must: the years, and the bar after a denial.
    for removal in _removal(who, rule, s982=True):
        yield replace(
            removal,
            route=Route.REMOVAL_HERE_FOR_ELSEWHERE,
            rule_id=ELSEWHERE,
            needs=(*needs, *removal.needs),
            papers=(*(removal.papers or (words("law.paper.petition"),)), words("law.paper.judgment")),
            reason=words("law.petition.elsewhere_here", removal=removal.reason),
        )


def _ended_offense(who: Petitioner, s982: bool) -> Iterable[Petition]:
    if who.facts.get("offense_set_aside"):
        # S982 makes this petition the only remedy, with a certified copy.
        papers = (words("law.paper.petition"), words("law.paper.certified_copy"))
        reason = words("law.petition.set_aside_only" if s982 else "law.petition.set_aside")
        yield _petition(Route.OFFENSE_SET_ASIDE, None, papers=papers, ask_counsel=not s982, reason=reason)
    if who.facts.get("never_required_registration"):
        reason = words("law.petition.never_registrable")
        yield _petition(Route.NEVER_REGISTRABLE, None, ask_counsel=True, reason=reason)


def _petition(
    route: Route,
    rule: Rule | None,
    *,
    earliest: dt.date | None = None,
    needs: tuple[str, ...] = (),
    papers: tuple[Words, ...] = (),
    ask_counsel: bool = False,
    reason: Words,
) -> Petition:
    rule_id, section = (rule.rule_id, rule.section) if rule else (ELSEWHERE, "589.401")
    return Petition(route, rule_id, section, earliest, needs, papers, ask_counsel, reason)


class PetitionStage(StrEnum):
    """Where a filed petition stands."""

    FILED = "filed"
    GRANTED = "granted"
    DENIED = "denied"
    APPEALS_EXHAUSTED = "appeals_exhausted"


def stays_duty(stage: PetitionStage, filed_on: dt.date, duty_began: dt.date | None, exemption: bool) -> bool:
    """Whether a petition holds the duty back (S-09): an exemption petition filed before the duty begins.

    The stay lasts until all appeals are exhausted; then ``schedules`` counts the rule's business days.
    """
    before = duty_began is None or filed_on < duty_began
    return exemption and before and stage in (PetitionStage.FILED, PetitionStage.DENIED)
