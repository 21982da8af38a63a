"""Rows of the second-person check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import case, func, insert, select, update

from sync.database import Session
from sync.station.second_wire import SecondCheck
from sync.station.store.figures import Span
from sync.station.store.second_tables import SECOND_CHECKS
from sync.station.store.tables import ACCOUNTS, APPEARANCES, REGISTRANTS


def was_drawn(session: Session, week: dt.date) -> bool:
    """Whether a sample of this week has been drawn."""
    found = select(SECOND_CHECKS.c.appearance_id).where(SECOND_CHECKS.c.week == week).limit(1)
    return session.execute(found).first() is not None


def completed_in(session: Session, span: Span) -> list[str]:
    """The ids of the appearances that stand, in the order they were completed."""
    rows = session.execute(
        select(APPEARANCES.c.appearance_id)
        .where(
            APPEARANCES.c.voided_at.is_(None),
            APPEARANCES.c.completed_at >= span.first,
            APPEARANCES.c.completed_at < span.end,
        )
        .order_by(APPEARANCES.c.completed_at, APPEARANCES.c.appearance_id)
    )
    return [row.appearance_id for row in rows]


def draw(session: Session, week: dt.date, appearance_ids: Sequence[str]) -> None:
    """Write down what was drawn."""
    session.execute(insert(SECOND_CHECKS), [{"appearance_id": one, "week": week} for one in appearance_ids])


def completed_by(session: Session, appearance_id: str) -> str | None:
    """The officer who completed an appearance of the sample; None when it is not in any."""
    found: str | None = session.execute(
        select(APPEARANCES.c.officer_id)
        .join(SECOND_CHECKS, SECOND_CHECKS.c.appearance_id == APPEARANCES.c.appearance_id)
        .where(SECOND_CHECKS.c.appearance_id == appearance_id)
    ).scalar()
    return found


def keep(
    session: Session, appearance_id: str, officer_id: str, now: dt.datetime, *, right: bool, note: str
) -> None:
    """Write what the second person found, in place of what was said before."""
    session.execute(
        update(SECOND_CHECKS)
        .where(SECOND_CHECKS.c.appearance_id == appearance_id)
        .values(checked_by=officer_id, checked_at=now, entry_right=right, note=note)
    )


def since(session: Session, week: dt.date) -> tuple[SecondCheck, ...]:
    """The samples since ``week``, the unchecked first, each oldest first."""
    second = ACCOUNTS.alias("second")
    rows = session.execute(
        select(
            SECOND_CHECKS,
            APPEARANCES.c.registrant_id,
            APPEARANCES.c.completed_at,
            REGISTRANTS.c.full_name,
            ACCOUNTS.c.full_name.label("officer"),
            func.coalesce(second.c.full_name, SECOND_CHECKS.c.checked_by).label("second"),
        )
        .join(APPEARANCES, APPEARANCES.c.appearance_id == SECOND_CHECKS.c.appearance_id)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == APPEARANCES.c.registrant_id)
        .join(ACCOUNTS, ACCOUNTS.c.officer_id == APPEARANCES.c.officer_id)
        .outerjoin(second, second.c.officer_id == SECOND_CHECKS.c.checked_by)
        .where(SECOND_CHECKS.c.week >= week)
        .order_by(
            case((SECOND_CHECKS.c.entry_right.is_(None), 0), else_=1),
            *(SECOND_CHECKS.c.week, APPEARANCES.c.completed_at),
        )
    )
    return tuple(
        SecondCheck(
            row.appearance_id,
            row.registrant_id,
            row.full_name,
            row.completed_at,
            row.officer,
            row.week,
            row.entry_right,
            row.note,
            row.second,
        )
        for row in rows
    )
