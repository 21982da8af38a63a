"""The change-of-law worklist of the roster: counted with the boards, read by people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from kiosk.law import person_facts
from kiosk.law.tier_rows import offense_facts
from kiosk.law.worklist import Differs, Law, Listed, WorkLine, worklist
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station.advice import facts_known
from sync.station.board_wire import LawWorklist
from sync.station.office import Office
from sync.station.store import boards, differences

OLD: Final = "MO18"
NEW: Final = "S982"


def differences_of(office: Office, records: Sequence[Registrant], day: dt.date) -> Iterator[WorkLine]:
    """In what the two laws differ for each of ``records`` on ``day``."""
    old, new = (Law(name, office.rulesets, office.tiers[name]) for name in (OLD, NEW))
    return worklist(map(_listed, records), old, new, day, office.calendar)


def page(
    session: Session, office: Office, differs: Differs | None, number: int, now: dt.datetime
) -> LawWorklist:
    """One page of the worklist as far as it is counted."""
    day = office.today(now)
    lines, total = differences.lines(session, differs, number)
    behind = boards.how_many_behind(session, day)
    return LawWorklist(OLD, NEW, day, behind, differences.counts(session), lines, total)


def _listed(record: Registrant) -> Listed:
    facts = facts_known(record)
    offenses = tuple(offense_facts(one, facts) for one in record.offenses)
    return Listed(record.registrant_id, person_facts(record), offenses)
