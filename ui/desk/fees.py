"""A person's fees: what became due, was paid or waived, and the next line for the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kiosk.ledger import FeeAct, FeeLine, dollars
from kiosk.words import words
from ui.desk.here import Here
from ui.desk.parts import Part, column, field, label, line, mark_wrong, rule
from ui.desk.verb import Verb


def fee_said(here: Here, fee: FeeLine) -> str:
    """One line of the ledger in words."""
    said = here.say(
        words(
            f"desk.fee.{fee.act.value}",
            dollars=dollars(fee.cents),
            at=here.moment(fee.at),
            officer=fee.officer_name,
        )
    )
    return " ".join(part for part in (said, fee.receipt_number, fee.reason) if part)


class FeesDialog(QDialog):
    """Never a condition: it says so. Paying needs an amount, waiving a reason too."""

    entered = Signal(object, int, str)
    """A ``FeeAct``, cents and the reason."""

    def __init__(self, here: Here, lines: Sequence[FeeLine], owed_cents: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fees")
        look, say = here.look, here.say
        self.setWindowTitle(say("desk.fee.title"))
        self._amount = field("fees.amount", say("desk.fee.amount"), say("desk.fee.amount"))
        self._amount.setText(dollars(owed_cents) if owed_cents else "")
        self._reason = field("fees.reason", say("desk.fee.reason"), say("desk.fee.reason"))
        verbs = [
            Verb(look, say(text), f"fees.{act.value}", partial(self._enter, act), key=key)
            for act, text, key in (
                (FeeAct.PAID, "desk.fee.take", "F9"),
                (FeeAct.WAIVED, "desk.fee.waive", "F7"),
                (FeeAct.DUE, "desk.fee.add", "F6"),
            )
        ]
        cancel = Verb(look, say("desk.correct.cancel"), "fees.cancel", self.reject, key="Esc")
        self.setMinimumWidth(look.shape.form + look.shape.aside)
        rows: list[Part] = [
            label(say("desk.fee.owed", dollars=dollars(owed_cents)), "heading", name="fees.owed"),
            label(say("desk.fee.never_a_condition"), "caption"),
            *(label(fee_said(here, fee)) for fee in lines),
            None,
            rule(),
            line(look, self._amount, self._reason),
            line(look, *verbs, None, cancel),
        ]
        self.setLayout(column(look, *rows, margin=look.shape.margin, gap=look.shape.tight * 2))

    def _enter(self, act: FeeAct) -> None:
        cents, reason = cents_typed(self._amount.text()), self._reason.text().strip()
        lacks = act is not FeeAct.PAID and not reason
        mark_wrong(self._amount, wrong=cents is None)
        mark_wrong(self._reason, wrong=lacks)
        if cents is None:
            self._amount.setFocus()
        elif lacks:
            self._reason.setFocus()
        else:
            self.accept()
            self.entered.emit(act, cents, reason)


def cents_typed(text: str) -> int | None:
    """Cents in ``5``, ``5.00`` or ``$5.00``; None when it is no amount above zero and below 1,000 dollars."""
    try:
        amount = Decimal(text.strip().removeprefix("$").replace(",", "."))
    except InvalidOperation:
        return None
    cents = amount * 100
    return int(cents) if amount.is_finite() and cents == int(cents) and 0 < cents < 100_000 else None
