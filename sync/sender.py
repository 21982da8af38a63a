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

_STUMBLED: Final = "status_5"
"""How a trouble begins that may be about this one item: the station answered, and could not take it."""
_STUMBLES: Final = 3
"""After so many in a row it is the station that is in trouble, not the items."""


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
    """Why not everything was sent; empty when it was, or parked."""


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


def deliver_waiting(spool: Spool, link: TakesEnvelopes, put_off: set[int] | None = None) -> Round:
    """Send what waits, oldest first, until all is sent or the station does not answer.

    An item that the station stumbles over is put off: with the same ``put_off`` the next round sends it last,
    so that it keeps nobody else's back. It goes from there when it is sent.
    """
    waiting = spool.waiting()
    if isinstance(waiting, SpoolTrouble):
        return Round(0, 0, 0, f"spool_{waiting.code}")
    later = set() if put_off is None else put_off
    later &= {item.sequence for item in waiting}
    sent = parked = stumbles = 0
    why = ""
    for item in sorted(waiting, key=lambda item: item.sequence in later):
        match deliver_one(spool, link, item.sequence):
            case Sent():
                sent, stumbles = sent + 1, 0
                later.discard(item.sequence)
            case Parked():
                parked, stumbles = parked + 1, 0
                later.discard(item.sequence)
            case NotYet(why=why):
                stumbles += 1
                if not why.startswith(_STUMBLED) or stumbles >= _STUMBLES:
                    break
                later.add(item.sequence)
    return Round(sent, parked, len(waiting) - sent - parked, why)


def wait_after(failed_rounds: int) -> dt.timedelta:
    """How long to wait before the next round: 1 s, 2 s, 4 s ... at most 30 s; 0 failures mean 1 s too."""
    doublings: int = 2 ** min(max(failed_rounds - 1, 0), 10)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doublings)
