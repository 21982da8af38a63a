"""Assisted entry: an update as it is typed into the state's system, and the word that stops its clock."""

from __future__ import annotations

import datetime as dt

from kiosk.assisted_entry import entry_sheet
from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.desk_wire import DeliveryState
from sync.station.office import Office
from sync.station.people_wire import Entered, HandEntry
from sync.station.store import counters, efforts, outbox, roster
from sync.station.store.outbox import OutboxRow


def sheet(session: Session, office: Office, update_id: str) -> HandEntry | Problem:
    """What to type for an update: the field map's order, what the system does not hold yet first."""
    row = outbox.find(session, update_id)
    if row is None:
        return problem("no_such_update")
    if row.state is DeliveryState.WITHDRAWN:
        return problem("update_not_waiting", state=row.state.value)
    told = outbox.message(session, update_id)
    lines = entry_sheet(office.field_map, _held_there(session, row), told.record)
    return HandEntry(update_id, row.name, lines, entered=efforts.was_entered(session, update_id))


def confirm(
    session: Session, update_id: str, said: Entered, who: Live, now: dt.datetime
) -> OutboxRow | Problem:
    """The officer confirms that it stands in the state's system: the clock stops. Twice is harmless."""
    row = outbox.find(session, update_id, lock=True)
    if row is None:
        return problem("no_such_update")
    if row.state is DeliveryState.DELIVERED:
        return row
    if row.state is DeliveryState.WITHDRAWN:
        return problem("update_not_waiting", state=row.state.value)
    if outbox.unfinished_before(session, row):
        return problem("earlier_update_first")
    reference = said.reference.strip()[:120]
    outbox.change(
        session,
        update_id,
        state=DeliveryState.DELIVERED.value,
        receipt=reference,
        delivered_at=row.delivered_at or now,
        parked_for=None,
        details="[]",
    )
    efforts.keep_entry(session, update_id, who.officer.officer_id, said, now)
    counters.next_of(session, counters.QUEUE)
    audit.note(
        session,
        AuditEvent.UPDATE_ENTERED_BY_HAND,
        who.actor,
        now,
        update=update_id,
        registrant=row.registrant_id,
        seconds=said.seconds,
    )
    done = outbox.find(session, update_id)
    assert done is not None
    return done


def _held_there(session: Session, row: OutboxRow) -> Registrant | None:
    """The version that the state's system holds: the last one told, else the one first taken in from it."""
    told = outbox.last_told(session, row.registrant_id, row.version)
    if told is not None:
        return roster.version(session, row.registrant_id, told)
    first = roster.versions(session, row.registrant_id)[-1]
    taken_in = first.cause.cause == "imported" and first.version < row.version
    return roster.version(session, row.registrant_id, first.version) if taken_in else None
