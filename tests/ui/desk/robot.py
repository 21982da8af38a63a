"""A robot that works the desk's real windows by keys alone, and counts what it would cost a person's hands.

A decision takes a person 1.5 s and a key 0.35 s; neither is waited for. What the machine takes is measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget, QWidget

from tests.ui.desk.hand import Hand
from ui.desk.window import DeskWindow

DECISION_S, KEY_S = 1.5, 0.35
IN_THE_OTHER_WINDOW = 4
"""Keys for one field in the state's own window: there and back, paste, next field."""
_NO = Qt.KeyboardModifier.NoModifier


class Robot:
    """One officer's hands at one desk, signed in."""

    def __init__(self, hand: Hand, window: DeskWindow) -> None:
        self._hand, self._window = hand, window
        self.decisions, self.keys, self.machine_s = 0, 0, 0.0

    @property
    def seconds(self) -> float:
        """Hands and machine together."""
        return self.decisions * DECISION_S + self.keys * KEY_S + self.machine_s

    def serve(self, *, to_read: int) -> None:
        """The first in the queue: look, three acts with a new photograph, complete, type it elsewhere.

        ``to_read`` is how many things on the page ask for a decision of their own.
        """
        self._see("queue.open")
        self.decide()
        self.key(Qt.Key.Key_Return)
        self._see("review.name")
        for _ in range(to_read):
            self.decide()
        self.decide()
        self.key(Qt.Key.Key_F2)
        self.decide()
        for key in (Qt.Key.Key_F3, Qt.Key.Key_Down, Qt.Key.Key_Return):
            self.key(key)
        self._photograph()
        self.decide()
        self.key(Qt.Key.Key_F9)
        self._see("done.enter")
        self.decide()
        self.key(Qt.Key.Key_F10)
        self._type_elsewhere()

    def _photograph(self) -> None:
        self.key(Qt.Key.Key_F6)
        self._see("taking.take")
        self.decide()
        self.key(Qt.Key.Key_Return)
        self._see("taking.keep")
        self.decide()
        self.key(Qt.Key.Key_F9)
        self._until(lambda: "All three are done" in self._text("review.missing"))

    def _type_elsewhere(self) -> None:
        table = self._see("typing.table")
        assert isinstance(table, QTableWidget)
        while not self._text("typing.left").startswith("Every change"):
            self.key(Qt.Key.Key_Return)
            self.keys += IN_THE_OTHER_WINDOW
        self.decide()
        self.key(Qt.Key.Key_F9)
        self._until(lambda: "clock for this update has stopped" in self._text("queue.said"))

    def decide(self) -> None:
        """A person looks and makes up their mind."""
        self.decisions += 1

    def key(self, key: Qt.Key) -> None:
        """Press one key wherever the keyboard's attention is."""
        self.keys += 1
        begun = time.monotonic()
        if QApplication.activeWindow() is None:
            # What a window manager does when a dialog has closed.
            self._window.activateWindow()
            self._hand.until(self._window.isActiveWindow)
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        target = (over.focusWidget() or over) if over is not None else QApplication.focusWidget()
        QTest.keyClick(target or self._window, key, _NO)
        self.machine_s += time.monotonic() - begun

    def _see(self, name: str) -> QWidget:
        begun = time.monotonic()
        found = self._hand.sees(name)
        self.machine_s += time.monotonic() - begun
        return found

    def _until(self, holds: Callable[[], bool]) -> None:
        begun = time.monotonic()
        self._hand.until(holds)
        self.machine_s += time.monotonic() - begun

    def _text(self, name: str) -> str:
        labels = self._window.findChildren(QLabel, name)
        return " ".join(one.text() for one in labels if one.isVisible())
