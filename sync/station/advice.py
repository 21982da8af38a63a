"""What the law's helpers propose for one record: tiers by the rows, ways out by petition; people decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from kiosk.law.counties import same_county
from kiosk.law.deadlines import county_registration
from kiosk.law.periods import MUST_REGISTER, must_register, registration_period
from kiosk.law.person import person_facts, tier_in_force
from kiosk.law.petitions import Petitioner, petitions
from kiosk.law.rulesets import Mode, Rulesets
from kiosk.law.tier_rows import TierTable, offense_facts
from kiosk.law.tiers import ORDER, Proposal, Record, propose
from kiosk.registrant import Offense, Registrant, Residence, Tier
from kiosk.words import words
from sync.station.office import Office
from sync.station.people_wire import Advice, Noted, PeriodShown, ProposedTier, WayOut


def advice(record: Registrant, office: Office, day: dt.date) -> Advice:
    """The proposals for ``record`` on ``day``; each cites its rows and names what it still needs to know."""
    rulesets = office.rulesets
    tiers, ways_out = tuple(_tiers(record, office.tiers)), tuple(_ways_out(record, rulesets, day))
    notes = (*_registers_at_all(record, tiers, rulesets, day), *_not_registered_here(record, office))
    return Advice(tiers, ways_out, _period(record, rulesets, day), notes)


def _registers_at_all(
    record: Registrant, tiers: Sequence[ProposedTier], rulesets: Rulesets, day: dt.date
) -> Iterator[Noted]:
    """Whether the bill makes the person register (S-11): the offense that speaks most for it decides."""
    found = rulesets.rule(MUST_REGISTER, day)
    if found is None or found[1].mode is Mode.OFF:
        return
    bases = sum(basis.ended is None for basis in record.bases) if record.bases else None
    answers = []
    for one in tiers:
        if one.ruleset == found[0].ruleset_id:
            tier = one.tier or (None if one.needs else "")
            judged = record.offenses[one.place].convicted_on
            answers.append(must_register(judged, tier, bases, rulesets, day))
    if answers:
        most = max(answers, key=lambda one: (one.must is True, one.must is None))
        yield Noted(f"{MUST_REGISTER}, {found[1].section}", most.reason, most.needs)


def _not_registered_here(record: Registrant, office: Office) -> Iterator[Noted]:
    """M-02: who lives in this county and is registered in another, by when they register here."""
    counties = [record.home_county, *(one.county for one in record.bases if one.ended is None)]
    known = [county for county in counties if county]
    if not known or any(same_county(county, office.county) for county in known):
        return
    for home in record.residences:
        place = home.address
        if home.ended is None and place and place.county and same_county(place.county, office.county):
            yield _registers_here(home, known[0], office)


def _registers_here(home: Residence, registered_in: str, office: Office) -> Noted:
    if home.started is None:
        said = words("law.county.since_when", county=office.county, other=registered_in)
        return Noted("M-02", said, ("resident_since",))
    due = county_registration(home.started, office.rulesets, office.calendar)
    said = words(
        "law.county.registers_here",
        county=office.county,
        other=registered_in,
        since=home.started,
        due=due.due_statutory,
        sum=due.arithmetic,
    )
    return Noted(f"{due.rule_id}, {due.section}", said)


def _period(record: Registrant, rulesets: Rulesets, day: dt.date) -> PeriodShown:
    facts = {fact.name: fact.holds for fact in record.facts}
    found = registration_period(tier_in_force(record), record.registered_on, facts, rulesets, day)
    return PeriodShown(found.section, found.ends, found.reduced_to, found.needs, found.papers, found.reason)


def _tiers(record: Registrant, tables: Mapping[str, TierTable]) -> Iterator[ProposedTier]:
    found = {name: tuple(_proposals(record, table)) for name, table in tables.items()}
    for place, offense in enumerate(record.offenses):
        for name, proposals in found.items():
            proposal = proposals[place]
            rows = (*proposal.cited, *(one.row for one in proposal.possible))
            yield ProposedTier(
                place,
                name,
                offense.description,
                proposal.tier,
                tuple(dict.fromkeys(row.paragraph for row in rows)),
                proposal.missing,
                proposal.reason,
            )


def _proposals(record: Registrant, table: TierTable) -> list[Proposal]:
    """What the rows say of each offense, in the record's order; earlier ones may lift a tier (6(2), 7(3))."""
    known = facts_known(record)
    facts = [offense_facts(offense, known) for offense in record.offenses]
    made: dict[int, Proposal] = {}
    for place in sorted(range(len(record.offenses)), key=lambda place: _convicted(record.offenses[place])):
        offense = record.offenses[place]
        before = [at for at in made if _convicted(record.offenses[at]) < _begun(offense)]
        tiers = [tier for at in before if (tier := made[at].tier) is not None]
        earlier = Record(
            already=max(tiers, key=ORDER.index, default=None),
            tier_one_offenses=tiers.count(Tier.I),
            failures=sum(facts[at].failure_to_register for at in before),
        )
        made[place] = propose(facts[place], earlier, table)
    return [made[place] for place in range(len(record.offenses))]


def _begun(offense: Offense) -> dt.date:
    """When it was committed, or else judged; long ago where neither is known, so that nothing came before."""
    return offense.committed_on or offense.convicted_on or dt.date.min


def _convicted(offense: Offense) -> dt.date:
    return offense.convicted_on or dt.date.max


def facts_known(record: Registrant) -> dict[str, bool]:
    """The record's facts; its mark "persistent or predatory" counts as that fact, whatever the facts say."""
    return {fact.name: fact.holds for fact in record.facts} | dict(person_facts(record).facts)


def _ways_out(record: Registrant, rulesets: Rulesets, day: dt.date) -> Iterator[WayOut]:
    facts = {fact.name: fact.holds for fact in record.facts}
    sections = dict.fromkeys(offense.statute for offense in record.offenses) or {"": None}
    denial = max(record.denials, key=lambda one: one.judgment_on, default=None)
    tier, registered_on = tier_in_force(record), record.registered_on
    ways = (
        way
        for section in sections
        for way in petitions(Petitioner(tier, registered_on, facts, section, denial), rulesets, day)
    )
    for found in dict.fromkeys(ways):
        yield WayOut(
            found.section, found.earliest, found.needs, found.papers, found.ask_counsel, found.reason
        )
