"""A person's schedules on one line of time, with today in it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sync.station.desk_wire import ScheduleView
from ui.style.fonts import Role
from ui.style.look import Look

_BACK, _AHEAD = dt.timedelta(days=45), dt.timedelta(days=400)


class TimeLine(QWidget):
    """From six weeks back to a year ahead: windows as bars, due days as marks, today as a line."""

    def __init__(self, look: Look, schedules: tuple[ScheduleView, ...], today: dt.date) -> None:
        super().__init__()
        self._look = look
        self._today = today
        self._schedules = tuple(s for s in schedules if s.due is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (f"{s.what}: {look.language.say_date(s.due)}" for s in self._schedules if s.due)
        self.setAccessibleName("; ".join(said))

    def sizeHint(self) -> QSize:
        """One row for the marks and one for the months."""
        return QSize(480, 3 * self._look.line_height(Role.CAPTION))

    def _x(self, day: dt.date) -> float:
        share = (day - (self._today - _BACK)) / (_BACK + _AHEAD)
        return max(0.0, min(1.0, share)) * (self.width() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months below, windows and due days on the line, today through all of it."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(Role.CAPTION))
        high = look.line_height(Role.CAPTION)
        middle = 1.5 * high
        painter.setPen(QPen(look.color("line"), look.shape.hairline))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        self._months(painter, 2.0 * high, high)
        for schedule in self._schedules:
            self._window(painter, schedule, middle)
        painter.setPen(QPen(look.color("action"), look.shape.border))
        x = self._x(self._today)
        painter.drawLine(QPointF(x, 0.4 * high), QPointF(x, 2.0 * high))
        painter.drawText(QRectF(x + 4, 0, 200, high), Qt.AlignmentFlag.AlignLeft, look.say("desk.today"))

    def _months(self, painter: QPainter, top: float, high: int) -> None:
        look = self._look
        painter.setPen(look.color("quiet"))
        first = (self._today - _BACK).replace(day=1)
        free = 0.0
        for count in range(1, 17):
            index = first.month - 1 + count
            day = dt.date(first.year + index // 12, index % 12 + 1, 1)
            x, text = self._x(day), look.language.months[day.month - 1][:3]
            if free <= x < self.width() - 2 * high:
                painter.drawText(QRectF(x, top, 4 * high, high), Qt.AlignmentFlag.AlignLeft, text)
                free = x + 3.2 * high

    def _window(self, painter: QPainter, schedule: ScheduleView, middle: float) -> None:
        assert schedule.due is not None
        look = self._look
        color = look.color("action" if schedule.printed else "line")
        size = look.shape.dot
        x = self._x(schedule.due)
        if schedule.opens is not None:
            left = self._x(max(schedule.opens, self._today - _BACK))
            painter.fillRect(QRectF(left, middle - size / 4, max(2.0, x - left), size / 2), color)
        painter.setPen(QPen(color, look.shape.border))
        painter.setBrush(color if schedule.printed else look.color("paper"))
        painter.drawEllipse(QPointF(x, middle), size / 2, size / 2)
