"""Who must register at all, and for how long: computed and shown, decided by people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.law.calendar import plus_months
from kiosk.law.person import TIERS
from kiosk.law.rulesets import Mode, Rulesets
from kiosk.registrant import Tier
from kiosk.words import Words, words

PERIOD, MUST_REGISTER = "M-21", "S-11"
YEARS = {Tier.I: "years_tier_i", Tier.II: "years_tier_ii"}
"""Among the numbers of PERIOD; tier III registers for life."""
CLEAN_YEARS = {Tier.I: "clean_years_tier_i"}
JUVENILE_YEARS = "clean_years_juvenile_tier_iii"


@dataclass(frozen=True, slots=True)
class Period:
    """How long a person registers, for display; ``ends`` is None for life and for a question to counsel.

    ``reduced_to`` is the earlier end that a clean record would give, ``papers`` what must be shown for it.
    """

    rule_id: str
    section: str
    for_life: bool
    ask_counsel: bool
    ends: dt.date | None
    reduced_to: dt.date | None
    needs: tuple[str, ...]
    papers: tuple[Words, ...]
    reason: Words


def registration_period(
    tier: str | None,
    registered_on: dt.date | None,
    facts: Mapping[str, bool],
    rulesets: Rulesets,
    as_of: dt.date,
) -> Period:
    """The period of M-21 (589.400.4-.5), with S-12's evidence of treatment where S982 is not off.

    Whoever has ever been required under SORNA registers for life (Smith v. St. Louis County Police, 2023):
    with that fact set the answer is "ask counsel", whatever the tier says.
    """
    if facts.get("ever_required_under_sorna"):
        return _period(ask_counsel=True, reason=words("law.period.ask_counsel"))
    if tier not in TIERS:
        return _period(needs=("tier",), reason=words("law.needs", fact=words("law.fact.tier")))
    if registered_on is None:
        return _period(
            needs=("registered_on",), reason=words("law.needs", fact=words("law.fact.registered_on"))
        )
    known = Tier(tier)
    juvenile = known is Tier.III and bool(facts.get("juvenile_adjudication"))
    numbers = dict(rulesets.version(PERIOD, as_of).numbers)
    years = numbers.get(YEARS.get(known, ""))
    ends = None if years is None else plus_months(registered_on, 12 * years)
    reduced_years = numbers.get(JUVENILE_YEARS if juvenile else CLEAN_YEARS.get(known, ""))
    reduced = None if reduced_years is None else plus_months(registered_on, 12 * reduced_years)
    asked = reduced is not None and facts.get("clean_record") is not False
    reason = words(
        "law.period.life" if ends is None else "law.period.years", tier=known.value, years=years or 0
    )
    return _period(
        for_life=ends is None,
        ends=ends,
        reduced_to=reduced if asked else None,
        needs=("clean_record",) if reduced is not None and "clean_record" not in facts else (),
        papers=_papers(facts, rulesets, as_of) if asked else (),
        reason=reason,
    )


def _period(
    *,
    for_life: bool = False,
    ask_counsel: bool = False,
    ends: dt.date | None = None,
    reduced_to: dt.date | None = None,
    needs: tuple[str, ...] = (),
    papers: tuple[Words, ...] = (),
    reason: Words,
) -> Period:
    return Period(PERIOD, "589.400.4-.5", for_life, ask_counsel, ends, reduced_to, needs, papers, reason)


def _papers(facts: Mapping[str, bool], rulesets: Rulesets, as_of: dt.date) -> tuple[Words, ...]:
    """What shows a clean record and treatment; S982 lets a probation discharge stand in for lost records."""
    papers = [words("law.paper.clean_record")]
    if rulesets.mode("S-12", as_of) is Mode.OFF:
        return (*papers, words("law.paper.treatment"))
    papers.append(words("law.paper.treatment_certified"))
    if facts.get("treatment_records_unavailable") and facts.get("treatment_was_probation_term"):
        papers.append(words("law.paper.probation_discharge"))
    return tuple(papers)


@dataclass(frozen=True, slots=True)
class Duty1979:
    """Whether S982 would make a person register (S-11), for the officer; None while a fact is missing."""

    must: bool | None
    needs: tuple[str, ...]
    reason: Words


def must_register(
    adjudicated_on: dt.date | None,
    tier: str | None,
    active_bases: int | None,
    rulesets: Rulesets,
    as_of: dt.date,
) -> Duty1979:
    """S-11: adjudicated since the rule's day for an offense of any tier, here or anywhere, with a basis here.

    ``active_bases`` counts the grounds still active (resident, worker, student, temporary resident).
    """
    since = rulesets.version(MUST_REGISTER, as_of).date("adjudicated_since")
    given = (("adjudicated_on", adjudicated_on), ("tier", tier), ("active_bases", active_bases))
    if adjudicated_on is not None and adjudicated_on < since:
        return Duty1979(False, (), words("law.must_register.before_1979", since=since))
    if active_bases == 0:
        return Duty1979(False, (), words("law.must_register.no_basis"))
    if missing := tuple(name for name, value in given if value is None):
        return Duty1979(None, missing, words("law.must_register.missing"))
    if tier not in TIERS:
        return Duty1979(False, (), words("law.must_register.no_tier"))
    return Duty1979(True, (), words("law.must_register.yes", since=since))
