"""Drawing the back of an invented person's card, for the simulated card only."""

from __future__ import annotations

import random

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

_MODULE_PX = 6
"""Card pixels per module: several times finer than any camera sees it, so that turning it costs nothing."""
_ROW_MODULES = 3
_COLUMNS = 11
_CARD_MM = (85.6, 54.0)


def symbol(payload: str, columns: int = _COLUMNS, level: int = 4) -> NDArray[np.uint8]:
    """PDF417 of ``payload`` (characters up to 255): rows x modules, 0 dark, 255 light, no quiet zone.

    A row of the result is one row of code words; it should be drawn about three times as high as wide.
    ``ValueError`` when the payload does not fit."""
    options = f"columns={columns},ecLevel={level}"
    try:
        made = zxingcpp.create_barcode(
            payload.encode("latin-1"), zxingcpp.BarcodeFormat.PDF417, options=options
        )
    except RuntimeError as why:
        raise ValueError("the payload does not fit into one PDF417 symbol") from why
    return np.array(made.to_image(scale=1, add_quiet_zones=False), np.uint8)[::_ROW_MODULES]


def card_back(payload: str) -> NDArray[np.uint8]:
    """The back of the card, grey, in the proportions of ID-1: stripe, PDF417, a Code 128, small print."""
    rows = symbol(payload)
    code = np.kron(rows, np.ones((_MODULE_PX * _ROW_MODULES, _MODULE_PX), np.uint8))
    code = np.where(code == 0, 28, 232).astype(np.uint8)
    margin = round(code.shape[1] * 0.07)
    width = code.shape[1] + 2 * margin
    height = max(round(width * _CARD_MM[1] / _CARD_MM[0]), code.shape[0] + 4 * margin)
    card = np.full((height, width), 236, np.uint8)
    card[margin // 2 : margin * 3 // 2] = 40
    top = height - margin - code.shape[0]
    card[top : top + code.shape[0], margin : width - margin] = code
    _beside(card, payload, top, margin)
    return card


def _beside(card: NDArray[np.uint8], payload: str, top: int, margin: int) -> None:
    """What else is printed on a back: the inventory number as Code 128 and lines of small print."""
    pick = random.Random(payload)  # noqa: S311 - a drawing, not a secret
    number = f"{pick.randrange(10**11):012d}"
    bars = zxingcpp.create_barcode(number, zxingcpp.BarcodeFormat.Code128)
    line = np.array(bars.to_image(scale=3, add_quiet_zones=False), np.uint8)[:margin]
    y = margin * 2
    if y + line.shape[0] < top and margin + line.shape[1] < card.shape[1]:
        card[y : y + line.shape[0], margin : margin + line.shape[1]] = line
    x = margin * 2 + line.shape[1]
    while y < top - margin // 2:
        end = min(x + pick.randint(margin // 3, margin * 2), card.shape[1] - margin)
        cv2.rectangle(card, (x, y), (end, y + margin // 6), 90, -1)
        x = end + margin // 5
        if x > card.shape[1] - 2 * margin:
            x, y = margin * 2 + line.shape[1], y + margin // 2
