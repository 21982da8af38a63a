"""Rows of calls for help and of photographs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from kiosk.registrant import Photograph
from sync.database import Session
from sync.station.desk_wire import HelpCall
from sync.station.store import counters
from sync.station.store.tables import ACCOUNTS, HELP_CALLS, PHOTOGRAPHS


def add_call(session: Session, call: HelpCall) -> None:
    """Write a call for help, and let the live queue know."""
    session.execute(
        insert(HELP_CALLS).values(
            help_id=call.help_id,
            kiosk_id=call.kiosk_id,
            screen=call.screen,
            wants=call.wants,
            language=call.language,
            called_at=call.called_at,
        )
    )
    counters.next_of(session, counters.QUEUE)


def drop_unanswered(session: Session, kiosk_id: str) -> bool:
    """Drop the calls of a kiosk that nobody has answered, for a new one; whether there were any."""
    mine = (HELP_CALLS.c.kiosk_id == kiosk_id) & (HELP_CALLS.c.answer == "")
    return bool(session.execute(delete(HELP_CALLS).where(mine)).rowcount)


def call(session: Session, help_id: str) -> HelpCall | None:
    """The call with this id, or None."""
    row = session.execute(select(HELP_CALLS).where(HELP_CALLS.c.help_id == help_id)).first()
    return None if row is None else from_row(row)


def calls_since(session: Session, since: dt.datetime) -> tuple[HelpCall, ...]:
    """Calls since then, newest first, at most 50."""
    rows = session.execute(
        select(HELP_CALLS)
        .where(HELP_CALLS.c.called_at >= since)
        .order_by(HELP_CALLS.c.called_at.desc())
        .limit(50)
    )
    return tuple(from_row(row) for row in rows)


def calls_between(session: Session, begins: dt.datetime, ends: dt.datetime) -> tuple[HelpCall, ...]:
    """Calls from ``begins`` until before ``ends``, newest first, each with who answered it; at most 500."""
    rows = session.execute(
        select(HELP_CALLS, ACCOUNTS.c.full_name)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.officer_id == HELP_CALLS.c.answered_by)
        .where(HELP_CALLS.c.called_at >= begins, HELP_CALLS.c.called_at < ends)
        .order_by(HELP_CALLS.c.called_at.desc(), HELP_CALLS.c.help_id)
        .limit(500)
    )
    return tuple(
        replace(from_row(row), answered_by=row.full_name or "", answered_at=row.answered_at) for row in rows
    )


def answer_call(
    session: Session, help_id: str, answer: str, window: str, officer_id: str, now: dt.datetime
) -> None:
    """Write the desk's answer, and let the live queue know."""
    session.execute(
        update(HELP_CALLS)
        .where(HELP_CALLS.c.help_id == help_id)
        .values(answer=answer, window=window, answered_by=officer_id, answered_at=now)
    )
    counters.next_of(session, counters.QUEUE)


def keep_photograph(
    session: Session, photograph: Photograph, size: tuple[int, int], by: str, jpeg: bytes
) -> Photograph:
    """Store a photograph, and say how it is stored: the very bytes that were stored before keep their day."""
    known = photograph_named(session, photograph.photograph_id)
    if known is not None:
        return known
    session.execute(
        insert(PHOTOGRAPHS).values(
            photograph_id=photograph.photograph_id,
            taken_on=photograph.taken_on,
            width=size[0],
            height=size[1],
            kept_by=by,
            jpeg=jpeg,
        )
    )
    return photograph


def photograph_named(session: Session, photograph_id: str) -> Photograph | None:
    """The stored photograph with this id, with the day it was taken; or None."""
    taken_on = session.execute(
        select(PHOTOGRAPHS.c.taken_on).where(PHOTOGRAPHS.c.photograph_id == photograph_id)
    ).scalar()
    return None if taken_on is None else Photograph(photograph_id, taken_on)


def jpeg(session: Session, photograph_id: str) -> bytes | None:
    """The bytes of a photograph, or None."""
    found = session.execute(
        select(PHOTOGRAPHS.c.jpeg).where(PHOTOGRAPHS.c.photograph_id == photograph_id)
    ).scalar()
    return None if found is None else bytes(found)


def from_row(row: Row[Any]) -> HelpCall:
    """The call of one row."""
    return HelpCall(
        row.help_id,
        row.kiosk_id,
        row.screen,
        row.wants,
        row.language,
        row.called_at,
        row.answer,
        row.window,
    )
