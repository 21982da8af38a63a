"""Reminders as letters: one sheet each for a window envelope, in the reader's own language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices.paper.letter import addressed, sender
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, LEAD, SMALL, TITLE, gap, paragraph, rule
from devices.paper.sheet import LETTER, Page, Row
from kiosk.reminders import ReminderPaper, reminder_lines
from kiosk.words import Say, words


def reminders_pdf(papers: Sequence[ReminderPaper], say_in: Callable[[str], Say]) -> bytes:
    """All of them in one PDF, each beginning on its own sheet; equal reminders are equal bytes."""
    pages = [page for paper in papers for page in reminder_pages(paper, say_in(paper.language))]
    first = papers[0].language
    return pdf(pages, say_in(first)(words("paper.reminder.subject")), first)


def reminder_pages(paper: ReminderPaper, say: Say) -> tuple[Page, ...]:
    """The sheet of one reminder."""
    room = LETTER.room
    head = sender(paper.office, room)
    come, *others = reminder_lines(paper)
    body = [
        *addressed(head, paper.to, room),
        *paragraph(say(words("paper.letter.date", day=paper.written_on)), BODY, room),
        gap(4),
        *paragraph(say(words("paper.reminder.subject")), TITLE, room),
        gap(3),
        *paragraph(say(come), LEAD, room),
    ]
    for one in others:
        body += [gap(2), *paragraph(say(one), BODY, room)]
    if paper.office.name:
        body += [gap(6), *paragraph(paper.office.name, BODY, room)]

    def foot(n: int, pages: int) -> list[Row]:
        told = words("paper.letter.foot", number=paper.number, page=n, pages=pages)
        return [rule(room), gap(1), *paragraph(say(told), SMALL, room)]

    return lay_out(Sections(head, head, body, (), foot), LETTER)
