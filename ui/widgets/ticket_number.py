"""The number a person is called by, as large as the screen allows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import paragraph


class TicketNumber(Block):
    """A small line above a huge number."""

    grows = True

    def __init__(self, look: Look, label: str, number: str) -> None:
        super().__init__(look)
        self._label, self._number = label, number
        self.setAccessibleName(f"{label}: {number}")

    def text_fits(self) -> bool:
        """Whether the number is shown whole and is still the largest thing here."""
        return self._size() > Role.TITLE.size(self.look.theme.type)

    def heightForWidth(self, width: int) -> int:
        """Label and a third of the number's size; it grows into whatever room is left."""
        return self.look.line_height(Role.STRONG) + self._widest(width) // 3

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both in the middle."""
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignHCenter
        label = paragraph(self._label, self.look, Role.STRONG, self.width(), middle)
        size = self._size()
        top = (self.height() - label.height - size) / 2
        label.draw(painter, QRectF(0, top, self.width(), label.height), self.look.color("quiet"))
        font = self.look.font(Role.HUGE)
        font.setPixelSize(size)
        painter.setFont(font)
        painter.setPen(self.look.color("ink"))
        box = QRectF(0, top + label.height, self.width(), size)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._number)

    def _size(self) -> int:
        room = self.height() - self.look.line_height(Role.STRONG)
        return max(min(self._widest(self.width()), room), 1)

    def _widest(self, width: int) -> int:
        size = Role.HUGE.size(self.look.theme.type)
        wanted = QFontMetricsF(self.look.font(Role.HUGE)).horizontalAdvance(self._number)
        return size if wanted <= width else max(round(size * width / wanted) - 2, 1)
