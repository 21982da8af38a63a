"""Rows of notices to relocate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from sync.database import Session
from sync.station.residency_wire import EndNotice, Manner, NoticeEnd, ServeNotice
from sync.station.store.residency_tables import RESIDENCY_NOTICES


@dataclass(frozen=True, slots=True)
class Served:
    """One notice as it is kept."""

    notice_id: str
    registrant_id: str
    address: str
    served_on: dt.date
    manner: Manner
    officer_id: str
    ended: NoticeEnd | None
    ended_on: dt.date | None
    note: str


def add(session: Session, registrant_id: str, asked: ServeNotice, officer_id: str, now: dt.datetime) -> None:
    """Write that a notice was served."""
    session.execute(
        insert(RESIDENCY_NOTICES).values(
            notice_id=asked.notice_id,
            registrant_id=registrant_id,
            address=asked.address,
            served_on=asked.served_on,
            manner=asked.manner.value,
            officer_id=officer_id,
            at=now,
        )
    )


def end(session: Session, notice_id: str, asked: EndNotice, day: dt.date) -> None:
    """Write how a notice ended."""
    session.execute(
        update(RESIDENCY_NOTICES)
        .where(RESIDENCY_NOTICES.c.notice_id == notice_id)
        .values(ended=asked.ended.value, ended_on=day, note=asked.note)
    )


def find(session: Session, notice_id: str) -> Served | None:
    """The notice with this id, or None."""
    of_it = RESIDENCY_NOTICES.c.notice_id == notice_id
    row = session.execute(select(RESIDENCY_NOTICES).where(of_it)).first()
    return None if row is None else _of(row)


def of_person(session: Session, registrant_id: str) -> tuple[Served, ...]:
    """A person's notices, the newest first."""
    rows = session.execute(
        select(RESIDENCY_NOTICES)
        .where(RESIDENCY_NOTICES.c.registrant_id == registrant_id)
        .order_by(RESIDENCY_NOTICES.c.served_on.desc(), RESIDENCY_NOTICES.c.at.desc())
    )
    return tuple(_of(row) for row in rows)


def _of(row: Row[Any]) -> Served:
    return Served(
        row.notice_id,
        row.registrant_id,
        row.address,
        row.served_on,
        Manner(row.manner),
        row.officer_id,
        NoticeEnd(row.ended) if row.ended else None,
        row.ended_on,
        row.note,
    )
