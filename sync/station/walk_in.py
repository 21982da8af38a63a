"""Check-ins made at the desk: somebody without the kiosk, with their answers from the paper form."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.check_in import (
    Answer,
    CheckIn,
    Claim,
    Disclosure,
    Signature,
    Signer,
    State,
    Ticket,
    TopicAnswer,
    hash_of_shown,
    wrongs,
)
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.topics import PAGES
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.office import Office
from sync.station.people_wire import WalkIn
from sync.station.store import check_ins, counters, roster
from sync.station.store.check_ins import Stored

LETTER: Final = "W"
"""Of walk-ins' numbers; kiosks have other letters."""


def take(session: Session, office: Office, said: WalkIn, who: Live, now: dt.datetime) -> Stored | Problem:
    """The walk-in as a check-in in the officer's hands; said again it is the same one."""
    known = check_ins.find(session, said.check_in_id)
    if known is not None:
        mine = known.check_in.kiosk_id == who.actor.place and known.registrant_id == said.registrant_id
        return known if mine else problem("check_in_id_used")
    record = roster.record(session, said.registrant_id)
    if record is None:
        return problem("no_such_registrant")
    if said.arrived_at > now:
        return problem("arrived_in_future")
    day = office.today(now)
    number = counters.next_of(session, f"walk-ins of {day.isoformat()}")
    check_in = _check_in(record, said, who.actor.place, Ticket(LETTER, number, day), now)
    if found := wrongs(check_in, at_the_desk=True):
        return found[0]
    stored = Stored(check_in, said.registrant_id, State.WAITING, now, flags=("walk_in",))
    check_ins.add(session, stored)
    officer_id = who.officer.officer_id
    check_ins.change(
        session, said.check_in_id, state=State.CLAIMED.value, claimed_by=officer_id, claimed_at=now
    )
    audit.note(
        session,
        AuditEvent.WALK_IN_TAKEN,
        who.actor,
        now,
        check_in=said.check_in_id,
        registrant=said.registrant_id,
    )
    again = check_ins.find(session, said.check_in_id)
    assert again is not None
    return again


def _check_in(record: Registrant, said: WalkIn, desk: str, ticket: Ticket, now: dt.datetime) -> CheckIn:
    changed = {change.topic for change in said.changes}
    answers = tuple(
        TopicAnswer(topic, Answer.CHANGED if topic in changed else Answer.SAME)
        for topics in PAGES.values()
        for topic in topics
    )
    name = record.name
    return CheckIn(
        check_in_id=said.check_in_id,
        kiosk_id=desk,
        ticket=ticket,
        language=said.language,
        disclosure=Disclosure.OWN_RECORD,
        identity=Claim(record.registry_id, name.first, name.last, record.birth_date),
        lookup_id="",
        record_version=record.version,
        arrived_at=said.arrived_at,
        submitted_at=now,
        answers=answers,
        changes=said.changes,
        signature=Signature((), hash_of_shown(()), now, Signer.PAPER, read_by=said.read_by),
    )
