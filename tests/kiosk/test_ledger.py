"""Fees: what becomes due is what the law allows at most; nobody pays more than is owed."""

from __future__ import annotations

import pytest

from kiosk.law.fees import Most
from kiosk.ledger import FeeAct, FeeLine, due_cents, fee_flaw, owed
from tests.specimens.records import NOW

ALLOWED = Most(initial_cents=1_000, change_cents=500)


def line(act: FeeAct, cents: int) -> FeeLine:
    return FeeLine("f", "SYN-0001", act, cents, NOW, "off-1", "T. Rivera")


def test_what_becomes_due_never_passes_the_laws_amounts() -> None:
    assert (
        due_cents(initial=True, changes=2, initial_cents=9_999, change_cents=9_999, allowed=ALLOWED) == 2_000
    )
    assert due_cents(initial=False, changes=0, initial_cents=1_000, change_cents=500, allowed=ALLOWED) == 0


def test_owed_is_what_is_due_less_what_was_settled() -> None:
    lines = [line(FeeAct.DUE, 1_000), line(FeeAct.PAID, 300), line(FeeAct.WAIVED, 200)]
    assert owed(lines) == 500
    assert owed([*lines, line(FeeAct.TAKEN_BACK, 1_000)]) == 0


@pytest.mark.parametrize(
    ("act", "cents", "reason", "code"),
    [
        (FeeAct.PAID, 0, "", "fee_without_amount"),
        (FeeAct.WAIVED, 100, " ", "reason_missing"),
        (FeeAct.PAID, 501, "", "fee_above_owed"),
        (FeeAct.PAID, 500, "", ""),
        (FeeAct.DUE, 900, "entered by hand", ""),
    ],
)
def test_a_line_that_cannot_be_is_refused(act: FeeAct, cents: int, reason: str, code: str) -> None:
    flaw = fee_flaw(act, cents, reason, 500)
    assert (flaw.code if flaw else "") == code
