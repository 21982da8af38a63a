"""Rows of numbers for other services."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.services import NumberTaken
from sync.database import Session
from sync.station.store import counters
from sync.station.store.number_tables import NUMBERS


@dataclass(frozen=True, slots=True)
class Standing:
    """One number and how it stands."""

    number_id: str
    kiosk_id: str
    ticket: str
    service: str
    language: str
    taken_at: dt.datetime
    called_to: str
    called_at: dt.datetime | None
    ended_at: dt.datetime | None


def add(session: Session, number: NumberTaken, taken_at: dt.datetime, now: dt.datetime) -> None:
    """Write a number that has just been accepted, and let the live queue know."""
    session.execute(
        insert(NUMBERS).values(
            number_id=number.number_id,
            kiosk_id=number.kiosk_id,
            ticket=number.ticket.number(),
            ticket_day=number.ticket.day,
            service=number.service,
            language=number.language,
            taken_at=taken_at,
            accepted_at=now,
        )
    )
    counters.next_of(session, counters.QUEUE)


def find(session: Session, number_id: str, *, lock: bool = False) -> Standing | None:
    """The number with this id, or None. ``lock`` keeps others from changing it before this ends."""
    question = select(NUMBERS).where(NUMBERS.c.number_id == number_id)
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else _from_row(row)


def open_since(session: Session, since: dt.datetime) -> tuple[Standing, ...]:
    """Numbers taken since then that nobody has ended, oldest first."""
    rows = session.execute(
        select(NUMBERS)
        .where(NUMBERS.c.taken_at >= since, NUMBERS.c.ended_at.is_(None))
        .order_by(NUMBERS.c.taken_at, NUMBERS.c.number_id)
    )
    return tuple(map(_from_row, rows))


def change(session: Session, number_id: str, **values: object) -> None:
    """Change a number's row, and let the live queue know."""
    session.execute(update(NUMBERS).where(NUMBERS.c.number_id == number_id).values(**values))
    counters.next_of(session, counters.QUEUE)


def _from_row(row: Row[Any]) -> Standing:
    return Standing(
        row.number_id,
        row.kiosk_id,
        row.ticket,
        row.service,
        row.language,
        row.taken_at,
        row.called_to,
        row.called_at,
        row.ended_at,
    )
