"""The field sheet of an address check: a row for each door, with boxes to tick and a line to write on."""

from __future__ import annotations

from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    SMALL,
    SMALL_BOLD,
    TITLE,
    Cell,
    columns,
    gap,
    paragraph,
    rule,
    together,
)
from devices.paper.sheet import LETTER, Box, Line, Mark, Page, Row
from kiosk.field_sheet import AddressResult, FieldLine, FieldSheet
from kiosk.words import Say, words

_BOX = 9.0
_WIDE = (LETTER.room - 12) / 2


def field_sheet_pdf(sheet: FieldSheet, say: Say, language: str) -> bytes:
    """The sheet as a PDF; equal sheets are equal bytes."""
    return pdf(field_sheet_pages(sheet, say), say(words("paper.field.title", area=sheet.area)), language)


def field_sheet_pages(sheet: FieldSheet, say: Say) -> tuple[Page, ...]:
    """Its pages; no door is parted by the end of one."""
    room = LETTER.room
    head = [
        *paragraph(sheet.office.name, SMALL_BOLD, room),
        *paragraph(say(words("paper.field.title", area=sheet.area)), TITLE, room),
        *paragraph(say(words("paper.field.how")), BODY, room),
        *(paragraph(say(words("paper.field.more", doors=sheet.more)), BODY_BOLD, room) if sheet.more else ()),
        gap(2),
    ]
    running = [*paragraph(f"{sheet.office.name} {sheet.area}", SMALL_BOLD, room), gap(1)]
    body = [row for line in sheet.lines for row in _door(line, say)]

    def foot(n: int, pages: int) -> list[Row]:
        made = words("paper.field.foot", page=n, pages=pages, at=sheet.printing.at, by=str(sheet.printing.by))
        return [rule(room), gap(1), *paragraph(say(made), SMALL, room)]

    return lay_out(Sections(head, running, body, (), foot), LETTER)


def _door(line: FieldLine, say: Say) -> list[Row]:
    never = words("paper.field.never")
    seen = say(words("paper.field.seen", day=line.last_seen) if line.last_seen else never)
    who = [Cell(line.name, BODY_BOLD), Cell(say(words("paper.field.born", day=line.birth_date)), SMALL)]
    rows = columns([who, [Cell(line.address), Cell(seen, SMALL)]], (_WIDE, _WIDE))
    return together([rule(LETTER.room), gap(1), *rows, gap(1), _boxes(say), _writing(), gap(2)])


def _boxes(say: Say) -> Row:
    slot = LETTER.room / len(AddressResult)
    marks: list[Mark] = []
    for place, result in enumerate(AddressResult):
        marks.append(Box(place * slot, 2, _BOX, _BOX, stroke=0.75))
        said = say(words(f"address.result.{result.value}"))
        marks.append(Line(place * slot + _BOX + 4, 2 + 0.85 * _BOX, said, SMALL))
    return Row(_BOX + 4, tuple(marks))


def _writing() -> Row:
    return Row(22, (Box(0, 20, LETTER.room, 0.5, fill=0.4),))
