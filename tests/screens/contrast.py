"""How well texts stand out from what lies behind them, measured on the picture of a window."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.screens.measure import named, shows_text

LEAST = {"standard": 10.0, "high": 15.5}
"""Of ink to ground. High contrast has white on black (21) and black on yellow (16)."""
_SOLID = 12
"""Pixels of one color that are ink, and not the soft edge of a letter."""


def pale(window: QWidget, picture: QImage, contrast: str) -> list[str]:
    """One sentence for each text whose darkest ink does not stand out enough; empty when all do."""
    pixels = _pixels(picture)
    found = []
    for widget in window.findChildren(QWidget):
        empty = isinstance(widget, QLineEdit) and not widget.text()
        if empty or not shows_text(widget) or not widget.isEnabled():
            continue
        box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).intersected(window.rect())
        ratio = _ratio(pixels[box.top() : box.bottom() + 1, box.left() : box.right() + 1])
        if ratio is not None and ratio < LEAST[contrast]:
            found.append(f"{named(widget)} stands out by {ratio:.1f}, {LEAST[contrast]:.1f} is the least")
    return found


def _pixels(picture: QImage) -> NDArray[np.uint8]:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def _ratio(part: NDArray[np.uint8]) -> float | None:
    """Of the solid color furthest from the most common one; None where there is only one color."""
    if not part.size:
        return None
    exact = part.reshape(-1, 3).astype(np.int64) @ np.array([65_536, 256, 1])
    coarse = part.reshape(-1, 3).astype(np.int64) // 4 @ np.array([4_096, 64, 1])
    counts = np.bincount(coarse)
    solid = np.flatnonzero(counts >= _SOLID)
    if len(solid) < 2:
        return None
    ground = _luminance(_color_of(int(counts.argmax()), coarse, exact))
    # Coarse colors find the ink; how it stands out is measured on its own exact color.
    furthest = sorted(solid, key=lambda one: _contrast(_luminance(_middle(int(one))), ground))[-2:]
    return max(_contrast(_luminance(_color_of(int(one), coarse, exact)), ground) for one in furthest)


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _color_of(bin_: int, coarse: NDArray[np.int64], exact: NDArray[np.int64]) -> int:
    """The most common exact color within a coarse one."""
    colors, counts = np.unique(exact[coarse == bin_], return_counts=True)
    return int(colors[counts.argmax()])


def _middle(bin_: int) -> int:
    red, green, blue = bin_ // 4_096, bin_ // 64 % 64, bin_ % 64
    return (red * 4 + 2) << 16 | (green * 4 + 2) << 8 | (blue * 4 + 2)


def _luminance(packed: int) -> float:
    channels = [(packed >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
