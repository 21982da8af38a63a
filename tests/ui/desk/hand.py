"""An officer's hand in a test: presses, writes and reads by the names that ui.desk promises."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

PATIENCE_MS = 30_000
"""How long a hand waits for what it needs: much longer than any machine takes, however busy."""


class Hand:
    """Waits for what it needs; nothing is pressed that cannot be seen."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window
        qtbot.addWidget(window)

    @property
    def window(self) -> QWidget:
        """The window it works at."""
        return self._window

    def shows(self, name: str) -> bool:
        """Whether anything called ``name`` can be seen now."""
        return any(widget.isVisible() for widget in self._window.findChildren(QWidget, name))

    def sees(self, name: str) -> QWidget:
        """The visible, enabled widget called ``name``, once it is there."""
        found: list[QWidget] = []

        def there() -> bool:
            found[:] = [
                widget
                for widget in self._window.findChildren(QWidget, name)
                if widget.isVisible() and widget.isEnabled()
            ]
            return bool(found)

        self._qtbot.waitUntil(there, timeout=PATIENCE_MS)
        return found[0]

    def press(self, name: str) -> None:
        """Press a button."""
        button = self.sees(name)
        assert isinstance(button, QPushButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        """Type into a line."""
        line = self.sees(name)
        assert isinstance(line, QLineEdit)
        line.clear()
        QTest.keyClicks(line, text)

    def choose(self, name: str, place: int) -> None:
        """Choose one of a list, by keyboard."""
        box = self.sees(name)
        assert isinstance(box, QComboBox)
        for _ in range(place + 1):
            QTest.keyClick(box, Qt.Key.Key_Down)

    def reads(self, name: str, text: str) -> None:
        """Waits until a label called ``name`` can be seen and says ``text`` somewhere."""

        def says() -> bool:
            labels = self._window.findChildren(QLabel, name)
            return any(text in label.text() for label in labels if label.isVisible())

        self._qtbot.waitUntil(says, timeout=PATIENCE_MS)

    def until(self, holds: Callable[[], bool]) -> None:
        """Waits until ``holds`` does."""
        self._qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def text(self, name: str) -> str:
        """What a label or line says now."""
        widget = self._window.findChild(QWidget, name)
        assert isinstance(widget, QLabel | QLineEdit)
        return widget.text()
