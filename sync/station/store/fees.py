"""Rows of the fee ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Row, insert, select

from kiosk.ledger import FeeAct, FeeLine
from sync.database import Session
from sync.station.store.desk_tables import FEES


def add(session: Session, line: FeeLine) -> None:
    """Write a line."""
    session.execute(
        insert(FEES).values(
            fee_id=line.fee_id,
            registrant_id=line.registrant_id,
            appearance_id=line.appearance_id,
            act=line.act.value,
            cents=line.cents,
            at=line.at,
            officer_id=line.officer_id,
            officer_name=line.officer_name,
            reason=line.reason,
            receipt_number=line.receipt_number,
        )
    )


def find(session: Session, fee_id: str) -> FeeLine | None:
    """The line with this id, or None."""
    row = session.execute(select(FEES).where(FEES.c.fee_id == fee_id)).first()
    return None if row is None else from_row(row)


def of_person(session: Session, registrant_id: str) -> tuple[FeeLine, ...]:
    """One person's lines, oldest first."""
    rows = session.execute(select(FEES).where(FEES.c.registrant_id == registrant_id).order_by(FEES.c.row_id))
    return tuple(from_row(row) for row in rows)


def of_appearance(session: Session, appearance_id: str) -> tuple[FeeLine, ...]:
    """The lines that name an appearance, oldest first."""
    rows = session.execute(select(FEES).where(FEES.c.appearance_id == appearance_id).order_by(FEES.c.row_id))
    return tuple(from_row(row) for row in rows)


def between(session: Session, first: dt.datetime, end: dt.datetime) -> tuple[FeeLine, ...]:
    """The lines from ``first`` up to, not including, ``end``, oldest first."""
    rows = session.execute(select(FEES).where(FEES.c.at >= first, FEES.c.at < end).order_by(FEES.c.row_id))
    return tuple(from_row(row) for row in rows)


def from_row(row: Row[Any]) -> FeeLine:
    """The line of one row."""
    return FeeLine(
        row.fee_id,
        row.registrant_id,
        FeeAct(row.act),
        row.cents,
        row.at,
        row.officer_id,
        row.officer_name,
        row.reason,
        row.appearance_id,
        row.receipt_number,
    )
