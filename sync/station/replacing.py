"""A later version of a record goes in the place of an update that the registry will not take as it stands."""

from __future__ import annotations

import datetime as dt
import json

from kiosk.audit import AuditEvent
from kiosk.delivery import ParkedFor
from kiosk.problems import Problem, problem
from kiosk.registry_update import appearances_told
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.desk_wire import DeliveryState
from sync.station.store import counters, outbox
from sync.station.store.outbox import OutboxRow


def replace(session: Session, update_id: str, reason: str, who: Live, now: dt.datetime) -> Problem | None:
    """Withdraw a parked update, with a reason, in favour of the next version of the same person.

    The row is kept, with what the registry said and why it was replaced. The later version holds all that
    this one said; it must be told within this one's three days, and stands on what the registry holds. Twice
    is harmless. ``update_kept_back`` when an officer parked it; ``no_later_version`` when there is none to go
    in its place: the record is amended first; ``update_not_refused`` while the registry lets nothing of this
    station in; ``later_version_held`` while that can still be undone.

    The later version carries the appearances of what it replaces: the registry hears that the person
    appeared, whatever it would not take of the record then.
    """
    row = outbox.find(session, update_id, lock=True)
    if row is None:
        return problem("no_such_update")
    if not reason.strip():
        return problem("reason_missing")
    if row.state is DeliveryState.WITHDRAWN:
        return None
    if row.state is not DeliveryState.PARKED or row.delivered_at is not None:
        return problem("update_not_parked", state=row.state.value)
    if outbox.unfinished_before(session, row):
        return problem("earlier_update_first")
    if row.parked_for is ParkedFor.BY_AN_OFFICER:
        # The registry never refused it: what an officer kept back is released, not passed over.
        return problem("update_kept_back")
    if row.parked_for is ParkedFor.STATION_NOT_LET_IN:
        # Nor did it look at this one: a later version would stand before the same closed door.
        return problem("update_not_refused")
    waiting = outbox.unfinished_of(session, row.registrant_id)
    held = _held_there(session, row)
    later = next((one for one in waiting if one.version > max(row.version, held)), None)
    if later is None:
        return problem("no_later_version")
    if now < later.hold_until <= now + outbox.LONGEST_AHEAD:
        # It may still be undone, and then nothing would tell what this one told.
        return problem("later_version_held")
    passed = [one for one in waiting if one.version < later.version]
    appeared = [facts for one in passed for facts in appearances_told(outbox.message(session, one.update_id))]
    for one in passed:
        _withdraw(session, one, later, reason.strip(), who, now)
    if later.state is DeliveryState.HELD:
        outbox.change(session, later.update_id, state=DeliveryState.WAITING.value, next_try_at=now)
    by = min(one.deadline for one in waiting)
    outbox.rebase(session, later.update_id, held, by, tuple(appeared))
    counters.next_of(session, counters.QUEUE)
    return None


def newer_there(session: Session, registrant_id: str) -> int:
    """The version that keeps this person's update from the registry, since it is newer there; 0 when none."""
    rows = outbox.unfinished_of(session, registrant_id)
    return max((_held_there(session, row) for row in rows if _is_older(row)), default=0)


def _held_there(session: Session, row: OutboxRow) -> int:
    return int(row.details[0]) if _is_older(row) else outbox.message(session, row.update_id).based_on_version


def _is_older(row: OutboxRow) -> bool:
    return row.parked_for is ParkedFor.NEWER_AT_REGISTRY


def _withdraw(
    session: Session, row: OutboxRow, later: OutboxRow, reason: str, who: Live, now: dt.datetime
) -> None:
    outbox.change(
        session,
        row.update_id,
        state=DeliveryState.WITHDRAWN.value,
        details=json.dumps((*row.details, reason)),
    )
    audit.note(
        session,
        AuditEvent.UPDATE_REPLACED,
        who.actor,
        now,
        update=row.update_id,
        registrant=row.registrant_id,
        by=later.update_id,
        version=later.version,
    )
