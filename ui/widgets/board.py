"""The numbers called, each with its window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import natural_width, paragraph


class CalledNumbers(Block):
    """Newest first: a number, large, and where to go."""

    def __init__(self, look: Look, title: str, calls: Sequence[tuple[str, str]], waiting: str = "") -> None:
        super().__init__(look)
        self._title, self._calls, self._waiting = title, list(calls), waiting
        self.outset = look.shape.ring + look.shape.ring_gap
        self.setAccessibleName(
            f"{title}: " + "; ".join(f"{number}, {where}" for number, where in calls) + waiting
        )

    def text_fits(self) -> bool:
        """Whether every number is shown whole."""
        room = self.width() - 2 * (self.outset + self.look.shape.padding)
        single = all(natural_width(text, self.look, role) <= room for text, role, _ in self._lines())
        return single and self.height() + 1 >= self.heightForWidth(self.width())

    def heightForWidth(self, width: int) -> int:
        """A heading, the numbers in rows, and how many wait."""
        lines = sum(self.look.line_height(role) for _, role, _ in self._lines())
        return lines + 2 * (self.outset + self.look.shape.padding) + self.look.shape.gap

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel: each number with its window behind it, at the foot how many wait."""
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
        for text, role, color in self._lines():
            if role is Role.CAPTION_STRONG:
                top = self.height() - out - shape.padding - look.line_height(role)
            made = paragraph(text, look, role, room)
            made.draw(painter, QRectF(left, top, room, made.height), look.color(color))
            top += made.height

    def _lines(self) -> list[tuple[str, Role, str]]:
        lines = [(self._title, Role.STRONG, "quiet")] if self._calls else []
        for number, where in self._calls:
            lines += [(number, Role.TITLE, "ink"), (where, Role.CAPTION, "quiet")]
        return [*lines, (self._waiting, Role.CAPTION_STRONG, "ink")]
