"""What the law's helpers propose for one record: tiers by the rows, ways out by petition; people decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from kiosk.law.petitions import Petitioner, petitions
from kiosk.law.rulesets import Rulesets
from kiosk.law.tier_rows import OffenseFacts, TierTable
from kiosk.law.tiers import Record, propose
from kiosk.registrant import Offense, Registrant
from sync.station.people_wire import Advice, ProposedTier, WayOut


def advice(record: Registrant, rulesets: Rulesets, tables: Mapping[str, TierTable], day: dt.date) -> Advice:
    """The proposals for ``record`` on ``day``; each cites its rows and names what it still needs to know."""
    return Advice(tuple(_tiers(record, tables)), tuple(_ways_out(record, rulesets, day)))


def _tiers(record: Registrant, tables: Mapping[str, TierTable]) -> Iterator[ProposedTier]:
    facts = {fact.name: fact.holds for fact in record.facts}
    for offense in record.offenses:
        for name, table in tables.items():
            found = propose(_facts(offense, facts), Record(), table)
            rows = (*found.cited, *(one.row for one in found.possible))
            yield ProposedTier(
                name,
                offense.description,
                found.tier,
                tuple(dict.fromkeys(row.paragraph for row in rows)),
                found.reason,
            )


def _facts(offense: Offense, facts: Mapping[str, bool]) -> OffenseFacts:
    youngest, oldest = offense.victim_age_from, offense.victim_age_to
    ages = None if youngest is None or oldest is None else (youngest, oldest)
    return OffenseFacts(
        offense.statute,
        victim_age=ages,
        facts=facts,
        elsewhere=bool(facts.get("adjudicated_elsewhere")),
        juvenile=bool(facts.get("juvenile_adjudication")),
    )


def _ways_out(record: Registrant, rulesets: Rulesets, day: dt.date) -> Iterator[WayOut]:
    section = record.offenses[0].statute if record.offenses else ""
    facts = {fact.name: fact.holds for fact in record.facts}
    who = Petitioner(record.tier, record.registered_on, facts, section)
    for found in petitions(who, rulesets, day):
        yield WayOut(
            found.section, found.earliest, found.needs, found.papers, found.ask_counsel, found.reason
        )
