"""The emergency day sheet: what an office needs on paper when everything is down, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.papers import Letterhead, Printing


@dataclass(frozen=True, slots=True)
class SheetWaiting:
    """Somebody who was waiting when the sheet was written."""

    ticket: str
    name: str
    arrived_at: dt.datetime
    """In the office's own zone."""


@dataclass(frozen=True, slots=True)
class SheetDue:
    """Somebody who may come on the day: the window is open, or the last day has passed."""

    name: str
    birth_date: dt.date
    registry_id: str
    due: dt.date
    missed: bool


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One desk's sheet of one day, as it was written for the ``written``-th time.

    ``lines`` forms are left empty, each with a number of its own, to be filled in by hand and entered later.
    """

    office: Letterhead
    day: dt.date
    desk: str
    written: int
    waiting: tuple[SheetWaiting, ...]
    due: tuple[SheetDue, ...]
    lines: int
    printing: Printing

    @property
    def number(self) -> str:
        """Of this day at this desk; the same however often the sheet is written anew."""
        return f"{self.day:%y%m%d}-{self.desk}"

    def line_number(self, line: int) -> str:
        """What is written into the record as the day-sheet number of the completion on line ``line``."""
        return f"{self.number}-{line:02d}"
