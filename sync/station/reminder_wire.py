"""What desk and station say about reminders: what a person chose, and what was sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.reminders import Channel, ReminderPaper
from sync.drawn_ids import expect_drawn

REMINDERS_A_PAGE: Final = 100
MOST_LETTERS: Final = 500
"""Written at once."""


class ReminderState(StrEnum):
    """How one reminder stands."""

    WAITING = "waiting"
    """To be sent, or to be printed."""
    SENDING = "sending"
    """Handed to the mail server; nobody knows yet."""
    SENT = "sent"
    FAILED = "failed"
    """Refused for good; ``detail`` says by what."""
    UNSURE = "unsure"
    """The connection broke while it was handed over: it may have gone, so it is not sent again."""
    DROPPED = "dropped"
    """No longer needed: the person came, stopped it, or a later one is due."""


@dataclass(frozen=True, slots=True)
class ChooseReminders:
    """What the person wants, said to an officer. ``choice_id`` is drawn by the desk: twice is harmless."""

    choice_id: str
    letter: bool
    email: str
    """One of the e-mail addresses on file; empty: none."""
    language: str

    def __post_init__(self) -> None:
        expect_drawn(self.choice_id)


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """What a person chose last."""

    letter: bool
    email: str
    language: str
    at: dt.datetime
    officer: str


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One reminder of one person."""

    reminder_id: str
    registrant_id: str
    name: str
    channel: Channel
    last: dt.date
    """The last day of the window."""
    step: int
    """Days before it."""
    state: ReminderState
    at: dt.datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PersonsReminders:
    """What one person chose, which addresses may be chosen, and every reminder there was, newest first."""

    choice: ReminderChoice | None
    emails: tuple[str, ...]
    reminders: tuple[ReminderView, ...]
    mails: bool
    """Whether this office sends e-mail at all."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """One page of ``total`` reminders: what waits first, then the newest."""

    lines: tuple[ReminderView, ...]
    total: int
    letters: int
    """That wait to be printed."""
    mails: bool


@dataclass(frozen=True, slots=True)
class WriteReminders:
    """Write every letter that waits. ``batch_id`` is drawn by the desk: asked again by it, the same letters
    are given again."""

    batch_id: str

    def __post_init__(self) -> None:
        expect_drawn(self.batch_id)


@dataclass(frozen=True, slots=True)
class ReminderLetters:
    """The letters of one batch."""

    papers: tuple[ReminderPaper, ...]
    without_address: int
