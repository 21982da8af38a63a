"""Rows of reminders and of what people chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, Select, case, func, insert, or_, select, update

from kiosk.reminders import Channel
from sync.database import Session
from sync.station.reminder_wire import ChooseReminders, ReminderChoice, ReminderState, ReminderView
from sync.station.store.outbox import LONGEST_AHEAD
from sync.station.store.reminder_tables import REMINDER_CHOICES, REMINDERS
from sync.station.store.tables import REGISTRANTS

_WAITS: Final = REMINDERS.c.state == ReminderState.WAITING.value


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who wants reminders, and how."""

    registrant_id: str
    choice: ReminderChoice


def choose(
    session: Session,
    registrant_id: str,
    said: ChooseReminders,
    officer_id: str,
    officer: str,
    now: dt.datetime,
) -> None:
    """Write down what a person chose."""
    session.execute(
        insert(REMINDER_CHOICES).values(
            choice_id=said.choice_id,
            registrant_id=registrant_id,
            letter=said.letter,
            email=said.email,
            language=said.language,
            at=now,
            officer_id=officer_id,
            officer_name=officer,
        )
    )


def whose_choice(session: Session, choice_id: str) -> str | None:
    """Whose choice has this id, or None."""
    of = select(REMINDER_CHOICES.c.registrant_id).where(REMINDER_CHOICES.c.choice_id == choice_id)
    return session.execute(of).scalar_one_or_none()


def choice(session: Session, registrant_id: str) -> ReminderChoice | None:
    """What a person chose last, or None."""
    row = session.execute(
        select(REMINDER_CHOICES)
        .where(REMINDER_CHOICES.c.registrant_id == registrant_id)
        .order_by(REMINDER_CHOICES.c.row_id.desc())
        .limit(1)
    ).first()
    return None if row is None else _choice(row)


def chosen(session: Session) -> tuple[Chosen, ...]:
    """Everybody who wants reminders now."""
    newest = select(func.max(REMINDER_CHOICES.c.row_id)).group_by(REMINDER_CHOICES.c.registrant_id)
    rows = session.execute(
        select(REMINDER_CHOICES)
        .where(REMINDER_CHOICES.c.row_id.in_(newest))
        .where(REMINDER_CHOICES.c.letter | (REMINDER_CHOICES.c.email != ""))
        .order_by(REMINDER_CHOICES.c.row_id)
    )
    return tuple(Chosen(row.registrant_id, _choice(row)) for row in rows)


def last_choice(session: Session) -> int:
    """Grows with every choice."""
    return int(session.execute(select(func.max(REMINDER_CHOICES.c.row_id))).scalar() or 0)


def _choice(row: Row[Any]) -> ReminderChoice:
    return ReminderChoice(row.letter, row.email, row.language, row.at, row.officer_name)


def add(
    session: Session,
    reminder_id: str,
    registrant_id: str,
    channel: Channel,
    last: dt.date,
    step: int,
    now: dt.datetime,
) -> None:
    """A reminder is due; nothing when this window has had it. Earlier ones that still wait are dropped."""
    this = (
        REMINDERS.c.registrant_id == registrant_id,
        REMINDERS.c.channel == channel.value,
        REMINDERS.c.last_day == last,
    )
    if session.execute(select(REMINDERS.c.row_id).where(*this, REMINDERS.c.step <= step)).first() is not None:
        return
    dropped = {"state": ReminderState.DROPPED.value, "at": now}
    session.execute(update(REMINDERS).where(*this, _WAITS).values(**dropped))
    session.execute(
        insert(REMINDERS).values(
            reminder_id=reminder_id,
            registrant_id=registrant_id,
            channel=channel.value,
            last_day=last,
            step=step,
            state=ReminderState.WAITING.value,
            at=now,
            next_try_at=now,
        )
    )


def waiting(session: Session, channel: Channel, now: dt.datetime, most: int) -> tuple[ReminderView, ...]:
    """At most ``most`` reminders that wait and may be tried (or were put off by a clock that ran ahead), in
    the order they became due."""
    tried = or_(REMINDERS.c.next_try_at <= now, REMINDERS.c.next_try_at > now + LONGEST_AHEAD)
    due = (_WAITS, REMINDERS.c.channel == channel.value, tried)
    return _views(session, _named().where(*due).order_by(REMINDERS.c.row_id).limit(most))


def of_batch(session: Session, batch_id: str) -> tuple[ReminderView, ...]:
    """What was written together, in the order it became due."""
    return _views(session, _named().where(REMINDERS.c.batch_id == batch_id).order_by(REMINDERS.c.row_id))


def batch_of(session: Session, reminder_id: str) -> str:
    """What a reminder's letter was written together by; empty for any other, and where there is none."""
    asked = select(REMINDERS.c.batch_id).where(REMINDERS.c.reminder_id == reminder_id)
    return session.execute(asked).scalar() or ""


def how_many_wait(session: Session, channel: Channel) -> int:
    """How many wait."""
    asked = select(func.count()).select_from(REMINDERS).where(_WAITS, REMINDERS.c.channel == channel.value)
    return int(session.execute(asked).scalar_one())


def change(
    session: Session,
    reminder_ids: Collection[str],
    state: ReminderState,
    now: dt.datetime,
    detail: str = "",
    again_at: dt.datetime | None = None,
    batch_id: str = "",
) -> None:
    """These reminders stand so now; ``again_at`` is when one that waits is tried again, ``batch_id`` what
    letters were written together by."""
    values = {"state": state.value, "at": now, "detail": detail[:200], "next_try_at": again_at or now}
    values["batch_id"] = batch_id
    session.execute(update(REMINDERS).where(REMINDERS.c.reminder_id.in_(reminder_ids)).values(**values))


def doubt_all(session: Session, now: dt.datetime, why: str) -> None:
    """Whatever waits may have gone."""
    values = {"state": ReminderState.UNSURE.value, "at": now, "detail": why}
    session.execute(update(REMINDERS).where(_WAITS).values(**values))


def left_sending(session: Session) -> tuple[str, ...]:
    """Those that were being handed over when the station stopped."""
    asked = select(REMINDERS.c.reminder_id).where(REMINDERS.c.state == ReminderState.SENDING.value)
    return tuple(session.execute(asked).scalars())


def of_person(session: Session, registrant_id: str) -> tuple[ReminderView, ...]:
    """Every reminder of one person, newest first."""
    asked = _named().where(REMINDERS.c.registrant_id == registrant_id)
    return _views(session, asked.order_by(REMINDERS.c.row_id.desc()))


def page(session: Session, skipped: int, most: int) -> tuple[tuple[ReminderView, ...], int]:
    """At most ``most``, what waits first and then the newest, and how many there are."""
    order = case((_WAITS, 0), else_=1), REMINDERS.c.at.desc(), REMINDERS.c.row_id.desc()
    total = session.execute(select(func.count()).select_from(REMINDERS)).scalar_one()
    return _views(session, _named().order_by(*order).offset(skipped).limit(most)), int(total)


def _named() -> Select[Any]:
    return select(REMINDERS, REGISTRANTS.c.full_name).join(
        REGISTRANTS, REGISTRANTS.c.registrant_id == REMINDERS.c.registrant_id
    )


def _views(session: Session, asked: Select[Any]) -> tuple[ReminderView, ...]:
    return tuple(
        ReminderView(
            row.reminder_id,
            row.registrant_id,
            row.full_name,
            Channel(row.channel),
            row.last_day,
            row.step,
            ReminderState(row.state),
            row.at,
            row.detail,
        )
        for row in session.execute(asked)
    )
