"""A tier proposed with the rows that give it; the officer sets it, the kiosk never does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.law.tier_rows import OffenseFacts, Reach, TierRow, TierTable
from kiosk.registrant import Tier, TierStage
from kiosk.words import Words, words

ORDER = (Tier.I, Tier.II, Tier.III)
REGISTRABLE = "registrable"
"""Whether the offense must be registered at all: what 7(5) asks of one that is not listed (589.400)."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is already known of the person when a new offense is looked at.

    ``tier_one_offenses`` counts offenses of tier I before this one, ``failures`` failures to register.
    """

    already: Tier | None = None
    tier_one_offenses: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Possible:
    """A row that would give ``row.tier`` if the missing facts turned out so."""

    row: TierRow
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rows say: the highest tier that applies, the rows cited, what is not known yet.

    ``tier`` is None when no row applies as far as is known. ``frequency_and_removal_only`` marks juveniles
    and people registered because of elsewhere under S982 (S-14): kept out of public output.
    """

    ruleset: str
    tier: Tier | None
    cited: tuple[TierRow, ...]
    possible: tuple[Possible, ...]
    frequency_and_removal_only: bool
    missing: tuple[str, ...]
    """The facts that could still change the tier: ``law.fact.NAME`` says each."""
    reason: Words


def propose(offense: OffenseFacts, record: Record, table: TierTable) -> Proposal:
    """The tier that ``table`` gives ``offense``, the highest where several rows apply (S-02)."""
    cited, possible = _by_offense(offense, table)
    may_be_any = not offense.elsewhere and not offense.failure_to_register
    if not cited and not possible and may_be_any and offense.facts.get(REGISTRABLE) is not False:
        cited = [row for row in table.rows if row.reach is Reach.CATCH_ALL]
    unsure = REGISTRABLE not in offense.facts and any(row.reach is Reach.CATCH_ALL for row in cited)
    base = _highest(cited)
    cited += _escalations(offense, base, record, table)
    tier = _highest(cited)
    above = tuple(
        one for one in possible if tier is None or ORDER.index(Tier(one.row.tier)) > ORDER.index(tier)
    )
    only = table.ruleset == "S982" and (offense.juvenile or offense.elsewhere)
    asked = tuple(dict.fromkeys(name for one in above for name in one.missing))
    missing = (REGISTRABLE,) if unsure else asked
    return Proposal(table.ruleset, tier, tuple(cited), above, only, missing, _reason(tier, cited, missing))


def _by_offense(offense: OffenseFacts, table: TierTable) -> tuple[list[TierRow], list[Possible]]:
    if offense.elsewhere:
        return _by_comparison(offense, table)
    cited, possible = [], []
    for row in table.rows:
        if row.reach is not Reach.OFFENSE or not (row.covers(offense.section) or _names_person(row)):
            continue
        holds = row.holds(offense)
        if holds:
            cited.append(row)
        elif holds is None and not _names_person(row):
            possible.append(Possible(row, row.missing(offense)))
    return cited, possible


def _names_person(row: TierRow) -> bool:
    # 7(1): a predatory or persistent finding gives tier III whatever the offense was.
    return row.condition == "predatory or persistent"


def _by_comparison(offense: OffenseFacts, table: TierTable) -> tuple[list[TierRow], list[Possible]]:
    rows = [row for row in table.rows if row.reach is Reach.COMPARISON]
    if offense.comparable_tier is None:
        return [], [Possible(row, ("comparable_tier",)) for row in rows]
    return [row for row in rows if row.tier == offense.comparable_tier], []


def _escalations(offense: OffenseFacts, base: Tier | None, record: Record, table: TierTable) -> list[TierRow]:
    """Rows that lift a person already tier I or II on another such offense or a failure to register."""
    if not (offense.failure_to_register or base in (Tier.I, Tier.II)):
        return []
    equivalent = record.tier_one_offenses >= 2 or (record.tier_one_offenses >= 1 and record.failures >= 1)
    if record.already is Tier.II or equivalent:
        wanted = Tier.III
    elif record.already is Tier.I and (offense.failure_to_register or base is Tier.I):
        wanted = Tier.II
    else:
        return []
    return [row for row in table.rows if row.reach is Reach.ESCALATION and row.tier == wanted]


def _highest(rows: Sequence[TierRow]) -> Tier | None:
    return max((Tier(row.tier) for row in rows), key=ORDER.index, default=None)


def _reason(tier: Tier | None, cited: Sequence[TierRow], missing: Sequence[str]) -> Words:
    if tier is None:
        return words("law.tier.missing" if missing else "law.tier.counsel")
    rows = ", ".join(row.paragraph for row in cited if row.tier == tier)
    if REGISTRABLE in missing:
        return words("law.tier.not_listed", tier=tier.value, rows=rows)
    return words("law.tier.open" if missing else "law.tier.proposed", tier=tier.value, rows=rows)


@dataclass(frozen=True, slots=True)
class TierLife:
    """A tier at one stage of its life: since when, and by whom."""

    tier: Tier
    stage: TierStage
    since: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class TierStep:
    """A new stage, and what follows: dates recomputed, a letter, an audit event (all three on a change)."""

    life: TierLife
    recompute_dates: bool
    write_letter: bool
    audit: bool


@dataclass(frozen=True, slots=True)
class StepRefused:
    """The stage asked for does not follow the present one."""

    reason: Words


_NEXT = {
    TierStage.PROPOSED: frozenset({TierStage.PROPOSED, TierStage.SET}),
    TierStage.SET: frozenset({TierStage.UNDER_REVIEW}),
    TierStage.UNDER_REVIEW: frozenset({TierStage.CONFIRMED, TierStage.CHANGED}),
    TierStage.CONFIRMED: frozenset({TierStage.UNDER_REVIEW}),
    TierStage.CHANGED: frozenset({TierStage.UNDER_REVIEW}),
}
"""Proposed, set by the official, under the Patrol's review, confirmed or changed (S-03)."""


def stage_words(stage: TierStage) -> Words:
    """``set``, ``under the Patrol's review``."""
    return words(f"law.tier_stage.{stage.value}")


def next_stage(life: TierLife, stage: TierStage, tier: Tier, on: dt.date, by: str) -> TierStep | StepRefused:
    """The tier's next stage. Dates run anew when the tier in force is another than before."""
    if stage not in _NEXT[life.stage]:
        return StepRefused(
            words("law.tier_life.order", now=stage_words(life.stage), asked=stage_words(stage))
        )
    if stage in (TierStage.UNDER_REVIEW, TierStage.CONFIRMED) and tier is not life.tier:
        return StepRefused(words("law.tier_life.same", tier=life.tier.value))
    if stage is TierStage.CHANGED and tier is life.tier:
        return StepRefused(words("law.tier_life.other", tier=life.tier.value))
    if on < life.since:
        return StepRefused(words("law.tier_life.earlier", given=on, since=life.since))
    in_force = stage in (TierStage.SET, TierStage.CHANGED)
    changed = in_force and (stage is TierStage.CHANGED or life.stage is TierStage.PROPOSED)
    return TierStep(
        replace(life, tier=tier, stage=stage, since=on, by=by),
        recompute_dates=changed,
        write_letter=stage is TierStage.CHANGED,
        audit=True,
    )
