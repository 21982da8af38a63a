"""The states of a visit: which screen a person stands before, and what they have told so far."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from kiosk.changes import ReportedChange
from kiosk.check_in import Answer, Disclosure, Identity, Ticket, TopicAnswer
from kiosk.topics import PAGES, OwnRecord, Page, Topic
from kiosk.visit.events import Timing
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.law.lanes import Coming  # the law is large, and a visit needs one word of it


class DeskReason(StrEnum):
    """Why a person is asked to see the desk; unknown, barred and wrong second factor are one reason."""

    NOT_OPENED = "not_opened"
    CARD_NOT_READ = "card_not_read"
    KIOSK_TROUBLE = "kiosk_trouble"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first screen; nobody is here."""


@dataclass(frozen=True, slots=True)
class ChoosingLanguage:
    """Language first."""


@dataclass(frozen=True, slots=True)
class Scanning:
    """The camera looks for a card; ``failed`` cards in a row gave no usable text."""

    failed: int = 0


@dataclass(frozen=True, slots=True)
class Claiming:
    """No card: the person types who they are."""


@dataclass(frozen=True, slots=True)
class LookingUp:
    """The station is asked; takes the same time for everybody."""


@dataclass(frozen=True, slots=True)
class AskingFactor:
    """The second factor is asked for; ``wrong`` tries so far, the same number allowed for everybody."""

    wrong: int = 0


@dataclass(frozen=True, slots=True)
class CheckingFactor:
    """The station checks the second factor."""

    wrong: int


@dataclass(frozen=True, slots=True)
class AskingPage:
    """One of the five pages. ``seen`` holds the topics whose whole content has been on the screen."""

    page: Page


@dataclass(frozen=True, slots=True)
class Summarising:
    """Every topic with its answer, old beside new."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Attestation and signature."""


@dataclass(frozen=True, slots=True)
class Submitting:
    """The check-in is being sealed and kept; a moment."""

    service: str = ""
    """Here and below: the other service for which this is a number, and no check-in."""


@dataclass(frozen=True, slots=True)
class Printing:
    """The ticket is being printed."""

    ticket: Ticket
    delivered: bool
    service: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The number, large, and what happens next."""

    ticket: Ticket
    delivered: bool
    printed: bool
    why: Words | None = None
    """Why nothing was printed, where the printer said."""
    service: str = ""


@dataclass(frozen=True, slots=True)
class AlreadyWaiting:
    """This person has a ticket today; it can be printed again."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class SeeDesk:
    """A person will help; a stated next step, never a wall."""

    why: DeskReason


Screen: TypeAlias = (
    Welcome
    | ChoosingLanguage
    | Scanning
    | Claiming
    | LookingUp
    | AskingFactor
    | CheckingFactor
    | AskingPage
    | Summarising
    | Signing
    | Submitting
    | Printing
    | Finished
    | AlreadyWaiting
    | SeeDesk
)


def name_of(screen: Screen) -> str:
    """A screen's own name, such as ``asking_factor`` or ``asking_living``; never what is on it."""
    if isinstance(screen, AskingPage):
        return f"asking_{screen.page.value}"
    return re.sub(r"\B(?=[A-Z])", "_", type(screen).__name__).lower()


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's time at the kiosk, in memory only."""

    screen: Screen = field(default_factory=Welcome)
    warned: bool = False
    """The idle warning stands over the screen."""
    language: str = "en"
    identity: Identity | None = None
    lookup_id: str = ""
    offline: bool = False
    disclosure: Disclosure = Disclosure.BLIND
    record: OwnRecord | None = None
    record_version: int = 0
    arrived_at: dt.datetime | None = None
    seen: frozenset[Topic] = frozenset()
    same: frozenset[Topic] = frozenset()
    changes: tuple[ReportedChange, ...] = ()
    timing: Timing | None = None
    appointment: dt.datetime | None = None
    coming: Coming | None = None
    mend: str = ""
    """The officer's words about what is to be mended; empty in a first visit."""
    to_mend: frozenset[Topic] = frozenset()
    """What the officer named and has not been looked at again."""

    def answer(self, topic: Topic) -> Answer | None:
        """What was said to ``topic`` so far, or None."""
        if any(change.topic is topic for change in self.changes):
            return Answer.CHANGED
        return Answer.SAME if topic in self.same else None

    def answers(self) -> tuple[TopicAnswer, ...]:
        """Every topic answered so far, in the order asked."""
        said = ((topic, self.answer(topic)) for topics in PAGES.values() for topic in topics)
        return tuple(TopicAnswer(topic, answer) for topic, answer in said if answer is not None)

    def changes_of(self, topic: Topic) -> tuple[ReportedChange, ...]:
        """The changes reported for ``topic``, in the order reported."""
        return tuple(change for change in self.changes if change.topic is topic)
