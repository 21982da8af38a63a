"""The Failure to Register packet: a page of contents, then record, notices, attempts and certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from devices.paper.faces import NO_BREAK
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    LEAD,
    SMALL,
    SMALL_BOLD,
    TITLE,
    Cell,
    bullets,
    columns,
    gap,
    heading,
    paragraph,
    rule,
)
from devices.paper.sheet import LETTER, Page, Row
from kiosk.case_papers import Fact, PacketPaper
from kiosk.cases import Step
from kiosk.words import Say, words


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the packet, which begins on a sheet of its own."""

    title: str
    rows: Sequence[Row]


def packet_pdf(paper: PacketPaper, say: Say) -> bytes:
    """The whole packet as one PDF; equal packets are equal bytes."""
    return pdf(packet_pages(paper, say), say(words("paper.packet.title")), paper.language)


def packet_pages(paper: PacketPaper, say: Say) -> tuple[Page, ...]:
    """The page of contents with the number of each part's first page, then the parts."""
    parts = _parts(paper, say)
    # Set twice: how many pages there are is known only when all are set.
    lengths = [len(_set(paper, say, _titled(part), 1, 1)) for part in parts]
    firsts = [2 + sum(lengths[:n]) for n in range(len(parts))]
    total = 1 + sum(lengths)
    contents = _set(paper, say, _contents(paper, say, parts, firsts), 1, total)
    assert len(contents) == 1
    set_ = [
        page
        for part, first in zip(parts, firsts, strict=True)
        for page in _set(paper, say, _titled(part), first, total)
    ]
    return (*contents, *set_)


def _set(paper: PacketPaper, say: Say, body: Sequence[Row], first: int, total: int) -> tuple[Page, ...]:
    room = LETTER.room

    def foot(n: int, _pages: int) -> list[Row]:
        number = words("paper.packet.foot", number=paper.number, page=first + n - 1, pages=total)
        made = words("paper.packet.made", at=paper.printing.at, by=str(paper.printing.by))
        return [rule(room), gap(1), *paragraph(f"{say(number)} {say(made)}", SMALL, room)]

    head = [*paragraph(paper.office.name, SMALL_BOLD, room), gap(2)]
    return lay_out(Sections(head, head, body, (), foot), LETTER)


def _contents(paper: PacketPaper, say: Say, parts: Sequence[_Part], firsts: Sequence[int]) -> list[Row]:
    room = LETTER.room
    missed = paper.missed
    what = say(words(f"supervisor.due.what.{missed.what}"))
    told = words(
        "paper.packet.missed", what=what, day=missed.due, rule=missed.rule_id, section=missed.section
    )
    rows = [
        *paragraph(say(words("paper.packet.title")), TITLE, room),
        gap(2),
        *paragraph(paper.name, LEAD, room),
        *paragraph(say(told), BODY, room),
        *paragraph(say(words("paper.packet.opened", day=paper.opened_on)), BODY, room),
        *heading(say(words("paper.packet.contents")), room),
        gap(1),
    ]
    for part, first in zip(parts, firsts, strict=True):
        rows += columns([[Cell(part.title)], [Cell(str(first), BODY_BOLD)]], (room - 80, 60))
        rows.append(gap(1))
    if paper.kept:
        rows += heading(say(words("paper.packet.kept")), room)
        rows += bullets(paper.kept, BODY, room)
    return rows


def _parts(paper: PacketPaper, say: Say) -> list[_Part]:
    attended = [
        (one.on, say(words("paper.packet.attended", receipt=one.receipt, officer=one.officer)))
        for one in paper.attended
    ]
    certificate = [
        *paragraph(say(words("paper.packet.certifies", name=paper.name)), BODY, LETTER.room),
        gap(2),
        *(row for day, told in attended for row in _dated(say(words("paper.packet.day", day=day)), told)),
        gap(10),
        *paragraph(say(words("paper.packet.signature")), SMALL, LETTER.room),
    ]
    nobody = paragraph(say(words("paper.packet.none")), BODY, LETTER.room)
    return [
        _Part(say(words("paper.packet.record")), [row for fact in paper.record for row in _fact(fact, say)]),
        _Part(say(words("paper.packet.notices")), _steps(paper.notices, say) or nobody),
        _Part(say(words("paper.packet.attempts")), _steps(paper.attempts, say) or nobody),
        _Part(say(words("paper.packet.certificate")), certificate),
    ]


def _titled(part: _Part) -> list[Row]:
    title = paragraph(part.title, TITLE, LETTER.room, keep=True)
    return [*title, replace(gap(3), keep=True), *part.rows]


def _fact(fact: Fact, say: Say) -> list[Row]:
    name = say(words(f"paper.packet.fact.{fact.name}"))
    lines = [Cell(text) for text in fact.says]
    return [*columns([[Cell(name, BODY_BOLD)], lines], (150, LETTER.room - 162)), gap(1)]


def _steps(steps: Sequence[Step], say: Say) -> list[Row]:
    rows: list[Row] = []
    for step in steps:
        told = [
            say(words(f"case.step.{step.kind.value}")),
            say(words(f"case.outcome.{step.outcome.value}")),
            *([step.note] if step.note else []),
            say(words("paper.packet.by", officer=step.officer_name)),
            *([say(words("paper.packet.paper", paper=step.paper))] if step.paper else []),
        ]
        rows += _dated(say(words("paper.packet.day", day=step.on)), *told)
    return rows


def _dated(day: str, *told: str) -> list[Row]:
    first, *others = (Cell(text) for text in told)
    cells = [replace(first, type=BODY_BOLD), *others] if others else [first]
    day = day.replace(" ", NO_BREAK) if len(day) < 30 else day
    return [*columns([[Cell(day)], cells], (150, LETTER.room - 162)), gap(2)]
