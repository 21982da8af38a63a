"""Draws every state, saves it, measures it, and lays all of them on one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.measure import wrongs
from tests.screens.state import Drawing, ScreenState

ROOMS = ("tests.screens.lobby", "tests.screens.desk")
"""Modules with ``STATES``; one that is not there yet is passed over."""

_ACROSS = 4
_THUMB = (480, 270)
_CAPTION = 24


def all_states(only: Sequence[str] = ()) -> list[ScreenState]:
    """Every state of every room, or those whose ``room/name`` holds one of the words in ``only``."""
    states: list[ScreenState] = []
    for room in ROOMS:
        if find_spec(room) is not None:
            states += import_module(room).STATES
    return [
        state for state in states if not only or any(word in f"{state.room}/{state.name}" for word in only)
    ]


def drawn(state: ScreenState, drawing: Drawing) -> tuple[QImage, list[str]]:
    """The picture of ``state``, and what is wrong with it."""
    window = state.draw(drawing)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(drawing.width, drawing.height)
    window.show()
    settle()
    picture = window.grab().toImage()
    found = wrongs(window)
    window.close()
    window.deleteLater()
    settle()
    return picture, found


def settle() -> None:
    """Let every layout request and deferred deletion happen; nothing is waited for."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def draw_book(states: Iterable[ScreenState], folder: Path, drawings: Sequence[Drawing] = ()) -> list[str]:
    """Save a picture of every drawing of every state below ``folder``; what is wrong, one line each."""
    found: list[str] = []
    thumbs: dict[str, list[tuple[str, QImage]]] = {}
    for state in states:
        for drawing in state.drawings():
            if drawings and drawing not in drawings:
                continue
            picture, trouble = drawn(state, drawing)
            file = folder / state.room / f"{state.name}-{drawing.name()}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            picture.save(str(file), "PNG", 80)  # type: ignore[call-overload]
            found += [f"{state.room}/{file.name}: {line}" for line in trouble]
            small = picture.scaled(*_THUMB, mode=Qt.TransformationMode.SmoothTransformation)
            thumbs.setdefault(state.room, []).append((file.stem, small))
    for room, pictures in thumbs.items():
        contact_sheet(pictures).save(str(folder / f"contact-{room}.png"))
    return found


def contact_sheet(pictures: Sequence[tuple[str, QImage]]) -> QImage:
    """All pictures small on one sheet, each with its name."""
    width, height = _THUMB[0] + 8, _THUMB[1] + _CAPTION + 8
    rows = (len(pictures) + _ACROSS - 1) // _ACROSS
    sheet = QImage(width * _ACROSS, max(rows * height, 1), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    font = QFont("Atkinson Hyperlegible")
    font.setPixelSize(14)
    painter.setFont(font)
    for place, (name, picture) in enumerate(pictures):
        left, top = place % _ACROSS * width, place // _ACROSS * height
        painter.drawImage(left, top, picture)
        painter.drawText(QRect(left, top + _THUMB[1], _THUMB[0], _CAPTION), 0, name)
    painter.end()
    return sheet


def visible(window: QWidget) -> QWidget:
    """``window`` shown off screen at its size, for tests that look at it."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    settle()
    return window
