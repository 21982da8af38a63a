"""Where the keys of the PIN and the signature pad are: asked of the same screens, drawn here alike."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.visit import states as st
from tests.image.machine import HEIGHT, WIDTH
from tests.screens.lobby import at, window
from tests.screens.state import Drawing
from ui.widgets.keyboard import Key
from ui.widgets.signature import SignaturePad

Place = tuple[int, int]


class Twin:
    """Both screens, drawn once."""

    def __init__(self) -> None:
        self._app = QApplication.instance() or QApplication(["appear"])
        drawing = Drawing(width=WIDTH, height=HEIGHT)
        asking = window(drawing, at(st.AskingFactor(0)))
        asking.show()
        self._app.processEvents()
        self.keys = {key.text(): _middle(key, asking) for key in asking.findChildren(Key) if key.isVisible()}
        """The middle of each key of the PIN, by its face."""
        signing = window(drawing, at(st.Signing()))
        signing.show()
        self._app.processEvents()
        pad = signing.findChildren(SignaturePad)[0]
        corner, size = pad.mapTo(signing, QPoint(0, 0)), pad.size()
        self.stroke = [
            (corner.x() + size.width() * x // 10, corner.y() + size.height() * (50 + 20 * (x % 2)) // 100)
            for x in range(2, 9)
        ]
        """A signature: points inside the pad."""


def _middle(widget: QWidget, whole: QWidget) -> Place:
    found = widget.mapTo(whole, widget.rect().center())
    return found.x(), found.y()
