"""Petitions: which could apply, by when, with which papers; filed by people, decided by courts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.law.calendar import plus_months
from kiosk.law.rulesets import Mode, Rulesets
from kiosk.registrant import Tier
from kiosk.words import Words, words

WAIT_YEARS = {Tier.I: 10, Tier.II: 25}
"""589.401; an adult of tier III has no such petition, a juvenile waits 25 years."""
JUVENILE_WAIT_YEARS = 25
BAR_YEARS = 5
"""After a denial no new petition for five years from the judgment."""


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
class Denial:
    """An earlier petition denied: when, where, and whether the law it rested on has changed since."""

    judgment_on: dt.date
    court: str
    case_number: str
    law_changed: bool = False
    adjudicated_again: bool = False


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
    """What is known of the person and the offense; a fact not in ``facts`` is not known."""

    tier: Tier | None
    registered_on: dt.date | None
    facts: Mapping[str, bool]
    section: str = ""
    denial: Denial | None = None


BY_FACTS: Mapping[str, tuple[tuple[str, bool], ...]] = {
    "close_in_age": (
        ("force_toward_victim", False),
        ("victim_at_least_14", True),
        ("at_most_four_years_older", True),
        ("custodial_authority", False),
    ),
    "adults": (
        ("force_toward_victim", False),
        ("force_toward_anyone_else", False),
        ("victim_at_least_18", True),
        ("custodial_authority", False),
    ),
}
"""S982's two fact-based exemptions: a court may look behind the conviction."""

BY_OFFENSE = frozenset({"573.020", "573.030", "573.040", "573.060", "573.065"})
"""S982's five categorical exemptions: promoting obscenity in both degrees, furnishing pornographic materials
to minors, public display of explicit sexual material, coercing acceptance of obscene material."""


def petitions(who: Petitioner, rulesets: Rulesets, as_of: dt.date) -> tuple[Petition, ...]:
    """Every route that could apply on ``as_of``, each with papers, dates and facts still needed."""
    s982 = rulesets.mode("S-15", as_of) is not Mode.OFF
    elsewhere = bool(who.facts.get("adjudicated_elsewhere"))
    found: list[Petition] = []
    if elsewhere and s982:
        found += _elsewhere(who)
    else:
        found += _removal(who, s982)
    if s982:
        found += _exemptions(who)
    found += _ended_offense(who, s982)
    return tuple(found)


def _removal(who: Petitioner, s982: bool) -> Iterable[Petition]:
    if who.tier is None:
        yield _petition(Route.REMOVAL, needs=("tier",), reason=words("law.petition.needs_tier"))
        return
    juvenile = who.facts.get("juvenile_adjudication")
    if who.tier is Tier.III and juvenile is None:
        reason = words("law.petition.needs_juvenile")
        yield _petition(Route.REMOVAL, needs=("juvenile_adjudication",), reason=reason)
        return
    years = JUVENILE_WAIT_YEARS if who.tier is Tier.III and juvenile else WAIT_YEARS.get(who.tier)
    if years is None:
        return
    if who.registered_on is None:
        reason = words("law.petition.needs_registration")
        yield _petition(Route.REMOVAL, needs=("registered_on",), reason=reason)
        return
    earliest = plus_months(who.registered_on, 12 * years)
    bar, ask_counsel = _bar(who.denial, s982)
    papers = [
        words("law.paper.petition"),
        words("law.paper.clean_record"),
        words("law.paper.photograph_prints"),
    ]
    if who.denial is not None and bar is None and not ask_counsel:
        papers.append(words("law.paper.prior_case", case=who.denial.case_number, court=who.denial.court))
    yield _petition(
        Route.REMOVAL,
        earliest=None if ask_counsel else max(earliest, bar or earliest),
        papers=tuple(papers),
        ask_counsel=ask_counsel,
        reason=words("law.petition.removal", years=years, registered=who.registered_on, earliest=earliest),
    )


def _bar(denial: Denial | None, s982: bool) -> tuple[dt.date | None, bool]:
    """The first day after the five years, or None; and whether counsel must say how long it is."""
    if denial is None:
        return None, False
    if denial.adjudicated_again:
        return None, True
    if s982 and denial.law_changed:
        return None, False
    return plus_months(denial.judgment_on, 12 * BAR_YEARS), False


def _exemptions(who: Petitioner) -> Iterable[Petition]:
    for name, conditions in BY_FACTS.items():
        if any(who.facts.get(fact, want) is not want for fact, want in conditions):
            continue
        needs = tuple(fact for fact, _ in conditions if fact not in who.facts)
        papers = (words("law.paper.petition"), words("law.paper.facts_of_offense"))
        reason = words(f"law.petition.exemption.{name}")
        yield _petition(Route.EXEMPTION_BY_FACTS, "S-09", needs=needs, papers=papers, reason=reason)
    if who.section in BY_OFFENSE:
        papers = (words("law.paper.petition"), words("law.paper.judgment"))
        reason = words("law.petition.exemption.categorical", section=who.section)
        yield _petition(Route.EXEMPTION_BY_OFFENSE, "S-09", papers=papers, reason=reason)


def _elsewhere(who: Petitioner) -> Iterable[Petition]:
    papers = (words("law.paper.judgment_registered"),)
    reason = words("law.petition.elsewhere")
    yield _petition(Route.JUDGMENT_ELSEWHERE, papers=papers, reason=reason)
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
    for removal in _removal(who, s982=True):
        yield replace(
            removal,
            route=Route.REMOVAL_HERE_FOR_ELSEWHERE,
            needs=(*needs, *removal.needs),
            papers=(*(removal.papers or (words("law.paper.petition"),)), words("law.paper.judgment")),
            reason=words("law.petition.elsewhere_here"),
        )


def _ended_offense(who: Petitioner, s982: bool) -> Iterable[Petition]:
    if who.facts.get("offense_set_aside"):
        # S982 makes this petition the only remedy, with a certified copy.
        papers = (words("law.paper.petition"), words("law.paper.certified_copy"))
        reason = words("law.petition.set_aside_only" if s982 else "law.petition.set_aside")
        yield _petition(Route.OFFENSE_SET_ASIDE, papers=papers, ask_counsel=not s982, reason=reason)
    if who.facts.get("never_required_registration"):
        reason = words("law.petition.never_registrable")
        yield _petition(Route.NEVER_REGISTRABLE, ask_counsel=True, reason=reason)


def _petition(
    route: Route,
    rule_id: str = "S-15",
    *,
    earliest: dt.date | None = None,
    needs: tuple[str, ...] = (),
    papers: tuple[Words, ...] = (),
    ask_counsel: bool = False,
    reason: Words,
) -> Petition:
    return Petition(route, rule_id, "589.401", earliest, needs, papers, ask_counsel, reason)


class PetitionStage(StrEnum):
    """Where a filed petition stands."""

    FILED = "filed"
    GRANTED = "granted"
    DENIED = "denied"
    APPEALS_EXHAUSTED = "appeals_exhausted"


def stays_duty(stage: PetitionStage, filed_on: dt.date, duty_began: dt.date | None, exemption: bool) -> bool:
    """Whether a petition holds the duty back (S-09): an exemption petition filed before the duty begins.

    The stay lasts until all appeals are exhausted; then ``deadlines.stay_ends`` counts three business days.
    """
    before = duty_began is None or filed_on < duty_began
    return exemption and before and stage in (PetitionStage.FILED, PetitionStage.DENIED)
