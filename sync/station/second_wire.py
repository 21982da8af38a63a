"""What a desk asks about the second-person check of a sample, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SecondCheck:
    """One completion of the sample. ``right`` None: nobody has checked it yet."""

    appearance_id: str
    registrant_id: str
    name: str
    completed_at: dt.datetime
    officer: str
    """Who completed it; somebody else checks it."""
    week: dt.date
    """The Monday of the week it was drawn from."""
    right: bool | None
    note: str
    checked_by: str


@dataclass(frozen=True, slots=True)
class SecondChecks:
    """The sample of the last weeks, what is to be checked first; ``wrong`` of ``checked`` were wrong."""

    lines: tuple[SecondCheck, ...]
    checked: int
    wrong: int


@dataclass(frozen=True, slots=True)
class CheckSecond:
    """What the second person found; ``note`` says what is wrong."""

    right: bool
    note: str = ""
