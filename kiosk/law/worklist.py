"""The change-of-law worklist: whose tier, exemption, period or next date differs between two laws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.periods import PERIOD, registration_period
from kiosk.law.person import PersonFacts
from kiosk.law.petitions import Petitioner, Route, petitions
from kiosk.law.rulesets import Rulesets, What, with_cadences
from kiosk.law.schedules import Schedule, schedules
from kiosk.law.tier_rows import OffenseFacts, TierTable
from kiosk.law.tiers import Proposal, Record, propose
from kiosk.words import Words, words


class Differs(StrEnum):
    """In what two laws differ for a person."""

    TIER = "tier"
    EXEMPTION = "exemption"
    PERIOD = "period"
    NEXT_DATE = "next_date"
    REMOVED_AS_NONSEXUAL = "removed_as_nonsexual"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of the roster with the offenses known in detail."""

    person_id: str
    person: PersonFacts
    offenses: tuple[OffenseFacts, ...] = ()
    record: Record = field(default_factory=Record)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of the worklist: who, in what the laws differ, and both answers in words."""

    person_id: str
    differs: Differs
    reason: Words


@dataclass(frozen=True, slots=True)
class Law:
    """One side of the comparison: a ruleset id, all rulesets, and the tier table it uses."""

    ruleset: str
    rulesets: Rulesets
    tiers: TierTable

    def alone(self) -> Rulesets:
        """This ruleset by itself, so that no overlay hides a difference."""
        return with_cadences(tuple(one for one in self.rulesets.sets if one.ruleset_id == self.ruleset))

    def of_periods(self) -> Rulesets:
        """This ruleset beside the one whose years a period counts with, which no overlay says anew."""
        return with_cadences(
            tuple(
                one
                for one in self.rulesets.sets
                if one.ruleset_id == self.ruleset or any(rule.rule_id == PERIOD for rule in one.rules)
            )
        )


def worklist(
    roster: Iterable[Listed], old: Law, new: Law, as_of: dt.date, calendar: OfficeCalendar
) -> Iterator[WorkLine]:
    """A line for each difference, person by person in the roster's order."""
    old_alone, new_alone = old.alone(), new.alone()
    old_periods, new_periods = old.of_periods(), new.of_periods()
    for listed in roster:
        yield from _tiers(listed, old.tiers, new.tiers)
        yield from _exemptions(listed, new_periods, as_of)
        yield from _periods(listed, old_periods, new_periods, as_of)
        yield from _dates(listed, old_alone, new_alone, as_of, calendar)
        if listed.person.facts.get("removed_as_nonsexual"):
            yield WorkLine(
                listed.person_id, Differs.REMOVED_AS_NONSEXUAL, words("law.worklist.removed_as_nonsexual")
            )


def _tiers(listed: Listed, old: TierTable, new: TierTable) -> Iterator[WorkLine]:
    for offense in listed.offenses:
        before, after = propose(offense, listed.record, old), propose(offense, listed.record, new)
        if before.tier is not after.tier:
            reason = words("law.worklist.tier", section=offense.section, old=_tier(before), new=_tier(after))
            yield WorkLine(listed.person_id, Differs.TIER, reason)


def _tier(proposal: Proposal) -> Words:
    if proposal.tier is None:
        return words("law.worklist.no_tier")
    return words("law.worklist.by_rows", tier=proposal.tier.value, rows=_rows(proposal))


def _rows(proposal: Proposal) -> str:
    return ", ".join(row.paragraph for row in proposal.cited)


def _exemptions(listed: Listed, new: Rulesets, as_of: dt.date) -> Iterator[WorkLine]:
    """Exemptions that only the new law knows and that nothing known rules out."""
    routes = (Route.EXEMPTION_BY_FACTS, Route.EXEMPTION_BY_OFFENSE)
    for offense in listed.offenses:
        who = Petitioner(None, None, offense.facts, offense.section)
        for petition in petitions(who, new, as_of):
            # A petition all of whose facts are unknown would list the whole roster.
            if petition.route in routes and len(petition.needs) < 2:
                yield WorkLine(listed.person_id, Differs.EXEMPTION, petition.reason)


def _periods(listed: Listed, old: Rulesets, new: Rulesets, as_of: dt.date) -> Iterator[WorkLine]:
    person = listed.person
    before = registration_period(person.tier, person.registered_on, person.facts, old, as_of)
    after = registration_period(person.tier, person.registered_on, person.facts, new, as_of)
    if before.papers != after.papers and not (before.ask_counsel or "clean_record" in before.needs):
        yield WorkLine(listed.person_id, Differs.PERIOD, words("law.worklist.period"))


def _dates(
    listed: Listed, old: Rulesets, new: Rulesets, as_of: dt.date, calendar: OfficeCalendar
) -> Iterator[WorkLine]:
    before = _next(listed.person, old, as_of, calendar)
    after = _next(listed.person, new, as_of, calendar)
    if before is not None and after is not None and before.due != after.due:
        reason = words("law.worklist.next_date", old=before.arithmetic, new=after.arithmetic)
        yield WorkLine(listed.person_id, Differs.NEXT_DATE, reason)


def _next(
    person: PersonFacts, rulesets: Rulesets, as_of: dt.date, calendar: OfficeCalendar
) -> Schedule | None:
    found = (
        answer
        for answer in schedules(person, as_of, rulesets, calendar)
        if isinstance(answer, Schedule) and answer.what is What.VERIFICATION
    )
    return min(found, key=lambda schedule: schedule.due, default=None)
