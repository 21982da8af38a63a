"""The numbers called, each with its window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import paragraph


class CalledNumbers(Block):
    """Newest first: a number, large, and where to go."""

    def __init__(self, look: Look, title: str, calls: Sequence[tuple[str, str]]) -> None:
        super().__init__(look)
        self._title, self._calls = title, list(calls)
        self.outset = look.shape.ring + look.shape.ring_gap
        self.setAccessibleName(f"{title}: " + "; ".join(f"{number}, {where}" for number, where in calls))

    def text_fits(self) -> bool:
        """Whether every number is shown whole."""
        return self.height() + 1 >= self.heightForWidth(self.width())

    def heightForWidth(self, width: int) -> int:
        """A heading and one line for each number."""
        line = self.look.line_height(Role.TITLE) + self.look.line_height(Role.CAPTION)
        head = self.look.line_height(Role.STRONG)
        return head + line * len(self._calls) + 2 * (self.outset + self.look.shape.padding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel with the numbers below each other."""
        look, shape = self.look, self.look.shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out, half = self.outset, shape.border / 2
        box = QRectF(self.rect()).adjusted(out + half, out + half, -out - half, -out - half)
        painter.setPen(QPen(look.color("line"), shape.border))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(box, shape.radius, shape.radius)
        left, room = out + shape.padding, self.width() - 2 * (out + shape.padding)
        top = float(out + shape.padding)
        rows = [(self._title, Role.STRONG, "quiet")]
        for number, where in self._calls:
            rows += [(number, Role.TITLE, "ink"), (where, Role.CAPTION, "quiet")]
        for text, role, color in rows:
            made = paragraph(text, look, role, room)
            made.draw(painter, QRectF(left, top, room, made.height), look.color(color))
            top += made.height
