"""What a desk asks of the boards, and what they answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.law.worklist import Differs
from kiosk.registrant import Standing
from kiosk.words import Words

LINES_A_PAGE: Final = 100


class DueState(StrEnum):
    """Where an obligation stands on the day of the board; weeks begin on Monday."""

    OVERDUE = "overdue"
    DUE = "due"
    """Its last day is today or later in this week."""
    SOON = "soon"
    """Its last day is in the four weeks after this one."""
    LATER = "later"
    UNKNOWN = "unknown"
    """A fact is missing that the rule needs: no date can be computed."""


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """What to show; an empty part asks for everything. ``tier`` ``-`` means: no tier set."""

    state: DueState | None = None
    rule_id: str = ""
    what: str = ""
    tier: str = ""
    week: dt.date | None = None
    """The Monday of the week in which the last day lies."""
    printed_only: bool = True
    """Only what the registrant is told too, not the schedules shown at the desk alone."""
    page: int = 0
    """Which LINES_A_PAGE of them, from 0."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One obligation of one person."""

    registrant_id: str
    name: str
    tier: str
    standing: Standing
    address: str
    rule_id: str
    ruleset: str
    section: str
    what: str
    printed: bool
    missed: bool
    """A month that ended without a visit; the next one is a line of its own."""
    opens: dt.date | None
    due: dt.date | None
    state: DueState
    days_late: int
    """Calendar days since ``due``; 0 when not overdue."""


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many obligations of one schedule have their last day in one week."""

    rule_id: str
    ruleset: str
    what: str
    week: dt.date | None
    state: DueState
    obligations: int


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one day. ``lines`` are one page of ``total``, the earliest first.

    ``counts`` heed the tier and ``printed_only`` alone, so that the other filters can be chosen by them.
    """

    as_of: dt.date
    behind: int
    """People whose obligations have not been counted for this day yet."""
    people: int
    people_overdue: int
    counts: tuple[DueCount, ...]
    lines: tuple[DueLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LawCount:
    """For how many people two laws differ in this."""

    differs: Differs
    people: int


@dataclass(frozen=True, slots=True)
class LawLine:
    """In what the laws differ for one person, and both answers in words."""

    registrant_id: str
    name: str
    tier: str
    differs: Differs
    reason: Words


@dataclass(frozen=True, slots=True)
class LawWorklist:
    """Whose tier, exemption, period or date differs between ``old`` and ``new``: one page of ``total``."""

    old: str
    new: str
    as_of: dt.date
    behind: int
    """People who have not been looked at for this day yet."""
    counts: tuple[LawCount, ...]
    lines: tuple[LawLine, ...]
    total: int
