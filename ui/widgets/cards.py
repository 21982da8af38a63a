"""Answers and things on file as large cards: an icon, a line, what is under it, and a mark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.setting import Paragraph, longest_word, natural_width, paragraph
from ui.widgets.touch import Touch


@dataclass(frozen=True)
class CardWords:
    """What a card says, already in the reader's language."""

    title: str
    under: str = ""
    """A quieter line; may be empty."""
    mark: str = ""
    """A word at the end, such as "changed"; may be empty."""


class Card(Touch):
    """A large card to touch; ``chosen`` shows as a thick border, a tick and a tint, never as color alone."""

    def __init__(
        self,
        look: Look,
        said: CardWords,
        icon: Icon | None = None,
        trailing: Icon | None = None,
        *,
        chosen: bool = False,
        slim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, said.title, parent)
        self._said = said
        self._icon = icon
        self._trailing = trailing
        self._chosen = chosen
        self._slim = slim
        self.setAccessibleDescription(" ".join(part for part in (said.under, said.mark) if part))
        self.setCheckable(False)

    @property
    def chosen(self) -> bool:
        """Whether it is shown as the answer given."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Show it as the answer given, or not."""
        self._chosen = chosen
        self.update()

    def text_fits(self) -> bool:
        """Whether all its words are shown whole."""
        title, under, mark = self._set(self.width())
        wide = mark is None or mark.fits
        return (
            title.fits
            and (under is None or under.fits)
            and wide
            and self.heightForWidth(self.width()) <= self.height() + 1
        )

    @property
    def _title_role(self) -> Role:
        return Role.CAPTION_STRONG if self._slim else Role.STRONG

    def _least_height(self) -> int:
        shape = self.look.shape
        return shape.target + shape.tight * 2 if self._slim else shape.card_height

    def _icon_size(self) -> int:
        return self.look.shape.icon

    def _edges(self) -> tuple[int, int]:
        """Where the words begin and how much is kept free behind them, in pixels from the card's edges."""
        shape = self.look.shape
        before = self.outset + shape.padding
        after = before
        if self._icon:
            before += self._icon_size() + shape.padding
        if self._trailing or self._chosen:
            after += shape.icon + shape.tight * 2
        return before, after

    def _mark_width(self) -> int:
        if not self._said.mark:
            return 0
        return natural_width(self._said.mark, self.look, Role.CAPTION_STRONG) + 2 * self.look.shape.padding

    def _set(self, width: int) -> tuple[Paragraph, Paragraph | None, Paragraph | None]:
        before, after = self._edges()
        column = width - before - after - self._mark_width()
        title = paragraph(self._said.title, self.look, self._title_role, column)
        under = paragraph(self._said.under, self.look, Role.CAPTION, column) if self._said.under else None
        mark = None
        if self._said.mark:
            mark = paragraph(self._said.mark, self.look, Role.CAPTION_STRONG, self._mark_width())
        return title, under, mark

    def hasHeightForWidth(self) -> bool:
        """Always: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for all its words at ``width``."""
        title, under, _ = self._set(width)
        shape = self.look.shape
        words = title.height + (under.height if under else 0)
        around = shape.tight if self._slim else shape.padding * 3 // 4
        least = max(self._least_height(), words + 2 * around, self._icon_size() + shape.padding)
        return least + 2 * self.outset

    def sizeHint(self) -> QSize:
        """As wide as its words on one line."""
        before, after = self._edges()
        words = max(
            natural_width(self._said.title, self.look, self._title_role),
            natural_width(self._said.under, self.look, Role.CAPTION),
        )
        width = before + after + self._mark_width() + words
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest word beside icon and mark."""
        before, after = self._edges()
        word = longest_word(self._said.title, self.look, self._title_role)
        return QSize(before + after + self._mark_width() + word, self._least_height() + 2 * self.outset)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, the icon, the words, the mark, and the sign at the end."""
        painter = QPainter(self)
        shape = self.look.shape
        pressed, chosen = self.isDown(), self._chosen
        ground = "action" if pressed else "chosen" if chosen else "paper" if self._slim else "card"
        strong = chosen or pressed
        self.draw_face(painter, ground, "action" if strong else "line", shape.border + (2 if strong else 0))
        ink = "on_action" if pressed else "ink"
        quiet = "on_action" if pressed else "quiet"
        accent = "on_action" if pressed else "action"
        before, after = self._edges()
        title, under, mark = self._set(self.width())
        column = self.width() - before - after - self._mark_width()
        top = (self.height() - title.height - (under.height if under else 0)) / 2
        title.draw(painter, self.placed(QRectF(before, top, column, title.height)), self.look.color(ink))
        if under:
            box = self.placed(QRectF(before, top + title.height, column, under.height))
            under.draw(painter, box, self.look.color(quiet))
        if mark:
            left = self.width() - after - self._mark_width() + shape.padding
            box = QRectF(left, (self.height() - mark.height) / 2, self._mark_width(), mark.height)
            mark.draw(painter, self.placed(box), self.look.color(accent))
        if self._icon:
            self._draw_icon(painter, self._icon, self.outset + shape.padding, self._icon_size(), accent)
        sign = Icon.DONE if chosen else self._trailing
        if sign:
            left = self.width() - self.outset - shape.padding - shape.icon
            self._draw_icon(painter, sign, left, shape.icon, accent)

    def _draw_icon(self, painter: QPainter, icon: Icon, left: int, size: int, color: str) -> None:
        box = self.placed(QRectF(left, (self.height() - size) / 2, size, size))
        picture = self.look.pixmap(icon, size, color, bold=icon is Icon.DONE)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
