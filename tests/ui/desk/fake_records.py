"""Records at a station in memory: what officers do to them is written down and answered well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol, TypeVar

from kiosk.ledger import FeeLine
from kiosk.papers import CertificatePaper, CompletionReceiptPaper, DatesLetterPaper, FeeReceiptPaper
from kiosk.registrant import TierStage
from sync.station.desk_wire import CheckInPage, DeliveryRow, Trouble
from sync.station.people_wire import (
    Amend,
    AmendedView,
    Attachment,
    AttachmentKind,
    DayOfFees,
    Efforts,
    Entered,
    EnterFee,
    FormToFill,
    HandEntry,
    TicketChecked,
    WalkIn,
)
from sync.station.record_client import Records
from tests.specimens import desk, desk_records, papers, records

T = TypeVar("T")


class Does(Protocol):
    """Whoever writes questions down and may answer one otherwise."""

    def ask(self, name: str, about: object, work: Callable[[], T]) -> T | Trouble:
        """The answer."""


class FakeRecords(Records):
    """Alex Quill's."""

    def __init__(self, does: Does) -> None:
        self._does = does
        self.form_pdf = b"no form"
        self.fees_of: Callable[[dt.date], DayOfFees] = _quiet

    def amend(self, asked: Amend) -> AmendedView | Trouble:
        """Entered."""
        number, person = asked.record.version + 1, asked.record.registrant_id
        paper = papers.completion_receipt("en") if asked.why.supersedes else None
        letter_due = asked.record.tier_stage is TierStage.CHANGED
        return self._does.ask(
            "amend", asked, lambda: AmendedView(person, number, paper, already=False, letter_due=letter_due)
        )

    def walk_in(self, said: WalkIn) -> CheckInPage | Trouble:
        """Begun."""
        return self._does.ask("walk_in", said, desk.page)

    def attach(
        self, registrant_id: str, kind: AttachmentKind, title: str, scan: bytes
    ) -> Attachment | Trouble:
        """Kept."""
        kept = Attachment("scan-9", kind, title, "image/jpeg", records.NOW, "T. Rivera")
        return self._does.ask("attach", (registrant_id, kind, title, scan), lambda: kept)

    def attachment(self, attachment_id: str) -> bytes | Trouble:
        """Bytes."""
        return self._does.ask("attachment", attachment_id, lambda: b"scan")

    def enter_fee(self, registrant_id: str, asked: EnterFee) -> FeeLine | Trouble:
        """A line."""

        def work() -> FeeLine:
            return FeeLine(
                asked.fee_id,
                registrant_id,
                asked.act,
                asked.cents,
                records.NOW,
                "off-1",
                "T. Rivera",
                asked.reason,
                receipt_number="F000009",
            )

        return self._does.ask("enter_fee", asked, work)

    def fees_on(self, day: dt.date) -> DayOfFees | Trouble:
        """A quiet day."""
        return self._does.ask("fees_on", day, lambda: self.fees_of(day))

    def fee_receipt(self, fee_id: str, language: str) -> FeeReceiptPaper | Trouble:
        """A receipt."""
        return self._does.ask("fee_receipt", fee_id, lambda: papers.fee_receipt(language))

    def receipt_again(self, appearance_id: str) -> CompletionReceiptPaper | Trouble:
        """A copy."""
        return self._does.ask("receipt_again", appearance_id, lambda: papers.completion_receipt("en"))

    def certificate(self, registrant_id: str, language: str) -> CertificatePaper | Trouble:
        """A certificate."""
        return self._does.ask("certificate", registrant_id, lambda: papers.certificate(language))

    def dates_letter(self, registrant_id: str, language: str) -> DatesLetterPaper | Trouble:
        """The letter."""
        return self._does.ask(
            "dates_letter", (registrant_id, language), lambda: papers.dates_letter(language)
        )

    def form(self, registrant_id: str, name: str) -> FormToFill | Trouble:
        """The form as arranged."""
        form = FormToFill("Invented notice", self.form_pdf, {"LastName": "Quill", "Tier": "II"})
        return self._does.ask("form", name, lambda: form)

    def check_ticket(self, number: str, day: dt.date, code: str) -> TicketChecked | Trouble:
        """Genuine when the code begins with A."""

        def work() -> TicketChecked:
            return desk_records.GENUINE if code.startswith("A") else TicketChecked(genuine=False)

        return self._does.ask("check_ticket", (number, day, code), work)

    def hand_entry(self, update_id: str) -> HandEntry | Trouble:
        """Alex Quill's move."""
        return self._does.ask("hand_entry", update_id, desk_records.hand_entry)

    def entered(self, update_id: str, said: Entered) -> DeliveryRow | Trouble:
        """Confirmed."""
        return self._does.ask("entered", (update_id, said), desk.delivery)

    def efforts(self) -> Efforts | Trouble:
        """Forty completions."""
        return self._does.ask("efforts", None, lambda: desk_records.EFFORTS)


def _quiet(day: dt.date) -> DayOfFees:
    return DayOfFees(day, (), 1_500, 1_000, 0)
