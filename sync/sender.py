"""Sends what waits in the spool, oldest first, and lets go of an item only when the station holds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias, assert_never

from sync.kiosk_wire import Accepted, AlreadyAccepted
from sync.link import Refused, Trouble, Unreachable
from sync.spool import Spool, SpoolTrouble

_FIRST_WAIT: Final = dt.timedelta(seconds=1)
_LONGEST_WAIT: Final = dt.timedelta(seconds=30)
_ABOUT_THE_DEVICE: Final = frozenset({401, 403})
"""Statuses that refuse the kiosk, not the item: it may be let in again, with the item as good as before."""


class TakesEnvelopes(Protocol):
    """What sending needs of a link."""

    def submit(self, envelope: bytes) -> Accepted | AlreadyAccepted | Trouble:
        """Hand over one envelope."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The station holds the item; the spool has let it go (or will, when its disk allows)."""


@dataclass(frozen=True, slots=True)
class Parked:
    """The station would not take it; it stays in the spool for a person. ``reason`` is a problem code."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """It still waits; ``why`` is a code for the log."""

    why: str


Sending: TypeAlias = Sent | Parked | NotYet


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round through the spool."""

    sent: int
    parked: int
    left: int
    """How many still wait to be sent."""
    why: str
    """Why the round stopped before the end; empty when it did not."""


def deliver_one(spool: Spool, link: TakesEnvelopes, sequence: int) -> Sending:
    """Send one item. Twice is harmless, from two threads too: the station knows what it has."""
    envelope = spool.envelope(sequence)
    if envelope is None:
        return Sent()
    if isinstance(envelope, SpoolTrouble):
        return NotYet(f"spool_{envelope.code}")
    answer = link.submit(envelope)
    match answer:
        case Accepted() | AlreadyAccepted():
            # If the disk does not let go of it, it is sent again and found to be there already.
            spool.forget(sequence)
            return Sent()
        case Refused(problem=problem, status=status):
            if status in _ABOUT_THE_DEVICE:
                return NotYet(problem.code)
            spool.park(sequence, problem.code)
            return Parked(problem.code)
        case Unreachable(why=why):
            return NotYet(why)
        case _:
            assert_never(answer)


def deliver_waiting(spool: Spool, link: TakesEnvelopes) -> Round:
    """Send what waits, oldest first, until all is sent or the station does not answer."""
    waiting = spool.waiting()
    if isinstance(waiting, SpoolTrouble):
        return Round(0, 0, 0, f"spool_{waiting.code}")
    sent = parked = 0
    for item in waiting:
        match deliver_one(spool, link, item.sequence):
            case Sent():
                sent += 1
            case Parked():
                parked += 1
            case NotYet(why=why):
                return Round(sent, parked, len(waiting) - sent - parked, why)
    return Round(sent, parked, 0, "")


def wait_after(failed_rounds: int) -> dt.timedelta:
    """How long to wait before the next round: 1 s, 2 s, 4 s ... at most 30 s; 0 failures mean 1 s too."""
    doublings: int = 2 ** min(max(failed_rounds - 1, 0), 10)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doublings)
