"""Rows of the outbox, what the registry must be told: they change their state and never disappear."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, and_, case, exists, func, insert, or_, select, update

from kiosk.appearance import AppearanceFacts
from kiosk.delivery import ParkedFor
from kiosk.registry_update import RegistryUpdate, decided_at
from sync.database import Session
from sync.station.desk_wire import DeliveryState
from sync.station.store.form import pack, unpack
from sync.station.store.tables import OUTBOX

MOST_SHOWN: Final = 500
LONGEST_AHEAD: Final = dt.timedelta(hours=1)
"""No hold and no wait is longer: what seems to be tried later still was written by a clock that ran ahead."""
_FINISHED: Final = (DeliveryState.DELIVERED.value, DeliveryState.WITHDRAWN.value)
# By name, so that the index finds the few among all that was ever told.
_UNFINISHED: Final = tuple(state.value for state in DeliveryState if state.value not in _FINISHED)
# What the registry lost and is told again was told once: its three days are kept for good.
_UNTOLD: Final = and_(OUTBOX.c.state.in_(_UNFINISHED), OUTBOX.c.delivered_at.is_(None))


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One update on its way, without its content."""

    update_id: str
    registrant_id: str
    version: int
    name: str
    completed_at: dt.datetime
    deadline: dt.datetime
    hold_until: dt.datetime
    state: DeliveryState
    tries: int
    next_try_at: dt.datetime
    parked_for: ParkedFor | None
    details: tuple[str, ...]
    receipt: str
    delivered_at: dt.datetime | None
    """When the registry first took it; it stays when it is told again."""


def add(session: Session, message: RegistryUpdate, name: str, hold_until: dt.datetime) -> None:
    """Write an update, held until ``hold_until``."""
    session.execute(
        insert(OUTBOX).values(
            update_id=message.update_id,
            registrant_id=message.record.registrant_id,
            version=message.record.version,
            name=name,
            body=pack(message),
            completed_at=decided_at(message),
            deadline=message.deadline,
            hold_until=hold_until,
            state=DeliveryState.HELD.value,
            next_try_at=hold_until,
        )
    )


def find(session: Session, update_id: str, *, lock: bool = False) -> OutboxRow | None:
    """The row with this id, or None."""
    question = select(OUTBOX).where(OUTBOX.c.update_id == update_id)
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else from_row(row)


def with_receipt(session: Session, receipt: str) -> OutboxRow | None:
    """The update that was delivered under this receipt, or None."""
    delivered = OUTBOX.c.state == DeliveryState.DELIVERED.value
    row = session.execute(select(OUTBOX).where(OUTBOX.c.receipt == receipt, delivered)).first()
    return None if row is None else from_row(row)


def message(session: Session, update_id: str) -> RegistryUpdate:
    """What the row says to the registry."""
    return unpack(RegistryUpdate, written(session, update_id).decode())


def written(session: Session, update_id: str) -> bytes:
    """The same as it was written down when it was approved: the registry knows an update by these bytes."""
    body = session.execute(select(OUTBOX.c.body).where(OUTBOX.c.update_id == update_id)).scalar_one()
    return str(body).encode()


def rebase(
    session: Session,
    update_id: str,
    version: int,
    by: dt.datetime | None = None,
    earlier: tuple[AppearanceFacts, ...] = (),
) -> None:
    """Let an update that the registry never took stand on the version that the registry holds.

    ``by``: it must be there by then already, since it stands for an earlier one; ``earlier`` are the
    appearances of those that it stands for, oldest first, which it tells besides its own.
    """
    was = message(session, update_id)
    deadline = was.deadline if by is None else min(by, was.deadline)
    told = (*earlier, *was.earlier)
    body = pack(replace(was, based_on_version=version, deadline=deadline, earlier=told))
    change(session, update_id, body=body, deadline=deadline)


def next_due(session: Session, now: dt.datetime, *, lock: bool = False) -> OutboxRow | None:
    """The update to send next, or None: due (or put off by a clock that ran ahead), not parked, and no
    earlier one of the same person unfinished."""
    earlier = OUTBOX.alias("earlier")
    blocked = exists().where(
        earlier.c.registrant_id == OUTBOX.c.registrant_id,
        earlier.c.version < OUTBOX.c.version,
        earlier.c.state.not_in(_FINISHED),
    )
    question = (
        select(OUTBOX)
        .where(
            OUTBOX.c.state.in_([DeliveryState.HELD.value, DeliveryState.WAITING.value]),
            or_(OUTBOX.c.next_try_at <= now, OUTBOX.c.next_try_at > now + LONGEST_AHEAD),
            ~blocked,
        )
        .order_by(OUTBOX.c.next_try_at, OUTBOX.c.completed_at)
        .limit(1)
    )
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else from_row(row)


def next_time(session: Session) -> dt.datetime | None:
    """When the next row that is not parked may be tried, or None when there is none."""
    due: dt.datetime | None = session.execute(
        select(OUTBOX.c.next_try_at)
        .where(OUTBOX.c.state.in_([DeliveryState.HELD.value, DeliveryState.WAITING.value]))
        .order_by(OUTBOX.c.next_try_at)
        .limit(1)
    ).scalar()
    return due


def change(session: Session, update_id: str, **columns: object) -> None:
    """Set columns of one row."""
    session.execute(update(OUTBOX).where(OUTBOX.c.update_id == update_id).values(**columns))


def rows(session: Session, state: DeliveryState | None = None) -> tuple[OutboxRow, ...]:
    """Rows in a state, or all: parked first, then what is still to be delivered, then the newest done."""
    rank = case(
        (OUTBOX.c.state == DeliveryState.PARKED.value, 0),
        (OUTBOX.c.state.in_(_FINISHED), 2),
        else_=1,
    )
    question = select(OUTBOX).order_by(rank, OUTBOX.c.completed_at.desc()).limit(MOST_SHOWN)
    if state is not None:
        question = question.where(OUTBOX.c.state == state.value)
    return tuple(from_row(row) for row in session.execute(question))


def unfinished_before(session: Session, row: OutboxRow) -> str:
    """The earlier unfinished update of the same person that this one waits for; empty when none."""
    found = session.execute(
        select(OUTBOX.c.update_id)
        .where(
            OUTBOX.c.registrant_id == row.registrant_id,
            OUTBOX.c.version < row.version,
            OUTBOX.c.state.not_in(_FINISHED),
        )
        .order_by(OUTBOX.c.version)
        .limit(1)
    ).scalar()
    return str(found or "")


def unfinished_of(session: Session, registrant_id: str) -> tuple[OutboxRow, ...]:
    """What the registry has not taken of one person, oldest version first."""
    mine = and_(OUTBOX.c.registrant_id == registrant_id, OUTBOX.c.state.not_in(_FINISHED))
    rows = session.execute(select(OUTBOX).where(mine).order_by(OUTBOX.c.version))
    return tuple(from_row(row) for row in rows)


def parked_for(session: Session, reason: ParkedFor) -> tuple[OutboxRow, ...]:
    """What is parked for this reason, oldest first."""
    parked = and_(OUTBOX.c.state == DeliveryState.PARKED.value, OUTBOX.c.parked_for == reason.value)
    rows = session.execute(select(OUTBOX).where(parked).order_by(OUTBOX.c.completed_at))
    return tuple(from_row(row) for row in rows)


def delivered_versions(session: Session) -> dict[str, int]:
    """By person, the newest version that was delivered, for those with nothing still on its way."""
    delivered = case((OUTBOX.c.state == DeliveryState.DELIVERED.value, OUTBOX.c.version))
    unfinished = case((OUTBOX.c.state.not_in(_FINISHED), 1))
    person = OUTBOX.c.registrant_id
    counted = select(person, func.max(delivered).label("newest"), func.count(unfinished).label("unfinished"))
    rows = session.execute(counted.group_by(person))
    return {row.registrant_id: row.newest for row in rows if row.newest and not row.unfinished}


def delivered_of(session: Session, registrant_id: str) -> tuple[OutboxRow, ...]:
    """What was delivered of one person, oldest version first."""
    mine = (OUTBOX.c.registrant_id == registrant_id) & (OUTBOX.c.state == DeliveryState.DELIVERED.value)
    rows = session.execute(select(OUTBOX).where(mine).order_by(OUTBOX.c.version))
    return tuple(from_row(row) for row in rows)


def last_told(session: Session, registrant_id: str, before: int) -> int | None:
    """The newest version of this person below ``before`` that was delivered; None when none was."""
    found = session.execute(
        select(func.max(OUTBOX.c.version)).where(
            OUTBOX.c.registrant_id == registrant_id,
            OUTBOX.c.version < before,
            OUTBOX.c.state == DeliveryState.DELIVERED.value,
        )
    ).scalar()
    return None if found is None else int(found)


def newly_late(session: Session, now: dt.datetime) -> tuple[OutboxRow, ...]:
    """Untold rows past their deadline of which that has not been noted."""
    rows = session.execute(
        select(OUTBOX).where(and_(_UNTOLD, OUTBOX.c.deadline < now, OUTBOX.c.late_noted.is_(False)))
    )
    return tuple(from_row(row) for row in rows)


def numbers(session: Session, now: dt.datetime) -> tuple[int, int, int, int, dt.datetime | None]:
    """Waiting, parked, due within a day, late, and when one was last delivered."""
    unfinished = OUTBOX.c.state.in_(_UNFINISHED)
    soon = and_(_UNTOLD, OUTBOX.c.deadline >= now, OUTBOX.c.deadline < now + dt.timedelta(days=1))
    row = session.execute(
        select(
            func.count(case((OUTBOX.c.state.in_(("held", "waiting")), 1))),
            func.count(case((OUTBOX.c.state == DeliveryState.PARKED.value, 1))),
            func.count(case((soon, 1))),
            func.count(case((and_(_UNTOLD, OUTBOX.c.deadline < now), 1))),
        ).where(unfinished)
    ).one()
    last = session.execute(
        select(OUTBOX.c.delivered_at)
        .where(OUTBOX.c.delivered_at.is_not(None))
        .order_by(OUTBOX.c.delivered_at.desc())
        .limit(1)
    ).scalar()
    return row[0], row[1], row[2], row[3], last


def from_row(row: Row[Any]) -> OutboxRow:
    """One update as listed."""
    return OutboxRow(
        row.update_id,
        row.registrant_id,
        row.version,
        row.name,
        row.completed_at,
        row.deadline,
        row.hold_until,
        DeliveryState(row.state),
        row.tries,
        row.next_try_at,
        ParkedFor(row.parked_for) if row.parked_for else None,
        tuple(json.loads(row.details)),
        row.receipt,
        row.delivered_at,
    )
