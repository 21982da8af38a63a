"""Letters to people who did not come: one sheet each for a window envelope, many in one file."""

from __future__ import annotations

from collections.abc import Sequence

from devices.paper.faces import unbroken
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, BODY_BOLD, LEAD, SMALL, TITLE, UNIT, gap, paragraph, rule
from devices.paper.sheet import LETTER, Page, Row
from kiosk.case_papers import LetterPaper
from kiosk.papers import Letterhead
from kiosk.words import Say, words

_WINDOW_TOP = 1.9 * 72
"""Where the address of a number 10 window envelope shows, below the top of a sheet folded in three."""
_WINDOW_LEFT = 0.4 * 72


def letters_pdf(papers: Sequence[LetterPaper], say: Say) -> bytes:
    """All letters in one PDF, each beginning on its own sheet; equal letters are equal bytes."""
    pages = [page for paper in papers for page in letter_pages(paper, say)]
    return pdf(pages, say(words("paper.letter.title")), papers[0].language if papers else "en")


def letter_pages(paper: LetterPaper, say: Say) -> tuple[Page, ...]:
    """The sheet of one letter."""
    room = LETTER.room
    head = sender(paper.office, room)
    body = [
        *addressed(head, paper.to, room),
        *paragraph(say(words("paper.letter.date", day=paper.written_on)), BODY, room),
        gap(4),
        *paragraph(say(words("paper.letter.subject")), TITLE, room),
        gap(3),
        *paragraph(say(words("paper.letter.missed", day=paper.due)), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.letter.come")), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.letter.call", phone=unbroken(paper.office.phone))), LEAD, room),
        gap(2),
        *paragraph(say(words("paper.letter.been")), BODY, room),
        gap(6),
        *paragraph(str(paper.printing.by), BODY_BOLD, room),
        *paragraph(paper.office.name, BODY, room),
    ]
    sections = Sections(head, head, body, (), lambda n, pages: _foot(paper, say, room, n, pages))
    return lay_out(sections, LETTER)


def addressed(head: Sequence[Row], to: Sequence[str], room: float) -> list[Row]:
    """Name and address where the envelope's window shows them, below ``head``."""
    above = sum(row.height for row in head) + LETTER.top
    return [
        gap(max(0.0, _WINDOW_TOP - above) / UNIT),
        *(row for line in to for row in paragraph(line, LEAD, room, indent=_WINDOW_LEFT)),
        gap(9),
    ]


def sender(office: Letterhead, room: float) -> list[Row]:
    """Who writes, at the top of the first sheet."""
    lines = (office.name, *office.address, office.phone)
    first, *others = (line for line in lines if line)
    return [
        *paragraph(first, BODY_BOLD, room),
        *(row for line in others for row in paragraph(line, SMALL, room)),
    ]


def _foot(paper: LetterPaper, say: Say, room: float, n: int, pages: int) -> list[Row]:
    said = say(words("paper.letter.foot", number=paper.number, page=n, pages=pages))
    return [rule(room), gap(1), *paragraph(said, SMALL, room)]
