"""A person's schedules on one line of time, with today in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sync.station.desk_wire import ScheduleView
from ui.desk.here import Here
from ui.style.fonts import Role

_BACK, _AHEAD = dt.timedelta(days=45), dt.timedelta(days=400)
_MONTHS = 16
_ABBREVIATED = 3
"""Letters of a month's name that are enough."""


class TimeLine(QWidget):
    """From six weeks back to a year ahead: windows as bars, due days as marks, today as a line.

    What is printed for the person stands filled above the line, what only the officer sees hollow below it.
    """

    def __init__(self, here: Here, schedules: Sequence[ScheduleView], today: dt.date) -> None:
        super().__init__()
        self._here = here
        self._today = today
        self._schedules = tuple(s for s in schedules if s.due is not None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (f"{here.say(s.reason)} {here.date(s.due)}" for s in self._schedules if s.due)
        self.setAccessibleName("; ".join(said))

    def sizeHint(self) -> QSize:
        """A row for today, two for the marks, one for the months."""
        return QSize(5 * self._here.look.shape.portrait, 4 * self._high())

    def _high(self) -> int:
        return self._here.look.line_height(Role.CAPTION)

    def _x(self, day: dt.date) -> float:
        share = (day - (self._today - _BACK)) / (_BACK + _AHEAD)
        return max(0.0, min(1.0, share)) * (self.width() - self._here.look.shape.dot) + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Months below, windows and due days on the line, today through all of it."""
        look = self._here.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(Role.CAPTION))
        high, middle = self._high(), 2.0 * self._high()
        painter.setPen(QPen(look.color("line"), look.shape.hairline))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        self._months(painter, middle, high)
        x = self._x(self._today)
        painter.setPen(QPen(look.color("ink"), look.shape.border))
        painter.drawLine(QPointF(x, 0.4 * high), QPointF(x, middle + high))
        today = QRectF(x + look.shape.tight * 2, 0, self.width(), high)
        painter.drawText(today, Qt.AlignmentFlag.AlignLeft, self._here.say("desk.today"))
        free: dict[bool, float] = {}
        for schedule in sorted(self._schedules, key=lambda s: s.due or self._today):
            x = self._window(painter, schedule, middle, high)
            if x >= free.get(schedule.printed, 0.0):
                free[schedule.printed] = self._day(painter, schedule, x, middle, high)

    def _months(self, painter: QPainter, middle: float, high: int) -> None:
        look = self._here.look
        first = (self._today - _BACK).replace(day=1)
        free = 0.0
        for count in range(1, _MONTHS):
            index = first.month - 1 + count
            day = dt.date(first.year + index // 12, index % 12 + 1, 1)
            x, text = self._x(day), look.language.months[day.month - 1][:_ABBREVIATED]
            if free <= x < self.width() - 2 * high:
                painter.setPen(QPen(look.color("rule"), look.shape.hairline))
                painter.drawLine(QPointF(x, middle - high), QPointF(x, middle + 1.2 * high))
                painter.setPen(look.color("quiet"))
                painter.drawText(QRectF(x, middle + high, 4 * high, high), Qt.AlignmentFlag.AlignLeft, text)
                free = x + 2.4 * high

    def _day(self, painter: QPainter, schedule: ScheduleView, x: float, middle: float, high: int) -> float:
        """The due day beside its mark; where the next one may stand."""
        assert schedule.due is not None
        look, day = self._here.look, schedule.due
        text = f"{day.day} {look.language.months[day.month - 1][:_ABBREVIATED]}"
        wide = look.metrics(Role.CAPTION).horizontalAdvance(text)
        # To the left of a day gone by, so that it does not stand in today's line.
        left = x - look.shape.dot - wide if day < self._today else x + look.shape.dot
        box = QRectF(left, middle - high if schedule.printed else middle, wide + 1, high)
        painter.setPen(look.color("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return left + wide + look.shape.gap

    def _window(self, painter: QPainter, schedule: ScheduleView, middle: float, high: int) -> float:
        """The bar and the mark of one schedule; where the mark is."""
        assert schedule.due is not None
        look = self._here.look
        color = look.color("action" if schedule.printed else "line")
        size = look.shape.dot
        y = middle - high / 2 if schedule.printed else middle + high / 2
        x = self._x(schedule.due)
        if schedule.opens is not None:
            left = self._x(max(schedule.opens, self._today - _BACK))
            painter.fillRect(QRectF(left, y - size / 4, max(2.0, x - left), size / 2), color)
        painter.setPen(QPen(color, look.shape.border))
        painter.setBrush(color if schedule.printed else look.color("paper"))
        painter.drawEllipse(QPointF(x, y), size / 2, size / 2)
        return x
