"""Buttons: the one action of a screen, the other ways on, and the small ones of the bars."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.setting import Paragraph, longest_word, natural_width, paragraph
from ui.widgets.touch import Touch


class Kind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    """The one action."""
    SECONDARY = "secondary"
    PLAIN = "plain"
    """As SECONDARY, no wider than its words."""
    BAR = "bar"
    """In the top bar: small, without a border."""


class Button(Touch):
    """An icon and a verb; its words wrap rather than being cut."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: Icon | None = None,
        kind: Kind = Kind.SECONDARY,
        *,
        icon_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, text, parent)
        self._icon = icon
        self._kind = kind
        self._icon_last = icon_last

    @property
    def kind(self) -> Kind:
        """How loud it is."""
        return self._kind

    @property
    def role(self) -> Role:
        """The role its words are set in."""
        return Role.CAPTION_STRONG if self._kind is Kind.BAR else Role.BUTTON

    def say(self, text: str, icon: Icon | None, *, icon_last: bool = False) -> None:
        """Bear other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self._icon, self._icon_last = icon, icon_last
        self.updateGeometry()
        self.update()

    def lines_in(self, width: int) -> int:
        """How many lines its words take in a button ``width`` wide."""
        return self._words(width).lines

    def text_fits(self) -> bool:
        """Whether all its words are shown whole."""
        made = self._words(self.width())
        return made.fits and made.height <= self.face().height() + 1

    def _icon_size(self) -> int:
        return round(self.role.size(self.look.theme.type) * 1.15)

    def _beside(self) -> int:
        """What the icon and the padding take from the width."""
        shape = self.look.shape
        padding = shape.padding if self._kind is not Kind.BAR else shape.tight * 2
        icon = self._icon_size() + shape.tight * 2 if self._icon else 0
        return 2 * (self.outset + padding) + icon

    def _words(self, width: int) -> Paragraph:
        return paragraph(self.text(), self.look, self.role, width - self._beside(), balanced=True)

    def _least_height(self) -> int:
        shape = self.look.shape
        if self._kind is Kind.BAR:
            least = max(shape.target, self.look.line_height(self.role))
        else:
            least = shape.button_height
        return least + 2 * self.outset

    def hasHeightForWidth(self) -> bool:
        """Always: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """High enough for all words at ``width``."""
        shape = self.look.shape
        padding = 0 if self._kind is Kind.BAR else shape.tight
        return max(self._least_height(), self._words(width).height + 2 * (padding + self.outset))

    def sizeHint(self) -> QSize:
        """All words on one line, no smaller than a button may be."""
        width = self._beside() + natural_width(self.text(), self.look, self.role)
        if self._kind in (Kind.PRIMARY, Kind.SECONDARY):
            width = max(width, self.look.shape.button_width + 2 * self.outset)
        return QSize(width, self._least_height())

    def minimumSizeHint(self) -> QSize:
        """The longest word beside the icon."""
        return QSize(self._beside() + longest_word(self.text(), self.look, self.role), self._least_height())

    def _colors(self) -> tuple[str, str, str, int]:
        """Ground, border and ink as color tokens, and the border's width."""
        border = self.look.shape.border
        if not self.isEnabled():
            return "unavailable", "line", "on_unavailable", border
        pressed = self.isDown()
        if self._kind is Kind.PRIMARY:
            ground = "action_pressed" if pressed else "action"
            return ground, ground, "on_action", border
        if pressed:
            return "action", "action", "on_action", border
        return "paper", "action", "action", 0 if self._kind is Kind.BAR else border

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, then icon and words, centered together."""
        painter = QPainter(self)
        ground, line, ink, border = self._colors()
        self.draw_face(painter, ground, line, border)
        made = self._words(self.width())
        shape, size = self.look.shape, self._icon_size()
        icon_room = size + shape.tight * 2 if self._icon else 0
        left = (self.width() - made.width - icon_room) / 2
        words_left = left if self._icon_last else left + icon_room
        top = (self.height() - made.height) / 2
        if self._icon:
            at = left + made.width + shape.tight * 2 if self._icon_last else left
            box = self.placed(QRectF(at, (self.height() - size) / 2, size, size))
            picture = self.look.pixmap(self._icon, size, ink, bold=True)
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
        words = self.placed(QRectF(words_left, top, made.width, made.height))
        if self.look.language.right_to_left:
            words.setLeft(words.right() - (self.width() - self._beside()))
        made.draw(painter, words, self.look.color(ink))


def primary(look: Look, text: str, icon: Icon | None = None) -> Button:
    """The one action of a screen."""
    return Button(look, text, icon, Kind.PRIMARY, icon_last=icon is Icon.ARROW_RIGHT)


def secondary(look: Look, text: str, icon: Icon | None = None) -> Button:
    """Another way on."""
    return Button(look, text, icon, Kind.SECONDARY)
