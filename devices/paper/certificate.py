"""Two short letters of the office: that a person appeared, and that a fee was paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from devices.paper.faces import unbroken
from devices.paper.pages import Sections, lay_out
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    LEAD,
    LEAD_BOLD,
    SMALL,
    TITLE,
    UNIT,
    Cell,
    band,
    columns,
    fitted,
    framed,
    gap,
    heading,
    paragraph,
    rule,
    together,
)
from devices.paper.sheet import Page, Row, Size
from kiosk.ledger import dollars
from kiosk.papers import CertificatePaper, FeeReceiptPaper
from kiosk.words import Say, Words, words

_AMOUNT_SIZES = (58.0, 46.0, 38.0, 30.0)
_NAME_SIZES = (30.0, 26.0, 22.0, 18.0, 15.0)


def certificate_pages(paper: CertificatePaper, say: Say, size: Size) -> tuple[Page, ...]:
    """The certificate's pages: who, then each appearance, then room for the office's seal and a hand."""
    room = size.room
    (name,) = fitted([paper.registrant], room - 6 * UNIT, _NAME_SIZES, lines=2)
    body = [
        *paragraph(say(words("paper.certificate.title")), TITLE, room),
        gap(2),
        *paragraph(say(words("paper.certificate.says")), LEAD, room),
        gap(2),
        framed([*name, *paragraph(say(words("paper.certificate.born", day=paper.born)), BODY, room)], room),
        gap(2),
        *heading(say(words("paper.certificate.appeared")), room),
        *(row for one in paper.appearances for row in _appearance(one, say, room)),
        gap(3),
        *paragraph(say(words("paper.certificate.meaning")), SMALL, room),
        *_signature(say, room),
    ]
    return _letter(paper, say, size, body)


def fee_receipt_pages(paper: FeeReceiptPaper, say: Say, size: Size) -> tuple[Page, ...]:
    """The fee receipt's pages: the amount huge, then who, when and to whom it was paid."""
    room = size.room
    amount = say(words("paper.fee_receipt.amount", dollars=dollars(paper.cents)))
    (huge,) = fitted([amount], room - 6 * UNIT, _AMOUNT_SIZES)
    owed = paper.still_owed_cents
    left = (
        words("paper.fee_receipt.owed", dollars=dollars(owed))
        if owed
        else words("paper.fee_receipt.nothing_owed")
    )
    facts = (
        ("name", paper.registrant),
        ("paid", say(words("paper.moment", at=paper.paid_at))),
        ("officer", paper.officer),
    )
    body = [
        *paragraph(say(words("paper.fee_receipt.title")), TITLE, room),
        gap(2),
        *(_duplicate(say, room) if paper.printing.duplicate else ()),
        framed(huge, room),
        gap(2),
        *(
            row
            for label, value in facts
            for row in columns(
                ([Cell(say(words(f"paper.fee_receipt.{label}")))], [Cell(value, BODY_BOLD)]),
                (room * 0.3, room * 0.6),
            )
        ),
        gap(2),
        *paragraph(say(left), LEAD, room),
        gap(1),
        *paragraph(say(words("paper.fee_receipt.never_a_condition")), SMALL, room),
    ]
    return _letter(paper, say, size, body)


def _letter(
    paper: CertificatePaper | FeeReceiptPaper, say: Say, size: Size, body: Sequence[Row]
) -> tuple[Page, ...]:
    room = size.room
    number = say(words("paper.number", number=paper.number))
    return lay_out(
        Sections(
            head=[
                *paragraph(paper.office.name, LEAD_BOLD, room),
                *(row for line in paper.office.address for row in paragraph(line, SMALL, room)),
                *paragraph(unbroken(paper.office.phone), SMALL, room),
                gap(1),
                *paragraph(number, BODY, room),
                gap(1),
                rule(room),
                gap(3),
            ],
            running_head=[*paragraph(f"{number} · {paper.registrant}", LEAD_BOLD, room), gap(2)],
            body=body,
            keepsake=(),
            foot=lambda n, pages: _foot(paper, say, room, n, pages),
            watermark=say(words("paper.duplicate")) if paper.printing.duplicate else "",
        ),
        size,
    )


def _duplicate(say: Say, room: float) -> list[Row]:
    return band(say(words("paper.duplicate")), say(words("paper.duplicate_note")), room)


def _appearance(one: tuple[dt.datetime, Words, str], say: Say, room: float) -> list[Row]:
    at, counted_as, officer = one
    when, what = say(words("paper.moment", at=at)), say(counted_as)
    before = say(words("paper.certificate.before", officer=officer))
    return together(
        [
            gap(1),
            *paragraph(when, LEAD_BOLD, room),
            *paragraph(what, BODY, room),
            *paragraph(before, BODY, room),
        ]
    )


def _signature(say: Say, room: float) -> list[Row]:
    return together(
        [gap(12), rule(room * 0.6), gap(1), *paragraph(say(words("paper.certificate.hand")), SMALL, room)]
    )


def _foot(
    paper: CertificatePaper | FeeReceiptPaper, say: Say, room: float, n: int, pages: int
) -> Sequence[Row]:
    by = paper.printing.by if isinstance(paper.printing.by, str) else say(paper.printing.by)
    printed = say(words("paper.printed", at=paper.printing.at, by=by))
    page = say(words("paper.page", page=n, pages=pages))
    return [rule(room), gap(1), *paragraph(printed, SMALL, room), *paragraph(page, SMALL, room)]
