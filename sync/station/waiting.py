"""What the desk sees of everybody who waits: the live queue, and what a kiosk may know of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil
from statistics import median
from typing import Final

from kiosk.changes import kind_of
from kiosk.check_in import CheckIn, Disclosure, State
from kiosk.id_card import IdCard
from kiosk.law.lanes import Coming, Lane, lane_for
from kiosk.words import Words, words
from sync.database import Session
from sync.kiosk_wire import Board, Called, TicketPlace
from sync.station import appointments, numbers
from sync.station.appointments import Kept
from sync.station.desk_wire import DeliveryHealth, QueueEntry, QueueView
from sync.station.office import Office
from sync.station.store import (
    accounts,
    appearances,
    check_ins,
    counters,
    envelopes,
    kiosks,
    lobby,
    outbox,
    roster,
)
from sync.station.store.check_ins import Stored
from sync.station.store.roster_rows import Listed

CALLS_SHOWN_FOR: Final = dt.timedelta(hours=1)
MINUTES_EACH: Final = 10
"""Minutes an officer needs for one person, until the station has seen enough to know."""
ENOUGH_SEEN: Final = 5


def queue(
    session: Session,
    office: Office,
    now: dt.datetime,
    alarms: tuple[str, ...] = (),
    gone: Collection[str] = (),
) -> QueueView:
    """The live queue as it stands, with the station's ``alarms`` and what cannot be shown; ``gone`` are the
    names of devices that are let in no more."""
    waiting, parked, soon, late, last = outbox.numbers(session, now)
    standing = check_ins.open_ones(session)
    if any(one.unreadable for one in standing):
        alarms = (*alarms, "check_in_unreadable")
    set_aside = envelopes.how_many_refused(session)
    if set_aside:
        alarms = (*alarms, "envelopes_set_aside")
    return QueueView(
        version=counters.current(session, counters.QUEUE),
        now=now,
        entries=everybody(session, office, standing, now),
        help_calls=lobby.calls_since(session, now - CALLS_SHOWN_FOR),
        delivery=DeliveryHealth(waiting, parked, soon, late, last),
        kiosks=tuple(replace(one, gone=one.kiosk_id in gone) for one in kiosks.every(session)),
        set_aside=set_aside,
        alarms=alarms,
        appointments=appointments.not_come_yet(session, office, now),
    )


def everybody(
    session: Session, office: Office, standing: Sequence[Stored], now: dt.datetime
) -> tuple[QueueEntry, ...]:
    """These check-ins and the numbers for other services, in the order in which people are seen."""
    return numbers.among(line(session, office, standing, now), session, now)


def line(
    session: Session, office: Office, standing: Sequence[Stored], now: dt.datetime
) -> tuple[QueueEntry, ...]:
    """These check-ins as the queue shows them, in the order in which people are seen."""
    kept = _kept(session, office, standing, now)
    return _entries(session, in_line(standing, kept, now), kept, office.today(now))


def in_line(standing: Sequence[Stored], kept: Mapping[str, Kept], now: dt.datetime) -> tuple[Stored, ...]:
    """The order in which people are seen: who was not served the day before, then whose booked time has
    come, by that time, then everybody else as they came. Who missed their time, or comes before it, waits
    like everybody else, and so does whoever gave no second factor."""

    def turn(one: Stored) -> tuple[bool, bool, dt.datetime, str]:
        # Else the place alone would tell whoever holds a card that it is a registrant's (promise 6).
        sure = "no_second_factor" not in one.flags
        known = kept.get(one.registrant_id) if one.registrant_id and sure else None
        their_time = known is not None and known.coming is not Coming.LATE and known.starts <= now
        at = known.starts if known is not None and their_time else one.check_in.arrived_at
        return not (one.first_place and sure), not their_time, at, one.check_in.check_in_id

    return tuple(sorted(standing, key=turn))


def _kept(session: Session, office: Office, standing: Sequence[Stored], now: dt.datetime) -> dict[str, Kept]:
    came: dict[str, dt.datetime] = {}
    for one in standing:
        if one.registrant_id:
            arrived = one.check_in.arrived_at
            came[one.registrant_id] = min(arrived, came.get(one.registrant_id, arrived))
    return appointments.kept_today(session, office, came, now)


def _entries(
    session: Session, standing: Sequence[Stored], kept: Mapping[str, Kept], today: dt.date
) -> tuple[QueueEntry, ...]:
    """Each check-in's line in the queue."""
    ids = {one.registrant_id for one in standing if one.registrant_id}
    people, officers = roster.all_listed(session, ids), accounts.names(session)
    periodic = appearances.verification_open(session, ids, today)
    return tuple(
        _entry(
            one,
            people.get(one.registrant_id),
            officers.get(one.claimed_by, ""),
            _lane(one, periodic),
            kept.get(one.registrant_id),
        )
        for one in standing
    )


def _lane(stored: Stored, periodic: Collection[str]) -> Lane:
    # Nobody stands in the wrong line: whoever reports nothing came for the periodic visit.
    return lane_for(stored.registrant_id in periodic or not stored.check_in.changes)


def _entry(stored: Stored, person: Listed | None, holder: str, lane: Lane, kept: Kept | None) -> QueueEntry:
    check_in = stored.check_in
    return QueueEntry(
        check_in_id=check_in.check_in_id,
        ticket=check_in.ticket.number(),
        language=check_in.language,
        kiosk_id=check_in.kiosk_id,
        disclosure=check_in.disclosure,
        offline=check_in.offline,
        arrived_at=check_in.arrived_at,
        submitted_at=check_in.submitted_at,
        state=stored.state,
        name=person.name if person else name_given(check_in),
        registrant_id=stored.registrant_id,
        candidates=0 if person else stored.candidates,
        kinds=tuple(dict.fromkeys(kind_of(change) for change in check_in.changes)),
        flags=flags(stored),
        claimed_by=stored.claimed_by,
        claimed_by_name=holder,
        called_to=stored.called_to,
        first_place=stored.first_place,
        lane=kept.lane if kept else lane,
        appointment=kept.starts if kept else None,
        coming=kept.coming if kept else None,
    )


def flags(stored: Stored) -> tuple[Words, ...]:
    """What the officer should look at before anything else."""
    return tuple(words(f"flag.{code}") for code in stored.flags)


def name_given(check_in: CheckIn) -> str:
    """The name on the card, or as the person typed it; empty when there is none."""
    identity = check_in.identity
    if isinstance(identity, IdCard):
        parts = (identity.first, identity.middle, identity.last, identity.suffix)
        return " ".join(part for part in parts if part)
    return " ".join(part for part in (identity.first, identity.last) if part)


def board(session: Session, now: dt.datetime) -> Board:
    """What the lobby's screens show: numbers called in the last hour, newest first, and how many wait."""
    standing = check_ins.open_ones(session)
    calls = [
        Called(one.check_in.ticket.number(), one.called_to, one.called_at)
        for one in standing
        if one.called_to and one.called_at is not None and now - one.called_at < CALLS_SHOWN_FOR
    ]
    calls += numbers.calls(session, now, CALLS_SHOWN_FOR)
    calls.sort(key=lambda call: call.at, reverse=True)
    waiting = sum(one.state is State.WAITING for one in standing) + numbers.waiting_before(session, now, now)
    return Board(tuple(calls[:10]), waiting)


def ticket_place(
    session: Session, office: Office, kiosk_id: str, check_in_id: str, now: dt.datetime
) -> TicketPlace | None:
    """Where a ticket of this kiosk stands; None for any other."""
    stored = check_ins.find(session, check_in_id)
    if stored is None:
        ahead = _ahead(session, office, check_in_id, now)
        return numbers.place(session, kiosk_id, check_in_id, ahead, _minutes_each(session))
    if stored.check_in.kiosk_id != kiosk_id:
        return None
    if stored.state is not State.WAITING or stored.called_to:
        return TicketPlace(None, None, stored.called_to)
    # A card that nobody's second factor stood by tells nothing of its person, not even that there is one.
    known = bool(stored.registrant_id) and "no_second_factor" not in stored.flags
    own = _kept(session, office, (stored,), now).get(stored.registrant_id) if known else None
    shown = known and stored.check_in.disclosure is Disclosure.OWN_RECORD
    periodic = appearances.verification_open(session, {stored.registrant_id}, office.today(now))
    ahead = _ahead(session, office, check_in_id, now)
    return TicketPlace(
        ahead + 1,
        ahead * _minutes_each(session),
        "",
        own.lane if own else _lane(stored, periodic) if shown else None,
        own.starts if own else None,
    )


def _ahead(session: Session, office: Office, one_id: str, now: dt.datetime) -> int:
    """How many people wait to be seen before this check-in or number, in the queue's own order."""
    seen = everybody(session, office, check_ins.open_ones(session), now)
    ids = [one.check_in_id for one in seen]
    before = seen[: ids.index(one_id)] if one_id in ids else ()
    return sum(one.state is State.WAITING and not (one.service and one.called_to) for one in before)


def _minutes_each(session: Session) -> int:
    """The median of the last completions, from claim to done, rounded up."""
    seen = check_ins.last_services(session)
    if len(seen) < ENOUGH_SEEN:
        return MINUTES_EACH
    return max(1, ceil(median(one.total_seconds() for one in seen) / 60))
