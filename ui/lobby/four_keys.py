"""The whole visit by four keys: one further, one back, choose, and a step back; also on a real keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.lobby.aloud import in_order, sheet_over
from ui.lobby.frame import Frame
from ui.widgets.keyboard import Key, Keyboard
from ui.widgets.signature import SignaturePad

NEXT, BEFORE, CHOOSE, BACK = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left


class FourKeys(QObject):
    """Arrow keys move through the screen; rows of the on-screen keyboard are entered and left as one stop."""

    used = Signal()
    """An arrow key was pressed."""
    came_to = Signal(object)
    """The widget that the keys have come to."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._entered: tuple[Keyboard, int] | None = None
        """The on-screen keyboard, and which of its rows was entered."""
        self.alone = False
        """Whether these keys are all somebody has: then left and right never move a cursor."""

    def handles(self, event: QKeyEvent) -> bool:
        """Do what the key means; False when it means nothing here."""
        key = event.key()
        typing = isinstance(self._focused(), QLineEdit) and not self.alone
        if key in (NEXT, BEFORE):
            self._go(1 if key == NEXT else -1)
        elif key == Qt.Key.Key_Escape or (key == BACK and not typing):
            self._back()
        elif key == CHOOSE and not typing:
            self._choose()
        else:
            return False
        if key in (NEXT, BEFORE, CHOOSE, BACK):
            self.used.emit()
        return True

    def begin_anew(self) -> None:
        """Another screen is shown: no row of keys is entered."""
        self._entered = None

    def stops(self) -> list[QWidget]:
        """Everything the keys come to now, in order: the screen from the top, then the bars."""
        if self._entered is not None:
            board, row = self._entered
            return [key for key in board.rows()[row] if _reachable(key)]
        over = sheet_over(self._window)
        if over is not None:
            return [one for one in in_order(over, QAbstractButton) if _reachable(one)]
        screen = self._window.screen_shown
        found: list[QWidget] = []
        if screen is not None and screen.body is not None:
            parts = in_order(screen.body, QWidget)
            found = [part for part in parts if _is_stop(part)]
        top, bottom = self._window.bars
        bars = [bottom.action, bottom.back, bottom.help, bottom.interpreter]
        bars += [top.language, top.larger, top.hide_button]
        return found + [one for one in bars if _reachable(one)]

    def _focused(self) -> QWidget | None:
        return self._window.focusWidget()

    def _go(self, way: int) -> None:
        stops = self.stops()
        if not stops:
            return
        focused = self._focused()
        at = next((place for place, stop in enumerate(stops) if stop is focused), None)
        if at is None:
            at = -1 if way > 0 else 0
        self._come_to(stops[(at + way) % len(stops)])

    def _come_to(self, stop: QWidget) -> None:
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        self.came_to.emit(stop)

    def _choose(self) -> None:
        focused = self._focused()
        if isinstance(focused, Key) and self._entered is None:
            board = focused.parent()
            assert isinstance(board, Keyboard)
            self._entered = board, board.rows().index(row_of(focused))
            self._come_to(focused)
        elif isinstance(focused, QAbstractButton):
            focused.click()
            self._stay_in_row()
        elif isinstance(focused, SignaturePad):
            focused.make_cross()
        elif isinstance(focused, QLineEdit):
            self._window.action_wanted.emit()

    def _back(self) -> None:
        if self._entered is not None:
            first = self.stops()[0]
            self._entered = None
            self._come_to(first)
        else:
            self._window.back_wanted.emit()

    def _stay_in_row(self) -> None:
        """Another page of the keyboard has other keys: begin its row anew."""
        if self._entered is not None and self._focused() not in self.stops():
            self._come_to(self.stops()[0])


def row_of(key: Key) -> list[Key]:
    """The keys that stand in one row with ``key``, from the left."""
    board = key.parent()
    assert isinstance(board, Keyboard)
    return next(row for row in board.rows() if key in row)


def _reachable(one: QWidget) -> bool:
    return one.isVisible() and one.isEnabled() and one.focusPolicy() is not Qt.FocusPolicy.NoFocus


def _is_stop(part: QWidget) -> bool:
    if isinstance(part, Key):
        return part is next((key for key in row_of(part) if _reachable(key)), None)
    return isinstance(part, QAbstractButton | QLineEdit | SignaturePad) and _reachable(part)
