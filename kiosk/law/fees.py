"""The fee notice: what may be charged, never a condition of being served (589.400.6-.7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.law.rulesets import Rulesets
from kiosk.words import Words, words


@dataclass(frozen=True, slots=True)
class Most:
    """What the law lets an office charge at most, in cents: once at first, and for each change."""

    initial_cents: int
    change_cents: int


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """What the office charges for this visit, in cents, said in words; the kiosk takes no money."""

    cents: int
    notice: Words


@dataclass(frozen=True, slots=True)
class FeeFault:
    """A fee the law does not allow."""

    reason: Words


def most(rulesets: Rulesets, day: dt.date) -> Most:
    """The amounts of M-17 on ``day``."""
    rule = rulesets.version("M-17", day)
    return Most(100 * rule.number("initial_dollars"), 100 * rule.number("change_dollars"))


def fee_notice(
    initial: bool, changes: int, initial_cents: int, change_cents: int, allowed: Most
) -> FeeNotice | FeeFault | None:
    """M-17: up to $10 for the initial registration, $5 for each change; None where nothing is charged.

    A verification without a change shows no notice.
    """
    for cents, at_most in ((initial_cents, allowed.initial_cents), (change_cents, allowed.change_cents)):
        if not 0 <= cents <= at_most:
            return FeeFault(words("law.fee.too_high", most=_dollars(at_most)))
    cents = (initial_cents if initial else 0) + change_cents * changes
    return FeeNotice(cents, words("law.fee.notice", dollars=_dollars(cents))) if cents else None


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
