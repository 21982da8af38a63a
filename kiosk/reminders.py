"""Reminders that somebody asked for: when one is due, and what it says to whoever may open it.

The words shame nobody: no registry, offense, tier or duty is named, in a letter or in an e-mail.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.papers import Letterhead, Printing
from kiosk.words import Words, words


class Channel(StrEnum):
    """How a reminder goes."""

    EMAIL = "email"
    LETTER = "letter"


STEPS: Final[Mapping[Channel, tuple[int, ...]]] = {Channel.EMAIL: (1, 7, 14), Channel.LETTER: (7, 14)}
"""Days before the last day on which each goes; a letter of the day before would come too late."""
TELLS: Final = re.compile(
    r"offen[dsc]|ofens|regist(?:r|er)|predator|depredador|delincuen|delito|sexcrim|agresor|convict|condena|felon"
    r"|(?<![a-z])(?:sex(?:o|es)?(?![a-z])|sexual|tier(?![a-z]))",
    re.IGNORECASE,
)
"""Words that no reminder may hold, nor the name it is sent under."""


@dataclass(frozen=True, slots=True)
class Window:
    """When to come: any open day up to ``last`` where there is no ``first``."""

    first: dt.date | None
    last: dt.date


@dataclass(frozen=True, slots=True)
class ReminderPaper:
    """One reminder, as a letter in an envelope with a window or as the text of an e-mail."""

    number: str
    """A letter's; empty in an e-mail."""
    office: Letterhead
    """Under the name that the office sends reminders by."""
    written_on: dt.date
    to: tuple[str, ...]
    """Name and address as lines; empty in an e-mail, which names nobody."""
    window: Window
    language: str
    printing: Printing


def step_due(channel: Channel, last: dt.date, today: dt.date) -> int | None:
    """The step that is due today: the nearest one that has come; None before the first and from the last day
    on. One that was missed is not made good by two at once."""
    left = (last - today).days
    if left < 1:
        return None
    return next((step for step in STEPS[channel] if left <= step), None)


def reminder_lines(paper: ReminderPaper) -> tuple[Words, ...]:
    """What a reminder says: first when to come, then what to bring, whom to call, and how to stop it."""
    window, phone = paper.window, paper.office.phone
    come = words("paper.reminder.until", last=window.last)
    if window.first is not None:
        come = words("paper.reminder.between", first=window.first, last=window.last)
    return (
        come,
        words("paper.reminder.bring"),
        words("paper.reminder.call", phone=phone) if phone else words("paper.reminder.ask"),
        words("paper.reminder.been"),
        words("paper.reminder.stop"),
    )


def tells_on(text: str) -> bool:
    """Whether ``text`` holds a word that would tell a stranger something."""
    return TELLS.search(text) is not None
