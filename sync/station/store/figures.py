"""Rows of what checks found and of each day's people, and the questions that the figures ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select

from kiosk.check_in import State
from sync.database import Session
from sync.station.figure_wire import Accounted, Found, LetStand
from sync.station.store.desk_tables import EFFORTS
from sync.station.store.figure_tables import DAY_TALLIES, FINDINGS
from sync.station.store.tables import ACCOUNTS, APPEARANCES, CHECK_INS


@dataclass(frozen=True, slots=True)
class Span:
    """From ``first`` up to, not including, ``end``."""

    first: dt.datetime
    end: dt.datetime


def keep(
    session: Session,
    check_in_id: str,
    appearance_id: str,
    officer_id: str,
    names: Collection[str],
    now: dt.datetime,
    *,
    caught: bool,
) -> None:
    """Write down what became of these findings of a check-in."""
    rows = [
        {
            "check_in_id": check_in_id,
            "appearance_id": appearance_id,
            "officer_id": officer_id,
            "at": now,
            "name": name,
            "caught": caught,
        }
        for name in sorted(names)
    ]
    if rows:
        session.execute(insert(FINDINGS), rows)


def tally(session: Session, day: dt.date, people: int, sought: int) -> None:
    """Write the day's people, in place of what an earlier count of the day said."""
    session.execute(delete(DAY_TALLIES).where(DAY_TALLIES.c.on_day == day))
    session.execute(insert(DAY_TALLIES).values(on_day=day, people=people, sought=sought))


def completed_at(session: Session, span: Span) -> list[dt.datetime]:
    """When each appearance that stands was completed."""
    standing = APPEARANCES.c.voided_at.is_(None)
    rows = session.execute(select(APPEARANCES.c.completed_at).where(standing, *_completed_in(span)))
    return [row.completed_at for row in rows]


def waits(session: Session, span: Span) -> list[tuple[dt.datetime, dt.datetime]]:
    """Arrival at a kiosk, and when an officer took the check-in, of everybody who was served."""
    rows = session.execute(
        select(CHECK_INS.c.arrived_at, CHECK_INS.c.claimed_at).where(
            CHECK_INS.c.state == State.COMPLETED.value,
            CHECK_INS.c.decided_at >= span.first,
            CHECK_INS.c.decided_at < span.end,
            CHECK_INS.c.claimed_at.is_not(None),
            CHECK_INS.c.flags.not_like('%"walk_in"%'),
        )
    )
    return [(row.arrived_at, row.claimed_at) for row in rows]


def hands(session: Session, span: Span) -> list[tuple[dt.datetime, int]]:
    """When each completion that stands was made, and the seconds it cost an officer."""
    rows = session.execute(
        select(EFFORTS.c.at, EFFORTS.c.seconds)
        .join(APPEARANCES, APPEARANCES.c.appearance_id == EFFORTS.c.appearance_id)
        .where(APPEARANCES.c.voided_at.is_(None), EFFORTS.c.at >= span.first, EFFORTS.c.at < span.end)
    )
    return [(row.at, row.seconds) for row in rows]


def caught(session: Session, span: Span) -> tuple[Found, ...]:
    """How often each check found what was then set right or sent away, the most frequent first."""
    times = func.count()
    rows = session.execute(
        select(FINDINGS.c.name, times.label("times"))
        .outerjoin(APPEARANCES, APPEARANCES.c.appearance_id == FINDINGS.c.appearance_id)
        .where(
            FINDINGS.c.caught,
            FINDINGS.c.at >= span.first,
            FINDINGS.c.at < span.end,
            or_(FINDINGS.c.appearance_id == "", APPEARANCES.c.voided_at.is_(None)),
        )
        .group_by(FINDINGS.c.name)
        .order_by(times.desc(), FINDINGS.c.name)
    )
    return tuple(Found(row.name, row.times) for row in rows)


def let_stand(session: Session, span: Span) -> tuple[LetStand, ...]:
    """Each officer who completed anything, with the findings they let stand."""
    standing = APPEARANCES.c.voided_at.is_(None)
    done = _by_officer(
        session,
        select(APPEARANCES.c.officer_id, func.count())
        .where(standing, *_completed_in(span))
        .group_by(APPEARANCES.c.officer_id),
    )
    stood = _by_officer(
        session,
        select(FINDINGS.c.officer_id, func.count())
        .join(APPEARANCES, APPEARANCES.c.appearance_id == FINDINGS.c.appearance_id)
        .where(standing, ~FINDINGS.c.caught, FINDINGS.c.at >= span.first, FINDINGS.c.at < span.end)
        .group_by(FINDINGS.c.officer_id),
    )
    names = {
        row.officer_id: row.full_name
        for row in session.execute(select(ACCOUNTS.c.officer_id, ACCOUNTS.c.full_name))
    }
    found = [
        LetStand(names.get(one, one), stood.get(one, 0), done.get(one, 0))
        for one in done.keys() | stood.keys()
    ]
    return tuple(sorted(found, key=lambda one: (-one.stood, one.officer)))


def _by_officer(session: Session, question: Select[str, int]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.execute(question)}


def accounted(session: Session, first: dt.date, last: dt.date) -> tuple[Accounted, ...]:
    """Each day that was counted."""
    rows = session.execute(
        select(DAY_TALLIES)
        .where(DAY_TALLIES.c.on_day >= first, DAY_TALLIES.c.on_day <= last)
        .order_by(DAY_TALLIES.c.on_day)
    )
    return tuple(Accounted(row.on_day, row.people, row.people - row.sought) for row in rows)


def _completed_in(span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    at = APPEARANCES.c.completed_at
    return at >= span.first, at < span.end
