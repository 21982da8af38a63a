"""A photograph made ready for paper: upright, small, and without what a camera wrote beside it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from devices.paper.sheet import Picture, Row

_DOTS: Final = 600
"""Of the longer side: 300 to an inch at the largest it is printed."""
_QUALITY: Final = 88


def photograph(jpeg: bytes, left: float, height: float) -> Row | None:
    """A row with the photograph, ``height`` points high; None where there is none that can be read."""
    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
    if pixels is None:
        return None
    tall, wide = pixels.shape[:2]
    shrink = min(1.0, _DOTS / max(tall, wide))
    size = max(1, round(wide * shrink)), max(1, round(tall * shrink))
    smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    _, made = cv2.imencode(".jpg", smaller, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))
    return Row(height, (Picture(left, 0, height * wide / tall, height, made.tobytes()),))
