"""The office in figures on letter sheets: each chart under its finding, to be put on a wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devices.paper.chart import Chart, chart_marks
from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, LEAD_BOLD, SMALL, SMALL_BOLD, TITLE, gap, paragraph, rule
from devices.paper.sheet import LETTER, Page, Row
from kiosk.papers import Printing
from kiosk.words import Say, words

_HEIGHT = 142.0
"""Points of one chart, so that three stand on a sheet."""


@dataclass(frozen=True, slots=True)
class FiguresPaper:
    """The charts with what they are about, in sentences already said."""

    office: str
    title: str
    told: str
    charts: tuple[Chart, ...]
    language: str
    printing: Printing


def figures_pdf(paper: FiguresPaper, say: Say) -> bytes:
    """All charts in one PDF; equal figures are equal bytes."""
    return pdf(figures_pages(paper, say), paper.title, paper.language)


def figures_pages(paper: FiguresPaper, say: Say) -> tuple[Page, ...]:
    """The charts, none parted by the end of a page."""
    room = LETTER.room
    head = [
        *paragraph(paper.office, SMALL_BOLD, room),
        *paragraph(paper.title, TITLE, room),
        *paragraph(paper.told, BODY, room),
    ]
    running = [*paragraph(paper.office, SMALL_BOLD, room), gap(2)]
    body = [row for chart in paper.charts for row in _chart(chart, room)]

    def foot(n: int, pages: int) -> Sequence[Row]:
        made = words(
            "paper.figures.foot", page=n, pages=pages, at=paper.printing.at, by=str(paper.printing.by)
        )
        return [rule(room), gap(1), *paragraph(say(made), SMALL, room)]

    return lay_out(Sections(head, running, body, (), foot), LETTER)


def _chart(chart: Chart, room: float) -> list[Row]:
    height = 2 * SMALL.leading if chart.is_empty else _HEIGHT
    return [
        gap(4, keep=True),
        *paragraph(chart.title, LEAD_BOLD, room, keep=True),
        gap(1, keep=True),
        Row(height, chart_marks(chart, room, height, SMALL)),
    ]
