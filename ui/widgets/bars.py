"""The two bars that stand in the same place on every screen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Signal
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

    def __init__(self, look: Look, title: str, language_name: str, step: int = 0, steps: int = 0) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "bar")
        self.setFixedHeight(look.shape.top_bar)
        # The title keeps its size: it is the one text here that nobody must read to go on.
        self._title = Text(_plain(look), title, Role.CAPTION_STRONG, "quiet")
        self._dots = StepDots(look, step, steps)
        self.language = Button(look, language_name, Icon.LANGUAGE, Kind.BAR)
        self.language.setAccessibleName(look.say("widgets.bar.language", name=language_name))
        self.larger = Button(look, look.say("widgets.bar.larger"), Icon.LARGER, Kind.BAR)
        self.hide_button = Button(look, look.say("widgets.bar.hide"), Icon.HIDE, Kind.BAR)
        for part in (self._title, self._dots, self.language, self.larger, self.hide_button):
            part.setParent(self)
        self.language.clicked.connect(self.language_wanted)
        self.larger.clicked.connect(self.larger_wanted)
        self.hide_button.clicked.connect(self.hide_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wishes from the end, the title from the beginning, the dots as near the middle as fits."""
        shape = self._look.shape
        place = self.width() - shape.margin + 2 * shape.tight + shape.ring + shape.ring_gap
        for button in (self.hide_button, self.larger, self.language):
            hint = button.sizeHint()
            place -= hint.width()
            _lay(self, button, place, hint.width(), hint.height(), self._look)
        dots = self._dots.sizeHint()
        at = max(min((self.width() - dots.width()) // 2, place - dots.width() - shape.gap), shape.margin)
        _lay(self, self._dots, at, dots.width(), dots.height(), self._look)
        room = at - shape.margin - shape.gap
        width = min(self._title.sizeHint().width() + 1, room)
        _lay(self, self._title, shape.margin, width, height_of(self._title, width), self._look)

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
        self.setFixedHeight(_bottom_height(look))
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
        self._with_interpreter = interpreter
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

    def _place(self) -> None:
        shape, look = self._look.shape, self._look
        out = shape.ring + shape.ring_gap
        height = self.height() - 2 * (shape.gap - out)
        gap = shape.gap - 2 * out
        back = self.back.sizeHint().width()
        _lay(self, self.back, shape.margin - out, back, height, look)
        helpers = [self.help, *([self.interpreter] if self._with_interpreter else [])]
        widths = [button.sizeHint().width() for button in helpers]
        together = sum(widths) + gap * (len(widths) - 1)
        # Where help stands depends on the size of the letters alone, never on the words of the action.
        at = min((self.width() - together) // 2, self.width() - shape.margin - _ROOM * shape.icon - together)
        at = max(at, shape.margin - out + back + gap)
        for button, width in zip(helpers, widths, strict=True):
            _lay(self, button, at, width, height, look)
            at += width + gap
        room = self.width() - shape.margin + out - at
        width = min(self.action.sizeHint().width(), room)
        _lay(self, self.action, self.width() - shape.margin + out - width, width, height, look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above the bar."""
        _rule(self, self._look, 0)


_ROOM = 12
"""How many icons' widths the action may take before help makes way."""


def _bottom_height(look: Look) -> int:
    """The bar's height: two lines of an action's words at least."""
    shape = look.shape
    lines = 2 * look.line_height(Role.BUTTON) + shape.tight
    return max(shape.bottom_bar, lines + 2 * shape.gap)


def _plain(look: Look) -> Look:
    plain = theme(look.theme.surface, look.theme.contrast)
    return replace(look, theme=plain)


def _lay(bar: QWidget, part: QWidget, left: int, width: int, height: int, look: Look) -> None:
    """Place ``part`` in the middle of the bar's height, mirrored where the language is."""
    if look.language.right_to_left:
        left = bar.width() - left - width
    part.setGeometry(left, (bar.height() - height) // 2, width, height)


def _rule(bar: QWidget, look: Look, top: int) -> None:
    painter = QPainter(bar)
    painter.fillRect(bar.rect(), look.color("paper"))
    painter.fillRect(0, top, bar.width(), look.shape.hairline, look.color("rule"))
