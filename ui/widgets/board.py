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
    """Newest first: a number, large, and where to go; at the foot how many wait. Shows as many as fit."""

    def __init__(self, look: Look, title: str, calls: Sequence[tuple[str, str]], waiting: str = "") -> None:
        super().__init__(look)
        self._title, self._calls, self._waiting = title, list(calls), waiting
        self.outset = look.shape.ring + look.shape.ring_gap
        spoken = [f"{number}, {where}" for number, where in calls]
        self.setAccessibleName("; ".join(part for part in (title if calls else "", *spoken, waiting) if part))

    def text_fits(self) -> bool:
        """Whether the newest number is shown whole."""
        room = self.width() - 2 * (self.outset + self.look.shape.padding)
        rows = (natural_width(number, self.look, Role.TITLE) for number, _ in self._calls)
        texts = (natural_width(where, self.look, Role.CAPTION) for _, where in self._calls)
        return max([0, *rows, *texts]) <= room and self.height() + 1 >= self.heightForWidth(self.width())

    def heightForWidth(self, width: int) -> int:
        """A heading and the newest number; how many wait where nothing is called."""
        around = 2 * (self.outset + self.look.shape.padding)
        if not self._calls:
            return around + self._foot_height()
        return around + self._head_height() + self._row_height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel with as many numbers as it has room for."""
        look, shape = self.look, self.look.shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out, half = self.outset, shape.border / 2
        box = QRectF(self.rect()).adjusted(out + half, out + half, -out - half, -out - half)
        painter.setPen(QPen(look.color("line"), shape.border))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(box, shape.radius, shape.radius)
        top = float(out + shape.padding)
        if self._calls:
            top = self._draw_line(painter, self._title, Role.STRONG, "quiet", top)
        room = self.height() - 2 * (out + shape.padding) - self._head_height()
        fitting = max((room - self._foot_height()) // self._row_height(), 1)
        for number, where in self._calls[:fitting]:
            top = self._draw_line(painter, number, Role.TITLE, "ink", top)
            top = self._draw_line(painter, where, Role.CAPTION, "quiet", top)
        foot = self.height() - out - shape.padding - look.line_height(Role.CAPTION_STRONG)
        if foot >= top:
            self._draw_line(painter, self._waiting, Role.CAPTION_STRONG, "ink", foot)

    def _draw_line(self, painter: QPainter, text: str, role: Role, color: str, top: float) -> float:
        left = self.outset + self.look.shape.padding
        room = self.width() - 2 * left
        made = paragraph(text, self.look, role, room)
        made.draw(painter, QRectF(left, top, room, made.height), self.look.color(color))
        return top + made.height

    def _row_height(self) -> int:
        return self.look.line_height(Role.TITLE) + self.look.line_height(Role.CAPTION)

    def _head_height(self) -> int:
        return self.look.line_height(Role.STRONG) if self._calls else 0

    def _foot_height(self) -> int:
        return self.look.line_height(Role.CAPTION_STRONG) + self.look.shape.tight
