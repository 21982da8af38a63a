"""The few forms our papers are set from, each as rows of a given width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import segno

from devices.paper.faces import Type, largest, wrap
from devices.paper.sheet import MM, Box, Code, Line, Row, moved_all, stack

# The scale, in points. Nothing on any paper is smaller than SMALL.
SMALL = Type(8)
SMALL_BOLD = Type(8, bold=True)
BODY = Type(10.5)
BODY_BOLD = Type(10.5, bold=True)
LEAD = Type(13)
LEAD_BOLD = Type(13, bold=True)
TITLE = Type(17, bold=True)
SHOUT = Type(22, bold=True)

UNIT = 4.0
HAIRLINE = 0.75
HEAVY = 2.0
GUTTER = 3 * UNIT
QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
SMALLEST_MODULE = 0.5 * MM
"""Four dots of a 203 dpi thermal head; a finer code does not scan from a worn roll."""


def gap(units: float, keep: bool = False) -> Row:
    """Empty paper, ``units`` of the grid high."""
    return Row(units * UNIT, keep=keep)


def paragraph(
    text: str, type_: Type, room: float, *, indent: float = 0.0, keep: bool = False, gray: float = 0.0
) -> list[Row]:
    """``text`` in lines; its first two and last two lines are not parted from each other."""
    lines = wrap(text, type_, room - indent)
    last = len(lines) - 1
    return [
        _line(text, type_, indent, gray, keep=keep or (n != last and (n == 0 or n == last - 1)))
        for n, text in enumerate(lines)
    ]


def _line(text: str, type_: Type, x: float, gray: float = 0.0, keep: bool = False) -> Row:
    baseline = (type_.leading - type_.size) / 2 + 0.78 * type_.size
    return Row(type_.leading, (Line(x, baseline, text, type_, gray),) if text else (), keep)


def together(rows: Sequence[Row]) -> list[Row]:
    """The same rows, not parted by the end of a page where one page can hold them all."""
    return [*(replace(row, keep=True) for row in rows[:-1]), *rows[-1:]]


def rule(room: float, weight: float = HAIRLINE, keep: bool = False) -> Row:
    """A line across the paper."""
    return Row(weight, (Box(0, 0, room, weight, fill=0.0),), keep)


def cut(room: float) -> Row:
    """A dashed line to cut along."""
    return Row(HAIRLINE, (Box(0, 0, room, 0, stroke=HAIRLINE, dashed=True),))


def heading(text: str, room: float) -> list[Row]:
    """A heading under a rule; never the last thing on a page."""
    title = paragraph(text, LEAD_BOLD, room, keep=True)
    return [gap(3, keep=True), rule(room, keep=True), gap(1.5, keep=True), *title]


def bullets(texts: Sequence[str], type_: Type, room: float) -> list[Row]:
    """A list, each item behind a dot."""
    rows: list[Row] = []
    for text in texts:
        lines = paragraph(text, type_, room, indent=type_.size)
        dot = Line(0, _line("x", type_, 0).marks[0].y, "•", type_)
        lines[0] = replace(lines[0], marks=(dot, *lines[0].marks))
        rows.extend(lines)
    return rows


def fitted(texts: Sequence[str], room: float, sizes: tuple[float, ...], lines: int = 1) -> list[list[Row]]:
    """Each text as large as all of them can be: the first of ``sizes`` that fits ``lines`` lines each."""
    type_ = largest(tuple(texts), room, sizes, lines)
    return [paragraph(text, type_, room, keep=True) for text in texts]


def band(text: str, small: str, room: float) -> list[Row]:
    """White words on a black band across the paper: what no one may overlook or cut away."""
    inside = room - 4 * UNIT
    set_ = [*paragraph(text, SHOUT, inside, gray=1.0), *paragraph(small, SMALL_BOLD, inside, gray=1.0)]
    words = stack([gap(1), *set_, gap(1.5)])
    ground = Box(0, 0, room, words.height, fill=0.0)
    return [gap(2), Row(words.height, (ground, *moved_all(words.marks, 2 * UNIT, 0))), gap(2)]


def framed(rows: Sequence[Row], room: float, stroke: float = HEAVY) -> Row:
    """Rows, already set to ``room - 6 * UNIT``, in one frame that cannot be parted."""
    inside = stack([gap(2), *rows, gap(2)])
    frame = Box(stroke / 2, stroke / 2, room - stroke, inside.height - stroke, stroke=stroke)
    return Row(inside.height, (frame, *moved_all(inside.marks, 3 * UNIT, 0)))


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a table row."""

    text: str
    type: Type = BODY


def columns(cells: Sequence[Sequence[Cell]], widths: Sequence[float], keep: bool = False) -> list[Row]:
    """Columns of lines side by side, one line a row, so that a long one can run over a page's end."""
    lefts = [sum(widths[:n]) + n * GUTTER for n in range(len(widths))]
    set_ = [
        [row for cell in column for row in paragraph(cell.text, cell.type, room)]
        for column, room in zip(cells, widths, strict=True)
    ]
    rows = []
    for side_by_side in zip_longest(*set_):
        marks = tuple(
            mark
            for row, left in zip(side_by_side, lefts, strict=True)
            if row is not None
            for mark in moved_all(row.marks, left, 0)
        )
        height = max(row.height for row in side_by_side if row is not None)
        kept = keep or any(row is not None and row.keep for row in side_by_side)
        rows.append(Row(height, marks, kept))
    return [*rows[:-1], replace(rows[-1], keep=keep)] if rows else []


def beside(left: Sequence[Row], right: Sequence[Row], left_width: float) -> Row:
    """Two stacks side by side, as one row; the right one begins a gutter after ``left_width``."""
    one, two = stack(left), stack(right)
    return Row(max(one.height, two.height), (*one.marks, *moved_all(two.marks, left_width + GUTTER, 0)))


def qr(text: str, side: float) -> Row:
    """A QR code (error correction M) with its quiet zone: ``side`` points square, more when it is dense.

    The code itself stands on the margin, its quiet zone reaches beyond.
    """
    matrix = segno.make(text, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    modules = tuple(tuple(bool(module) for module in row) for row in matrix)
    side = max(side, len(modules) * SMALLEST_MODULE)
    return Row(side, (Code(-QUIET_ZONE * side / len(modules), 0, side, modules),))
