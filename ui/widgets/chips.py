"""A ready answer above the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.setting import natural_width, paragraph
from ui.widgets.touch import Touch


class Chip(Touch):
    """One line to touch instead of typing it."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look, text)

    def text_fits(self) -> bool:
        """Whether its line is shown whole."""
        return natural_width(self.text(), self.look, Role.CAPTION_STRONG) <= self.face().width()

    def hasHeightForWidth(self) -> bool:
        """Always the same height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One target, or one line."""
        line = self.look.line_height(Role.CAPTION_STRONG)
        return max(self.look.shape.target, line + self.look.shape.tight) + 2 * self.outset

    def sizeHint(self) -> QSize:
        """Its line with room on both sides."""
        text = natural_width(self.text(), self.look, Role.CAPTION_STRONG)
        return QSize(text + 2 * (self.outset + self.look.shape.padding), self.heightForWidth(0))

    def minimumSizeHint(self) -> QSize:
        """No smaller: a chip does not wrap."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face and its line."""
        painter = QPainter(self)
        pressed = self.isDown()
        self.draw_face(painter, "action" if pressed else "chosen", "action", self.look.shape.hairline)
        made = paragraph(
            self.text(), self.look, Role.CAPTION_STRONG, self.width(), Qt.AlignmentFlag.AlignHCenter
        )
        box = QRectF(0, (self.height() - made.height) / 2, self.width(), made.height)
        made.draw(painter, box, self.look.color("on_action" if pressed else "ink"))
