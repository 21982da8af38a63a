"""The fee ledger (589.400.6-.7): what became due, was paid, waived or taken back; never a condition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.law.fees import Most
from kiosk.problems import Problem, problem


class FeeAct(StrEnum):
    """What one line of the ledger says."""

    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"
    TAKEN_BACK = "taken_back"
    """What was due is not, since the completion was undone or entered by mistake."""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line; lines are only ever added. ``cents`` is above zero."""

    fee_id: str
    registrant_id: str
    act: FeeAct
    cents: int
    at: dt.datetime
    officer_id: str
    officer_name: str
    reason: str = ""
    appearance_id: str = ""
    receipt_number: str = ""
    """Of a PAID line: one number after the other, none left out."""


def due_cents(initial: bool, changes: int, initial_cents: int, change_cents: int, allowed: Most) -> int:
    """What an appearance makes due; an office may charge less than the law allows, never more."""
    fee = min(initial_cents, allowed.initial_cents) if initial else 0
    return fee + min(change_cents, allowed.change_cents) * changes


def owed(lines: Iterable[FeeLine]) -> int:
    """Cents still owed: what became due less what was paid, waived or taken back; never below zero."""
    return max(0, sum(line.cents if line.act is FeeAct.DUE else -line.cents for line in lines))


def fee_flaw(act: FeeAct, cents: int, reason: str, still_owed: int) -> Problem | None:
    """Why a line cannot be entered, or None. To waive or take back needs a reason; nobody pays too much."""
    if cents <= 0:
        return problem("fee_without_amount")
    if act is not FeeAct.PAID and not reason.strip():
        return problem("reason_missing")
    if act is not FeeAct.DUE and cents > still_owed:
        return problem("fee_above_owed", owed=dollars(still_owed))
    return None


def dollars(cents: int) -> str:
    """Cents as ``12.50``."""
    return f"{cents // 100}.{cents % 100:02d}"
