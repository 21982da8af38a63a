"""The two bars that stand in the same place on every screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.style.tokens import theme
from ui.widgets.blocks import height_of
from ui.widgets.buttons import Button, Kind
from ui.widgets.text import Text


@dataclass(frozen=True)
class Action:
    """The one action of a screen: its words, icon, and whether it can be done yet."""

    text: str
    icon: Icon = Icon.ARROW_RIGHT
    ready: bool = True


class StepDots(QWidget):
    """How far along: past steps filled, the present one wide, those to come hollow."""

    def __init__(self, look: Look, step: int, steps: int) -> None:
        super().__init__()
        self._look, self._step, self._steps = look, step, steps
        self.setAccessibleName(look.say("widgets.bar.step", at=step, of=steps) if steps else "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One dot a step, the present one three wide."""
        dot = self._look.shape.dot
        return QSize(max((self._steps * 2 + 2) * dot, 0) if self._steps else 0, 2 * dot)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row of dots in reading direction."""
        dot = self._look.shape.dot
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for step in range(1, self._steps + 1):
            width = dot * 3 if step == self._step else dot
            box = QRectF(left + 1, dot / 2, width - 2, dot)
            if self._look.language.right_to_left:
                box.moveLeft(self.width() - box.right())
            painter.setPen(QPen(self._look.color("action"), self._look.shape.hairline))
            painter.setBrush(self._look.color("action" if step <= self._step else "paper"))
            painter.drawRoundedRect(box, dot / 2, dot / 2)
            left += width + dot


class TopBar(QWidget):
    """Neutral title, how far along, and three wishes that may be had at any moment."""

    language_wanted = Signal()
    larger_wanted = Signal()
    hide_wanted = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        language_name: str,
        step: int = 0,
        steps: int = 0,
        *,
        louder: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "bar")
        self.setLayoutDirection(look.direction)
        # The title keeps its size: it is the one text here that nobody must read to go on.
        self._title = Text(_plain(look), title, Role.CAPTION_STRONG, "quiet")
        self._dots = StepDots(look, step, steps)
        self.language = Button(look, language_name, Icon.LANGUAGE, Kind.BAR)
        self.language.setAccessibleName(look.say("widgets.bar.language", name=language_name))
        larger = (look.say("widgets.bar.louder"), Icon.SOUND)
        if not louder:
            larger = (look.say("widgets.bar.larger"), Icon.LARGER)
        self.larger = Button(look, *larger, Kind.BAR)
        self.hide_button = Button(look, look.say("widgets.bar.hide"), Icon.HIDE, Kind.BAR)
        self._wishes = [self.language, self.larger, self.hide_button]
        for part in (self._title, self._dots, *self._wishes):
            part.setParent(self)
        self.language.clicked.connect(self.language_wanted)
        self.larger.clicked.connect(self.larger_wanted)
        self.hide_button.clicked.connect(self.hide_wanted)

    def heightForWidth(self, width: int) -> int:
        """One row where all fits beside each other, else the wishes in rows of their own."""
        rows = 1 if self._fits_one_row(width) else 1 + len(self._wish_rows(width))
        return rows * self._look.shape.top_bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wishes from the end, the title from the beginning, the dots as near the middle as fits."""
        shape, one_row = self._look.shape, self._fits_one_row(self.width())
        end = self.width() - shape.margin
        place = end
        for row, wishes in enumerate(self._wish_rows(self.width())):
            place = end + 2 * shape.tight + shape.ring + shape.ring_gap
            for button in reversed(wishes):
                hint = button.sizeHint()
                place -= hint.width()
                _lay(
                    self,
                    button,
                    place,
                    (row if one_row else row + 1) * shape.top_bar,
                    hint.width(),
                    shape.top_bar,
                )
        dots = self._dots.sizeHint()
        if one_row:
            end = place - shape.gap
            at = max(min((self.width() - dots.width()) // 2, end - dots.width()), shape.margin)
        else:
            at = end - dots.width()
        _lay(self, self._dots, at, 0, dots.width(), shape.top_bar)
        room = at - shape.margin - shape.gap
        _lay(self, self._title, shape.margin, 0, min(self._title.sizeHint().width() + 1, room), shape.top_bar)

    def _fits_one_row(self, width: int) -> bool:
        shape = self._look.shape
        wishes = sum(button.sizeHint().width() for button in self._wishes)
        title = min(self._title.sizeHint().width(), shape.button_width)
        return title + self._dots.sizeHint().width() + wishes + 2 * shape.margin + shape.gap <= width

    def _wish_rows(self, width: int) -> list[list[QWidget]]:
        return _in_rows(self._wishes, width - 2 * self._look.shape.margin + 4 * self._look.shape.tight, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline under the bar."""
        _rule(self, self._look, self.height() - self._look.shape.hairline)


class BottomBar(QWidget):
    """Back, help, and the one action; each stays where it is on every screen."""

    back_wanted = Signal()
    help_wanted = Signal()
    interpreter_wanted = Signal()
    action_wanted = Signal()

    def __init__(self, look: Look, *, back: bool, action: Action | None, interpreter: bool = False) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "bar")
        self.setLayoutDirection(look.direction)
        self.back = Button(look, look.say("widgets.bar.back"), Icon.ARROW_LEFT, Kind.PLAIN)
        self.help = Button(look, look.say("widgets.bar.help"), Icon.HELP, Kind.PLAIN)
        self.interpreter = Button(look, look.say("widgets.bar.interpreter"), Icon.INTERPRETER, Kind.PLAIN)
        self.action = Button(look, "", None, Kind.PRIMARY)
        for button in (self.back, self.help, self.interpreter, self.action):
            button.setParent(self)
        self.back.clicked.connect(self.back_wanted)
        self.help.clicked.connect(self.help_wanted)
        self.interpreter.clicked.connect(self.interpreter_wanted)
        self.action.clicked.connect(self.action_wanted)
        self.back.setVisible(back)
        self.interpreter.setVisible(interpreter)
        self._too_long: set[str] = set()
        self._helpers = [self.help, *([self.interpreter] if interpreter else [])]
        self.show_action(action)

    def show_action(self, action: Action | None) -> None:
        """Let the one action be ``action``; no button when None."""
        self.action.setVisible(action is not None)
        if action is not None:
            last = action.icon in (Icon.ARROW_RIGHT, Icon.ARROW_DOWN)
            self.action.say(action.text, action.icon, icon_last=last)
            self.action.setEnabled(action.ready)
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons."""
        self._place()

    def heightForWidth(self, width: int) -> int:
        """One row where all fits beside each other, else the action above rows of the others."""
        rows = 1 if self._fits_one_row(width) else 1 + len(self._rows_below(width))
        return rows * (self._row_height() + self._look.shape.gap) + self._look.shape.gap

    def _place(self) -> None:
        shape = self._look.shape
        out, height = shape.ring + shape.ring_gap, self._row_height() + 2 * (shape.ring + shape.ring_gap)
        left, width = shape.margin - out, self.width() - 2 * (shape.margin - out)
        gap, top = shape.gap - 2 * out, shape.gap - out
        if not self._fits_one_row(self.width()):
            _lay(self, self.action, left, top, width, height)
            for row in self._rows_below(self.width()):
                top += self._row_height() + shape.gap
                spare = (width - sum(one.sizeHint().width() for one in row) - gap * (len(row) - 1)) // len(
                    row
                )
                place = left
                for button in row:
                    wide = button.sizeHint().width() + spare
                    _lay(self, button, place, top, wide, height)
                    place += wide + gap
            return
        back = self.back.sizeHint().width()
        _lay(self, self.back, left, top, back, height)
        widths = [button.sizeHint().width() for button in self._helpers]
        together = sum(widths) + gap * (len(widths) - 1)
        # Where help stands depends on the size of the letters alone, never on the words of the action.
        at = min((self.width() - together) // 2, self.width() - shape.margin - _ROOM * shape.icon - together)
        at = max(at, left + back + gap)
        for button, wide in zip(self._helpers, widths, strict=True):
            _lay(self, button, at, top, wide, height)
            at += wide + gap
        wide = min(self.action.sizeHint().width(), left + width - at)
        _lay(self, self.action, left + width - wide, top, wide, height)

    def _row_height(self) -> int:
        """Two lines of an action's words at least."""
        lines = 2 * self._look.line_height(Role.BUTTON) + self._look.shape.tight
        return max(self._look.shape.button_height, lines)

    def _fits_one_row(self, width: int) -> bool:
        shape = self._look.shape
        beside = [self.back, *self._helpers]
        taken = sum(button.sizeHint().width() for button in beside) + shape.gap * len(beside)
        room = width - taken - 2 * shape.margin
        words = self.action.text()
        if not self._action_fits(room):
            self._too_long.add(words)
        # A bar must not jump while pages are turned: "More" stays where the action at their end will be.
        turning = bool(self._too_long) and words == self._look.say("widgets.pages.more")
        return room >= _LEAST_ROOM * shape.icon and words not in self._too_long and not turning

    def _action_fits(self, room: int) -> bool:
        """Whether the action's words stand in a button of two lines in ``room``; they seldom do not."""
        width = min(self.action.sizeHint().width(), room)
        return not self.action.text() or self.action.lines_in(width) <= 2

    def _rows_below(self, width: int) -> list[list[QWidget]]:
        shape = self._look.shape
        out = shape.ring + shape.ring_gap
        return _in_rows([self.back, *self._helpers], width - 2 * (shape.margin - out), shape.gap - 2 * out)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above the bar."""
        _rule(self, self._look, 0)


_ROOM, _LEAST_ROOM = 12, 6
"""How many icons' widths the action may take before help makes way; how many it must have in one row."""


def _plain(look: Look) -> Look:
    plain = theme(look.theme.surface, look.theme.contrast)
    return replace(look, theme=plain)


def _in_rows(parts: Sequence[QWidget], width: int, gap: int) -> list[list[QWidget]]:
    """``parts`` in order, as many in a row as ``width`` holds."""
    rows: list[list[QWidget]] = [[]]
    used = 0
    for part in parts:
        wide = part.sizeHint().width()
        if rows[-1] and used + gap + wide > width:
            rows.append([])
            used = 0
        used += wide + (gap if rows[-1] else 0)
        rows[-1].append(part)
    return rows


def _lay(bar: QWidget, part: QWidget, left: int, top: int, width: int, height: int) -> None:
    """Place ``part`` in the middle of the row from ``top`` to ``top + height``, mirrored where the bar is."""
    if bar.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        left = bar.width() - left - width
    own = height if isinstance(part, Button) and part.kind is not Kind.BAR else height_of(part, width)
    part.setGeometry(left, top + (height - own) // 2, width, own)


def _rule(bar: QWidget, look: Look, top: int) -> None:
    painter = QPainter(bar)
    painter.fillRect(bar.rect(), look.color("paper"))
    painter.fillRect(0, top, bar.width(), look.shape.hairline, look.color("rule"))
