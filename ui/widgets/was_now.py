"""One topic of the summary: what was on file beside what is said now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import Paragraph, paragraph
from ui.widgets.touch import Touch

_LABEL, _WAS, _NOW = 0.24, 0.36, 0.40
"""The columns' shares of the width."""
_LEAST_LETTERS = 30
"""Font sizes a row must be wide to have columns."""


@dataclass(frozen=True)
class Line:
    """One topic's answer in words. ``was`` is empty when nothing is on file or nothing may be shown."""

    topic: str
    was: str
    now: str
    changed: bool
    mark: str
    """The word for it: "changed" or "the same"."""

    def spoken(self) -> str:
        """The whole line, as it is read aloud and as its hash is made."""
        return " | ".join((self.topic, self.mark, self.was, self.now))


class WasNowHead(Block):
    """What the columns below are."""

    def __init__(self, look: Look, was: str, now: str) -> None:
        super().__init__(look)
        self._was, self._now = was, now
        self.setAccessibleName(f"{was}, {now}")
        # Lines up with the rows, which reserve a ring.
        self.outset = look.shape.ring + look.shape.ring_gap

    def text_fits(self) -> bool:
        """Whether both are shown whole."""
        return stacked(self.look, self.width()) or all(
            made.fits and made.lines == 1 for _, made in self._set()
        )

    def heightForWidth(self, width: int) -> int:
        """One line; nothing where the rows have no columns."""
        if stacked(self.look, width):
            return 2 * self.outset
        return self.look.line_height(Role.CAPTION) + 2 * self.outset

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both words above their columns."""
        if stacked(self.look, self.width()):
            return
        painter = QPainter(self)
        for (left, width), made in self._set():
            box = QRectF(left, self.outset, width, made.height)
            if self.look.language.right_to_left:
                box.moveRight(self.width() - left)
            made.draw(painter, box, self.look.color("quiet"))

    def _set(self) -> list[tuple[tuple[float, float], Paragraph]]:
        _, was, now = columns(self.look, self.width(), self.outset)
        return [
            (was, paragraph(self._was, self.look, Role.CAPTION, was[1])),
            (now, paragraph(self._now, self.look, Role.CAPTION, now[1])),
        ]


def stacked(look: Look, width: int) -> bool:
    """Whether a row ``width`` wide is too narrow for three columns, so that they stand below each other."""
    return width < _LEAST_LETTERS * Role.CAPTION.size(look.theme.type)


def columns(look: Look, width: int, outset: int) -> tuple[tuple[float, float], ...]:
    """Left edge and width of topic, was and now in a row ``width`` wide."""
    start, room = outset + look.shape.padding, width - 2 * (outset + look.shape.padding)
    if stacked(look, width):
        return ((start, room),) * 3
    edges = []
    for share in (_LABEL, _WAS, _NOW):
        edges.append((start, room * share - look.shape.gap))
        start += round(room * share)
    return tuple(edges)


class WasNow(Touch):
    """A line of the summary; touching it goes back to its topic. A bar and a word mark what changed."""

    def __init__(self, look: Look, line: Line, icon: Icon) -> None:
        super().__init__(look, line.topic)
        self.line = line
        self._icon = icon
        self.setAccessibleName(line.spoken())

    def text_fits(self) -> bool:
        """Whether all its words are shown whole."""
        made = self._set(self.width())
        return all(part.fits for part in made) and self.height() + 1 >= self.heightForWidth(self.width())

    def hasHeightForWidth(self) -> bool:
        """Always: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The highest of its columns."""
        topic, mark, was, now = self._set(width)
        heights = (topic.height, was.height, mark.height + now.height)
        words = sum(heights) if stacked(self.look, width) else max(heights)
        return max(words + self.look.shape.padding, self.look.shape.target) + 2 * self.outset

    def sizeHint(self) -> QSize:
        """As wide as a column of content."""
        width = self.look.shape.content_width
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row, its bar when changed, and the three columns."""
        painter = QPainter(self)
        shape, look, line = self.look.shape, self.look, self.line
        pressed = self.isDown()
        ground = "action" if pressed else "chosen" if line.changed else "paper"
        self.draw_face(painter, ground, ground, 0)
        face = QRectF(self.face())
        if line.changed:
            bar = self.placed(QRectF(face.left(), face.top(), shape.tight, face.height()))
            painter.fillRect(bar, look.color("on_action" if pressed else "action"))
        else:
            painter.fillRect(
                QRectF(face.left(), face.bottom() - shape.hairline, face.width(), shape.hairline),
                look.color("rule"),
            )
        ink, quiet = ("on_action", "on_action") if pressed else ("ink", "quiet")
        topic, mark, was, now = self._set(self.width())
        edges = columns(self.look, self.width(), self.outset)
        top = face.top() + shape.padding / 2
        topic.draw(painter, self._box(edges[0], top, topic), look.color(ink))
        below = stacked(look, self.width())
        top += topic.height if below else 0
        was.draw(painter, self._box(edges[1], top, was), look.color(quiet))
        top += was.height if below else 0
        size = round(Role.CAPTION.size(look.theme.type) * 1.1)
        left, width = edges[2]
        sign = Icon.CHANGED if line.changed else Icon.CHECK
        sign_top = top + (look.line_height(Role.CAPTION) - size) / 2
        picture = look.pixmap(sign, size, "on_action" if pressed else "action", bold=True)
        painter.drawPixmap(self.placed(QRectF(left, sign_top, size, size)), picture, QRectF(picture.rect()))
        mark.draw(painter, self._box((left + size + shape.tight, width), top, mark), look.color(ink))
        now.draw(painter, self._box((left, width), top + mark.height, now), look.color(ink))

    def _set(self, width: int) -> tuple[Paragraph, Paragraph, Paragraph, Paragraph]:
        edges = columns(self.look, width, self.outset)
        mark_room = edges[2][1] - Role.CAPTION.size(self.look.theme.type) * 1.1 - self.look.shape.tight
        now_role = Role.CAPTION_STRONG if self.line.changed else Role.CAPTION
        return (
            paragraph(self.line.topic, self.look, Role.CAPTION_STRONG, edges[0][1]),
            paragraph(self.line.mark, self.look, Role.CAPTION_STRONG, mark_room),
            paragraph(self.line.was, self.look, Role.CAPTION, edges[1][1]),
            self._now(now_role, edges[2][1]),
        )

    def _now(self, role: Role, width: float) -> Paragraph:
        return paragraph(self.line.now, self.look, role, width)

    def _box(self, column: tuple[float, float], top: float, made: Paragraph) -> QRectF:
        return self.placed(QRectF(column[0], top, column[1], made.height))
