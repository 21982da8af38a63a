"""The desk's side of the wire for people's records: entered, amended, charged, certified, typed elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.ledger import FeeLine
from kiosk.papers import CertificatePaper, CompletionReceiptPaper, DatesLetterPaper, FeeReceiptPaper
from sync.station.asker import Asker
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

_PEOPLE = "/v1/desk/registrants"


class Records:
    """Each question may be asked again with the same id after a lost answer: it is done once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def amend(self, asked: Amend) -> AmendedView | Trouble:
        """Write an officer's entry; a record of version 0 is a new registrant's."""
        path = f"{_PEOPLE}/{asked.record.registrant_id}"
        return self._asker.ask(AmendedView, "PUT", path, body=asked)

    def walk_in(self, said: WalkIn) -> CheckInPage | Trouble:
        """Begin a check-in at the desk; it is this officer's at once."""
        return self._asker.ask(CheckInPage, "POST", "/v1/desk/walk-ins", body=said)

    def attach(
        self, registrant_id: str, kind: AttachmentKind, title: str, scan: bytes
    ) -> Attachment | Trouble:
        """Keep a scan (JPEG or PDF, at most 8 MB) with a record; the same one twice is one."""
        path, query = f"{_PEOPLE}/{registrant_id}/attachments", {"kind": kind.value, "title": title}
        return self._asker.ask(Attachment, "POST", path, body=scan, query=query)

    def attachment(self, attachment_id: str) -> bytes | Trouble:
        """A scan as it was kept; opening it is written down."""
        return self._asker.ask(bytes, "GET", f"/v1/desk/attachments/{attachment_id}")

    def enter_fee(self, registrant_id: str, asked: EnterFee) -> FeeLine | Trouble:
        """Write a line of the ledger."""
        return self._asker.ask(FeeLine, "POST", f"{_PEOPLE}/{registrant_id}/fees", body=asked)

    def fees_on(self, day: dt.date) -> DayOfFees | Trouble:
        """One day's ledger with its totals."""
        return self._asker.ask(DayOfFees, "GET", "/v1/desk/fees", query={"day": day.isoformat()})

    def fee_receipt(self, fee_id: str, language: str) -> FeeReceiptPaper | Trouble:
        """The paper of a payment."""
        query = {"language": language}
        return self._asker.ask(FeeReceiptPaper, "GET", f"/v1/desk/fees/{fee_id}/receipt", query=query)

    def receipt_again(self, appearance_id: str) -> CompletionReceiptPaper | Trouble:
        """The receipt of an earlier appearance; the station marks it as a copy and writes it down."""
        path = f"/v1/desk/appearances/{appearance_id}/receipt"
        return self._asker.ask(CompletionReceiptPaper, "POST", path)

    def certificate(self, registrant_id: str, language: str) -> CertificatePaper | Trouble:
        """A certificate of the appearances held here."""
        path, query = f"{_PEOPLE}/{registrant_id}/certificate", {"language": language}
        return self._asker.ask(CertificatePaper, "POST", path, query=query)

    def dates_letter(self, registrant_id: str, language: str) -> DatesLetterPaper | Trouble:
        """A letter with the days as they are counted today."""
        path, query = f"{_PEOPLE}/{registrant_id}/dates-letter", {"language": language}
        return self._asker.ask(DatesLetterPaper, "POST", path, query=query)

    def form(self, registrant_id: str, name: str) -> FormToFill | Trouble:
        """A blank form of the state and this record's values for it."""
        form = self._asker.ask(FormToFill, "POST", f"{_PEOPLE}/{registrant_id}/forms/{name}")
        if not isinstance(form, FormToFill):
            return form
        blank = self._asker.ask(bytes, "GET", f"/v1/desk/forms/{name}/blank")
        return replace(form, pdf=blank) if isinstance(blank, bytes) else blank

    def check_ticket(self, number: str, day: dt.date, code: str) -> TicketChecked | Trouble:
        """Whether a slip is genuine."""
        query = {"day": day.isoformat(), "code": code}
        return self._asker.ask(TicketChecked, "GET", f"/v1/desk/tickets/{number}/check", query=query)

    def hand_entry(self, update_id: str) -> HandEntry | Trouble:
        """What to type into the state's system for an update."""
        return self._asker.ask(HandEntry, "GET", f"/v1/desk/deliveries/{update_id}/entry")

    def entered(self, update_id: str, said: Entered) -> DeliveryRow | Trouble:
        """Confirm that it stands in the state's system: its clock stops."""
        return self._asker.ask(DeliveryRow, "POST", f"/v1/desk/deliveries/{update_id}/entry", body=said)

    def efforts(self) -> Efforts | Trouble:
        """What completions cost an officer lately."""
        return self._asker.ask(Efforts, "GET", "/v1/desk/efforts")
