"""The emergency day sheet: how to work, who waits, who may come, and numbered forms to fill in by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf

from devices.paper.faces import NO_BREAK
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    LEAD_BOLD,
    SMALL,
    SMALL_BOLD,
    TITLE,
    Cell,
    beside,
    bullets,
    columns,
    framed,
    gap,
    heading,
    paragraph,
    rule,
)
from devices.paper.sheet import LETTER, Box, Page, Row
from kiosk.day_sheet import DaySheet, SheetDue, SheetWaiting
from kiosk.words import Say, words

_INSIDE = LETTER.room - 24
_WRITING = 20.0
"""Points of one line to write on."""


def day_sheet_pdf(sheet: DaySheet, say: Say, passphrase: str, language: str) -> bytes:
    """The sheet as a PDF that any reader opens with the passphrase, and nobody without it (AES-256)."""
    plain = pdf(day_sheet_pages(sheet, say), say(words("paper.sheet.title", number=sheet.number)), language)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    writer.encrypt(passphrase, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def day_sheet_pages(sheet: DaySheet, say: Say) -> tuple[Page, ...]:
    """Its pages before they are locked: what a test can measure."""
    room, printing = LETTER.room, sheet.printing
    title = paragraph(say(words("paper.sheet.title", number=sheet.number)), TITLE, room)
    told = words("paper.sheet.day", day=sheet.day, written=sheet.written, at=printing.at.time())
    head = [*paragraph(sheet.office.name, SMALL_BOLD, room), *title, *paragraph(say(told), BODY, room)]
    running = [*paragraph(f"{sheet.office.name} {sheet.number}", SMALL_BOLD, room), gap(1)]
    body = [
        *heading(say(words("paper.sheet.how")), room),
        *bullets([say(words(key)) for key in _HOW], BODY, room),
        *heading(say(words("paper.sheet.waiting", people=len(sheet.waiting))), room),
        *(row for one in sheet.waiting for row in _waiting(one, say)),
        *heading(say(words("paper.sheet.due", people=len(sheet.due))), room),
        *(row for one in sheet.due for row in _due(one, say)),
        gap(4),
        *(row for line in range(1, sheet.lines + 1) for row in (_form(sheet, line, say), gap(3))),
    ]

    def foot(n: int, pages: int) -> list[Row]:
        said = words("paper.sheet.foot", number=sheet.number, page=n, pages=pages)
        return [rule(room), gap(1), *paragraph(say(said), SMALL, room)]

    return lay_out(Sections(head, running, body, (), foot), LETTER)


_HOW = ("paper.sheet.how_one", "paper.sheet.how_two", "paper.sheet.how_three", "paper.sheet.how_four")


def _waiting(one: SheetWaiting, say: Say) -> list[Row]:
    at = say(words("paper.sheet.at", at=one.arrived_at.time()))
    cells = [[Cell(one.ticket, BODY_BOLD)], [Cell(one.name)], [Cell(at)]]
    return columns(cells, (60, LETTER.room - 60 - 90 - 24, 90))


def _due(one: SheetDue, say: Say) -> list[Row]:
    when = words("paper.sheet.missed" if one.missed else "paper.sheet.until", day=one.due)
    born = one.birth_date.isoformat()
    last = Cell(say(when).replace(" ", NO_BREAK), SMALL_BOLD if one.missed else SMALL)
    cells = [[Cell(one.name, SMALL_BOLD)], [Cell(f"{born} {one.registry_id}".strip(), SMALL)], [last]]
    return columns(cells, (160, LETTER.room - 160 - 150 - 24, 150))


def _form(sheet: DaySheet, line: int, say: Say) -> Row:
    number = paragraph(say(words("paper.sheet.form", number=sheet.line_number(line))), LEAD_BOLD, _INSIDE)
    half = (_INSIDE - 12) / 2
    return framed(
        [
            *number,
            _pair(say, "name", "born", half),
            _pair(say, "arrived", "photo", half),
            *_blank(say, "changed", _INSIDE, 3),
            _pair(say, "person", "officer", half),
        ],
        LETTER.room,
    )


def _pair(say: Say, one: str, two: str, half: float) -> Row:
    return beside(_blank(say, one, half, 1), _blank(say, two, half, 1), half)


def _blank(say: Say, name: str, room: float, lines: int) -> Sequence[Row]:
    """What is asked, small, over so many lines to write on."""
    asked = paragraph(say(words(f"paper.sheet.{name}")), SMALL, room)
    return [*asked, *(Row(_WRITING, (Box(0, _WRITING - 1, room, 0.5, fill=0.4),)) for _ in range(lines))]
