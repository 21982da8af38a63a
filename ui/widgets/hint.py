"""One line that says what to do, with its sign."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import Paragraph, paragraph


class HintLine(Block):
    """A sign and a few bold words in the middle, at least ``lines`` high, so that nothing jumps."""

    def __init__(self, look: Look, text: str, icon: Icon, lines: int = 1) -> None:
        super().__init__(look)
        self._text, self._icon, self._lines = text, icon, lines
        self.setAccessibleName(text)

    def say(self, text: str, icon: Icon) -> None:
        """Say something else."""
        if (text, icon) != (self._text, self._icon):
            self._text, self._icon = text, icon
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def text_fits(self) -> bool:
        """Whether the words are shown whole."""
        made = self._set(self.width())
        return made.fits and made.height <= self.height() + 1

    def heightForWidth(self, width: int) -> int:
        """At least one line."""
        return max(self._set(width).height, self._lines * self.look.line_height(Role.STRONG))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign, then the words, in the middle together."""
        painter = QPainter(self)
        made = self._set(self.width())
        size, gap = self.look.shape.icon, self.look.shape.tight * 2
        left = (self.width() - made.width - size - gap) / 2
        sign = QRectF(left, (self.height() - size) / 2, size, size)
        words = QRectF(left + size + gap, (self.height() - made.height) / 2, made.width + 1, made.height)
        if self.look.language.right_to_left:
            sign.moveRight(self.width() - left)
            words.moveRight(sign.left() - gap)
            words.setLeft(words.right() - (self.width() - size - gap))
        picture = self.look.pixmap(self._icon, size, "action", bold=True)
        painter.drawPixmap(sign, picture, QRectF(picture.rect()))
        made.draw(painter, words, self.look.color("ink"))

    def _set(self, width: int) -> Paragraph:
        room = width - self.look.shape.icon - self.look.shape.tight * 2
        return paragraph(self._text, self.look, Role.STRONG, room, balanced=True)
