"""Charts as marks, for paper and for a screen alike: bars and lines drawn plainly, labelled directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from devices.paper.faces import Type, width
from devices.paper.sheet import Box, Line, Mark, Path


class Shape(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """Upright bars in the order of their names: hours, weeks."""
    BARS = "bars"
    """Lying bars, one under the other, each with its name."""
    LINE = "line"
    """One or two lines over time."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number, what it is called and how it is said."""

    name: str
    value: float
    told: str


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers in order, and what they are together."""

    points: tuple[Point, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A finding as the title and the numbers that show it; ``empty`` is said where there are none.

    ``bottom`` is the number at the foot of a line: bars always begin at nought.
    """

    title: str
    shape: Shape
    series: tuple[Series, ...]
    empty: str
    bottom: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(one.points for one in self.series)


_THICK, _HAIR = 1.6, 0.5
_BAR_GRAY, _SECOND_GRAY = 0.0, 0.55
_MOST_BARS = 8
"""Lying bars that one chart shows: the most frequent."""


def chart_marks(chart: Chart, room: float, height: float, type_: Type) -> tuple[Mark, ...]:
    """``chart`` without its title, in a box of ``room`` by ``height`` points."""
    if chart.is_empty:
        return (Line(0, type_.leading, chart.empty, type_),)
    match chart.shape:
        case Shape.COLUMNS:
            return _columns(chart.series[0].points, room, height, type_)
        case Shape.BARS:
            return _bars(chart.series[0].points[:_MOST_BARS], room, height, type_)
        case Shape.LINE:
            return _lines(chart, room, height, type_)
        case _:
            assert_never(chart.shape)


def _columns(points: Sequence[Point], room: float, height: float, type_: Type) -> tuple[Mark, ...]:
    foot = height - type_.leading
    high = foot - type_.leading
    most = max(point.value for point in points) or 1.0
    slot = room / len(points)
    every = _every(points, slot, type_)
    fits = max(_wide(point.told, type_) for point in points) <= slot
    marks: list[Mark] = [_across(foot, room)]
    for place, point in enumerate(points):
        tall = high * point.value / most
        middle = (place + 0.5) * slot
        if tall > 0:
            marks.append(Box(middle - slot * 0.35, foot - tall, slot * 0.7, tall, fill=_BAR_GRAY))
        if (fits and point.value) or point.value == most:
            marks.append(_centred(point.told, middle, foot - tall - 0.3 * type_.size, room, type_))
        if place % every == 0:
            marks.append(_centred(point.name, middle, height - 0.29 * type_.size, room, type_))
    return tuple(marks)


def _bars(points: Sequence[Point], room: float, height: float, type_: Type) -> tuple[Mark, ...]:
    line = min(height / len(points), 2 * type_.leading)
    names = min(max(_wide(point.name, type_) for point in points), 0.6 * room)
    told = max(_wide(point.told, type_) for point in points) + 0.5 * type_.size
    left = names + type_.size
    wide = room - left - told - 0.5 * type_.size
    most = max(point.value for point in points) or 1.0
    marks: list[Mark] = []
    for place, point in enumerate(points):
        middle = (place + 0.5) * line
        baseline = middle + 0.35 * type_.size
        marks.append(Line(0, baseline, _cut(point.name, names, type_), type_))
        long = wide * point.value / most
        if long > 0:
            marks.append(Box(left, middle - 0.3 * line, long, 0.6 * line, fill=_BAR_GRAY))
        marks.append(Line(left + long + 0.5 * type_.size, baseline, point.told, type_))
    return tuple(marks)


def _lines(chart: Chart, room: float, height: float, type_: Type) -> tuple[Mark, ...]:
    drawn = [one for one in chart.series if one.points]
    foot, top = height - type_.leading, type_.leading
    labels = max(_wide(_end_of(one), type_) for one in drawn)
    left = _wide(drawn[0].points[0].name, type_) / 2
    wide = room - left - labels - type_.size
    most = max(point.value for one in drawn for point in one.points)
    span = (most - chart.bottom) or 1.0
    points = drawn[0].points
    step = wide / max(1, len(points) - 1)
    marks: list[Mark] = [_across(foot, left + wide)]
    ends: list[float] = []
    for place, one in enumerate(drawn):
        gray = _SECOND_GRAY if place else _BAR_GRAY
        way = tuple(
            (left + n * step, foot - (foot - top) * max(0.0, point.value - chart.bottom) / span)
            for n, point in enumerate(one.points)
        )
        last_x, last_y = way[-1]
        marks.append(
            Path(0, 0, way, _THICK, gray) if len(way) > 1 else Box(last_x, last_y - 1, 3, 3, fill=gray)
        )
        beside = _apart(last_y + 0.35 * type_.size, ends, type_)
        ends.append(beside)
        marks.append(Line(last_x + 0.6 * type_.size, beside, _end_of(one), type_))
    every = _every(points, step, type_)
    marks += [
        _centred(point.name, left + n * step, height - 0.29 * type_.size, room, type_)
        for n, point in enumerate(points)
        if n % every == 0
    ]
    return tuple(marks)


def _wide(text: str, type_: Type) -> float:
    """Room for ``text``: a screen sets figures of one width, which takes an eighth more than paper does."""
    return 1.125 * width(text, type_)


def _end_of(one: Series) -> str:
    told = one.points[-1].told
    return f"{told} {one.label}" if one.label else told


def _apart(baseline: float, taken: Sequence[float], type_: Type) -> float:
    """The baseline, moved down as far as the labels that stand there already need."""
    for other in sorted(taken):
        if abs(baseline - other) < type_.leading:
            baseline = other + type_.leading
    return baseline


def _every(points: Sequence[Point], slot: float, type_: Type) -> int:
    """Each how manieth name has room below its point."""
    widest = max(_wide(point.name, type_) for point in points) + 0.6 * type_.size
    return max(1, -int(-widest // slot)) if slot else 1


def _across(y: float, room: float) -> Box:
    return Box(0, y, room, _HAIR, fill=0.4)


def _centred(text: str, middle: float, baseline: float, room: float, type_: Type) -> Line:
    wide = _wide(text, type_)
    return Line(min(max(0.0, middle - wide / 2), max(0.0, room - wide)), baseline, text, type_)


def _cut(text: str, room: float, type_: Type) -> str:
    if _wide(text, type_) <= room:
        return text
    fits = next((n for n in range(len(text), 0, -1) if _wide(f"{text[:n].rstrip()}…", type_) <= room), 0)
    return f"{text[:fits].rstrip()}…"
