"""Numbers for other services of the lobby: in the same queue as check-ins, called and ended at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure, State
from kiosk.problems import Problem, problem
from kiosk.services import NumberTaken
from sync.database import Session
from sync.kiosk_wire import Called, TicketPlace
from sync.station import audit
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.desk_wire import QueueEntry
from sync.station.store import numbers
from sync.station.store.numbers import Standing

STAYS_FOR: Final = dt.timedelta(hours=16)
"""A number that nobody ended is gone the next day: there is nothing in it that could be lost."""


def take(session: Session, number: NumberTaken, actor: Actor, now: dt.datetime) -> None:
    """Put a number in line, by the station's clock where the kiosk's is ahead."""
    numbers.add(session, number, min(number.taken_at, now), now)
    audit.note(session, AuditEvent.NUMBER_TAKEN, actor, now, number=number.number_id)


def call(session: Session, number_id: str, window: str, who: Live, now: dt.datetime) -> Problem | None:
    """Call the number to a window, on the lobby's screens."""
    standing = numbers.find(session, number_id, lock=True)
    if standing is None or standing.ended_at is not None:
        return problem("no_such_number")
    if not window.strip():
        return problem("window_missing")
    numbers.change(session, number_id, called_to=window.strip(), called_at=now)
    return None


def end(session: Session, number_id: str, who: Live, now: dt.datetime) -> Problem | None:
    """Whoever had the number was served, or is not there; twice is harmless."""
    standing = numbers.find(session, number_id, lock=True)
    if standing is None:
        return problem("no_such_number")
    if standing.ended_at is None:
        numbers.change(session, number_id, ended_at=now, ended_by=who.officer.officer_id)
        audit.note(session, AuditEvent.NUMBER_ENDED, who.actor, now, number=number_id)
    return None


def among(entries: Sequence[QueueEntry], session: Session, now: dt.datetime) -> tuple[QueueEntry, ...]:
    """The queue with the numbers in it, each behind everybody who was there before and nobody else."""
    line = list(entries)
    for number in numbers.open_since(session, now - STAYS_FOR):
        before = [at for at, one in enumerate(line) if one.first_place or one.arrived_at <= number.taken_at]
        line.insert(before[-1] + 1 if before else 0, _entry(number))
    return tuple(line)


def calls(session: Session, now: dt.datetime, shown_for: dt.timedelta) -> list[Called]:
    """The numbers called not longer ago than that."""
    return [
        Called(one.ticket, one.called_to, one.called_at)
        for one in numbers.open_since(session, now - STAYS_FOR)
        if one.called_at is not None and now - one.called_at < shown_for
    ]


def waiting_before(session: Session, at: dt.datetime, now: dt.datetime) -> int:
    """How many numbers that were taken before ``at`` still wait to be called."""
    standing = numbers.open_since(session, now - STAYS_FOR)
    return sum(not one.called_to and one.taken_at < at for one in standing)


def place(
    session: Session, kiosk_id: str, number_id: str, ahead: int, minutes_each: int
) -> TicketPlace | None:
    """Where a number of this kiosk stands, before whom ``ahead`` others are seen; None for any other."""
    mine = numbers.find(session, number_id)
    if mine is None or mine.kiosk_id != kiosk_id:
        return None
    if mine.called_to or mine.ended_at is not None:
        return TicketPlace(None, None, mine.called_to)
    return TicketPlace(ahead + 1, ahead * minutes_each, "")


def _entry(number: Standing) -> QueueEntry:
    return QueueEntry(
        check_in_id=number.number_id,
        ticket=number.ticket,
        language=number.language,
        kiosk_id=number.kiosk_id,
        disclosure=Disclosure.BLIND,
        offline=False,
        arrived_at=number.taken_at,
        submitted_at=number.taken_at,
        state=State.WAITING,
        name="",
        registrant_id="",
        candidates=0,
        kinds=(),
        flags=(),
        called_to=number.called_to,
        service=number.service,
    )
