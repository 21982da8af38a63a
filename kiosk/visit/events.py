"""The events of a visit: what a person did, and what the devices and the station answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kiosk.changes import ReportedChange
from kiosk.check_in import Claim, Disclosure, Signer, Stroke, Ticket
from kiosk.id_card import IdCard, Unreadable
from kiosk.topics import OwnRecord, Page, Topic
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.law.lanes import Coming  # the law is large, and a visit needs one word of it


class Timing(StrEnum):
    """How today stands to the days on which this person is to come; never a reason to refuse."""

    EARLY = "early"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Mend:
    """An officer has sent this person back to mend what they said."""

    why: str
    """The officer's own words."""
    changes: tuple[ReportedChange, ...] | None
    """What was reported before; None when it cannot be shown, so that all is asked anew."""
    topics: tuple[Topic, ...] = ()
    """What is to be mended, where the officer named it."""


class HelpKind(StrEnum):
    """What a person asks the desk for."""

    HELP = "help"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody touched the first screen."""


@dataclass(frozen=True, slots=True)
class ServiceWanted:
    """Somebody touched the tile of another service on the first screen."""

    service: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """A language was chosen; possible at any moment, keeping every answer."""

    language: str


@dataclass(frozen=True, slots=True)
class CardRead:
    """Two frames agreed on a payload, and it was parsed."""

    card: IdCard | Unreadable


@dataclass(frozen=True, slots=True)
class NoCard:
    """The person has no card, or wants to type instead."""


@dataclass(frozen=True, slots=True)
class ClaimMade:
    """The person typed who they are."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The station took the question. The answer is the same for everybody."""

    lookup_id: str


@dataclass(frozen=True, slots=True)
class StationUnreachable:
    """No answer from the station, at ``at``."""

    at: dt.datetime


@dataclass(frozen=True, slots=True)
class FactorGiven:
    """The second factor was typed."""

    factor: str


@dataclass(frozen=True, slots=True)
class FactorAccepted:
    """The second factor was right, at ``at``. ``record`` is None in ``blind``."""

    at: dt.datetime
    disclosure: Disclosure
    record: OwnRecord | None
    record_version: int
    waiting: Ticket | None
    """The ticket this person already has today, if any."""
    timing: Timing | None = None
    """None on the right days, and where nothing on file may be shown."""
    mend: Mend | None = None
    appointment: dt.datetime | None = None
    """When this person's appointment of today begins, in the office's own time."""
    coming: Coming | None = None
    """How they come to it; never a reason to refuse (J-03)."""


@dataclass(frozen=True, slots=True)
class FactorRefused:
    """Not right, or nobody by that card: the same to see."""


@dataclass(frozen=True, slots=True)
class DeskAsked:
    """The station says the desk must help."""


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """All that is on file for ``topic``, and its question, has been on the screen."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class RestIsSame:
    """ "All correct": every topic of the page without a reported change is as shown."""

    page: Page


@dataclass(frozen=True, slots=True)
class ChangeReported:
    """Something is different. It replaces an earlier report on the same entry."""

    change: ReportedChange
    today: dt.date


@dataclass(frozen=True, slots=True)
class ChangeWithdrawn:
    """A reported change is taken back; the topic must be answered again."""

    change: ReportedChange


@dataclass(frozen=True, slots=True)
class SummaryConfirmed:
    """The summary was read to its end and is right."""


@dataclass(frozen=True, slots=True)
class TopicRevisited:
    """From the summary back to one topic's page, without loss."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class Signed:
    """Attested and signed; ``shown`` are the lines of the summary exactly as they stood on the screen."""

    strokes: tuple[Stroke, ...]
    shown: tuple[str, ...]
    at: dt.datetime
    signer: Signer = Signer.SELF
    signer_name: str = ""
    relation: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The check-in is sealed on the kiosk's disk; ``delivered`` when the station has it too."""

    ticket: Ticket
    delivered: bool


@dataclass(frozen=True, slots=True)
class NotKept:
    """The check-in could not be written: nothing was accepted."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer has answered; ``printed`` only when it confirmed, else ``why`` in words, where it said."""

    printed: bool
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class ReprintWanted:
    """The ticket once more."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """One step back, without loss."""


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """The help or the interpreter button."""

    kind: HelpKind


@dataclass(frozen=True, slots=True)
class IdleNoticed:
    """Nobody has touched anything for a while."""


@dataclass(frozen=True, slots=True)
class MoreTimeWanted:
    """ "I need more time", or any touch while the warning stands."""


@dataclass(frozen=True, slots=True)
class WalkedAway:
    """The warning ran out, the person ended the visit, or it was over."""


Event: TypeAlias = (
    Started
    | ServiceWanted
    | LanguageChosen
    | CardRead
    | NoCard
    | ClaimMade
    | LookedUp
    | StationUnreachable
    | FactorGiven
    | FactorAccepted
    | FactorRefused
    | DeskAsked
    | TopicSeen
    | RestIsSame
    | ChangeReported
    | ChangeWithdrawn
    | SummaryConfirmed
    | TopicRevisited
    | Signed
    | Kept
    | NotKept
    | Printed
    | ReprintWanted
    | WentBack
    | HelpWanted
    | IdleNoticed
    | MoreTimeWanted
    | WalkedAway
)
