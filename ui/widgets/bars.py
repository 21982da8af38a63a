"""The two bars that stand in the same place on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
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
        shape = look.shape
        self.setProperty("role", "bar")
        self.setLayoutDirection(look.direction)
        self.setFixedHeight(shape.top_bar)
        row = QHBoxLayout(self)
        reach = shape.ring + shape.ring_gap
        row.setContentsMargins(shape.margin, 0, shape.margin - reach - 2 * shape.tight, 0)
        row.setSpacing(shape.gap)
        name = Text(look, title, Role.CAPTION_STRONG, "quiet")
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(StepDots(look, step, steps))
        row.addStretch(1)
        self.language = Button(look, language_name, Icon.LANGUAGE, Kind.BAR)
        self.language.setAccessibleName(look.say("widgets.bar.language", name=language_name))
        self.larger = Button(look, look.say("widgets.bar.larger"), Icon.LARGER, Kind.BAR)
        self.hide_button = Button(look, look.say("widgets.bar.hide"), Icon.HIDE, Kind.BAR)
        for button, wish in (
            (self.language, self.language_wanted),
            (self.larger, self.larger_wanted),
            (self.hide_button, self.hide_wanted),
        ):
            row.addWidget(button)
            button.clicked.connect(wish)

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
        shape = look.shape
        self.setProperty("role", "bar")
        self.setLayoutDirection(look.direction)
        self.setFixedHeight(shape.bottom_bar)
        row = QHBoxLayout(self)
        reach = shape.ring + shape.ring_gap
        row.setContentsMargins(shape.margin - reach, 0, shape.margin - reach, 0)
        row.setSpacing(shape.gap)
        self.back = Button(look, look.say("widgets.bar.back"), Icon.ARROW_LEFT)
        self.help = Button(look, look.say("widgets.bar.help"), Icon.HELP)
        self.interpreter = Button(look, look.say("widgets.bar.interpreter"), Icon.INTERPRETER)
        self.action = Button(look, "", None, Kind.PRIMARY)
        for button, wish in (
            (self.back, self.back_wanted),
            (self.help, self.help_wanted),
            (self.interpreter, self.interpreter_wanted),
            (self.action, self.action_wanted),
        ):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(button is not self.interpreter)
            policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
            button.setSizePolicy(policy)
            button.clicked.connect(wish)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.help)
        row.addWidget(self.interpreter)
        row.addStretch(1)
        row.addWidget(self.action)
        self.back.setVisible(back)
        self.interpreter.setVisible(interpreter)
        self.show_action(action)

    def show_action(self, action: Action | None) -> None:
        """Let the one action be ``action``; no button when None."""
        self.action.setVisible(action is not None)
        if action is not None:
            last = action.icon in (Icon.ARROW_RIGHT, Icon.ARROW_DOWN)
            self.action.say(action.text, action.icon, icon_last=last)
            self.action.setEnabled(action.ready)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above the bar."""
        _rule(self, self._look, 0)


def _rule(bar: QWidget, look: Look, top: int) -> None:
    painter = QPainter(bar)
    painter.fillRect(bar.rect(), look.color("paper"))
    painter.fillRect(0, top, bar.width(), look.shape.hairline, look.color("rule"))
