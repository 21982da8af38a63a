"""Rows of completed appearances with their receipts, and of what each person owes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, and_, delete, insert, or_, select, update

from kiosk.appearance import AppearanceFacts
from kiosk.papers import CompletionReceiptPaper
from sync.database import Session
from sync.station.desk_wire import ScheduleView
from sync.station.store import boards
from sync.station.store.form import pack, unpack
from sync.station.store.tables import APPEARANCES, SCHEDULES

MOST_EARLIER: Final = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """One completed appearance as stored."""

    facts: AppearanceFacts
    asked_digest: str
    """SHA-256 of what the officer asked; tells the same completion asked twice."""
    receipt: CompletionReceiptPaper
    printed: int = 0
    voided_at: dt.datetime | None = None


def add(session: Session, kept: Kept) -> None:
    """Write an appearance that has just been completed."""
    facts = kept.facts
    session.execute(
        insert(APPEARANCES).values(
            appearance_id=facts.appearance_id,
            check_in_id=facts.check_in_id,
            registrant_id=facts.registrant_id,
            record_version=facts.record_version,
            asked_digest=kept.asked_digest,
            completed_at=facts.completed_at,
            officer_id=facts.officer_id,
            body=pack(facts),
            receipt_number=kept.receipt.number,
            receipt=pack(kept.receipt),
        )
    )


def by_id(session: Session, appearance_id: str) -> Kept | None:
    """The appearance with this id, void or not, or None."""
    row = session.execute(select(APPEARANCES).where(APPEARANCES.c.appearance_id == appearance_id)).first()
    return None if row is None else from_row(row)


def of_check_in(session: Session, check_in_id: str, *, lock: bool = False) -> Kept | None:
    """The last appearance made of a check-in: the one that stands, else the one voided last, else None."""
    question = (
        select(APPEARANCES)
        .where(APPEARANCES.c.check_in_id == check_in_id)
        .order_by(APPEARANCES.c.voided_at.is_not(None), APPEARANCES.c.completed_at.desc())
        .limit(1)
    )
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else from_row(row)


def earlier(session: Session, registrant_id: str) -> tuple[AppearanceFacts, ...]:
    """The appearances of one person that stand, newest first, at most MOST_EARLIER."""
    rows = session.execute(
        select(APPEARANCES.c.body)
        .where(APPEARANCES.c.registrant_id == registrant_id, APPEARANCES.c.voided_at.is_(None))
        .order_by(APPEARANCES.c.completed_at.desc())
        .limit(MOST_EARLIER)
    )
    return tuple(unpack(AppearanceFacts, row.body) for row in rows)


def set_printed(session: Session, appearance_id: str, printed: int) -> None:
    """Write how often the receipt was printed."""
    session.execute(
        update(APPEARANCES).where(APPEARANCES.c.appearance_id == appearance_id).values(printed=printed)
    )


def replace_receipt(session: Session, appearance_id: str, receipt: CompletionReceiptPaper) -> None:
    """Another paper stands for this appearance from now on; it was not printed yet."""
    session.execute(
        update(APPEARANCES)
        .where(APPEARANCES.c.appearance_id == appearance_id)
        .values(receipt_number=receipt.number, receipt=pack(receipt), printed=0)
    )


def verification_open(session: Session, registrant_ids: Collection[str], day: dt.date) -> frozenset[str]:
    """Who of these stands, on ``day``, in the window of a verification or registration, or within a month of
    the last day of one that has no first."""
    soon = day + dt.timedelta(days=31)
    rows = session.execute(
        select(SCHEDULES.c.registrant_id)
        .where(
            SCHEDULES.c.registrant_id.in_(registrant_ids),
            SCHEDULES.c.what.in_(("verification", "registration")),
            SCHEDULES.c.printed,
            or_(SCHEDULES.c.opens <= day, and_(SCHEDULES.c.opens.is_(None), SCHEDULES.c.due <= soon)),
        )
        .distinct()
    )
    return frozenset(row.registrant_id for row in rows)


def void(session: Session, appearance_id: str, reason: str, now: dt.datetime) -> None:
    """The completion was undone; the row stays."""
    session.execute(
        update(APPEARANCES)
        .where(APPEARANCES.c.appearance_id == appearance_id)
        .values(voided_at=now, void_reason=reason)
    )


def keep_schedules(
    session: Session, registrant_id: str, version: int, schedules: Sequence[ScheduleView]
) -> None:
    """Replace what one person owes next."""
    session.execute(delete(SCHEDULES).where(SCHEDULES.c.registrant_id == registrant_id))
    boards.forget(session, registrant_id)
    rows = schedule_rows(registrant_id, version, schedules)
    if rows:
        session.execute(insert(SCHEDULES), rows)


def schedule_rows(
    registrant_id: str, version: int, schedules: Sequence[ScheduleView]
) -> list[dict[str, object]]:
    """What one person owes next, as rows."""
    return [
        {
            "registrant_id": registrant_id,
            "place": place,
            "record_version": version,
            "rule_id": schedule.rule_id,
            "what": schedule.what,
            "printed": schedule.printed,
            "opens": schedule.opens,
            "due": schedule.due,
            "body": pack(schedule),
        }
        for place, schedule in enumerate(schedules)
    ]


def schedules(session: Session, registrant_id: str) -> tuple[ScheduleView, ...]:
    """What one person owes next, as computed when the record last changed."""
    rows = session.execute(
        select(SCHEDULES.c.body).where(SCHEDULES.c.registrant_id == registrant_id).order_by(SCHEDULES.c.place)
    )
    return tuple(unpack(ScheduleView, row.body) for row in rows)


def from_row(row: Row[Any]) -> Kept:
    """The appearance of one row."""
    return Kept(
        unpack(AppearanceFacts, row.body),
        row.asked_digest,
        unpack(CompletionReceiptPaper, row.receipt),
        row.printed,
        row.voided_at,
    )
