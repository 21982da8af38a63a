"""Draws a chart of the desk: the marks of the paper's own charts, in the desk's colors."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from devices.paper.chart import Chart, chart_marks
from devices.paper.faces import Type
from devices.paper.sheet import Box, Line, Mark, Path
from ui.desk.here import Here
from ui.desk.parts import column, label
from ui.style.fonts import Role
from ui.style.look import Look


class _Drawing(QWidget):
    def __init__(self, look: Look, chart: Chart) -> None:
        super().__init__()
        self._look, self._chart = look, chart
        # Nobody reads a picture aloud: its numbers are its description.
        numbers = (f"{point.name} {point.told}" for one in chart.series for point in one.points)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("; ".join(numbers) or chart.empty)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        shape = self._look.shape
        return QSize(shape.aside, shape.row * 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.shape.rail, self._look.shape.row * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        type_ = Type(float(Role.CAPTION.size(self._look.theme.type)))
        for mark in chart_marks(self._chart, self.width(), self.height(), type_):
            self._paint(painter, mark)

    def _paint(self, painter: QPainter, mark: Mark) -> None:
        look = self._look
        match mark:
            case Line():
                painter.setPen(look.color("ink"))
                painter.setFont(look.font(Role.CAPTION))
                painter.drawText(QPointF(mark.x, mark.y), mark.text)
            case Box():
                ink = "action" if not mark.fill else "line"
                painter.fillRect(QRectF(mark.x, mark.y, mark.width, mark.height), look.color(ink))
            case Path():
                ink = "line" if mark.gray else "action"
                painter.setPen(QPen(look.color(ink), look.shape.border, Qt.PenStyle.SolidLine))
                painter.drawPolyline(QPolygonF([QPointF(mark.x + x, mark.y + y) for x, y in mark.points]))
            case _:
                pass


class ChartCard(QWidget):
    """The finding, and under it the chart that shows it."""

    def __init__(self, here: Here, name: str, chart: Chart) -> None:
        super().__init__()
        drawing = _Drawing(here.look, chart)
        layout = column(
            here.look,
            label(chart.title, "strong", name=f"figures.{name}"),
            drawing,
            gap=here.look.shape.tight * 2,
        )
        layout.setStretchFactor(drawing, 1)
        self.setLayout(layout)
