"""Where a desk stands: its look, its office, its window, and how times are said there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QSize

from kiosk.words import Arg, Words
from ui.style.look import Look
from ui.style.tokens import desk_scale, theme

_ABBREVIATED = 3
"""Letters of a month's name that are enough."""


def fitted(look: Look, size: QSize) -> Look:
    """``look`` with letters and lengths for a window of ``size``."""
    old = look.theme
    made = theme(old.surface, old.contrast, old.text_size, desk_scale(size.width(), size.height()))
    return replace(look, theme=made)


@dataclass(frozen=True)
class Here:
    """Handed to every page of the desk."""

    look: Look
    office: str = ""
    zone: dt.tzinfo = field(default_factory=lambda: dt.UTC)
    """The office's own; every time a person reads is local there."""
    window: str = ""
    """What this desk's window is called in the lobby; empty where nobody is called to it."""

    def say(self, what: Words | str, **args: Arg) -> str:
        """The sentence for ``what``."""
        return self.look.say(what, **args)

    def date(self, day: dt.date) -> str:
        """A day with its weekday."""
        return self.look.language.say_date(day)

    def short(self, day: dt.date) -> str:
        """A day in a table: ``5 Nov 1980``."""
        return f"{day.day} {self.look.language.months[day.month - 1][:_ABBREVIATED]} {day.year}"

    def brief(self, at: dt.datetime) -> str:
        """A moment in a table, of days near today: ``23 Nov, 9:00 am``."""
        day = self.day_of(at)
        month = self.look.language.months[day.month - 1][:_ABBREVIATED]
        return f"{day.day} {month}, {self.time(at)}"

    def day_of(self, at: dt.datetime) -> dt.date:
        """The office's date at that moment."""
        return at.astimezone(self.zone).date()

    def today(self) -> dt.date:
        """The office's date by this machine's clock, to begin from; the station's counts."""
        return self.day_of(dt.datetime.now(dt.UTC))

    def time(self, at: dt.datetime) -> str:
        """The time of day at the office."""
        return self.look.language.say_time(at.astimezone(self.zone).time())

    def moment(self, at: dt.datetime) -> str:
        """Date and time at the office."""
        return f"{self.date(self.day_of(at))}, {self.time(at)}"
