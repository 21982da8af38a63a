"""The fee notice: what may be charged, never a condition of being served (589.400.6-.7)."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.words import Words, words

MOST_INITIAL_CENTS = 1_000
MOST_CHANGE_CENTS = 500


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """What the office charges for this visit, in cents, said in words; the kiosk takes no money."""

    cents: int
    notice: Words


@dataclass(frozen=True, slots=True)
class FeeFault:
    """A fee the law does not allow."""

    reason: Words


def fee_notice(
    initial: bool, changes: int, initial_cents: int, change_cents: int
) -> FeeNotice | FeeFault | None:
    """M-17: up to $10 for the initial registration, $5 for each change; None where nothing is charged.

    A verification without a change shows no notice.
    """
    if not 0 <= initial_cents <= MOST_INITIAL_CENTS:
        return FeeFault(words("law.fee.too_high", most=_dollars(MOST_INITIAL_CENTS)))
    if not 0 <= change_cents <= MOST_CHANGE_CENTS:
        return FeeFault(words("law.fee.too_high", most=_dollars(MOST_CHANGE_CENTS)))
    cents = (initial_cents if initial else 0) + change_cents * changes
    return FeeNotice(cents, words("law.fee.notice", dollars=_dollars(cents))) if cents else None


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
