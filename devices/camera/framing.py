"""Whether a portrait will do: its light, its sharpness, and somebody in the middle of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from devices.ports import Picture

SHAPE = (4, 5)
"""Width to height of a portrait."""
HIGH = 1000
"""Pixels of a portrait's height; smaller cameras give what they have."""
_LOOKED_AT = 240
_DARK = 50.0
"""Mean grey of the whole portrait: of the room's light, not of anybody's skin."""
_BLOWN = 250
_MOST_BLOWN = 0.25
_SHARP = 18.0
_SOMEBODY = 14.0
"""So different from the border, in grey or color, and somebody is there."""


class FramingHint(Enum):
    """What would make the portrait better; the officer may take it all the same."""

    NOBODY = "nobody"
    MORE_LIGHT = "more_light"
    LESS_LIGHT = "less_light"
    LIGHT_BEHIND = "light_behind"
    HOLD_STILL = "hold_still"


@dataclass(frozen=True, slots=True)
class Portrait:
    """The middle of a camera's picture, cut to shape, and what is wrong with it if anything is."""

    picture: Picture
    hint: FramingHint | None


def portrait_of(picture: Picture) -> Portrait:
    """The portrait in a camera's picture (BGR). It measures light, sharpness and whether the middle differs
    from the border; it knows nothing of faces, and never says whose one is."""
    high, wide = picture.shape[:2]
    across = min(wide, high * SHAPE[0] // SHAPE[1])
    left = (wide - across) // 2
    cut = picture[:, left : left + across]
    return Portrait(cut, _hint(cut))


def jpeg_of(portrait: Portrait) -> bytes:
    """The portrait as JPEG, at most HIGH pixels high."""
    picture = portrait.picture
    if picture.shape[0] > HIGH:
        size = (HIGH * picture.shape[1] // picture.shape[0], HIGH)
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    done, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return coded.tobytes() if done else b""


def _hint(cut: Picture) -> FramingHint | None:
    size = (_LOOKED_AT * cut.shape[1] // cut.shape[0], _LOOKED_AT)
    small = cv2.resize(cut, size, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    middle = np.zeros(grey.shape, np.uint8)
    centre = (grey.shape[1] // 2, grey.shape[0] * 9 // 20)
    cv2.ellipse(middle, centre, (grey.shape[1] // 4, grey.shape[0] // 4), 0, 0, 360, 255, -1)
    inside, border = middle > 0, _border(grey.shape)
    colors = small.astype(np.float32)
    apart = float(np.abs(colors[inside].mean(axis=0) - colors[border].mean(axis=0)).max())
    textured = abs(float(grey[inside].std()) - float(grey[border].std()))
    behind = float((grey[border] >= _BLOWN).mean()) > 2 * _MOST_BLOWN
    if behind and float(grey[inside].mean()) < _DARK:
        return FramingHint.LIGHT_BEHIND
    if float(grey.mean()) < _DARK:
        return FramingHint.MORE_LIGHT
    if float((grey[inside] >= _BLOWN).mean()) > _MOST_BLOWN:
        return FramingHint.LESS_LIGHT
    if max(apart, textured) < _SOMEBODY:
        return FramingHint.NOBODY
    blurred = cv2.Laplacian(grey, cv2.CV_32F)[inside].var()
    return FramingHint.HOLD_STILL if float(blurred) < _SHARP else None


def _border(shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The upper corners and sides, where a plain wall is."""
    border = np.zeros(shape[:2], bool)
    edge = shape[1] // 8
    border[: shape[0] // 2, :edge] = border[: shape[0] // 2, -edge:] = True
    return border
