"""Rows of signed ends of the audit log."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select, update

from kiosk.proof import Checkpoint
from sync.database import Session
from sync.station.store.form import pack, unpack
from sync.station.store.trust_tables import CHECKPOINTS


def add(session: Session, checkpoint: Checkpoint) -> None:
    """Keep one, not yet told to anybody."""
    session.execute(
        insert(CHECKPOINTS).values(
            line=checkpoint.line,
            chain=checkpoint.chain,
            made_at=checkpoint.made_at,
            signature=pack(checkpoint),
        )
    )


def every(session: Session) -> tuple[Checkpoint, ...]:
    """All of them, oldest first."""
    rows = session.execute(select(CHECKPOINTS.c.signature).order_by(CHECKPOINTS.c.line)).scalars()
    return tuple(unpack(Checkpoint, row) for row in rows)


def last(session: Session) -> Checkpoint | None:
    """The newest one."""
    newest = select(CHECKPOINTS.c.signature).order_by(CHECKPOINTS.c.line.desc()).limit(1)
    row = session.execute(newest).scalar()
    return None if row is None else unpack(Checkpoint, row)


def untold(session: Session, most: int = 100) -> tuple[Checkpoint, ...]:
    """Those that have not left the building, oldest first."""
    rows = session.execute(
        select(CHECKPOINTS.c.signature)
        .where(CHECKPOINTS.c.told_at.is_(None))
        .order_by(CHECKPOINTS.c.line)
        .limit(most)
    ).scalars()
    return tuple(unpack(Checkpoint, row) for row in rows)


def told(session: Session, line: int, now: dt.datetime) -> None:
    """One has left the building."""
    session.execute(update(CHECKPOINTS).where(CHECKPOINTS.c.line == line).values(told_at=now))
