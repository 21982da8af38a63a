"""Rows of kiosks' spools: what the station holds of each, and what is missing by the kiosk's own count."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import func, insert, select, update

from sync.database import Session
from sync.kiosk_wire import Standing
from sync.station.store.trust_tables import SPOOLS

MOST_COUNTED: Final = 10**6
"""What a kiosk says beyond it is as wrong."""


def hold(session: Session, kiosk_id: str, spool: str, sequence: int) -> bool:
    """One more item of this spool is held; its number is given once. Whether no later one was held before."""
    row = (SPOOLS.c.kiosk_id == kiosk_id) & (SPOOLS.c.spool == spool)
    highest = func.greatest if session.dialect.name == "postgresql" else func.max
    values = {"held": SPOOLS.c.held + 1, "highest": highest(SPOOLS.c.highest, sequence)}
    now_highest = session.execute(
        update(SPOOLS).where(row).values(**values).returning(SPOOLS.c.highest)
    ).scalar()
    if now_highest is None:
        session.execute(insert(SPOOLS).values(kiosk_id=kiosk_id, spool=spool, held=1, highest=sequence))
    return now_highest is None or int(now_highest) == sequence


def told(session: Session, kiosk_id: str, standing: Standing, now: dt.datetime) -> tuple[int, int]:
    """How many numbers of the kiosk's spools are nowhere, as of its last word and as of ``standing``.

    A number is given in the transaction that writes its item, so each is still in the spool or at the
    station. One that is in neither was removed; a spool that went away with items in it took them along.
    """
    before = missing(session, kiosk_id)
    if not standing.spool or len(standing.spool) > 16:
        return before, before
    row = (SPOOLS.c.kiosk_id == kiosk_id) & (SPOOLS.c.spool == standing.spool)
    held = session.execute(select(SPOOLS.c.held).where(row)).scalar()
    if held is None:
        session.execute(insert(SPOOLS).values(kiosk_id=kiosk_id, spool=standing.spool))
    unsent = counted(standing.waiting) + counted(standing.parked)
    lost = max(0, standing.last_sequence - int(held or 0) - unsent)
    values = {"missing": min(lost, MOST_COUNTED), "unsent": counted(unsent), "told_at": now}
    session.execute(update(SPOOLS).where(row).values(**values))
    gone = (SPOOLS.c.kiosk_id == kiosk_id) & (SPOOLS.c.spool != standing.spool) & (SPOOLS.c.unsent > 0)
    session.execute(update(SPOOLS).where(gone).values(missing=SPOOLS.c.missing + SPOOLS.c.unsent, unsent=0))
    return before, missing(session, kiosk_id)


def counted(told: int) -> int:
    """What a kiosk says it has so many of, within what can be."""
    return max(0, min(told, MOST_COUNTED))


def missing(session: Session, kiosk_id: str) -> int:
    """How many numbers of this kiosk's spools are nowhere."""
    counted = select(func.coalesce(func.sum(SPOOLS.c.missing), 0)).where(SPOOLS.c.kiosk_id == kiosk_id)
    return int(session.execute(counted).scalar_one())
