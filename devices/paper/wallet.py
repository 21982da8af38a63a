"""The part of a completion receipt to cut out and carry: two cards beside each other, folded back to back."""

from __future__ import annotations

from devices.paper.faces import clean, unbroken
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    HAIRLINE,
    LEAD_BOLD,
    SMALL,
    SMALL_BOLD,
    UNIT,
    cut,
    fitted,
    gap,
    paragraph,
)
from devices.paper.sheet import MM, Box, Row, Size, moved_all, stack
from kiosk.papers import CompletionReceiptPaper, days_said, then_said
from kiosk.words import Say, words

CARD_WIDTH = 85.6 * MM
CARD_HEIGHT = 54 * MM
_DATE_SIZES = (24.0, 21.0, 18.0, 16.0, 14.0, 12.0, 10.5)
_PAD = 3 * UNIT


def wallet(paper: CompletionReceiptPaper, say: Say, size: Size) -> list[Row]:
    """The keepsake: as wide as two bank cards on a sheet, one under the other on a roll; never cut short."""
    card = min(CARD_WIDTH, size.room)
    front = stack(_front(paper, say, card - 2 * _PAD))
    back = stack(_back(paper, say, card - 2 * _PAD))
    note = paragraph(say(words("paper.receipt.cut")), SMALL, size.room)
    if size.continuous:
        inside = [gap(2), front, gap(2), back, gap(2)]
        return [gap(2), *note, cut(size.room), *inside, gap(1)]
    height = max(CARD_HEIGHT, front.height + 2 * _PAD, back.height + 2 * _PAD)
    left = (size.room - 2 * card) / 2
    frame = Box(left, 0, 2 * card, height, stroke=HAIRLINE, dashed=True)
    fold = Box(left + card, 0, 0, height, stroke=HAIRLINE, dashed=True)
    marks = (
        frame,
        fold,
        *moved_all(front.marks, left + _PAD, _PAD),
        *moved_all(back.marks, left + card + _PAD, _PAD),
    )
    return [gap(2), *note, Row(height, marks), gap(2)]


def _front(paper: CompletionReceiptPaper, say: Say, room: float) -> list[Row]:
    if not paper.next:
        return paragraph(say(words("paper.receipt.no_day")), LEAD_BOLD, room)
    rows: list[Row] = []
    sizes, lead = (_DATE_SIZES, BODY) if len(paper.next) == 1 else (_DATE_SIZES[4:], SMALL)
    for window in paper.next:
        days = days_said(window)
        dates = fitted([say(words("paper.day", day=day)) for _, day in days], room, sizes)
        for (before, _), date in zip(days, dates, strict=True):
            rows += [*paragraph(say(before), lead, room), *date]
        then = then_said(window, unbroken(paper.office.phone))
        rows += [] if then is None else paragraph(say(then), SMALL_BOLD, room)
        rows.append(gap(0.5))
    return rows


def _back(paper: CompletionReceiptPaper, say: Say, room: float) -> list[Row]:
    rows = paragraph(clean(paper.registrant), BODY_BOLD, room)
    rows += paragraph(say(words("paper.receipt.wallet_appeared", at=paper.appeared_at)), BODY, room)
    rows += paragraph(say(words("paper.receipt.wallet_officer", officer=paper.officer)), BODY, room)
    rows += paragraph(say(words("paper.receipt.number", number=paper.number)), BODY, room)
    rows += [gap(1), *paragraph(paper.office.name, BODY_BOLD, room)]
    if paper.office.phone:
        rows += paragraph(
            say(words("paper.receipt.wallet_call", phone=unbroken(paper.office.phone))), BODY, room
        )
    if paper.printing.duplicate:
        rows += [gap(1), *paragraph(say(words("paper.duplicate")), LEAD_BOLD, room)]
    return rows
