"""What a column is made of: the question, notices, things beside each other, and how high each must be."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.setting import Paragraph, paragraph
from ui.widgets.text import Text


def outset_of(block: QWidget) -> int:
    """How far ``block``'s reserved focus ring reaches beyond its visible edge."""
    return int(getattr(block, "outset", 0))


def height_of(block: QWidget, width: int) -> int:
    """How high ``block`` must be to show everything at ``width``."""
    height = block.heightForWidth(width) if block.hasHeightForWidth() else -1
    return max(height if height >= 0 else block.sizeHint().height(), 0)


class Block(QWidget):
    """A part of a column that knows its height at any width."""

    outset = 0
    grows = False
    """Takes the height left over in its column."""
    lead = 0
    """More space above it than between other blocks."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Always."""
        return True

    def sizeHint(self) -> QSize:
        """As wide as a column of content."""
        width = self.look.shape.content_width
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One target."""
        return QSize(self.look.shape.target, self.look.shape.target)

    def lay(self, widget: QWidget, left: int, top: int, width: int, height: int) -> None:
        """Place ``widget`` given for left-to-right reading; mirrored where the language is."""
        if self.look.language.right_to_left:
            left = self.width() - left - width
        widget.setGeometry(QRect(left, top, width, height))


_NOTHING = 3
_LEAST_LETTERS = 24
"""Font sizes a row must be wide to be set in columns."""


class Question(Block):
    """The one question of a screen, with its icon and one sentence of help."""

    def __init__(
        self, look: Look, question: str, help_text: str = "", icon: Icon | None = None, *, small: bool = False
    ) -> None:
        super().__init__(look)
        self._icon = icon
        self._question = Text(look, question, Role.HEADING if small else Role.TITLE, balanced=True)
        self._question.setParent(self)
        self._help = Text(look, help_text, color="quiet")
        self._help.setParent(self)
        self._help.setVisible(bool(help_text))
        self._roles = (Role.HEADING if small else Role.TITLE, Role.HEADING, Role.STRONG, Role.STRONG)
        self._level = 0
        self.setAccessibleName(question)
        self.setAccessibleDescription(help_text)

    def shorten(self, level: int) -> None:
        """How much of it is shown: 0 all, 1 and 2 the question alone, smaller, 3 nothing."""
        if level == self._level:
            return
        self._level = level
        self._question.set_role(self._roles[level])
        self._question.setVisible(level < _NOTHING)
        self._help.setVisible(self._shows_help(level))
        self._place()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Question and help below each other, at least as high as the icon."""
        return self.height_at(self._level, width)

    def height_at(self, level: int, width: int) -> int:
        """The height it would have if it were shortened so; nothing changes, so nobody lays out anew."""
        if level == _NOTHING:
            return 0
        room = width - self._before(level)
        height = self._question.height_in(self._roles[level], room)
        if self._shows_help(level):
            height += self.look.shape.tight + height_of(self._help, room)
        return max(height, self._icon_size(level))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place question and help."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        size = self._icon_size(self._level)
        if size and self._icon:
            # The glyph stands in from its box; its stroke, not its box, lines up with the column.
            left = -size // 9
            if self.look.language.right_to_left:
                left = self.width() - size + size // 9
            QPainter(self).drawPixmap(left, 0, self.look.pixmap(self._icon, size, "action"))

    def _shows_help(self, level: int) -> bool:
        return bool(self._help.text()) and level == 0

    def _icon_size(self, level: int) -> int:
        return self.look.shape.picture_icon if self._icon and level == 0 else 0

    def _before(self, level: int) -> int:
        return self._icon_size(level) + self.look.shape.padding if self._icon_size(level) else 0

    def _place(self) -> None:
        before = self._before(self._level)
        room = self.width() - before
        height = height_of(self._question, room)
        # A single line stands in the middle of its icon.
        top = max((self._icon_size(self._level) - height) // 2, 0) if not self._shows_help(self._level) else 0
        self.lay(self._question, before, top, room, height)
        if self._shows_help(self._level):
            below = height + self.look.shape.tight
            self.lay(self._help, before, below, room, height_of(self._help, room))


class Notice(Block):
    """A panel with an icon and words; ``tone`` is a token: caution, trouble, done or chosen."""

    def __init__(self, look: Look, title: str, text: str, icon: Icon, tone: str = "caution") -> None:
        super().__init__(look)
        self._title, self._text = title, text
        self._icon, self._tone = icon, tone
        self.setAccessibleName(f"{title} {text}".strip())

    def text_fits(self) -> bool:
        """Whether all its words are shown whole."""
        title, text = self._set(self.width())
        words = [made for made in (title, text) if made]
        return all(made.fits for made in words) and self.height() + 1 >= self.heightForWidth(self.width())

    def heightForWidth(self, width: int) -> int:
        """All its words inside its padding."""
        title, text = self._set(width)
        words = sum(made.height for made in (title, text) if made)
        return max(words, self._icon_size()) + 2 * self.look.shape.padding

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel, the icon, the words."""
        look, shape = self.look, self.look.shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = "ink" if self._tone == "chosen" else f"on_{self._tone}"
        painter.setBrush(look.color(self._tone))
        painter.setPen(QPen(look.color("action" if self._tone == "chosen" else ink), shape.border))
        half = shape.border / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), shape.radius, shape.radius
        )
        size = self._icon_size()
        title, text = self._set(self.width())
        words = sum(made.height for made in (title, text) if made)
        mirrored = look.language.right_to_left
        left = self.width() - shape.padding - size if mirrored else shape.padding
        painter.drawPixmap(left, (self.height() - size) // 2, look.pixmap(self._icon, size, ink, bold=True))
        before = 2 * shape.padding + size
        column = QRectF(
            shape.padding if mirrored else before, 0, self.width() - before - shape.padding, self.height()
        )
        column.setTop((self.height() - words) / 2)
        for made in (title, text):
            if made:
                made.draw(painter, column, look.color(ink))
                column.translate(0, made.height)

    def _icon_size(self) -> int:
        return round(self.look.shape.icon * 1.4)

    def _set(self, width: int) -> tuple[Paragraph | None, Paragraph | None]:
        room = width - 3 * self.look.shape.padding - self._icon_size()
        title = paragraph(self._title, self.look, Role.STRONG, room) if self._title else None
        return title, paragraph(self._text, self.look, Role.BODY, room) if self._text else None


class Beside(Block):
    """A label and what belongs to it, beside each other; the label takes ``share`` of the width."""

    def __init__(self, look: Look, label: QWidget | None, thing: QWidget, share: float = 0.28) -> None:
        super().__init__(look)
        self.outset = outset_of(thing)
        self.lead = look.shape.gap - look.shape.tight if label else 0
        self._label, self._thing, self._share = label, thing, share
        for part in (label, thing):
            if part is not None:
                part.setParent(self)

    @property
    def thing(self) -> QWidget:
        """What the label belongs to."""
        return self._thing

    def heightForWidth(self, width: int) -> int:
        """The higher of the two, or both where the label needs the whole width."""
        if self._stacked(width):
            label = height_of(self._label, width - 2 * self.outset) if self._label else 0
            return label + height_of(self._thing, width)
        first = round(width * self._share)
        label = height_of(self._label, first - self.look.shape.gap) if self._label else 0
        return max(label + 2 * self.outset, height_of(self._thing, width - first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place both; the label in the middle of a single-line thing, else at the top."""
        if self._stacked(self.width()):
            room = self.width() - 2 * self.outset
            above = height_of(self._label, room) if self._label else 0
            self.lay(self._thing, 0, above, self.width(), self.height() - above)
            if self._label:
                self.lay(self._label, self.outset, self.outset, room, above)
            return
        first = round(self.width() * self._share)
        self.lay(self._thing, first, 0, self.width() - first, self.height())
        if self._label:
            room = first - self.look.shape.gap - self.outset
            height = height_of(self._label, room)
            top = max((min(self.height(), self.look.shape.card_height + 2 * self.outset) - height) // 2, 0)
            self.lay(self._label, self.outset, top, room, height)

    def _stacked(self, width: int) -> bool:
        """Where a third of the width holds too few letters, the label stands above."""
        return width < _LEAST_LETTERS * Role.BODY.size(self.look.theme.type)


class SideBySide(Block):
    """Things of equal width in one row, or below each other where they would be too narrow."""

    def __init__(self, look: Look, things: list[QWidget], least: int = 0, *, grows: bool = False) -> None:
        super().__init__(look)
        self.grows = grows
        self._things = things
        self._least = least
        self.outset = max((outset_of(thing) for thing in things), default=0)
        for thing in things:
            thing.setParent(self)

    def _columns(self, width: int) -> int:
        needed = max(self._least, *(thing.minimumSizeHint().width() for thing in self._things))
        gap = self.look.shape.gap - 2 * self.outset
        fitting = max((width + gap) // (needed + gap), 1)
        # As many rows as that takes, evenly filled: two and two, not three and one.
        rows = -(-len(self._things) // fitting)
        return -(-len(self._things) // rows)

    def _rows(self, width: int) -> list[list[tuple[QWidget, QRect]]]:
        columns = self._columns(width)
        gap = self.look.shape.gap - 2 * self.outset
        each = (width - gap * (columns - 1)) // columns
        rows: list[list[tuple[QWidget, QRect]]] = []
        top = 0
        for start in range(0, len(self._things), columns):
            row = self._things[start : start + columns]
            height = max(height_of(thing, each) for thing in row)
            rows.append(
                [(thing, QRect(at * (each + gap), top, each, height)) for at, thing in enumerate(row)]
            )
            top += height + gap
        return rows

    def heightForWidth(self, width: int) -> int:
        """All rows."""
        rows = self._rows(width)
        return rows[-1][0][1].bottom() + 1 if rows else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the things."""
        rows = self._rows(self.width())
        spare = max(self.height() - self.heightForWidth(self.width()), 0) // max(len(rows), 1)
        for place, row in enumerate(rows):
            for thing, box in row:
                top, height = box.top() + place * spare, box.height() + spare
                self.lay(thing, box.left(), top, box.width(), height)


CENTER = Qt.AlignmentFlag.AlignHCenter
"""For the few texts set in the middle."""


class Titled(Block):
    """A few words and what they stand above: never parted by the end of a page."""

    def __init__(self, look: Look, title: Text, below: Block) -> None:
        super().__init__(look)
        self._title, self._below = title, below
        self.outset = outset_of(below)
        for part in (title, below):
            part.setParent(self)

    def heightForWidth(self, width: int) -> int:
        """Both."""
        return self._above(width) + height_of(self._below, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other."""
        above, width = self._above(self.width()), self.width() - 2 * self.outset
        self._title.setGeometry(self.outset, self.outset, width, height_of(self._title, width))
        self._below.setGeometry(0, above, self.width(), height_of(self._below, self.width()))

    def _above(self, width: int) -> int:
        return height_of(self._title, width - 2 * self.outset) + self.look.shape.tight
