"""Whether a card is held into the picture at all: four straight sides in a card's proportions."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey

_WIDTH = 480
_LEAST = 0.05
"""Share of the picture a card held for reading fills at least."""
_PROPORTION = 85.6 / 54.0
_LEEWAY = 1.35
"""By how much tilting may change the proportion."""


def card_outlines(grey: Grey) -> list[NDArray[np.float64]]:
    """Quadrilaterals like an ID-1 card, each 4 x 2 in shares of the picture's width and height."""
    height = round(_WIDTH * grey.shape[0] / grey.shape[1])
    small = cv2.resize(grey, (_WIDTH, height), interpolation=cv2.INTER_AREA)
    edges = cv2.Canny(cv2.GaussianBlur(small, (5, 5), 0), 40, 110)
    edges = cv2.dilate(edges, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        if cv2.contourArea(contour) < _LEAST * small.size:
            continue
        corners = cv2.approxPolyDP(contour, 0.03 * cv2.arcLength(contour, True), True)
        if len(corners) == 4 and cv2.isContourConvex(corners) and _like_a_card(corners[:, 0, :]):
            found.append(corners[:, 0, :] / np.array([_WIDTH, height], np.float64))
    return found


def _like_a_card(corners: NDArray[Any]) -> bool:
    sides = [math.dist(corners[n], corners[(n + 1) % 4]) for n in range(4)]
    one, other = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    proportion = max(one, other) / max(1.0, min(one, other))
    return _PROPORTION / _LEEWAY < proportion < _PROPORTION * _LEEWAY
