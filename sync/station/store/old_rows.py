"""What has been kept long enough, and why some of it stays all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, literal, select, union_all

from kiosk.check_in import State
from kiosk.tips import TipState
from sync.database import Session
from sync.station.desk_wire import DeliveryState
from sync.station.retention_series import Covers, Series
from sync.station.retention_wire import Keeps
from sync.station.store.appointment_tables import APPOINTMENTS
from sync.station.store.case_tables import CASES
from sync.station.store.desk_tables import ATTACHMENTS
from sync.station.store.number_tables import NUMBERS
from sync.station.store.residency_tables import RESIDENCY_NOTICES
from sync.station.store.retention_tables import LEGAL_HOLDS
from sync.station.store.tables import (
    APPEARANCES,
    CHECK_INS,
    HELP_CALLS,
    OUTBOX,
    REGISTRANT_VERSIONS,
    REGISTRANTS,
    SCHEDULES,
)
from sync.station.store.tip_tables import TIPS

NOT_COMPLETED: Final = (State.REJECTED, State.LEFT, State.NO_SHOW, State.REPLACED)
"""How a visit ended that is of no use any more. Who appeared and was not served is not among them."""
_FINISHED: Final = (DeliveryState.DELIVERED.value, DeliveryState.WITHDRAWN.value)
_STILL_OPEN: Final = (State.WAITING, State.CLAIMED, State.SENT_BACK, State.APPEARED_NOT_SERVED)


@dataclass(frozen=True, slots=True)
class Old:
    """One thing that is older than its series asks for; ``person`` is empty where it is nobody's."""

    item_id: str
    person: str
    name: str
    last: dt.datetime


def old(session: Session, series: Series, before: dt.datetime, first: int, most: int) -> tuple[Old, ...]:
    """Of the things of a series whose last change was before ``before``, the oldest first: at most ``most``
    from the ``first`` on, which counts from 0."""
    found = _wanted(series, before).subquery()
    rows = session.execute(select(found).order_by(found.c.last, found.c.item_id).offset(first).limit(most))
    return tuple(Old(row.item_id, row.person, row.name, row.last) for row in rows)


def how_many(session: Session, series: Series, before: dt.datetime) -> int:
    """How many there are."""
    found = _wanted(series, before).subquery()
    return int(session.execute(select(func.count()).select_from(found)).scalar_one())


def _wanted(series: Series, before: dt.datetime) -> Select[Any]:
    match series.covers:
        case Covers.PERSON:
            last = func.max(REGISTRANT_VERSIONS.c.made_at, type_=REGISTRANT_VERSIONS.c.made_at.type)
            who = REGISTRANTS.c.registrant_id
            return (
                select(
                    who.label("item_id"),
                    who.label("person"),
                    REGISTRANTS.c.full_name.label("name"),
                    last.label("last"),
                )
                .join(REGISTRANT_VERSIONS, REGISTRANT_VERSIONS.c.registrant_id == who)
                .where(REGISTRANTS.c.standing.in_([one.value for one in series.standings]))
                .group_by(who, REGISTRANTS.c.full_name)
                .having(last < before)
            )
        case Covers.VISIT:
            completed = select(APPEARANCES.c.check_in_id)
            return select(
                CHECK_INS.c.check_in_id.label("item_id"),
                CHECK_INS.c.registrant_id.label("person"),
                CHECK_INS.c.ticket.label("name"),
                CHECK_INS.c.decided_at.label("last"),
            ).where(
                CHECK_INS.c.state.in_([one.value for one in NOT_COMPLETED]),
                CHECK_INS.c.decided_at < before,
                CHECK_INS.c.check_in_id.not_in(completed),
            )
        case Covers.SCAN:
            return select(
                ATTACHMENTS.c.attachment_id.label("item_id"),
                ATTACHMENTS.c.registrant_id.label("person"),
                ATTACHMENTS.c.title.label("name"),
                ATTACHMENTS.c.kept_at.label("last"),
            ).where(
                ATTACHMENTS.c.kind.in_([one.value for one in series.kinds]), ATTACHMENTS.c.kept_at < before
            )
        case Covers.LOBBY:
            return _lobby(before)


def _lobby(before: dt.datetime) -> Select[Any]:
    numbers = select(
        NUMBERS.c.number_id.label("item_id"), NUMBERS.c.ticket.label("name"), NUMBERS.c.taken_at.label("last")
    ).where(NUMBERS.c.ended_at < before)
    calls = select(HELP_CALLS.c.help_id, HELP_CALLS.c.screen, HELP_CALLS.c.called_at).where(
        HELP_CALLS.c.called_at < before
    )
    both = union_all(numbers, calls).subquery()
    return select(both.c.item_id, literal("").label("person"), both.c.name, both.c.last)


def kept(session: Session, covers: Covers, people: Collection[str], day: dt.date) -> dict[str, Keeps]:
    """Of these people, whose things must stay, and why: the first reason of those that hold."""
    found: dict[str, Keeps] = {}
    for why, whose in _reasons(day):
        if covers is Covers.PERSON or why in (Keeps.HOLD, Keeps.CASE, Keeps.NOTICE):
            among = whose.selected_columns[0].in_(people)
            for who in session.execute(whose.where(among).distinct()).scalars():
                found.setdefault(who, why)
    return found


def _reasons(day: dt.date) -> Iterator[tuple[Keeps, Select[Any]]]:
    """Every clock that may still run for a person, as a question for their ids."""
    yield Keeps.HOLD, select(LEGAL_HOLDS.c.registrant_id).where(LEGAL_HOLDS.c.lifted_at.is_(None))
    yield Keeps.SCHEDULE, select(SCHEDULES.c.registrant_id).where(SCHEDULES.c.due.is_not(None))
    yield Keeps.UPDATE, select(OUTBOX.c.registrant_id).where(OUTBOX.c.state.not_in(_FINISHED))
    yield Keeps.CASE, select(CASES.c.registrant_id).where(CASES.c.code == "")
    still = CHECK_INS.c.state.in_([one.value for one in _STILL_OPEN])
    yield Keeps.CHECK_IN, select(CHECK_INS.c.registrant_id).where(still)
    served = RESIDENCY_NOTICES.c.ended == ""
    yield Keeps.NOTICE, select(RESIDENCY_NOTICES.c.registrant_id).where(served)
    ahead = (APPOINTMENTS.c.day >= day, APPOINTMENTS.c.cancelled_at.is_(None))
    yield Keeps.TIP, select(TIPS.c.registrant_id).where(TIPS.c.state != TipState.CLOSED.value)
    yield Keeps.APPOINTMENT, select(APPOINTMENTS.c.registrant_id).where(*ahead)
