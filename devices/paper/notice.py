"""A notice to relocate on one sheet, with room for what is filled in when it is served."""

from __future__ import annotations

from devices.paper.faces import unbroken
from devices.paper.letter import sender
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, BODY_BOLD, LEAD, SMALL, TITLE, gap, paragraph, rule
from devices.paper.sheet import LETTER, Page, Row
from kiosk.case_papers import NoticePaper
from kiosk.words import Say, words

_BLANKS = ("served_on", "manner", "server", "received")
_LINE = "_" * 44


def notice_pdf(paper: NoticePaper, say: Say) -> bytes:
    """The notice; equal notices are equal bytes."""
    return pdf(notice_pages(paper, say), say(words("paper.notice.title")), paper.language)


def notice_pages(paper: NoticePaper, say: Say) -> tuple[Page, ...]:
    """Its sheet."""
    room = LETTER.room
    head = sender(paper.office, room)
    days, last = paper.days, paper.leave_by
    body: list[Row] = [
        gap(9),
        *paragraph(say(words("paper.notice.title")), TITLE, room),
        gap(4),
        *paragraph(paper.name, BODY_BOLD, room),
        *paragraph(paper.address, BODY, room),
        gap(4),
        *paragraph(say(words("paper.notice.why", section=paper.section)), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.notice.until", days=days)), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.notice.last", day=paper.written_on, last=last)), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.notice.call", phone=unbroken(paper.office.phone))), LEAD, room),
        gap(9),
        rule(room),
        gap(3),
        *paragraph(say(words("paper.notice.service")), BODY_BOLD, room),
    ]
    for name in _BLANKS:
        body += [gap(6), *paragraph(f"{say(words(f'paper.notice.{name}'))}  {_LINE}", BODY, room)]
    return lay_out(Sections(head, head, body, (), lambda n, pages: _foot(paper, say, n, pages)), LETTER)


def _foot(paper: NoticePaper, say: Say, n: int, pages: int) -> list[Row]:
    by = str(paper.printing.by)
    said = say(words("paper.notice.foot", number=paper.number, officer=by, page=n, pages=pages))
    return [rule(LETTER.room), gap(1), *paragraph(said, SMALL, LETTER.room)]
