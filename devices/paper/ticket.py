"""The kiosk's slip: the number huge, then what still has to happen, then why it is no proof."""

from __future__ import annotations

from collections.abc import Sequence

from devices.paper.faces import clean, unbroken
from devices.paper.pages import Sections, lay_out
from devices.paper.rows import (
    BODY,
    LEAD,
    LEAD_BOLD,
    SMALL,
    SMALL_BOLD,
    UNIT,
    band,
    beside,
    bullets,
    fitted,
    framed,
    gap,
    paragraph,
    qr,
    rule,
)
from devices.paper.sheet import MM, Page, Row, Size
from kiosk.papers import NOT_DONE, NOT_PROOF, PLEASE_STAY, TicketPaper
from kiosk.words import Say, words

_NUMBER_SIZES = (150.0, 120.0, 96.0, 80.0, 66.0, 54.0, 44.0, 34.0)
_SHOUT_SIZES = (30.0, 26.0, 22.0, 19.0, 17.0, 15.0)
_CODE_SIDE = 27 * MM


def ticket_pages(paper: TicketPaper, say: Say, size: Size) -> tuple[Page, ...]:
    """The slip's pages; one, unless very much is said on it."""
    room = size.room
    body = [
        *paragraph(say(words("paper.ticket.your_number")), LEAD, room, keep=True),
        *[row for rows in fitted([clean(paper.number)], room, _NUMBER_SIZES) for row in rows],
        gap(1),
        *_duplicate(paper, say, room),
        *(_for_service(paper, say, room) if paper.service else _for_check_in(paper, say, room)),
    ]
    return lay_out(
        Sections(
            head=_head(paper, say, room),
            running_head=[*paragraph(say(words("paper.ticket.title", number=paper.number)), LEAD_BOLD, room)],
            body=body,
            keepsake=(),
            foot=lambda n, pages: foot(paper, say, room, n, pages),
            watermark=say(words("paper.duplicate")) if paper.printing.duplicate else "",
        ),
        size,
    )


def _head(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    kiosk = say(words("paper.kiosk", kiosk=paper.kiosk))
    taken = [say(words("paper.moment", at=paper.taken_at))] if paper.taken_at is not None else []
    where = " · ".join((*taken, kiosk))
    return [
        *paragraph(paper.office.name, LEAD_BOLD, room),
        *paragraph(where, BODY, room),
        gap(1),
        rule(room),
        gap(2),
    ]


def _duplicate(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    if not paper.printing.duplicate:
        return []
    return band(say(words("paper.duplicate")), say(words("paper.duplicate_note")), room)


def _for_check_in(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    statement = framed(_statement(say, room - 6 * UNIT), room)
    return [statement, *_what(paper, say, room), *_why(paper, say, room)]


def _for_service(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    name = paper.service if isinstance(paper.service, str) else say(paper.service)
    return [*paragraph(name, LEAD_BOLD, room), *_next_step(paper, say, room)]


def _next_step(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    next_step = words("paper.ticket.offline" if paper.offline else "paper.ticket.we_call")
    return [gap(3), *paragraph(say(next_step), LEAD, room), gap(3)]


def _statement(say: Say, room: float) -> list[Row]:
    (headline,) = fitted([say(NOT_DONE)], room, _SHOUT_SIZES, lines=2)
    return [*headline, gap(1), *paragraph(say(PLEASE_STAY), LEAD_BOLD, room)]


def _what(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    rows = _next_step(paper, say, room)
    if paper.kinds:
        rows += paragraph(say(words("paper.ticket.kinds")), LEAD_BOLD, room, keep=True)
        rows += bullets([say(kind) for kind in paper.kinds], LEAD, room)
    elif paper.kinds is not None:
        rows += paragraph(say(words("paper.ticket.no_kinds")), LEAD, room)
    return rows


def _why(paper: TicketPaper, say: Say, room: float) -> list[Row]:
    rows: list[Row] = [gap(3), rule(room), gap(2)]
    rows += paragraph(say(NOT_PROOF), LEAD_BOLD, room)
    if paper.fee_notice is not None:
        rows += [gap(1), *paragraph(say(paper.fee_notice), BODY, room)]
    if paper.office.phone:
        rows += [
            gap(1),
            *paragraph(say(words("paper.ticket.help", phone=unbroken(paper.office.phone))), BODY, room),
        ]
    return [*rows, gap(2), _code(paper, say, room), gap(2)] if paper.code else [*rows, gap(2)]


def _code(paper: TicketPaper, say: Say, room: float) -> Row:
    code = qr(paper.code, _CODE_SIDE)
    text_room = room - code.height - 3 * UNIT
    text = [
        gap(3),
        *paragraph(say(words("paper.ticket.code")), SMALL_BOLD, text_room),
        *paragraph(paper.code, SMALL, text_room),
    ]
    return beside([code], text, code.height)


def foot(paper: TicketPaper, say: Say, room: float, n: int, pages: int) -> Sequence[Row]:
    """Page n of m, printed when and by whom."""
    by = paper.printing.by if isinstance(paper.printing.by, str) else say(paper.printing.by)
    printed = say(words("paper.printed", at=paper.printing.at, by=by))
    page = say(words("paper.page", page=n, pages=pages))
    return [rule(room), gap(1), *paragraph(printed, SMALL, room), *paragraph(page, SMALL, room)]
