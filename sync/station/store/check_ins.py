"""Rows of check-ins, and of the drafts officers make on them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from kiosk.check_in import CheckIn, Claim, Disclosure, Signature, State, Ticket
from kiosk.topics import Topic
from sync.database import Session
from sync.station.desk_wire import Draft
from sync.station.store import counters
from sync.station.store.form import StoreDamagedError, pack, unpack
from sync.station.store.tables import CHECK_INS, DRAFTS

_log = structlog.get_logger("station")
OPEN: Final = (State.WAITING, State.CLAIMED, State.SENT_BACK)


@dataclass(frozen=True, slots=True)
class Stored:
    """One check-in and how it stands."""

    check_in: CheckIn
    """As submitted, but for arrival and submission, which are told by the station's clock: the kiosk's own
    times stay in the body of the row."""
    registrant_id: str
    """Empty until somebody has said whose it is."""
    state: State
    accepted_at: dt.datetime
    claimed_by: str = ""
    claimed_at: dt.datetime | None = None
    decided_by: str = ""
    decided_at: dt.datetime | None = None
    reason: str = ""
    called_to: str = ""
    called_at: dt.datetime | None = None
    first_place: bool = False
    flags: tuple[str, ...] = ()
    candidates: int = 0
    """How many records might have been this person's when the check-in came."""
    unreadable: bool = False
    """The row is damaged: ``check_in`` holds its id, kiosk, ticket and times, and nothing that was said."""
    mend_topics: tuple[Topic, ...] = ()
    """What an officer sent the person back to mend, where they named it."""


@dataclass(frozen=True, slots=True)
class Brief:
    """How a check-in stands, without what was submitted."""

    check_in_id: str
    state: State
    submitted_at: dt.datetime
    flags: tuple[str, ...]


def add(session: Session, stored: Stored, told: CheckIn | None = None) -> None:
    """Write a check-in that has just been accepted; ``told`` is as the kiosk said it, with its own times."""
    check_in = stored.check_in
    session.execute(
        insert(CHECK_INS).values(
            check_in_id=check_in.check_in_id,
            kiosk_id=check_in.kiosk_id,
            registrant_id=stored.registrant_id,
            state=stored.state.value,
            ticket=check_in.ticket.number(),
            ticket_day=check_in.ticket.day,
            arrived_at=check_in.arrived_at,
            submitted_at=check_in.submitted_at,
            accepted_at=stored.accepted_at,
            body=pack(told or check_in),
            first_place=stored.first_place,
            flags=json.dumps(stored.flags),
            candidates=stored.candidates,
        )
    )
    counters.next_of(session, counters.QUEUE)


def find(session: Session, check_in_id: str, *, lock: bool = False) -> Stored | None:
    """The check-in with this id, or None. ``lock`` keeps others from changing it before this ends."""
    question = select(CHECK_INS).where(CHECK_INS.c.check_in_id == check_in_id)
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else from_row(row)


def open_ones(session: Session) -> tuple[Stored, ...]:
    """Every check-in that has not ended: first places first, then by arrival."""
    rows = session.execute(
        select(CHECK_INS)
        .where(CHECK_INS.c.state.in_([state.value for state in OPEN]))
        .order_by(CHECK_INS.c.first_place.desc(), CHECK_INS.c.arrived_at, CHECK_INS.c.check_in_id)
    )
    return tuple(from_row(row) for row in rows)


def whole_of(session: Session, registrant_id: str) -> tuple[Stored, ...]:
    """The check-ins of one person that have not ended, oldest first."""
    rows = session.execute(
        select(CHECK_INS).where(*_open_of(registrant_id)).order_by(CHECK_INS.c.submitted_at)
    )
    return tuple(from_row(row) for row in rows)


def open_of(session: Session, registrant_id: str) -> tuple[Brief, ...]:
    """How they stand; nobody changes them before this ends."""
    rows = session.execute(
        select(CHECK_INS.c.check_in_id, CHECK_INS.c.state, CHECK_INS.c.submitted_at, CHECK_INS.c.flags)
        .where(*_open_of(registrant_id))
        .order_by(CHECK_INS.c.submitted_at)
        .with_for_update()
    )
    return tuple(
        Brief(row.check_in_id, State(row.state), row.submitted_at, tuple(json.loads(row.flags)))
        for row in rows
    )


def _open_of(registrant_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        CHECK_INS.c.registrant_id == registrant_id,
        CHECK_INS.c.state.in_([state.value for state in OPEN]),
    )


def flag(session: Session, brief: Brief, code: str) -> None:
    """Let the officer of a check-in know one thing more; twice is harmless."""
    if code not in brief.flags:
        change(session, brief.check_in_id, flags=json.dumps((*brief.flags, code)))


def with_ticket(session: Session, number: str, day: dt.date) -> tuple[Stored, ...]:
    """The check-ins whose ticket has this number on this day: one, unless a kiosk was replaced."""
    rows = session.execute(
        select(CHECK_INS).where(CHECK_INS.c.ticket == number, CHECK_INS.c.ticket_day == day)
    )
    return tuple(from_row(row) for row in rows)


def was_not_served(session: Session, registrant_id: str) -> bool:
    """Whether this person appeared and was not served, and no check-in of theirs was dealt with since.

    One that they replaced themselves was not dealt with.
    """
    last = session.execute(
        select(CHECK_INS.c.state)
        .where(
            CHECK_INS.c.registrant_id == registrant_id,
            CHECK_INS.c.state.not_in([State.REPLACED.value, *(state.value for state in OPEN)]),
        )
        .order_by(CHECK_INS.c.submitted_at.desc())
        .limit(1)
    ).scalar()
    return last == State.APPEARED_NOT_SERVED.value


def last_services(session: Session) -> list[dt.timedelta]:
    """How long the last 20 completions took, from the claim to the decision."""
    rows = session.execute(
        select(CHECK_INS.c.claimed_at, CHECK_INS.c.decided_at)
        .where(CHECK_INS.c.state == State.COMPLETED.value, CHECK_INS.c.claimed_at.is_not(None))
        .order_by(CHECK_INS.c.accepted_at.desc())
        .limit(20)
    )
    return [row.decided_at - row.claimed_at for row in rows]


def change(session: Session, check_in_id: str, **columns: object) -> None:
    """Set columns of one check-in, and let the live queue know."""
    session.execute(update(CHECK_INS).where(CHECK_INS.c.check_in_id == check_in_id).values(**columns))
    counters.next_of(session, counters.QUEUE)


def keep_draft(session: Session, check_in_id: str, officer_id: str, draft: Draft, now: dt.datetime) -> None:
    """Replace the draft on a check-in."""
    drop_draft(session, check_in_id)
    session.execute(
        insert(DRAFTS).values(check_in_id=check_in_id, officer_id=officer_id, body=pack(draft), kept_at=now)
    )


def draft(session: Session, stored: Stored) -> Draft | None:
    """The draft on a check-in, or None: with its acts only for the officer who did them since they took it,
    and with the record that the check-in is of."""
    question = select(DRAFTS).where(DRAFTS.c.check_in_id == stored.check_in.check_in_id)
    row = session.execute(question).first()
    if row is None:
        return None
    kept = unpack(Draft, row.body)
    theirs = row.officer_id == stored.claimed_by
    since = stored.claimed_at is not None and row.kept_at >= stored.claimed_at
    same_record = kept.registrant_id == stored.registrant_id
    return kept if theirs and since and same_record else kept.without_acts()


def drop_draft(session: Session, check_in_id: str) -> None:
    """Drop the draft on a check-in, if there is one."""
    session.execute(delete(DRAFTS).where(DRAFTS.c.check_in_id == check_in_id))


def from_row(row: Row[Any]) -> Stored:
    """The check-in of one row; of a damaged one what stands beside its body, and a flag that says so.

    So one row never takes everybody else's down with it, and an officer can still end it.
    """
    flags = tuple(json.loads(row.flags))
    try:
        check_in = _check_in(row.body)
    except StoreDamagedError:
        _log.critical("check_in_unreadable", check_in=row.check_in_id)
        check_in, unreadable = _without_body(row), True
    else:
        unreadable = False
    return Stored(
        replace(check_in, arrived_at=row.arrived_at, submitted_at=row.submitted_at),
        row.registrant_id,
        State(row.state),
        row.accepted_at,
        row.claimed_by,
        row.claimed_at,
        row.decided_by,
        row.decided_at,
        row.reason,
        row.called_to,
        row.called_at,
        bool(row.first_place),
        (*flags, "unreadable") if unreadable else flags,
        row.candidates,
        unreadable,
        tuple(map(Topic, json.loads(row.mend_topics))),
    )


def _without_body(row: Row[Any]) -> CheckIn:
    letter, _, counter = row.ticket.partition("-")
    return CheckIn(
        check_in_id=row.check_in_id,
        kiosk_id=row.kiosk_id,
        ticket=Ticket(letter, int(counter), row.ticket_day),
        language="en",
        disclosure=Disclosure.BLIND,
        identity=Claim(),
        lookup_id="",
        record_version=0,
        arrived_at=row.arrived_at,
        submitted_at=row.submitted_at,
        answers=(),
        changes=(),
        signature=Signature((), "", row.submitted_at),
    )


@lru_cache(maxsize=1_000)
def _check_in(body: str) -> CheckIn:
    # What was submitted never changes, and the live queue reads it again every few seconds.
    return unpack(CheckIn, body)
