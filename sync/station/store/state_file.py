"""Rows of the comparison with the state's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, case, delete, func, insert, select, update

from kiosk.registrant import Standing
from sync.database import Session
from sync.station.desk_wire import DeliveryState
from sync.station.state_wire import (
    MOST_BAD_ROWS,
    STATE_LINES,
    BadRow,
    BadRows,
    Differing,
    Explain,
    Explained,
    StateComparison,
    StateException,
)
from sync.station.store.board_tables import COUNTED
from sync.station.store.form import pack, unpack
from sync.station.store.state_tables import STATE_COMPARISONS, STATE_EXCEPTIONS
from sync.station.store.tables import OUTBOX, REGISTRANTS

_FINISHED: Final = (DeliveryState.DELIVERED.value, DeliveryState.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Ours:
    """One person as the comparison needs them."""

    registrant_id: str
    name: str
    last: str
    first: str
    birth_date: dt.date
    registry_id: str
    standing: Standing
    tier: str
    address: str
    on_its_way: bool


def everybody(session: Session) -> tuple[Ours, ...]:
    """Our whole roster, by name."""
    waiting = {
        row.registrant_id
        for row in session.execute(select(OUTBOX.c.registrant_id).where(OUTBOX.c.state.not_in(_FINISHED)))
    }
    rows = session.execute(
        select(REGISTRANTS, COUNTED.c.tier)
        .outerjoin(COUNTED, COUNTED.c.registrant_id == REGISTRANTS.c.registrant_id)
        .order_by(REGISTRANTS.c.last, REGISTRANTS.c.first, REGISTRANTS.c.registrant_id)
    )
    return tuple(
        Ours(
            row.registrant_id,
            row.full_name,
            row.last,
            row.first,
            row.birth_date,
            row.registry_id,
            Standing(row.standing),
            (row.tier or "").removeprefix("-"),
            row.address,
            row.registrant_id in waiting,
        )
        for row in rows
    )


def keep(
    session: Session,
    day: dt.date,
    sha256: str,
    there: int,
    here: int,
    bad: Sequence[BadRow],
    found: Iterable[StateException],
) -> None:
    """Put what was found in the place of the last comparison's; what officers explained stays said."""
    kept = {row.exception_id: row for row in session.execute(select(STATE_EXCEPTIONS))}
    session.execute(delete(STATE_COMPARISONS).where(STATE_COMPARISONS.c.on_day == day))
    session.execute(
        insert(STATE_COMPARISONS).values(
            on_day=day,
            sha256=sha256,
            there=there,
            here=here,
            refused_rows=len(bad),
            bad_rows=pack(BadRows(tuple(bad[:MOST_BAD_ROWS]))),
        )
    )
    session.execute(delete(STATE_EXCEPTIONS))
    rows = [_row(one, kept.get(one.exception_id)) for one in found]
    if rows:
        session.execute(insert(STATE_EXCEPTIONS), rows)


def _row(one: StateException, before: Row[Any] | None) -> dict[str, object]:
    said = before is not None and bool(before.explained_by)
    return {
        "exception_id": one.exception_id,
        "differing": one.differing.value,
        "registrant_id": one.registrant_id,
        "name": one.name[:300],
        "there": one.there,
        "here": one.here,
        "first_seen": before.first_seen if before is not None else one.first_seen,
        "explained": before.explained if said and before is not None else one.explained.value,
        "note": before.note if said and before is not None else "",
        "explained_by": before.explained_by if said and before is not None else "",
    }


def last(session: Session) -> Row[Any] | None:
    """The newest comparison, or None before the first."""
    return session.execute(
        select(STATE_COMPARISONS).order_by(STATE_COMPARISONS.c.on_day.desc()).limit(1)
    ).first()


def page(session: Session, number: int) -> StateComparison:
    """One page of exceptions, the unexplained first."""
    newest = last(session)
    if newest is None:
        return StateComparison(None, 0, 0, 0, 0, (), 0)
    unexplained = STATE_EXCEPTIONS.c.explained == Explained.UNEXPLAINED.value
    whole = select(func.count()).select_from(STATE_EXCEPTIONS)
    rows = session.execute(
        select(STATE_EXCEPTIONS)
        .order_by(case((unexplained, 0), else_=1), STATE_EXCEPTIONS.c.name, STATE_EXCEPTIONS.c.exception_id)
        .offset(number * STATE_LINES)
        .limit(STATE_LINES)
    )
    return StateComparison(
        newest.on_day,
        newest.there,
        newest.here,
        newest.refused_rows,
        int(session.execute(whole.where(unexplained)).scalar_one()),
        tuple(_exception(row) for row in rows),
        int(session.execute(whole).scalar_one()),
        unpack(BadRows, newest.bad_rows).rows if newest.bad_rows else (),
    )


def explain(session: Session, exception_id: str, said: Explain, by: str) -> bool:
    """Write an officer's word down; False when there is no such exception any more."""
    done = session.execute(
        update(STATE_EXCEPTIONS)
        .where(STATE_EXCEPTIONS.c.exception_id == exception_id)
        .values(explained=said.explained.value, note=said.note, explained_by=by)
    )
    return bool(done.rowcount)


def _exception(row: Row[Any]) -> StateException:
    return StateException(
        row.exception_id,
        Differing(row.differing),
        row.registrant_id,
        row.name,
        row.there,
        row.here,
        row.first_seen,
        Explained(row.explained),
        row.note,
        row.explained_by,
    )
