"""A pair of calm hands: presses what a person would press in a real window, and waits for what comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QWidget

from devices.build import refuse_if_packaged
from ui.widgets.key_layouts import Duty
from ui.widgets.keyboard import Key
from ui.widgets.signature import SignaturePad

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")
_LOOK_EVERY_MS = 20


class NothingCameError(Exception):
    """What the hands waited for did not come; says what, and what was on the screen."""


class Hands:
    """Works one window. Everything goes through the window's own events, as a finger's touch does."""

    def __init__(self, window: QWidget, pictures: Path | None, pause_ms: int = 60) -> None:
        """Screenshots go to the folder ``pictures``, if any; ``pause_ms`` lies between two touches."""
        refuse_if_packaged("the demo's hands")
        self.window = window
        self._pictures = pictures
        self._pause = pause_ms
        self._taken = 0
        self.touches = 0
        if pictures is not None:
            pictures.mkdir(parents=True, exist_ok=True)

    def wait(self, condition: Callable[[], T | None], what: str, within_s: float = 15.0) -> T:
        """The first truthy answer of ``condition``; the window lives on meanwhile."""
        ends = time.monotonic() + within_s
        while not (answer := condition()):
            if time.monotonic() > ends:
                raise NothingCameError(f"{what} did not come within {within_s:.0f} s; I saw: {self.seen()}")
            self.rest(_LOOK_EVERY_MS)
        return answer

    def rest(self, ms: int) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def seen(self) -> str:
        """What can be pressed now, for an error."""
        return ", ".join(repr(_said(button)) for button in self._buttons())

    def button(self, said: str, *, whole: bool = True) -> QAbstractButton | None:
        """The visible, enabled control with these words; without ``whole``, whose words begin with them."""
        for button in self._buttons():
            words = _said(button)
            if words == said or (not whole and words.startswith(said)):
                return button
        return None

    def press(self, said: str, within_s: float = 15.0, *, whole: bool = True) -> None:
        """Press the control with these words, once it is there."""
        self._touch(self.wait(lambda: self.button(said, whole=whole), f"“{said}”", within_s))

    def press_named(self, name: str, within_s: float = 15.0) -> None:
        """Press the control with this ``objectName``, once it is there."""
        self._touch(self.named(name, within_s))

    def named(self, name: str, within_s: float = 15.0) -> QWidget:
        """The visible, enabled widget with this ``objectName``, once it is there."""

        def found() -> QWidget | None:
            widgets = self.window.findChildren(QWidget, name)
            return next((w for w in widgets if w.isVisible() and w.isEnabled()), None)

        return self.wait(found, name, within_s)

    def write(self, name: str, text: str) -> None:
        """Type ``text`` on the hardware keyboard into the field with this ``objectName``."""
        field = self.named(name)
        self._touch(field)
        QTest.keyClicks(field, text)

    def type_on_screen(self, text: str) -> None:
        """Type ``text`` on the on-screen keyboard, key by key."""
        for sign in text:
            self._type(sign)

    def sign(self) -> None:
        """Draw a signature with one finger."""
        pad = self.wait(lambda: next(iter(self._all(SignaturePad)), None), "the signature pad")
        wide, high = pad.width(), pad.height()
        points = [QPoint(int(wide * x / 10), int(high * (0.62 - 0.24 * (x % 3 == 1)))) for x in range(2, 9)]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
            self.rest(10)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])

    def picture(self, name: str) -> None:
        """Take a picture of the window: ``07-summary.png``."""
        if self._pictures is None:
            return
        self.rest(500)  # a page slides for 200 ms, later on a busy machine
        self._taken += 1
        self.window.grab().save(str(self._pictures / f"{self._taken:02d}-{name}.png"))

    def _type(self, sign: str) -> None:
        if sign == " ":
            return self._touch(self._duty(Duty.SPACE))
        for _ in range(4):
            key = self._key(sign)
            if key is not None and key.text() == sign:
                return self._touch(key)
            if key is not None and key.text().lower() == sign.lower():
                self._touch(self._duty(Duty.SHIFT))
                continue
            page = Duty.LETTERS if sign.isalpha() else Duty.FIGURES
            self._touch(self._duty(page))
        raise NothingCameError(f"no key bears “{sign}”")

    def _key(self, sign: str) -> Key | None:
        keys = (key for key in self._all(Key) if isinstance(key.cap.key, str))
        return next((key for key in keys if key.text().lower() == sign.lower()), None)

    def _duty(self, duty: Duty) -> Key:
        return self.wait(
            lambda: next((key for key in self._all(Key) if key.cap.key is duty), None), f"key {duty.value}"
        )

    def _touch(self, widget: QWidget) -> None:
        self.touches += 1
        at = widget.rect().center()
        if isinstance(widget, QCheckBox):
            at = QPoint(10, widget.height() // 2)  # only the box and its words react
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        self.rest(self._pause)

    def _buttons(self) -> list[QAbstractButton]:
        return [button for button in self._all(QAbstractButton) if button.isEnabled()]

    def _all(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.window.findChildren(kind) if widget.isVisible()]


def _said(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text()
