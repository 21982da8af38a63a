"""What stands under a field: help, how it was understood, or why it cannot be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import Paragraph, natural_width, paragraph


class Note(Block):
    """A quiet line; with an icon and in bold when it must be noticed."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look)
        self._text = text
        self._icon: Icon | None = None
        self._wrong = False
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text

    def say(self, text: str, icon: Icon | None = None, *, wrong: bool = False) -> None:
        """Say ``text``; ``wrong`` in the color of trouble as well."""
        self._text, self._icon, self._wrong = text, icon, wrong
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text_fits(self) -> bool:
        """Whether all of it is shown."""
        made = self._set(self.width())
        return made.fits and made.height <= self.height() + 1

    def sizeHint(self) -> QSize:
        """On one line."""
        width = self._before() + natural_width(self._text, self.look, self._role())
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """The height of its lines; nothing when it says nothing."""
        return self._set(width).height

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon and words from the reading side."""
        if not self._text:
            return
        painter = QPainter(self)
        color = "on_trouble" if self._wrong else "ink" if self._icon else "quiet"
        made, size = self._set(self.width()), self._size()
        mirrored = self.look.language.right_to_left
        if self._icon:
            top = (self.look.line_height(self._role()) - size) / 2
            sign = QRectF(self.width() - size if mirrored else 0, top, size, size)
            picture = self.look.pixmap(self._icon, size, color, bold=True)
            painter.drawPixmap(sign, picture, QRectF(picture.rect()))
        words = QRectF(self.rect())
        if not mirrored:
            words.setLeft(self._before())
        made.draw(painter, words, self.look.color(color))

    def _role(self) -> Role:
        return Role.CAPTION_STRONG if self._icon else Role.CAPTION

    def _size(self) -> int:
        return round(Role.CAPTION.size(self.look.theme.type) * 1.1)

    def _before(self) -> int:
        return self._size() + self.look.shape.tight * 2 if self._icon else 0

    def _set(self, width: int) -> Paragraph:
        return paragraph(self._text, self.look, self._role(), width - self._before())
