"""A finger: finds what a person would touch by its words, and touches it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from tests.screens.book import settle
from ui.widgets.key_layouts import Duty
from ui.widgets.keyboard import Key


def buttons(over: QWidget) -> list[QAbstractButton]:
    """Everything that could be touched now, top to bottom."""
    found = [one for one in over.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    return sorted(found, key=lambda one: one.mapTo(over, QPoint()).y())


def button(over: QWidget, words: str) -> QAbstractButton:
    """The one to touch that bears ``words``; fails with what there is instead."""
    for one in buttons(over):
        if one.text() == words:
            return one
    raise AssertionError(f"nothing says “{words}” here: {[one.text() for one in buttons(over)]}")


def touch(over: QWidget, words: str) -> None:
    """Touch what bears ``words``, and let the window draw."""
    press(button(over, words))


def press(one: QWidget) -> None:
    """Touch ``one`` in its middle."""
    QTest.mouseClick(one, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, one.rect().center())
    settle()


def press_key(one: QWidget, key: Qt.Key) -> None:
    """Press ``key`` of a real keyboard on ``one``."""
    QTest.keyClick(one, key)
    settle()


def write(over: QWidget, text: str) -> None:
    """Type ``text`` on the on-screen keyboard, key by key, changing its page where needed."""
    for letter in text:
        _write_letter(over, letter)


def _write_letter(over: QWidget, letter: str) -> None:
    for key in key_for(over, letter):
        press(key)


def key_for(over: QWidget, letter: str) -> Iterator[Key]:
    """The keys to press for ``letter``, each once it is there: perhaps another page of the keyboard first."""
    for page in ("", "ABC", "123", "áéñ"):
        if page:
            turning = [one for one in keys(over) if one.text() == page]
            if not turning:
                continue
            yield turning[0]
        for one in keys(over):
            typed = one.cap.key is Duty.SPACE if letter == " " else one.text().casefold() == letter.casefold()
            if typed:
                yield one
                return
    raise AssertionError(f"no key types “{letter}”")


def keys(over: QWidget) -> list[Key]:
    """Every key that can be pressed now."""
    return [one for one in over.findChildren(Key) if one.isVisible()]
