"""Rows of what kiosks sent: every item ever accepted, arrivals, and what could not be accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, delete, func, insert, or_, select

from kiosk.check_in import Arrival
from sync.database import Session
from sync.station.store.form import pack, unpack
from sync.station.store.tables import ARRIVALS, ENVELOPES, REFUSED_ENVELOPES

MOST_REFUSED: Final = 1_000
"""Refused envelopes kept for one device; what comes after is only counted in the audit log."""


@dataclass(frozen=True, slots=True)
class Item:
    """What names one accepted envelope."""

    item: str
    kind: str
    digest: str
    kiosk_id: str
    spool: str
    sequence: int
    sealed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SetAside:
    """One refused envelope, without what is in it."""

    sha256: str
    sent_by: str
    reason: str
    received_at: dt.datetime
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an item has in common with those that were accepted."""

    same: bool
    """It was accepted: this id, this body."""
    id_used: bool
    number_used: bool
    """By another item."""


def digest_of(session: Session, item: str) -> str | None:
    """The digest of the body accepted under this id, or None."""
    digest = session.execute(select(ENVELOPES.c.digest).where(ENVELOPES.c.item == item)).scalar()
    return None if digest is None else str(digest)


def like(session: Session, item: Item) -> Known:
    """What was accepted before under the id of ``item``, or under its number of its kiosk's spool."""
    numbered = and_(
        ENVELOPES.c.kiosk_id == item.kiosk_id,
        ENVELOPES.c.spool == item.spool,
        ENVELOPES.c.sequence == item.sequence,
    )
    asked = select(ENVELOPES.c.item, ENVELOPES.c.digest).where(or_(ENVELOPES.c.item == item.item, numbered))
    found = {row.item: row.digest for row in session.execute(asked)}
    return Known(
        same=found.get(item.item) == item.digest,
        id_used=item.item in found,
        number_used=bool(found.keys() - {item.item}),
    )


def keep(session: Session, item: Item, now: dt.datetime) -> None:
    """Write that an item was accepted."""
    session.execute(
        insert(ENVELOPES).values(
            item=item.item,
            kind=item.kind,
            digest=item.digest,
            kiosk_id=item.kiosk_id,
            spool=item.spool,
            sequence=item.sequence,
            sealed_at=item.sealed_at,
            accepted_at=now,
        )
    )


def keep_aside(
    session: Session, sha256: str, sent_by: str, reason: str, envelope: bytes, now: dt.datetime
) -> bool:
    """Keep a refused envelope as it came; False when it is already kept or this device has too many."""
    if session.execute(
        select(REFUSED_ENVELOPES.c.sha256).where(REFUSED_ENVELOPES.c.sha256 == sha256)
    ).first():
        return False
    kept = session.execute(
        select(func.count()).select_from(REFUSED_ENVELOPES).where(REFUSED_ENVELOPES.c.sent_by == sent_by)
    ).scalar_one()
    if kept >= MOST_REFUSED:
        return False
    session.execute(
        insert(REFUSED_ENVELOPES).values(
            sha256=sha256, sent_by=sent_by, reason=reason, received_at=now, envelope=envelope
        )
    )
    return True


def how_many_refused(session: Session) -> int:
    """How many refused envelopes wait for a person."""
    return int(session.execute(select(func.count()).select_from(REFUSED_ENVELOPES)).scalar_one())


def refused(session: Session) -> tuple[SetAside, ...]:
    """Every refused envelope that is kept, oldest first."""
    rows = session.execute(
        select(REFUSED_ENVELOPES).order_by(REFUSED_ENVELOPES.c.received_at, REFUSED_ENVELOPES.c.sha256)
    )
    return tuple(
        SetAside(row.sha256, row.sent_by, row.reason, row.received_at, len(row.envelope)) for row in rows
    )


def drop_refused(session: Session, sha256: str) -> bool:
    """Let go of a refused envelope; False when there is none."""
    return bool(
        session.execute(delete(REFUSED_ENVELOPES).where(REFUSED_ENVELOPES.c.sha256 == sha256)).rowcount
    )


def keep_arrival(session: Session, arrival: Arrival, registrant_id: str, now: dt.datetime) -> None:
    """Write an arrival, as signed."""
    session.execute(
        insert(ARRIVALS).values(
            arrival_id=arrival.arrival_id,
            kiosk_id=arrival.kiosk_id,
            registrant_id=registrant_id,
            arrived_at=arrival.arrived_at,
            accepted_at=now,
            body=pack(arrival),
        )
    )


def arrivals_of(session: Session, registrant_id: str, most: int) -> tuple[tuple[Arrival, dt.datetime], ...]:
    """At most so many arrivals of one person, newest first, each with when the station heard of it."""
    rows = session.execute(
        select(ARRIVALS.c.body, ARRIVALS.c.accepted_at)
        .where(ARRIVALS.c.registrant_id == registrant_id)
        .order_by(ARRIVALS.c.arrived_at.desc())
        .limit(most)
    )
    return tuple((unpack(Arrival, row.body), row.accepted_at) for row in rows)
