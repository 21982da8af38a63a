"""Rows of what kiosks sent: every item ever accepted, arrivals, and what could not be accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, insert, select

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


def digest_of(session: Session, item: str) -> str | None:
    """The digest of the body accepted under this id, or None."""
    digest = session.execute(select(ENVELOPES.c.digest).where(ENVELOPES.c.item == item)).scalar()
    return None if digest is None else str(digest)


def item_at(session: Session, kiosk_id: str, spool: str, sequence: int) -> str | None:
    """The item accepted under this number of a kiosk's spool, or None."""
    item = session.execute(
        select(ENVELOPES.c.item).where(
            ENVELOPES.c.kiosk_id == kiosk_id, ENVELOPES.c.spool == spool, ENVELOPES.c.sequence == sequence
        )
    ).scalar()
    return None if item is None else str(item)


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


def arrivals_of(session: Session, registrant_id: str) -> tuple[tuple[Arrival, dt.datetime], ...]:
    """The arrivals of one person, newest first, each with when the station heard of it."""
    rows = session.execute(
        select(ARRIVALS.c.body, ARRIVALS.c.accepted_at)
        .where(ARRIVALS.c.registrant_id == registrant_id)
        .order_by(ARRIVALS.c.arrived_at.desc())
    )
    return tuple((unpack(Arrival, row.body), row.accepted_at) for row in rows)
