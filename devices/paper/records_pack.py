"""The answer to a request for records: what is open of each person, and the section that closes the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.photograph import photograph
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    GUTTER,
    LEAD,
    LEAD_BOLD,
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
from devices.paper.sheet import LETTER, Page, Row
from kiosk.records_request import WHOLE_RECORD, Answer, Closed, OpenPart, RecordsPack
from kiosk.words import Say, words

_ROOM = LETTER.room
_NAME = 132.0
_TALL = 144.0
"""A photograph's height."""
_NONE: Mapping[str, bytes] = MappingProxyType({})


def records_pack_pdf(paper: RecordsPack, say: Say, pictures: Mapping[str, bytes] = _NONE) -> bytes:
    """The answer as a PDF, with the ``pictures`` (JPEG, by their ids) that belong on it; equal answers are
    equal bytes."""
    pages = records_pack_pages(paper, say, pictures)
    return pdf(pages, say(words("paper.request.title")), paper.language)


def records_pack_pages(
    paper: RecordsPack, say: Say, pictures: Mapping[str, bytes] = _NONE
) -> tuple[Page, ...]:
    """Its pages; a short answer is not parted by the end of one."""
    head = [
        *paragraph(paper.office.name, SMALL_BOLD, _ROOM),
        *paragraph(say(words("paper.request.title")), TITLE, _ROOM),
        gap(1),
        *paragraph(say(words("paper.request.to", who=paper.asked_by)), LEAD, _ROOM),
        *paragraph(say(words("paper.request.on", day=paper.printing.at, number=paper.number)), BODY, _ROOM),
        gap(2),
        *paragraph(say(words("paper.request.how")), BODY, _ROOM),
        gap(2),
    ]
    running = [*paragraph(f"{paper.office.name} {paper.number}", SMALL_BOLD, _ROOM), gap(1)]
    body = [row for one in paper.answers for row in _answer(one, say, pictures)]
    if paper.removed:
        removed = words("paper.request.removed", count=paper.removed)
        body += [rule(_ROOM), gap(1), *paragraph(say(removed), BODY, _ROOM)]
    if not body:
        body = [rule(_ROOM), gap(1), *paragraph(_nothing(say), BODY, _ROOM)]

    def foot(n: int, pages: int) -> list[Row]:
        by = str(paper.printing.by)
        made = words(
            "paper.request.foot", number=paper.number, page=n, pages=pages, at=paper.printing.at, by=by
        )
        return [rule(_ROOM), gap(1), *paragraph(say(made), SMALL, _ROOM)]

    return lay_out(Sections(head, running, body, (), foot), LETTER)


def _nothing(say: Say) -> str:
    return say(words("paper.request.nothing", sections=", ".join(WHOLE_RECORD)))


def _answer(one: Answer, say: Say, pictures: Mapping[str, bytes]) -> list[Row]:
    asked = paragraph(say(words("paper.request.asked", asked=one.asked)), SMALL, _ROOM) if one.asked else []
    top = [rule(_ROOM), gap(1), *asked]
    if not one.given:
        return together([*top, *paragraph(_nothing(say), BODY, _ROOM), gap(2)])
    name, *others = one.given
    closed = [row for some in one.closed for row in _closed(some, say)]
    return together(
        [
            *top,
            *paragraph(" ".join(map(say, name.says)), LEAD_BOLD, _ROOM),
            gap(1),
            *(row for part in others for row in _open(part, say, pictures)),
            gap(1),
            *paragraph(say(words("paper.request.left_out")), BODY_BOLD, _ROOM),
            *closed,
            gap(3),
        ]
    )


def _open(part: OpenPart, say: Say, pictures: Mapping[str, bytes]) -> list[Row]:
    named = Cell(say(words(f"paper.request.part.{part.name}")), BODY)
    told = columns([[named], [Cell(say(one), BODY) for one in part.says]], (_NAME, _ROOM - _NAME - GUTTER))
    picture = photograph(pictures.get(part.photograph_id, b""), _NAME + GUTTER, _TALL)
    return told if picture is None else [*told, gap(0.5, keep=True), picture, gap(1)]


def _closed(some: Closed, say: Say) -> list[Row]:
    names = ", ".join(say(words(f"paper.request.part.{name}")) for name in some.names)
    return columns([[Cell(some.section, SMALL)], [Cell(names, SMALL)]], (_NAME, _ROOM - _NAME - GUTTER))
