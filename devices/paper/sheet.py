"""Sheets of paper as values: marks on rows, rows on pages, in points from the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from devices.paper.faces import Type, width

MM = 72 / 25.4
SizeName: TypeAlias = Literal["roll80", "letter"]


@dataclass(frozen=True, slots=True)
class Size:
    """A kind of paper: its width, its margins, and how tall a page of it may be."""

    name: SizeName
    width: float
    tallest: float
    side: float
    """Left and right margin; on the roll, what a thermal head cannot reach."""
    top: float
    bottom: float
    continuous: bool
    """True for a roll: the page ends where its content ends."""

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.side


ROLL80 = Size("roll80", 80 * MM, 1500 * MM, 4 * MM, 5 * MM, 6 * MM, continuous=True)
LETTER = Size("letter", 8.5 * 72, 11 * 72, 54, 48, 42, continuous=False)
SIZES: dict[SizeName, Size] = {"roll80": ROLL80, "letter": LETTER}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``x`` is its left edge, ``y`` its baseline; ``gray`` 0 is black, 1 white."""

    x: float
    y: float
    text: str
    type: Type
    gray: float = 0.0
    turned: float = 0.0
    """Degrees counter-clockwise about (x, y)."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled, or outlined with a line of ``stroke`` points, dashed where it is to be cut."""

    x: float
    y: float
    width: float
    height: float
    fill: float | None = None
    stroke: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``side`` points with its quiet zone, dark modules as rows of booleans."""

    x: float
    y: float
    side: float
    modules: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A line through ``points``, which are counted from (x, y); ``gray`` 0 is black."""

    x: float
    y: float
    points: tuple[tuple[float, float], ...]
    stroke: float
    gray: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph (JPEG) that fills its rectangle."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes = field(repr=False)


Mark: TypeAlias = Line | Box | Code | Path | Picture


@dataclass(frozen=True, slots=True)
class Row:
    """Marks that stay together, placed from the row's own top left corner."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    """Stays on one page with the row after it, where a page can hold both."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page with everything on it."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def moved(mark: Mark, right: float, down: float) -> Mark:
    """The same mark, further right and down."""
    return replace(mark, x=mark.x + right, y=mark.y + down)


def moved_all(marks: Sequence[Mark], right: float, down: float) -> tuple[Mark, ...]:
    """All marks, further right and down."""
    return tuple(moved(mark, right, down) for mark in marks)


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a mark inks; a turned line answers for its unturned self."""
    match mark:
        case Line():
            return (
                mark.x,
                mark.y - 0.95 * mark.type.size,
                mark.x + width(mark.text, mark.type),
                mark.y + 0.29 * mark.type.size,
            )
        case Box() | Picture():
            return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
        case Code():
            return mark.x, mark.y, mark.x + mark.side, mark.y + mark.side
        case Path():
            across, down = zip(*mark.points, strict=True)
            return mark.x + min(across), mark.y + min(down), mark.x + max(across), mark.y + max(down)


def stack(rows: Sequence[Row]) -> Row:
    """Rows as one row that cannot be parted."""
    marks: list[Mark] = []
    y = 0.0
    for row in rows:
        marks.extend(moved_all(row.marks, 0, y))
        y += row.height
    return Row(y, tuple(marks), keep=bool(rows) and rows[-1].keep)


def paginate(rows: Sequence[Row], first_room: float, later_room: float) -> tuple[tuple[Row, ...], ...]:
    """Rows in pages: ``first_room`` points high the first, ``later_room`` the others. At least one page.

    Rows that keep together move to the next page as one, unless they would not fit there either.
    """
    pages: list[tuple[Row, ...]] = []
    page: list[Row] = []
    left = first_room
    for group in _groups(rows):
        height = sum(row.height for row in group)
        if height > left and page and height <= later_room:
            pages.append(tuple(page))
            page, left = [], later_room
        for row in group:
            # A single row taller than a page stands alone on one and is all that may not fit.
            if row.height > left and (page or left < later_room):
                pages.append(tuple(page))
                page, left = [], later_room
            page.append(row)
            left -= row.height
    return (*pages, tuple(page))


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = [[]]
    for row in rows:
        groups[-1].append(row)
        if not row.keep:
            groups.append([])
    return [group for group in groups if group]
