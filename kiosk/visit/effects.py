"""The effects of a visit: what the lobby's runner must do, and answer with an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.changes import ReportedChange
from kiosk.check_in import (
    CheckIn,
    Disclosure,
    Identity,
    Signature,
    Ticket,
    TopicAnswer,
)
from kiosk.visit.events import HelpKind


@dataclass(frozen=True, slots=True)
class StartCamera:
    """Look for cards; answered by ``CardRead``."""


@dataclass(frozen=True, slots=True)
class StopCamera:
    """Stop looking and drop every frame."""


@dataclass(frozen=True, slots=True)
class FindRegistrant:
    """Ask the station; answered by ``LookedUp`` or ``StationUnreachable``."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class CheckFactor:
    """Answered by ``FactorAccepted``, ``FactorRefused``, ``DeskAsked`` or ``StationUnreachable``."""

    lookup_id: str
    factor: str


@dataclass(frozen=True, slots=True)
class RecordArrival:
    """Sign and keep the time of arrival (D-03); nothing answers."""

    identity: Identity
    lookup_id: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A check-in but for what the kiosk gives it: its id, ticket number and time of submission."""

    language: str
    disclosure: Disclosure
    identity: Identity
    lookup_id: str
    record_version: int
    arrived_at: dt.datetime
    answers: tuple[TopicAnswer, ...]
    changes: tuple[ReportedChange, ...]
    signature: Signature
    offline: bool

    def check_in(self, check_in_id: str, kiosk_id: str, ticket: Ticket, submitted_at: dt.datetime) -> CheckIn:
        """The finished check-in."""
        return CheckIn(
            check_in_id=check_in_id,
            kiosk_id=kiosk_id,
            ticket=ticket,
            language=self.language,
            disclosure=self.disclosure,
            identity=self.identity,
            lookup_id=self.lookup_id,
            record_version=self.record_version,
            arrived_at=self.arrived_at,
            submitted_at=submitted_at,
            answers=self.answers,
            changes=self.changes,
            signature=self.signature,
            offline=self.offline,
        )


@dataclass(frozen=True, slots=True)
class Submit:
    """Seal, keep, then send; answered by ``Kept`` or ``NotKept``."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """Print the ticket; answered by ``Printed``."""

    ticket: Ticket
    changes: tuple[ReportedChange, ...]
    offline: bool
    again: bool = False
    service: str = ""
    """For which the number is, when it is no check-in's."""


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Give a number for another service, seal, keep and send it; answered by ``Kept`` or ``NotKept``."""

    service: str


@dataclass(frozen=True, slots=True)
class CallForHelp:
    """Tell the desk which screen a person stands before, never what is on it."""

    kind: HelpKind
    screen: str


@dataclass(frozen=True, slots=True)
class ForgetEverything:
    """Wipe every widget and buffer of this visit; the program then starts itself afresh."""


Effect: TypeAlias = (
    StartCamera
    | StopCamera
    | FindRegistrant
    | CheckFactor
    | RecordArrival
    | Submit
    | PrintTicket
    | TakeNumber
    | CallForHelp
    | ForgetEverything
)
