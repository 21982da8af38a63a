"""What to do after each try to deliver an update: done, try again, or park it for a named human reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, assert_never


@dataclass(frozen=True, slots=True)
class Delivered:
    """The registry took the update; ``receipt`` is its own name for it."""

    receipt: str


@dataclass(frozen=True, slots=True)
class AlreadyDelivered:
    """The registry had it; telling it twice changed nothing."""

    receipt: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The registry refused it, with its reasons."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """The registry holds another version than the one this update is based on.

    A newer one must be looked at and is never overwritten; below an older one something is missing there,
    which the courier tells first.
    """

    registry_version: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer, or one that says to come back later; ``why`` is an event name without personal data."""

    why: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """An answer that is not in the registry's language."""

    why: str


@dataclass(frozen=True, slots=True)
class NotLetIn:
    """The registry lets this station in no more, whatever it tells; ``why`` is the registry's word for it."""

    why: str


@dataclass(frozen=True, slots=True)
class CouldNotTell:
    """The try ended in a bug or a damaged row of ours; ``why`` names its kind and nobody's data."""

    why: str


Outcome: TypeAlias = (
    Delivered | AlreadyDelivered | Rejected | Conflict | Unreachable | NotUnderstood | NotLetIn
)


class ParkedFor(StrEnum):
    """The human reason an update waits for."""

    REGISTRY_REJECTED = "registry_rejected"
    NEWER_AT_REGISTRY = "newer_at_registry"
    ANSWER_NOT_UNDERSTOOD = "answer_not_understood"
    STATION_NOT_LET_IN = "station_not_let_in"
    """This station's certificate was revoked at the registry, or is no station's there: for IT."""
    COULD_NOT_BE_TOLD = "could_not_be_told"
    """This program could not put it into words, or the answer on file: for IT."""
    BY_AN_OFFICER = "by_an_officer"
    """Kept back at the desk, for a reason in the officer's words."""


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more to do."""

    receipt: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Send it again at ``at``."""

    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Park:
    """A person must look at it; later updates of the same person wait behind it."""

    reason: ParkedFor
    details: tuple[str, ...] = ()


NextStep: TypeAlias = Done | TryAgain | Park

_FIRST_WAIT = dt.timedelta(seconds=5)
_LONGEST_WAIT = dt.timedelta(minutes=15)
_IN_A_ROW = 3
_UNCLEAR = {
    NotUnderstood: ParkedFor.ANSWER_NOT_UNDERSTOOD,
    NotLetIn: ParkedFor.STATION_NOT_LET_IN,
    CouldNotTell: ParkedFor.COULD_NOT_BE_TOLD,
}
"""What may be over a moment later, and is parked when it comes so many times in a row."""


def decide(outcome: Outcome | CouldNotTell, tries: int, now: dt.datetime, unclear: int = 1) -> NextStep:
    """What follows the ``tries``-th try (1 for the first).

    ``unclear``: how many tries in a row, this one with them, ended in what nobody understands, or before a
    closed door. A night without the registry does not count: the first page of garbage after it is no reason
    to call a person.

    An unreachable registry is tried again for as long as it takes, with doubling waits up to 15 minutes:
    parking would keep an update back after the registry has returned. ``clock`` warns people meanwhile.
    """
    match outcome:
        case Delivered(receipt=receipt) | AlreadyDelivered(receipt=receipt):
            return Done(receipt)
        case Rejected(reasons=reasons):
            return Park(ParkedFor.REGISTRY_REJECTED, reasons)
        case Conflict(registry_version=version):
            return Park(ParkedFor.NEWER_AT_REGISTRY, (str(version),))
        case NotUnderstood(why=why) | NotLetIn(why=why) | CouldNotTell(why=why):
            if unclear >= _IN_A_ROW:
                return Park(_UNCLEAR[type(outcome)], (why,))
            return TryAgain(now + wait_after(tries))
        case Unreachable():
            return TryAgain(now + wait_after(tries))
        case _:
            assert_never(outcome)


def wait_after(tries: int) -> dt.timedelta:
    """How long to wait after the ``tries``-th failed try: 5 s, 10 s, 20 s ... at most 15 minutes."""
    doublings: int = 2 ** min(tries - 1, 20)
    return min(_LONGEST_WAIT, _FIRST_WAIT * doublings)


class Clock(StrEnum):
    """How an undelivered update stands against its deadline."""

    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    """Less than a day left."""
    LATE = "late"


def clock(deadline: dt.datetime, now: dt.datetime) -> Clock:
    """How the three-calendar-day clock (M-19) stands at ``now``; both aware."""
    if now > deadline:
        return Clock.LATE
    return Clock.DUE_SOON if deadline - now < dt.timedelta(days=1) else Clock.ON_TIME
