"""The lobby's contact sheet in docs/: a small picture of every state, and how to tell another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from tests.screens.book import drawn
from tests.screens.state import Drawing, ScreenState
from tests.shared import HOUSE

SHEET = HOUSE / "docs" / "screens" / "lobby.jpg"
ACROSS = 6
SIZE = (320, 180)
_CAPTION = 20
TOLERANCE = 0.02
"""Share of a picture's pixels that may differ clearly: letters are set a little differently elsewhere."""
_CLEARLY = 48
"""Of 255, in the brightness of one small pixel."""


def small(state: ScreenState) -> QImage:
    """The state in English at the standard size, small and in few colors."""
    picture, _ = drawn(state, Drawing(state.languages[0], state.text_sizes[0], state.contrasts[0]))
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(*SIZE, keep, smooth).convertToFormat(QImage.Format.Format_RGB32)


def place(at: int) -> QRect:
    """Where the picture of the ``at``-th state lies on the sheet."""
    return QRect(at % ACROSS * SIZE[0], at // ACROSS * (SIZE[1] + _CAPTION), *SIZE)


def draw_sheet(states: Sequence[ScreenState]) -> QImage:
    """Every state with its name below."""
    rows = (len(states) + ACROSS - 1) // ACROSS
    sheet = QImage(ACROSS * SIZE[0], rows * (SIZE[1] + _CAPTION), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    font = QFont("Atkinson Hyperlegible")
    font.setPixelSize(14)
    painter.setFont(font)
    for at, state in enumerate(states):
        box = place(at)
        painter.drawImage(box.topLeft(), small(state))
        painter.drawText(box.adjusted(4, SIZE[1], 0, _CAPTION), 0, state.name)
    painter.end()
    return sheet


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that are clearly brighter or darker in one of two pictures of one size."""
    return float((np.abs(_bright(one) - _bright(other)) > _CLEARLY).mean())


def _bright(picture: QImage) -> NDArray[np.int16]:
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return lines[:, : grey.width()].astype(np.int16)


def main(file: Path = SHEET) -> int:
    """``python -m tests.screens.sheet``: draw the sheet anew, once somebody has looked at the screens."""
    from PySide6.QtWidgets import QApplication

    from tests.screens.lobby import STATES
    from ui.style.fonts import register_fonts

    app = QApplication([])
    register_fonts()
    file.parent.mkdir(parents=True, exist_ok=True)
    draw_sheet(STATES).save(str(file), "JPG", 72)  # type: ignore[call-overload]
    print(f"sheet: {len(STATES)} states in {file.name}")
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
