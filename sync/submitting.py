"""What a visit leaves is written down first, then sent, and only then is its ticket given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import assert_never

from kiosk.check_in import Arrival, CheckIn, Ticket, wrongs
from kiosk.services import NumberTaken
from kiosk.visit.effects import Draft
from sync import sender
from sync.sender import TakesEnvelopes
from sync.spool import Spool, Spooled
from sync.wire import to_wire


@dataclass(frozen=True, slots=True)
class Numbered:
    """Under what a check-in or a number is made: its id, its kiosk, and the letter and day of its ticket."""

    check_in_id: str
    kiosk_id: str
    letter: str
    """Empty while the station has never said it: then there is no ticket."""
    day: dt.date


@dataclass(frozen=True, slots=True)
class Submitted:
    """On the disk, so that its ticket may be shown; ``delivered`` when the station has it already."""

    check_in: CheckIn
    delivered: bool


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """Nothing that a ticket could be given for. ``why`` is a code for the log."""

    why: str


def submit(
    spool: Spool, link: TakesEnvelopes, draft: Draft, numbered: Numbered, now: dt.datetime
) -> Submitted | NotSubmitted:
    """Keep the check-in of ``draft`` and try once to send it; ``now`` is aware."""
    if not numbered.letter:
        return NotSubmitted("no_letter")
    counter = spool.next_ticket(numbered.day, numbered.letter)
    if not isinstance(counter, int):
        return NotSubmitted(counter.code)
    ticket = Ticket(numbered.letter, counter, numbered.day)
    check_in = draft.check_in(numbered.check_in_id, numbered.kiosk_id, ticket, now)
    if found := wrongs(check_in):
        # A ticket says "accepted": what the station would refuse gets none, and the person is told now.
        return NotSubmitted(found[0].code)
    kept = _keep_and_send(spool, link, check_in, now)
    if isinstance(kept, NotSubmitted):
        return kept
    return Submitted(check_in, delivered=spool.envelope(kept.sequence) is None)


def take_number(
    spool: Spool, link: TakesEnvelopes, service: str, language: str, numbered: Numbered, now: dt.datetime
) -> tuple[NumberTaken, bool] | NotSubmitted:
    """Give a number for another service, keep it and try once to send it; whether the station has it."""
    counter = spool.next_ticket(numbered.day, numbered.letter) if numbered.letter else None
    if not isinstance(counter, int):
        return NotSubmitted(counter.code if counter is not None else "no_letter")
    ticket = Ticket(numbered.letter, counter, numbered.day)
    taken = NumberTaken(numbered.check_in_id, numbered.kiosk_id, ticket, service, language, now)
    kept = _keep_and_send(spool, link, taken, now)
    if isinstance(kept, NotSubmitted):
        return kept
    return taken, spool.envelope(kept.sequence) is None


def keep_arrival(
    spool: Spool, link: TakesEnvelopes, arrival: Arrival, now: dt.datetime
) -> NotSubmitted | None:
    """Keep ``arrival`` and try once to send it; why it could not be kept, or None."""
    kept = _keep_and_send(spool, link, arrival, now)
    return kept if isinstance(kept, NotSubmitted) else None


def _keep_and_send(
    spool: Spool, link: TakesEnvelopes, value: CheckIn | Arrival | NumberTaken, now: dt.datetime
) -> Spooled | NotSubmitted:
    match value:
        case CheckIn():
            kind, item = "check_in", value.check_in_id
        case Arrival():
            kind, item = "arrival", value.arrival_id
        case NumberTaken():
            kind, item = "number", value.number_id
        case _:
            assert_never(value)
    kept = spool.put(kind, item, to_wire(value), now)
    if not isinstance(kept, Spooled):
        return NotSubmitted(getattr(kept, "code", "spool_full"))
    # This person's own first: what waits from others is sent between visits.
    sender.deliver_one(spool, link, kept.sequence)
    return kept
