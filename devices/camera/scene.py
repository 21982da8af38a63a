"""A plausible lobby in front of the camera, with or without somebody holding a card."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.ports import Picture

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pose:
    """How the card is held."""

    width: float = 0.62
    """Share of the picture's width that the card fills."""
    turn: float = 0.0
    """Degrees in the picture's plane, clockwise."""
    tilt: float = 0.0
    """Degrees about the card's upright axis: the far side looks smaller."""
    x: float = 0.5
    y: float = 0.5
    """Of the card's centre, as shares of the picture; y above 1.4 is out of sight."""


@lru_cache(maxsize=4)
def room(width: int, height: int) -> Picture:
    """The empty lobby, BGR: wall, door, notice board, blinds, a plant's blur. Not to be written to."""
    grey = np.linspace(188, 150, height, dtype=np.float32)[:, None] + np.zeros((1, width), np.float32)
    picture = np.dstack([grey * 0.96, grey, grey * 1.02]).astype(np.uint8)

    def box(x: float, y: float, w: float, h: float, colour: tuple[int, int, int]) -> None:
        cv2.rectangle(
            picture,
            (int(x * width), int(y * height)),
            (int((x + w) * width), int((y + h) * height)),
            colour,
            -1,
        )

    box(0.0, 0.82, 1.0, 0.18, (92, 104, 118))
    box(0.05, 0.18, 0.17, 0.66, (70, 92, 122))
    box(0.19, 0.50, 0.012, 0.04, (180, 190, 196))
    box(0.66, 0.12, 0.28, 0.36, (120, 150, 178))
    for n in range(4):
        x, y = 0.68 + 0.13 * (n % 2), 0.15 + 0.17 * (n // 2)
        box(x, y, 0.11, 0.14, (226, 230, 232))
        for k in range(6):
            box(x + 0.012, y + 0.022 + 0.018 * k, 0.05 + 0.03 * ((n + k) % 2), 0.006, (90, 90, 96))
    for k in range(22):
        box(0.28 + 0.014 * k, 0.0, 0.006, 0.16, (208, 206, 198))
    cv2.putText(
        picture,
        "PLEASE WAIT HERE",
        (int(0.3 * width), int(0.3 * height)),
        cv2.FONT_HERSHEY_SIMPLEX,
        height / 900,
        (70, 70, 74),
        2,
    )
    picture = cv2.GaussianBlur(picture, (0, 0), height / 360).astype(np.uint8)
    picture.setflags(write=False)
    return picture


@lru_cache(maxsize=4)
def somebody(width: int, height: int) -> Picture:
    """The lobby with a person standing in it. Not to be written to."""
    picture = room(width, height).copy()
    middle = width // 2
    body, face, hair = (96, 84, 78), (150, 168, 200), (52, 58, 70)
    cv2.ellipse(picture, (middle, int(height * 1.05)), (width // 5, height // 2), 0, 180, 360, body, -1)
    cv2.ellipse(picture, (middle, int(height * 0.34)), (width // 15, height // 6), 0, 0, 360, face, -1)
    cv2.ellipse(picture, (middle, int(height * 0.26)), (width // 14, height // 9), 0, 180, 360, hair, -1)
    picture = cv2.GaussianBlur(picture, (0, 0), height / 300).astype(np.uint8)
    picture.setflags(write=False)
    return picture


def corners(card: Grey, pose: Pose, width: int, height: int) -> NDArray[np.float32]:
    """Where the card's four corners fall in the picture: 4 x 2, clockwise from the card's own top left."""
    half_w = pose.width * width / 2
    half_h = half_w * card.shape[0] / card.shape[1]
    far = 1.4 * width
    turn, tilt = math.radians(pose.turn), math.radians(pose.tilt)
    out = []
    for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        depth = far / (far + sx * half_w * math.sin(tilt))
        x, y = sx * half_w * math.cos(tilt) * depth, sy * half_h * depth
        out.append(
            (
                pose.x * width + x * math.cos(turn) - y * math.sin(turn),
                pose.y * height + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return np.array(out, np.float32)


def held(card: Grey, pose: Pose, width: int, height: int) -> Picture:
    """A person holding ``card`` into the lobby, without noise."""
    picture = somebody(width, height).copy()
    to = corners(card, pose, width, height)
    h, w = card.shape
    flat = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    low = np.maximum(np.floor(to.min(0)).astype(int) - 2, 0)
    high = np.minimum(np.ceil(to.max(0)).astype(int) + 3, [width, height])
    if (high - low < 8).any():
        return picture
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    # Warped at the size seen from a card shrunk beforehand: without it, fine bars alias.
    shrink = max(1, int(w / max(1.0, float(np.linalg.norm(to[1] - to[0])))))
    small = cv2.resize(card, (w // shrink, h // shrink), interpolation=cv2.INTER_AREA) if shrink > 1 else card
    scale = np.array([small.shape[1] / w, small.shape[0] / h], np.float32)
    warp = cv2.getPerspectiveTransform(flat * scale, to - low.astype(np.float32))
    seen = cv2.warpPerspective(small, warp, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(small.shape, 255, np.uint8), warp, size)[..., None] > 127
    part = picture[low[1] : high[1], low[0] : high[0]]
    np.copyto(part, seen[..., None], where=mask)
    thumb = (to[2] * 0.15 + to[3] * 0.85).astype(int)
    cv2.ellipse(
        picture,
        (int(thumb[0]), int(thumb[1]) + height // 30),
        (width // 30, height // 14),
        20,
        0,
        360,
        (140, 158, 192),
        -1,
    )
    return picture
