"""Where the keys of the PIN and the signature pad are: asked of the same screens, drawn here alike."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.check_in import Ticket
from kiosk.visit import states as st
from tests.image.machine import HEIGHT, WIDTH
from tests.screens.lobby import at, window
from tests.screens.state import Drawing
from tests.specimens.records import TODAY
from ui.widgets.key_layouts import Duty
from ui.widgets.keyboard import Key
from ui.widgets.signature import SignaturePad
from ui.widgets.ticket_number import TicketNumber

Place = tuple[int, int]
_DARK, _NEAR = 128, 8


class Twin:
    """Both screens, drawn once."""

    def __init__(self) -> None:
        self._app = QApplication.instance() or QApplication(["appear"])
        drawing = Drawing(width=WIDTH, height=HEIGHT)
        asking = window(drawing, at(st.AskingFactor(0)))
        asking.show()
        self._app.processEvents()
        keys = [key for key in asking.findChildren(Key) if key.isVisible()]
        self.keys = {key.text(): middle(key, asking) for key in keys}
        """The middle of each key of the PIN, by its face."""
        self.erase = next(middle(key, asking) for key in keys if key.cap.key is Duty.ERASE)
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

    def signed(self, picture: Path) -> bool:
        """Whether the signature can be seen there."""
        seen = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
        assert seen is not None, picture
        # It is drawn rounder than it was touched; below it is the line that is signed on.
        above, below = min(y for _, y in self.stroke) - _NEAR, max(y for _, y in self.stroke)
        return all(seen[above:below, x].min() < _DARK for x, _ in self.stroke[1:-1])

    def likeness(self, picture: Path, number: str) -> float:
        """How much ``number``, drawn as the last screen draws it, is on ``picture``: 1.0 is the same.

        Its noughts are crossed, lest they be taken for letters; who reads letters takes them for nines."""
        letter, _, counter = number.partition("-")
        ticket = Ticket(letter, int(counter), TODAY)
        shown = window(
            Drawing(width=WIDTH, height=HEIGHT), at(st.Finished(ticket, delivered=True, printed=True))
        )
        shown.show()
        self._app.processEvents()
        drawn = shown.findChildren(TicketNumber)[0].grab().toImage()
        grey = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
        dark = np.argwhere(rows[:, : grey.width()] < _DARK)
        (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
        seen = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
        assert seen is not None, picture
        found = cv2.matchTemplate(seen, rows[top:bottom, left:right].copy(), cv2.TM_CCOEFF_NORMED)
        return float(found.max())


def middle(widget: QWidget, whole: QWidget) -> Place:
    """Where ``widget`` would be touched, in the pixels of ``whole``."""
    found = widget.mapTo(whole, widget.rect().center())
    return found.x(), found.y()
