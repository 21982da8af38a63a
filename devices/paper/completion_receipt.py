"""The desk's paper: the days to come next huge, then what was said and changed, then why."""

from __future__ import annotations

from collections.abc import Sequence

from devices.paper.faces import Type, unbroken
from devices.paper.pages import Sections, lay_out
from devices.paper.rows import (
    BODY,
    BODY_BOLD,
    GUTTER,
    HAIRLINE,
    LEAD,
    LEAD_BOLD,
    SMALL,
    SMALL_BOLD,
    TITLE,
    UNIT,
    Cell,
    band,
    beside,
    bullets,
    columns,
    fitted,
    framed,
    gap,
    heading,
    paragraph,
    rule,
    together,
)
from devices.paper.sheet import Page, Row, Size
from devices.paper.wallet import wallet
from kiosk.entries import Text
from kiosk.papers import (
    RECEIPT_MEANING,
    AskedTopic,
    CompletionReceiptPaper,
    Next,
    OldNew,
    Passage,
    days_said,
    then_said,
)
from kiosk.words import Say, words

_DATE_SIZES = (46.0, 42.0, 38.0, 34.0, 30.0, 27.0, 24.0, 21.0, 18.0)
_LATER_SIZES = (26.0, 24.0, 21.0, 18.0)


def receipt_pages(paper: CompletionReceiptPaper, say: Say, size: Size) -> tuple[Page, ...]:
    """The receipt's pages, the part to carry along at the foot of the first."""
    room = size.room
    twice = paper.printing.duplicate
    body = [
        *_windows(paper, say, room, size.continuous),
        *(band(say(words("paper.duplicate")), say(words("paper.duplicate_note")), room) if twice else ()),
        *_facts(paper, say, room, size.continuous),
        *_changes(paper.changes, say, room),
        *_bring(paper, say, room),
        *_topics(paper.topics, say, room, size.continuous),
        *(row for passage in paper.passages for row in _passage(passage, say, room)),
        *_why(paper.next, say, room),
        gap(3),
        *paragraph(say(RECEIPT_MEANING), SMALL, room),
        gap(2),
    ]
    return lay_out(
        Sections(
            head=_head(paper, say, room, size.continuous),
            running_head=_running_head(paper, say, room),
            body=body,
            keepsake=wallet(paper, say, size),
            foot=lambda n, pages: _foot(paper, say, room, n, pages),
            watermark=say(words("paper.duplicate")) if twice else "",
        ),
        size,
    )


def said(text: Text, say: Say) -> str:
    """A person's own writing as it is, ours in the paper's language."""
    return text if isinstance(text, str) else say(text)


def _head(paper: CompletionReceiptPaper, say: Say, room: float, narrow: bool) -> list[Row]:
    where = " · ".join((*paper.office.address, unbroken(paper.office.phone))) if not narrow else ""
    lines = [where] if where else [*paper.office.address, paper.office.phone]
    office_room = room if narrow else (room - GUTTER) / 2
    office = paragraph(paper.office.name, LEAD_BOLD, office_room)
    office += [row for line in lines if line for row in paragraph(line, SMALL, office_room)]
    title_room = room if narrow else room - office_room - GUTTER
    title = [
        *paragraph(say(words("paper.receipt.title")), TITLE if narrow else LEAD_BOLD, title_room),
        *paragraph(say(words("paper.receipt.number", number=paper.number)), BODY, title_room),
    ]
    rows = [*office, gap(2), *title] if narrow else [beside(office, title, office_room)]
    return [*rows, gap(2)]


def _running_head(paper: CompletionReceiptPaper, say: Say, room: float) -> list[Row]:
    number = say(words("paper.receipt.number", number=paper.number))
    text = f"{say(words('paper.receipt.title'))} · {number} · {paper.registrant}"
    return [*paragraph(text, SMALL_BOLD, room), gap(2)]


def _windows(paper: CompletionReceiptPaper, say: Say, room: float, narrow: bool) -> list[Row]:
    inside = room - 6 * UNIT
    if not paper.next:
        return [framed(paragraph(say(words("paper.receipt.no_day")), TITLE, inside), room)]
    # On a sheet a date stays on one line; a roll is too narrow for that to be huge.
    lines, lead = (3, LEAD_BOLD) if narrow else (1, TITLE)
    phone = paper.office.phone
    first, *later = paper.next
    if not later:
        return [framed(_window(first, phone, say, inside, _DATE_SIZES, lines, lead), room), gap(1.5)]
    rows = paragraph(say(words("paper.receipt.several", count=len(paper.next))), TITLE, room, keep=True)
    # The first one is huge; beside it each says what it is for, since they cannot be told apart otherwise.
    for window in paper.next:
        sizes, how, before = (_DATE_SIZES, lines, lead) if window is first else (_LATER_SIZES, 2, LEAD_BOLD)
        dates = _window(window, phone, say, inside, sizes, how, before)
        whys = dict.fromkeys(say(reason.why) for reason in window.reasons)
        purpose = [row for why in whys for row in paragraph(why, BODY, inside)]
        rows += [gap(1, keep=True), framed([*dates, *purpose], room)]
    return [*rows, gap(1.5)]


def _window(
    window: Next, phone: str, say: Say, room: float, sizes: tuple[float, ...], lines: int, lead: Type
) -> list[Row]:
    days = days_said(window)
    dates = fitted([say(words("paper.day", day=day)) for _, day in days], room, sizes, lines)
    rows: list[Row] = []
    for (before, _), date in zip(days, dates, strict=True):
        rows += [*paragraph(say(before), lead, room), *date]
    then = then_said(window, unbroken(phone))
    return rows if then is None else [*rows, *paragraph(say(then), LEAD_BOLD, room)]


def _facts(paper: CompletionReceiptPaper, say: Say, room: float, narrow: bool) -> list[Row]:
    facts = [
        ("name", paper.registrant),
        ("appeared", say(words("paper.moment", at=paper.appeared_at))),
        ("counted_as", say(paper.counted_as)),
        ("officer", paper.officer),
    ]
    if paper.arrived_at is not None:
        facts.append(("arrived", say(words("paper.moment", at=paper.arrived_at))))
    if paper.ticket:
        facts.append(("ticket", paper.ticket))
    cells = [
        [Cell(say(words(f"paper.receipt.{label}")), SMALL), Cell(value, BODY_BOLD)] for label, value in facts
    ]
    halves = [room] if narrow else _shares(room, (0.5, 0.5))
    filled = [*cells, [Cell("")]] if len(cells) % len(halves) else cells
    side_by_side = [filled[n : n + len(halves)] for n in range(0, len(filled), len(halves))]
    return together([gap(2), *(row for row_of in side_by_side for row in (*columns(row_of, halves), gap(1)))])


def _shares(room: float, shares: Sequence[float]) -> list[float]:
    free = room - GUTTER * (len(shares) - 1)
    return [free * share for share in shares]


def _changes(changes: Sequence[OldNew], say: Say, room: float) -> list[Row]:
    rows = heading(say(words("paper.receipt.changes")), room)
    if not changes:
        return [*rows, *paragraph(say(words("paper.receipt.no_changes")), LEAD, room)]
    halves = _shares(room, (0.5, 0.5))
    titles = [[Cell(say(words(f"paper.receipt.{side}")), SMALL_BOLD)] for side in ("was", "now")]
    rows += columns(titles, halves, keep=True)
    for change in changes:
        sides = columns((_side(change.old, say, "nothing_before"), _new_side(change, say)), halves)
        topic = paragraph(say(change.topic), SMALL, room)
        rows += together([gap(1), rule(room, HAIRLINE / 2), gap(1), *topic, *sides])
    return rows


def _side(lines: Sequence[Text], say: Say, nothing: str) -> list[Cell]:
    if not lines:
        return [Cell(say(words(f"paper.receipt.{nothing}")))]
    return [Cell(said(line, say)) for line in lines]


def _new_side(change: OldNew, say: Say) -> list[Cell]:
    cells = [Cell(cell.text, BODY_BOLD) for cell in _side(change.new, say, "nothing_now")]
    if change.since is not None:
        cells.append(Cell(say(words("paper.receipt.since", day=change.since)), SMALL))
    if change.corrected_by:
        cells.append(Cell(say(words("paper.receipt.corrected", officer=change.corrected_by)), SMALL))
    return cells


def _topics(topics: Sequence[AskedTopic], say: Say, room: float, narrow: bool) -> list[Row]:
    rows = heading(say(words("paper.receipt.topics")), room)
    pairs = [(Cell(say(row.topic)), Cell(say(row.answer), BODY_BOLD)) for row in topics]
    if narrow:
        widths = _shares(room, (0.66, 0.34))
        return [*rows, *(row for pair in pairs for row in columns([[cell] for cell in pair], widths))]
    # Down the left column first, then down the right, as a list is read.
    half = (len(pairs) + 1) // 2
    widths = _shares(room, (0.3, 0.2, 0.3, 0.2))
    nothing = (Cell(""), Cell(""))
    for n in range(half):
        beside_it = pairs[half + n] if half + n < len(pairs) else nothing
        rows += columns([[cell] for cell in (*pairs[n], *beside_it)], widths)
    return rows


def _bring(paper: CompletionReceiptPaper, say: Say, room: float) -> list[Row]:
    if not paper.bring:
        return []
    title = heading(say(words("paper.receipt.bring")), room)
    return together([*title, *bullets([say(thing) for thing in paper.bring], LEAD, room)])


def _passage(passage: Passage, say: Say, room: float) -> list[Row]:
    lines = [row for line in passage.lines for row in paragraph(said(line, say), BODY, room)]
    return [*heading(say(passage.title), room), *lines]


def _why(windows: Sequence[Next], say: Say, room: float) -> list[Row]:
    reasons = dict.fromkeys(reason for window in windows for reason in window.reasons)
    if not reasons:
        return []
    rows = heading(say(words("paper.receipt.why")), room)
    for reason in reasons:
        why = words("paper.receipt.reason", why=reason.why, section=unbroken(reason.section))
        rows += bullets([say(why)], BODY, room)
        if reason.arithmetic is not None:
            rows += paragraph(say(reason.arithmetic), SMALL, room, indent=BODY.size)
    return rows


def _foot(paper: CompletionReceiptPaper, say: Say, room: float, n: int, pages: int) -> list[Row]:
    by = said(paper.printing.by, say)
    printed = say(words("paper.printed", at=paper.printing.at, by=by))
    page = say(words("paper.page", page=n, pages=pages))
    return [rule(room), gap(1), *paragraph(printed, SMALL, room), *paragraph(page, SMALL, room)]
