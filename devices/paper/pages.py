"""A paper's rows on its pages: the running lines, the part to cut out, and the rest between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from devices.paper.faces import Type, width
from devices.paper.sheet import Line, Mark, Page, Row, Size, moved_all, paginate, stack

WATERMARK_GRAY = 0.86


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of one paper, as rows already set to the room of its size."""

    head: Sequence[Row]
    """Opens the first page."""
    running_head: Sequence[Row]
    """Opens every later page."""
    body: Sequence[Row]
    keepsake: Sequence[Row]
    """To be cut out: the foot of the first page, or the end of a roll. May be empty."""
    foot: Callable[[int, int], Sequence[Row]]
    """The last lines of page n of m; always the same height."""
    watermark: str = ""
    """A word across the middle of every page, under the text."""


def lay_out(sections: Sections, size: Size) -> tuple[Page, ...]:
    """Every page of a paper. A roll's page ends where its content does; a sheet is always whole."""
    foot_height = stack(sections.foot(1, 1)).height
    room = size.tallest - size.top - size.bottom - foot_height
    first_room = room - stack(sections.head).height - stack(sections.keepsake).height
    later_room = room - stack(sections.running_head).height
    if size.continuous:
        first_room = later_room = min(first_room, later_room)
    bodies = paginate(sections.body, first_room, later_room)
    return tuple(_page(sections, size, body, n, len(bodies)) for n, body in enumerate(bodies, 1))


def _page(sections: Sections, size: Size, body: Sequence[Row], n: int, pages: int) -> Page:
    head = stack(sections.head if n == 1 else sections.running_head)
    keepsake = stack(sections.keepsake if n == (pages if size.continuous else 1) else ())
    foot = stack(sections.foot(n, pages))
    text = stack(body)
    if size.continuous:
        height = size.top + head.height + text.height + keepsake.height + foot.height + size.bottom
    else:
        height = size.tallest
    at_head = size.top
    at_text = at_head + head.height
    at_foot = height - size.bottom - foot.height
    placed: list[Mark] = [*_watermark(sections.watermark, size, height)]
    for row, y in ((head, at_head), (text, at_text), (keepsake, at_foot - keepsake.height), (foot, at_foot)):
        placed.extend(moved_all(row.marks, size.side, y))
    return Page(size.width, height, tuple(placed))


def _watermark(word: str, size: Size, height: float) -> tuple[Mark, ...]:
    """``word`` across the middle of a sheet; a roll has none, its thermal head knows no gray."""
    if not word or size.continuous:
        return ()
    type_ = Type(92, bold=True)
    # Turned by 45 degrees about its own middle.
    half = width(word, type_) / 2 * 0.7071
    return (Line(size.width / 2 - half, height / 2 + half, word, type_, WATERMARK_GRAY, turned=45),)
