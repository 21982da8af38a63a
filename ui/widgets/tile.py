"""A tile of the first screen: a large picture above its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.cards import CardWords
from ui.widgets.setting import Paragraph, longest_word, natural_width, paragraph
from ui.widgets.touch import Touch


class Tile(Touch):
    """Touched to begin something."""

    def __init__(self, look: Look, said: CardWords, icon: Icon) -> None:
        super().__init__(look, said.title)
        self._said, self._icon = said, icon
        self.setAccessibleDescription(said.under)

    def text_fits(self) -> bool:
        """Whether all its words are shown whole."""
        made = [part for part in self._set(self.width()) if part]
        return all(part.fits for part in made) and self.height() + 1 >= self.heightForWidth(self.width())

    def hasHeightForWidth(self) -> bool:
        """Always: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A small picture above the words; it grows with the tile."""
        shape = self.look.shape
        return shape.icon + self._words_height(width) + 3 * shape.padding + 2 * self.outset

    def sizeHint(self) -> QSize:
        """Half a column."""
        width = self.look.shape.content_width // 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word."""
        shape = self.look.shape
        word = longest_word(self._said.title, self.look, Role.HEADING)
        return QSize(word + 2 * (self.outset + shape.padding), shape.card_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, the picture, the words, all in the middle."""
        painter = QPainter(self)
        shape = self.look.shape
        self.draw_face(painter, "action_pressed" if self.isDown() else "action", "action", 0)
        title, under = self._set(self.width())
        size = self._picture()
        words = title.height + (under.height if under else 0)
        top = (self.height() - size - shape.padding - words) / 2
        picture = self.look.pixmap(self._icon, size, "on_action")
        painter.drawPixmap(
            QRectF((self.width() - size) / 2, top, size, size), picture, QRectF(picture.rect())
        )
        top += size + shape.padding
        left, room = self.outset + shape.padding, self.width() - 2 * (self.outset + shape.padding)
        for made in (title, under):
            if made:
                made.draw(painter, QRectF(left, top, room, made.height), self.look.color("on_action"))
                top += made.height

    def _picture(self) -> int:
        shape = self.look.shape
        room = self.height() - self._words_height(self.width()) - 3 * shape.padding - 2 * self.outset
        return max(min(room, shape.picture_icon * 3 // 2), shape.icon)

    def _words_height(self, width: int) -> int:
        title, under = self._set(width)
        return title.height + (under.height if under else 0)

    def _set(self, width: int) -> tuple[Paragraph, Paragraph | None]:
        room = width - 2 * (self.outset + self.look.shape.padding)
        middle = Qt.AlignmentFlag.AlignHCenter
        one_line = natural_width(self._said.title, self.look, Role.TITLE) <= room
        role = Role.TITLE if one_line else Role.HEADING
        title = paragraph(self._said.title, self.look, role, room, middle, balanced=True)
        under = None
        if self._said.under:
            under = paragraph(self._said.under, self.look, Role.BODY, room, middle, balanced=True)
        return title, under
