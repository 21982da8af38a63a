"""The appointment book: times within the office's hours, so many people at once in each lane (J-03)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.law.lanes import Appointment, Coming, Lane, coming, starting_times
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.appointment_wire import AppointmentDay, Booked, BookedState, BookTime, FreeTime
from sync.station.office import Office
from sync.station.store import appointments as rows
from sync.station.store import roster

FARTHEST: Final = dt.timedelta(days=400)
"""How far ahead a time may be booked: a year's visit and a little."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A person's appointment of today, and how they stand to it."""

    lane: Lane
    starts: dt.datetime
    coming: Coming


@dataclass(frozen=True, slots=True)
class _Span:
    """From the beginning of an appointment to its end."""

    starts: dt.datetime
    ends: dt.datetime


def day(session: Session, office: Office, on: dt.date, now: dt.datetime) -> AppointmentDay:
    """One day of the book, with the times that can still be booked on it."""
    booked = rows.on_day(session, on, now)
    calendar = office.calendar
    hours = calendar.hours(on)
    return AppointmentDay(
        on,
        calendar.why_closed(on),
        calendar.next_open(on + dt.timedelta(days=1)),
        _instant(office, on, hours.opens) if hours else None,
        _instant(office, on, hours.closes) if hours else None,
        booked,
        _free(office, on, booked, now),
    )


def _instant(office: Office, on: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(on, at, office.zone).astimezone(dt.UTC)


def _free(office: Office, on: dt.date, booked: Collection[Booked], now: dt.datetime) -> tuple[FreeTime, ...]:
    book, found = office.book, []
    for at in starting_times(on, book.minutes, office.calendar):
        span = _Span(starts := _instant(office, on, at.time()), starts + dt.timedelta(minutes=book.minutes))
        if not now < starts <= now + FARTHEST:
            continue
        for lane, desks in book.at_once.items():
            taken = [_span_of(one) for one in booked if one.lane is lane]
            if (free := desks - _most_at_once(span, taken)) > 0:
                found.append(FreeTime(starts, lane, free))
    return tuple(sorted(found, key=lambda one: (one.starts, one.lane)))


def _span_of(booked: Booked) -> _Span:
    return _Span(booked.starts, booked.starts + dt.timedelta(minutes=booked.minutes))


def _most_at_once(within: _Span, taken: Collection[_Span]) -> int:
    """How many of ``taken`` go on together at the fullest moment of ``within``: appointments booked while
    they were longer or shorter need not begin where today's do."""
    beginnings = {max(within.starts, one.starts) for one in taken if one.ends > within.starts}
    return max(
        (
            sum(one.starts <= moment < one.ends for one in taken)
            for moment in beginnings
            if moment < within.ends
        ),
        default=0,
    )


def of_person(session: Session, office: Office, registrant_id: str, now: dt.datetime) -> tuple[Booked, ...]:
    """A person's appointments of today and later."""
    return rows.to_come(session, registrant_id, office.today(now), now)


def book(session: Session, office: Office, asked: BookTime, who: Live, now: dt.datetime) -> Booked | Problem:
    """Book a free time; a person has one appointment to come. The same ``appointment_id`` again changes
    nothing."""
    known = rows.find(session, asked.appointment_id, now)
    if known is not None:
        same = (known.registrant_id, known.lane) == (asked.registrant_id, asked.lane)
        return known if same else problem("appointment_id_used")
    if rows.is_cancelled(session, asked.appointment_id):
        return problem("no_such_appointment")
    if roster.listed(session, asked.registrant_id) is None:
        return problem("no_such_registrant")
    ahead = [one for one in of_person(session, office, asked.registrant_id, now) if one.starts > now]
    if ahead:
        return problem("appointment_already", day=office.today(ahead[0].starts))
    if (refused := _not_free(session, office, asked.starts, asked.lane, now)) is not None:
        return refused
    on = office.today(asked.starts)
    rows.add(session, asked, on, office.book.minutes, who.officer.officer_id, now)
    _note(session, AuditEvent.APPOINTMENT_BOOKED, who, now, asked.appointment_id, asked.registrant_id)
    return _found(session, asked.appointment_id, now)


def move(
    session: Session, office: Office, appointment_id: str, starts: dt.datetime, who: Live, now: dt.datetime
) -> Booked | Problem:
    """Let an appointment begin at another free time, and its old time be free again."""
    known = rows.find(session, appointment_id, now)
    if known is None:
        return problem("no_such_appointment")
    if known.starts == starts:
        return known
    others = [
        one
        for one in of_person(session, office, known.registrant_id, now)
        if one.appointment_id != appointment_id and one.starts > now
    ]
    if known.state is BookedState.SERVED or others:
        # What was served stands in its day's book; and a person has one appointment to come.
        return problem("appointment_already", day=office.today((others or [known])[0].starts))
    if (refused := _not_free(session, office, starts, known.lane, now, appointment_id)) is not None:
        return refused
    rows.move(session, appointment_id, starts, office.today(starts), office.book.minutes)
    before = office.local(known.starts).isoformat(timespec="minutes")
    _note(
        session,
        AuditEvent.APPOINTMENT_MOVED,
        who,
        now,
        appointment_id,
        known.registrant_id,
        before=before,
        after=office.local(starts).isoformat(timespec="minutes"),
    )
    return _found(session, appointment_id, now)


def cancel(session: Session, appointment_id: str, reason: str, who: Live, now: dt.datetime) -> Problem | None:
    """Cancel it, with a reason; the time is free again."""
    cancelled = rows.is_cancelled(session, appointment_id)
    if cancelled is None:
        return problem("no_such_appointment")
    if cancelled:
        return None
    if not reason.strip():
        return problem("reason_missing")
    known = rows.find(session, appointment_id, now)
    assert known is not None
    rows.cancel(session, appointment_id, reason.strip(), now)
    _note(session, AuditEvent.APPOINTMENT_CANCELLED, who, now, appointment_id, known.registrant_id)
    return None


def kept_today(
    session: Session, office: Office, came: Mapping[str, dt.datetime], now: dt.datetime
) -> dict[str, Kept]:
    """Who of these people, each with the moment they came, has an appointment today, and how they stand to
    it. Early or late, they are served all the same."""
    found = rows.of_people(session, tuple(came), office.today(now)) if came else {}
    return {
        person: Kept(
            lane,
            starts,
            # Whoever has a time keeps it, whichever lane it is in.
            coming(
                office.local(came[person]),
                Lane.PERIODIC,
                Appointment(office.local(starts), minutes),
                office.calendar,
            ),
        )
        for person, (starts, minutes, lane) in found.items()
    }


def not_come_yet(session: Session, office: Office, now: dt.datetime) -> tuple[Booked, ...]:
    """Today's appointments of people who have not checked in."""
    return tuple(
        one for one in rows.on_day(session, office.today(now), now) if one.state.value in ("booked", "missed")
    )


def _not_free(
    session: Session, office: Office, starts: dt.datetime, lane: Lane, now: dt.datetime, moving: str = ""
) -> Problem | None:
    on = office.today(starts)
    # One that moves is not in its own way.
    others = [one for one in rows.on_day(session, on, now) if one.appointment_id != moving]
    free = _free(office, on, others, now)
    if any(one.starts == starts and one.lane is lane for one in free):
        return None
    return problem("appointment_not_free")


def _found(session: Session, appointment_id: str, now: dt.datetime) -> Booked:
    found = rows.find(session, appointment_id, now)
    assert found is not None
    return found


def _note(
    session: Session,
    event: AuditEvent,
    who: Live,
    now: dt.datetime,
    appointment_id: str,
    registrant_id: str,
    **more: str,
) -> None:
    audit.note(session, event, who.actor, now, appointment=appointment_id, registrant=registrant_id, **more)
