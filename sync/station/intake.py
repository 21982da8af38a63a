"""What kiosks send is taken in: once, whole, from the kiosk that signed it, or refused and kept aside."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.audit import AuditEvent
from kiosk.check_in import Arrival, CheckIn, Disclosure, State, times_in_order, wrongs
from kiosk.id_card import IdCard
from kiosk.limits import holds_too_much
from kiosk.problems import Problem, problem
from kiosk.services import NumberTaken, can_be_called
from sync.database import Session
from sync.envelope import (
    BadSignature,
    CannotOpen,
    Header,
    Malformed,
    NotOpened,
    Opened,
    UnknownKiosk,
    open_envelope,
)
from sync.kiosk_wire import CLOCK_MAY_BE_OFF, KINDS, Accepted, AlreadyAccepted
from sync.station import audit, candidates, numbers
from sync.station.audit import Actor
from sync.station.lookups import VISIT_LASTS, matched_by_card
from sync.station.store import check_ins, counters, envelopes, kiosks, lookups, spools
from sync.station.store.check_ins import Stored
from sync.station.store.envelopes import Item
from sync.wire import MAX_WIRE, from_wire, to_wire

LONGEST_BODY: Final = MAX_WIRE * 3 // 4
"""Bytes of an item as it is stored: its page at the desk holds the record and a draft beside it."""
_HIGHEST_SEQUENCE: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens envelopes: the station's own keys, and what each kiosk signs with."""

    station: Sequence[ec.EllipticCurvePrivateKey]
    kiosks: Mapping[str, Sequence[ec.EllipticCurvePublicKey]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An envelope is not taken, and why; ``conflict`` when it speaks against one that was taken before."""

    problem: Problem
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """An envelope that could be opened and read: what was in it, and what its header says."""

    opened: Opened
    content: CheckIn | Arrival | NumberTaken


Taken: TypeAlias = Accepted | AlreadyAccepted


def read_envelope(envelope: bytes, sent_by: str, keys: Keys) -> Parcel | Refusal:
    """Open what a kiosk sent. All the work that needs no store is done here, before any transaction.

    The device that sends it must be the one that signed it.
    """
    opened = open_envelope(envelope, keys.station, keys.kiosks)
    if not isinstance(opened, Opened):
        return Refusal(problem(_why_not_opened(opened)))
    if opened.header.kiosk != sent_by:
        return Refusal(problem("envelope_of_another_kiosk"))
    kind = KINDS.get(opened.header.kind)
    if kind is None:
        return Refusal(problem("envelope_of_unknown_kind"))
    content: object = from_wire(kind, opened.body)
    if not isinstance(content, CheckIn | Arrival | NumberTaken):
        return Refusal(problem("envelope_not_understood"))
    return _as_it_says(opened, content)


def accept(session: Session, parcel: Parcel, now: dt.datetime) -> Taken | Refusal:
    """Store what an envelope held. The same item again is AlreadyAccepted, whatever happened to it since."""
    header = parcel.opened.header
    actor = Actor(header.kiosk, header.kiosk)
    item = Item(
        header.item,
        header.kind,
        parcel.opened.digest,
        header.kiosk,
        header.spool,
        header.sequence,
        header.sealed_at,
    )
    known = envelopes.like(session, item)
    if known.same:
        _note_repeat(session, header, actor, now)
        return AlreadyAccepted()
    if known.id_used:
        return Refusal(problem("id_with_other_body"), conflict=True)
    if known.number_used:
        return Refusal(problem("sequence_used"), conflict=True)
    envelopes.keep(session, item, now)
    if not spools.hold(session, header.kiosk, header.spool, header.sequence):
        # A kiosk puts off what is refused, so this may be; whoever reads the log sees that it was.
        audit.note(session, AuditEvent.ITEM_OUT_OF_ORDER, actor, now, kind=header.kind, item=header.item)
    match parcel.content:
        case CheckIn() as check_in:
            _accept_check_in(session, check_in, actor, now)
        case Arrival() as arrival:
            _accept_arrival(session, arrival, actor, now)
        case NumberTaken() as number:
            numbers.take(session, number, actor, now)
        case _:
            assert_never(parcel.content)
    return Accepted()


def _note_repeat(session: Session, header: Header, actor: Actor, now: dt.datetime) -> None:
    """Count it, and write down the 1st, 2nd, 4th, 8th ...: who sends one for ever must not fill the log."""
    times = counters.next_of(session, f"repeats of {hashlib.sha256(header.item.encode()).hexdigest()[:24]}")
    if times & (times - 1) == 0:
        audit.note(
            session,
            AuditEvent.CHECK_IN_REPEATED,
            actor,
            now,
            kind=header.kind,
            item=header.item,
            times=times,
        )


def set_aside(session: Session, envelope: bytes, sent_by: str, refusal: Refusal, now: dt.datetime) -> None:
    """Keep a refused envelope for a person to look at; the same one again is noted, not kept twice."""
    fingerprint = hashlib.sha256(envelope).hexdigest()
    kept = envelopes.keep_aside(session, fingerprint, sent_by, refusal.problem.code, envelope, now)
    audit.note(
        session,
        AuditEvent.CHECK_IN_REFUSED,
        Actor(sent_by, sent_by),
        now,
        refusal.problem.code,
        envelope=fingerprint,
        kept="yes" if kept else "no",
    )


def _why_not_opened(found: NotOpened) -> str:
    match found:
        case Malformed():
            return "envelope_malformed"
        case UnknownKiosk():
            return "envelope_of_unknown_kiosk"
        case BadSignature():
            return "envelope_altered"
        case CannotOpen():
            return "envelope_cannot_be_opened"
        case _:
            assert_never(found)


def _as_it_says(opened: Opened, content: CheckIn | Arrival | NumberTaken) -> Parcel | Refusal:
    """The content must be of the kiosk and under the id that the signed header names, and whole."""
    if _id_of(content) != opened.header.item or content.kiosk_id != opened.header.kiosk:
        return Refusal(problem("envelope_not_understood"))
    if opened.header.sequence > _HIGHEST_SEQUENCE or not _can_be_kept(content):
        return Refusal(problem("envelope_not_understood"))
    if isinstance(content, CheckIn) and (found := wrongs(content)):
        return Refusal(found[0])
    if isinstance(content, Arrival) and holds_too_much(content):
        return Refusal(problem("check_in_too_long"))
    if isinstance(content, NumberTaken) and not can_be_called(content):
        return Refusal(problem("envelope_not_understood"))
    return Parcel(opened, content)


def _id_of(content: CheckIn | Arrival | NumberTaken) -> str:
    match content:
        case CheckIn():
            return content.check_in_id
        case Arrival():
            return content.arrival_id
        case NumberTaken():
            return content.number_id
        case _:
            assert_never(content)


def _can_be_kept(content: CheckIn | Arrival | NumberTaken) -> bool:
    """Whether it can be read again as it will be stored: written anew it may be longer than what came."""
    stored = to_wire(content)
    return len(stored) <= LONGEST_BODY and from_wire(type(content), stored) == content


def _accept_check_in(session: Session, told: CheckIn, actor: Actor, now: dt.datetime) -> None:
    registrant_id, flags = _whose(session, told)
    check_in, of_clock = _by_our_clock(told, kiosks.clock_off(session, told.kiosk_id), now)
    flags = (*flags, *of_clock)
    first = False
    if registrant_id:
        first = check_ins.was_not_served(session, registrant_id)
        flags = (*flags, *(("not_served_before",) if first else ()))
        flags = (*flags, *_replace_earlier(session, registrant_id, check_in, flags, actor, now))
    alike = 0 if registrant_id else len(candidates.for_identity(session, check_in.identity))
    stored = Stored(
        check_in, registrant_id, State.WAITING, now, first_place=first, flags=flags, candidates=alike
    )
    check_ins.add(session, stored, told)
    audit.note(
        session,
        AuditEvent.CHECK_IN_ACCEPTED,
        actor,
        now,
        check_in=check_in.check_in_id,
        registrant=registrant_id or "none",
    )


def _by_our_clock(told: CheckIn, off: dt.timedelta, now: dt.datetime) -> tuple[CheckIn, tuple[str, ...]]:
    """A check-in with its arrival and submission by the station's clock, never after ``now``; and what the
    officer should know of the kiosk's clock, which is never a reason to refuse anybody (8.3)."""
    flags: tuple[str, ...] = () if times_in_order(told) else ("times_out_of_order",)
    if told.submitted_at > now + CLOCK_MAY_BE_OFF or off > CLOCK_MAY_BE_OFF:
        flags = (*flags, "kiosk_clock_ahead")
    elif off < -CLOCK_MAY_BE_OFF:
        flags = (*flags, "kiosk_clock_behind")
    ahead = max(off, told.submitted_at - now)
    submitted = _earlier_by(ahead, told.submitted_at, now)
    arrived = min(_earlier_by(ahead, told.arrived_at, now), submitted)
    return replace(told, arrived_at=arrived, submitted_at=submitted), flags


def _earlier_by(ahead: dt.timedelta, moment: dt.datetime, now: dt.datetime) -> dt.datetime:
    """``moment`` without what the clock was ahead, at most ``now``; ``now`` where no calendar reaches."""
    try:
        return min(moment - ahead, now)
    except OverflowError:
        return now


def _accept_arrival(session: Session, arrival: Arrival, actor: Actor, now: dt.datetime) -> None:
    registrant_id = _opened_by(session, arrival.lookup_id, arrival.kiosk_id, arrival.arrived_at)
    envelopes.keep_arrival(session, arrival, registrant_id, now)
    audit.note(
        session,
        AuditEvent.ARRIVED,
        actor,
        now,
        arrival=arrival.arrival_id,
        registrant=registrant_id or "none",
    )


def _whose(session: Session, check_in: CheckIn) -> tuple[str, tuple[str, ...]]:
    """Whose check-in it is, empty when only an officer can say; and what the officer should know of that."""
    registrant_id = _opened_by(session, check_in.lookup_id, check_in.kiosk_id, check_in.submitted_at)
    if registrant_id:
        by_hand = not isinstance(check_in.identity, IdCard)
        # A right second factor on a typed name is a strong hint, but no match in the sense of D-07.
        return ("", ("typed_by_hand",)) if by_hand else (registrant_id, ())
    flags = ("offline",) if check_in.offline else ("lookup_not_opened",)
    if check_in.disclosure is Disclosure.OWN_RECORD or not isinstance(check_in.identity, IdCard):
        return "", flags
    found = matched_by_card(session, check_in.identity)
    return (found.registrant_id, (*flags, "no_second_factor")) if found else ("", flags)


def _opened_by(session: Session, lookup_id: str, kiosk_id: str, at: dt.datetime) -> str:
    """Whose record the kiosk had opened not long before ``at`` (by its own clock); else empty."""
    lookup = lookups.find(session, lookup_id) if lookup_id else None
    if lookup is None or lookup.opened_at is None or lookup.kiosk_id != kiosk_id:
        return ""
    # Not ``at`` less the difference: a clock that is far off may show a year from which none can be taken.
    late = at - lookup.opened_at > VISIT_LASTS + kiosks.clock_off(session, kiosk_id)
    return "" if late else lookup.registrant_id


def _replace_earlier(
    session: Session,
    registrant_id: str,
    check_in: CheckIn,
    flags: tuple[str, ...],
    actor: Actor,
    now: dt.datetime,
) -> tuple[str, ...]:
    """End earlier check-ins of the same person that nobody works on; what the officer should know.

    Only who gave the second factor ends anything: a card alone may be in the wrong hands.
    """
    found: list[str] = []
    for earlier in check_ins.open_of(session, registrant_id):
        if "no_second_factor" in flags:
            check_ins.flag(session, earlier, "another_check_in_open")
            found.append("another_check_in_open")
        elif earlier.submitted_at > check_in.submitted_at:
            found.append("newer_check_in_exists")
        elif earlier.state is State.CLAIMED:
            # An officer has it open: nothing is taken out of their hands.
            found.append("other_check_in_claimed")
        else:
            replaced, by = State.REPLACED.value, check_in.check_in_id
            check_ins.change(session, earlier.check_in_id, state=replaced, decided_at=now, reason=by)
            audit.note(session, AuditEvent.CHECK_IN_ENDED, actor, now, replaced, check_in=earlier.check_in_id)
    return tuple(dict.fromkeys(found))
