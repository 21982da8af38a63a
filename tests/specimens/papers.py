"""Every paper the product prints, filled with invented people: for tests to measure and for eyes to judge."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.changes import ChangeKind
from kiosk.papers import (
    AskedTopic,
    CallAbout,
    CertificatePaper,
    ComeBetween,
    CompletionReceiptPaper,
    DatesLetterPaper,
    FeeReceiptPaper,
    Letterhead,
    OldNew,
    Paper,
    Passage,
    Printing,
    Reason,
    TicketPaper,
)
from kiosk.topics import PAGES
from kiosk.words import words

OFFICE_ZONE = ZoneInfo("America/Chicago")
LONG_NAME = "Maximiliano-Bartholomäus Featherstonehaugh-Wolfeschlegelsteinhausen de la Santísima Trinidad III"

_OFFICE = Letterhead(
    "Front Desk Services, Demo County", ("100 Specimen Street", "Kansas City, MO 64106"), "(816) 555-0100"
)
_TAKEN = dt.datetime(2027, 5, 3, 14, 5, tzinfo=OFFICE_ZONE)
_CODE = "A-014.20270503.7Q2MK4XR9TBW6HVD3NFJ8PCZ5YLS"
_BIRTH_MONTH = Reason(
    words("law.reason.verification.birth_month_twice", number=6),
    "589.414.6",
    words("law.sum.month", first=dt.date(2027, 11, 1), last=dt.date(2027, 11, 30)),
)
_SIX_MONTHS = Reason(
    words("law.reason.verification.months_after_last", number=6),
    "589.407",
    words(
        "law.sum.months",
        anchor=words("law.anchor.verification"),
        last=dt.date(2027, 5, 3),
        number=6,
        due=dt.date(2027, 11, 3),
    ),
)

SPECIMEN_SENTENCES = {
    "en": {
        "specimen.travel": "Travel abroad",
        "specimen.messages": "Messages",
        "specimen.message": "Bring the title of your car next time.",
    },
    "es": {
        "specimen.travel": "Viajes al extranjero",
        "specimen.messages": "Mensajes",
        "specimen.message": "Traiga el título de su carro la próxima vez.",
    },
}
"""The few sentences that only specimens say; everything else is in the catalogues."""


def specimen_papers(language: str) -> dict[str, Paper]:
    """Every paper by name, in the states that look different."""
    plain, receipt = ticket(language), completion_receipt(language)
    again = Printing(_TAKEN + dt.timedelta(days=40), "Dana Whitfield", duplicate=True)
    return {
        "ticket": plain,
        "ticket-nothing-changed": replace(plain, kinds=(), fee_notice=None),
        "ticket-offline": replace(plain, offline=True),
        "ticket-duplicate": replace(plain, printing=again),
        "ticket-everything": replace(
            plain, number="B-1204", kinds=tuple(words(f"paper.kind.{kind}") for kind in ChangeKind)
        ),
        "receipt": receipt,
        "receipt-nothing-changed": replace(receipt, changes=(), passages=()),
        "receipt-two-windows": replace(receipt, next=_two_windows()),
        "receipt-closed": replace(receipt, next=(CallAbout(dt.date(2027, 5, 31), (_BIRTH_MONTH,)),)),
        "receipt-no-day": replace(receipt, next=()),
        "receipt-duplicate": replace(receipt, printing=again),
        "receipt-long": long_receipt(language),
        "receipt-set-right": replace(receipt, number="000043", passages=(_set_right(), *receipt.passages)),
        "certificate": certificate(language),
        "fee-receipt": fee_receipt(language),
        "fee-receipt-duplicate": replace(fee_receipt(language), still_owed_cents=1_000, printing=again),
    }


def _set_right() -> Passage:
    return Passage(
        words("paper.receipt.takes_place", number="000042"),
        (words("paper.receipt.takes_place_why", day=_TAKEN.date(), officer="Dana Whitfield"),),
    )


def certificate(language: str) -> CertificatePaper:
    """Two appearances, for a court."""
    return CertificatePaper(
        number="C000007",
        office=_OFFICE,
        registrant="Alex Rowan Quill",
        born=dt.date(1980, 11, 5),
        appearances=(
            (_TAKEN, words("paper.certificate.full_verification"), "Dana Whitfield"),
            (_TAKEN - dt.timedelta(days=170), words("paper.certificate.change_only"), "K. Osei"),
        ),
        language=language,
        printing=Printing(_TAKEN, "Dana Whitfield"),
    )


def dates_letter(language: str) -> DatesLetterPaper:
    """Alex Quill's new days: one window, and a day on which the office is closed."""
    window, closed = dt.date(2027, 5, 3), dt.date(2027, 7, 4)
    return DatesLetterPaper(
        number="L-2026-000014",
        office=_OFFICE,
        written_on=_TAKEN.date(),
        to=("Alex Rowan Quill", "415 Birchwood Ter Apt 3B", "Kansas City, MO 64106"),
        next=(ComeBetween(window, dt.date(2027, 5, 28), ()), CallAbout(closed, ())),
        language=language,
        printing=Printing(_TAKEN, "Dana Whitfield"),
    )


def fee_receipt(language: str) -> FeeReceiptPaper:
    """Five dollars, and nothing more owed."""
    return FeeReceiptPaper(
        number="F000031",
        office=_OFFICE,
        registrant="Alex Rowan Quill",
        cents=500,
        still_owed_cents=0,
        paid_at=_TAKEN,
        officer="Dana Whitfield",
        language=language,
        printing=Printing(_TAKEN, "Dana Whitfield"),
    )


def ticket(language: str) -> TicketPaper:
    """An ordinary ticket with two kinds of change."""
    return TicketPaper(
        number="A-014",
        kiosk="A",
        office=_OFFICE,
        taken_at=_TAKEN,
        kinds=(words("paper.kind.residence"), words("paper.kind.phone")),
        fee_notice=words("paper.fee.change", dollars=5),
        code=_CODE,
        language=language,
        offline=False,
        printing=Printing(_TAKEN, words("paper.kiosk", kiosk="A")),
    )


def completion_receipt(language: str) -> CompletionReceiptPaper:
    """An ordinary receipt: an address and a phone changed, one window."""
    return CompletionReceiptPaper(
        number="D1-000412",
        office=_OFFICE,
        registrant="Jordan A. Specimen",
        officer="Dana Whitfield",
        appeared_at=_TAKEN + dt.timedelta(minutes=38),
        arrived_at=_TAKEN,
        ticket="A-014",
        counted_as=words("paper.receipt.full"),
        topics=tuple(_topics()),
        changes=(
            OldNew(
                words("paper.topic.residences"),
                ("412 E Example Ave, Apt 3B", "Kansas City, MO 64131"),
                ("9800 Placeholder Terrace", "Kansas City, MO 64134"),
                since=dt.date(2027, 5, 1),
            ),
            OldNew(words("paper.topic.phones"), (), ("(816) 555-0142",), corrected_by="Dana Whitfield"),
        ),
        next=(ComeBetween(dt.date(2027, 11, 1), dt.date(2027, 11, 3), (_BIRTH_MONTH, _SIX_MONTHS)),),
        bring=(
            words("paper.bring.id"),
            words("paper.bring.proof_of_address"),
            words("paper.bring.this_paper"),
        ),
        passages=(
            Passage(words("specimen.travel"), ("Toronto, Canada: 2 July 2027 to 9 July 2027",)),
            Passage(words("specimen.messages"), (words("specimen.message"),)),
        ),
        language=language,
        printing=Printing(_TAKEN + dt.timedelta(minutes=38), "Dana Whitfield"),
    )


def long_receipt(language: str) -> CompletionReceiptPaper:
    """Thirty changes, the longest names, text without a space: what must still not be clipped."""
    mail = "a.very.long.mailbox.name.that.goes.on.and.on.and.on@a-subdomain.of-a-long-domain.example.org"
    changes = [
        OldNew(words("paper.topic.emails"), (mail,), (mail.upper(), f"entry {n}"), dt.date(2027, 4, 1))
        for n in range(30)
    ]
    return replace(
        completion_receipt(language),
        registrant=LONG_NAME,
        officer=LONG_NAME,
        changes=tuple(changes),
        passages=(Passage(words("specimen.messages"), ("one hundred words " * 60,)),),
    )


def _two_windows() -> tuple[ComeBetween, ComeBetween]:
    return (
        ComeBetween(None, dt.date(2027, 9, 30), (_SIX_MONTHS,)),
        ComeBetween(dt.date(2027, 12, 1), dt.date(2027, 12, 30), (_BIRTH_MONTH,)),
    )


def _topics() -> list[AskedTopic]:
    changed = ("residences", "phones")
    return [
        AskedTopic(
            words(f"paper.topic.{topic}"),
            words("paper.answer.changed" if topic in changed else "paper.answer.same"),
        )
        for page in PAGES.values()
        for topic in page
    ]
