"""Letters for a window envelope: to people who did not come, many in one file, and to say new days."""

from __future__ import annotations

from collections.abc import Sequence

from devices.paper.faces import unbroken
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, BODY_BOLD, LEAD, LEAD_BOLD, SMALL, TITLE, UNIT, gap, paragraph, rule
from devices.paper.sheet import LETTER, Page, Row
from kiosk.case_papers import LetterPaper
from kiosk.papers import DatesLetterPaper, Letterhead, days_said, then_said
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


def dates_letter_pdf(paper: DatesLetterPaper, say: Say) -> bytes:
    """The letter with the new days; equal letters are equal bytes."""
    return pdf(dates_letter_pages(paper, say), say(words("paper.dates.subject")), paper.language)


def dates_letter_pages(paper: DatesLetterPaper, say: Say) -> tuple[Page, ...]:
    """Its sheets."""
    room, phone = LETTER.room, unbroken(paper.office.phone)
    head = sender(paper.office, room)
    ask = words("paper.reminder.call", phone=phone) if phone else words("paper.reminder.ask")
    body = [
        *addressed(head, paper.to, room),
        *paragraph(say(words("paper.letter.date", day=paper.written_on)), BODY, room),
        gap(4),
        *paragraph(say(words("paper.dates.subject")), TITLE, room),
        gap(3),
        *paragraph(say(words("paper.dates.instead")), LEAD, room),
    ]
    for window in paper.next:
        days = " ".join(f"{say(lead)} {say(words('paper.day', day=day))}" for lead, day in days_said(window))
        body += [gap(3), *paragraph(f"{days}.", LEAD_BOLD, room)]
        if (then := then_said(window, phone)) is not None:
            body += paragraph(say(then), LEAD, room)
    body += [
        gap(3),
        *paragraph(say(words("paper.reminder.bring")), LEAD, room),
        gap(2),
        *paragraph(say(ask), LEAD, room),
        gap(6),
        *paragraph(str(paper.printing.by), BODY_BOLD, room),
        *paragraph(paper.office.name, BODY, room),
    ]
    return lay_out(Sections(head, head, body, (), lambda n, of: _foot(paper, say, room, n, of)), LETTER)


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


def _foot(paper: LetterPaper | DatesLetterPaper, say: Say, room: float, n: int, pages: int) -> list[Row]:
    said = say(words("paper.letter.foot", number=paper.number, page=n, pages=pages))
    return [rule(room), gap(1), *paragraph(said, SMALL, room)]
