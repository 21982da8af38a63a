"""Rows of appointments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Row, Select, insert, select, update

from kiosk.check_in import State
from kiosk.law.lanes import Lane
from sync.database import Session
from sync.station.appointment_wire import Booked, BookedState, BookTime
from sync.station.store import counters
from sync.station.store.appointment_tables import APPOINTMENTS
from sync.station.store.tables import CHECK_INS, REGISTRANTS

_STANDS: Final = APPOINTMENTS.c.cancelled_at.is_(None)


def add(
    session: Session, asked: BookTime, day: dt.date, minutes: int, booked_by: str, now: dt.datetime
) -> None:
    """Write a new appointment."""
    session.execute(
        insert(APPOINTMENTS).values(
            appointment_id=asked.appointment_id,
            registrant_id=asked.registrant_id,
            lane=asked.lane.value,
            day=day,
            starts=asked.starts,
            minutes=minutes,
            booked_by=booked_by,
            booked_at=now,
        )
    )
    counters.next_of(session, counters.QUEUE)


def move(session: Session, appointment_id: str, starts: dt.datetime, day: dt.date, minutes: int) -> None:
    """Let it begin at another time, and be as long as appointments are now."""
    _change(session, appointment_id, starts=starts, day=day, minutes=minutes)


def cancel(session: Session, appointment_id: str, reason: str, now: dt.datetime) -> None:
    """It no longer stands; the row stays."""
    _change(session, appointment_id, cancelled_at=now, reason=reason)


def _change(session: Session, appointment_id: str, **columns: object) -> None:
    of_it = APPOINTMENTS.c.appointment_id == appointment_id
    session.execute(update(APPOINTMENTS).where(of_it).values(**columns))
    counters.next_of(session, counters.QUEUE)


def is_cancelled(session: Session, appointment_id: str) -> bool | None:
    """Whether it was cancelled; None when there is none by this id."""
    of_it = APPOINTMENTS.c.appointment_id == appointment_id
    row = session.execute(select(APPOINTMENTS.c.cancelled_at).where(of_it)).first()
    return None if row is None else row.cancelled_at is not None


def find(session: Session, appointment_id: str, now: dt.datetime) -> Booked | None:
    """The appointment, or None when there is none or it was cancelled."""
    rows = _with_names().where(APPOINTMENTS.c.appointment_id == appointment_id)
    return next(iter(_booked(session, rows, now)), None)


def on_day(session: Session, day: dt.date, now: dt.datetime) -> tuple[Booked, ...]:
    """Everything that stands on ``day``, by time and name."""
    return _booked(session, _with_names().where(APPOINTMENTS.c.day == day), now)


def to_come(session: Session, registrant_id: str, from_day: dt.date, now: dt.datetime) -> tuple[Booked, ...]:
    """A person's appointments from ``from_day`` on, by time."""
    rows = _with_names().where(APPOINTMENTS.c.registrant_id == registrant_id, APPOINTMENTS.c.day >= from_day)
    return _booked(session, rows, now)


def of_people(
    session: Session, registrant_ids: Collection[str], day: dt.date
) -> dict[str, tuple[dt.datetime, int, Lane]]:
    """When those of these people who have an appointment on ``day`` are to begin, for how many minutes, and
    in which lane; the earliest of each."""
    rows = session.execute(
        select(
            APPOINTMENTS.c.registrant_id, APPOINTMENTS.c.starts, APPOINTMENTS.c.minutes, APPOINTMENTS.c.lane
        )
        .where(_STANDS, APPOINTMENTS.c.day == day, APPOINTMENTS.c.registrant_id.in_(registrant_ids))
        .order_by(APPOINTMENTS.c.starts.desc())
    )
    return {row.registrant_id: (row.starts, row.minutes, Lane(row.lane)) for row in rows}


def _with_names() -> Select[Any]:
    return (
        select(APPOINTMENTS, REGISTRANTS.c.full_name)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == APPOINTMENTS.c.registrant_id)
        .where(_STANDS)
        .order_by(APPOINTMENTS.c.starts, REGISTRANTS.c.full_name, APPOINTMENTS.c.appointment_id)
    )


def _booked(session: Session, question: Select[Any], now: dt.datetime) -> tuple[Booked, ...]:
    rows = session.execute(question).all()
    seen = _check_ins(session, {row.registrant_id for row in rows}, {row.day for row in rows})
    return tuple(_of(row, seen.get((row.registrant_id, row.day), frozenset()), now) for row in rows)


def _check_ins(
    session: Session, people: Collection[str], days: Collection[dt.date]
) -> dict[tuple[str, dt.date], frozenset[str]]:
    if not people:
        return {}
    rows = session.execute(
        select(CHECK_INS.c.registrant_id, CHECK_INS.c.ticket_day, CHECK_INS.c.state).where(
            CHECK_INS.c.registrant_id.in_(people), CHECK_INS.c.ticket_day.in_(days)
        )
    )
    found: dict[tuple[str, dt.date], frozenset[str]] = {}
    for row in rows:
        key = (row.registrant_id, row.ticket_day)
        found[key] = found.get(key, frozenset()) | {row.state}
    return found


def _of(row: Row[Any], seen: frozenset[str], now: dt.datetime) -> Booked:
    if State.COMPLETED.value in seen:
        state = BookedState.SERVED
    elif seen:
        state = BookedState.CAME
    else:
        over = now >= row.starts + dt.timedelta(minutes=row.minutes)
        state = BookedState.MISSED if over else BookedState.BOOKED
    return Booked(
        row.appointment_id,
        row.registrant_id,
        row.full_name,
        Lane(row.lane),
        row.starts,
        row.minutes,
        state,
    )
