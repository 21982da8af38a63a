"""What a desk is told when it goes through the office's books: its log, its rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.law import Mode
from sync.station.board_wire import LawCount
from sync.station.desk_wire import AuditLine

LOG_LINES: Final = 100


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the lines asked for, the newest first, of ``total``."""

    lines: tuple[AuditLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as this office uses it."""

    ruleset: str
    rule_id: str
    section: str
    wording: str
    mode: Mode
    effective_from: dt.date
    effective_to: dt.date | None
    verified_by: str
    needs_reading: bool
    """It stays at the officer's desk until somebody has read the passed text and says so."""


@dataclass(frozen=True, slots=True)
class RulesPage:
    """Every rule, and for how many people the unread law would change something."""

    rules: tuple[RuleLine, ...]
    would_change: tuple[LawCount, ...]
