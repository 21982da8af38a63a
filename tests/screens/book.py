"""Draws every state, saves it, measures it, and lays all of them on one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens.contrast import pale
from tests.screens.measure import wrongs
from tests.screens.state import Drawing, ScreenState

ROOMS = ("tests.screens.lobby", "tests.screens.staff", "tests.screens.desk", "tests.screens.access")
"""Modules with ``STATES``; one that is not there yet is passed over."""

THUMBS = ".small"
"""Below the folder of pictures: the same, small, for the contact sheets."""
_ACROSS = 4
_ROUNDS = 10
"""A layout that is still asked for after so many is asked for without end."""
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
    found = wrongs(window) + larger(window, drawing)
    if state.stands_out:
        found += pale(window, picture, drawing.contrast.value)
    found += restless()
    window.close()
    window.deleteLater()
    settle()
    return picture, found


def larger(window: QWidget, drawing: Drawing) -> list[str]:
    """What a window says that does not let itself be made as small as the screen."""
    if window.width() <= drawing.width and window.height() <= drawing.height:
        return []
    return [f"needs {window.width()}x{window.height()}, more than the screen has"]


def restless() -> list[str]:
    """Who asks for a layout though all were made: a window that nobody touches would work without end."""
    asked, app = _LayoutsAsked(), QApplication.instance()
    assert app is not None
    app.installEventFilter(asked)
    try:
        for _ in range(_ROUNDS):
            asked.by.clear()
            settle()
            if not asked.by:
                return []
    finally:
        app.removeEventFilter(asked)
    return [f"{name} asks for its layout again and again" for name in dict.fromkeys(asked.by)]


class _LayoutsAsked(QObject):
    """Writes down whose layout is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.by: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every event passes here first, and goes on."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.by.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


def settle() -> None:
    """Let every layout request and deferred deletion happen; nothing is waited for."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def draw_book(states: Iterable[ScreenState], folder: Path, drawings: Sequence[Drawing] = ()) -> list[str]:
    """Save a picture of every drawing of every state below ``folder``; what is wrong, one line each."""
    found: list[str] = []
    for state in states:
        for drawing in state.drawings():
            if drawings and drawing not in drawings:
                continue
            picture, trouble = drawn(state, drawing)
            picture = picture.convertToFormat(QImage.Format.Format_RGB888)
            name = f"{state.name}-{drawing.name()}.png"
            for place, size in (folder / state.room, None), (folder / THUMBS / state.room, _THUMB):
                place.mkdir(parents=True, exist_ok=True)
                saved = picture if size is None else _small(picture)
                saved.save(str(place / name), "PNG", 80)  # type: ignore[call-overload]
            found += [f"{state.room}/{name}: {line}" for line in trouble]
    return found


def _small(picture: QImage) -> QImage:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(*_THUMB, keep, smooth)


def contact_sheets(folder: Path) -> None:
    """One sheet for each room, of every picture drawn so far."""
    for room in sorted((folder / THUMBS).iterdir()):
        pictures = [(file.stem, QImage(str(file))) for file in sorted(room.glob("*.png"))]
        contact_sheet(pictures).save(str(folder / f"contact-{room.name}.png"))


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
