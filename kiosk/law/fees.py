"""The fees: what may be charged, never a condition of being served (589.400.6-.7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.law.rulesets import Rulesets


@dataclass(frozen=True, slots=True)
class Most:
    """What the law lets an office charge at most, in cents: once at first, and for each change."""

    initial_cents: int
    change_cents: int


def most(rulesets: Rulesets, day: dt.date) -> Most:
    """The amounts of M-17 on ``day``."""
    rule = rulesets.version("M-17", day)
    return Most(100 * rule.number("initial_dollars"), 100 * rule.number("change_dollars"))
