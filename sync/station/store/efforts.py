"""Rows of what completions and hand entries cost an officer."""

from __future__ import annotations

import datetime as dt
from statistics import median

from sqlalchemy import insert, select

from sync.database import Session
from sync.station.people_wire import Effort, Efforts, Entered
from sync.station.store.desk_tables import EFFORTS, HAND_ENTRIES

LATELY = 100


def keep(session: Session, appearance_id: str, officer_id: str, effort: Effort, now: dt.datetime) -> None:
    """Write what a completion cost."""
    session.execute(
        insert(EFFORTS).values(
            appearance_id=appearance_id,
            officer_id=officer_id,
            at=now,
            seconds=effort.seconds,
            presses=effort.presses,
        )
    )


def keep_entry(session: Session, update_id: str, officer_id: str, entered: Entered, now: dt.datetime) -> None:
    """Write that an update was typed into the state's system."""
    session.execute(
        insert(HAND_ENTRIES).values(
            update_id=update_id,
            officer_id=officer_id,
            entered_at=now,
            seconds=entered.seconds,
            presses=entered.presses,
            reference=entered.reference,
        )
    )


def was_entered(session: Session, update_id: str) -> bool:
    """Whether an officer has confirmed this update."""
    row = session.execute(select(HAND_ENTRIES.c.update_id).where(HAND_ENTRIES.c.update_id == update_id))
    return row.first() is not None


def lately(session: Session) -> Efforts:
    """The medians of the last LATELY completions and entries."""
    done = session.execute(
        select(EFFORTS.c.seconds, EFFORTS.c.presses).order_by(EFFORTS.c.at.desc()).limit(LATELY)
    ).all()
    typed = session.execute(
        select(HAND_ENTRIES.c.seconds).order_by(HAND_ENTRIES.c.entered_at.desc()).limit(LATELY)
    ).all()
    return Efforts(
        len(done),
        _median([row.seconds for row in done]),
        _median([row.presses for row in done]),
        len(typed),
        _median([row.seconds for row in typed]),
    )


def _median(values: list[int]) -> int | None:
    return round(median(values)) if values else None
