"""Drawn portraits of invented people, so that the desk has a photograph to show and nobody's face is used."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.build import refuse_if_packaged

WIDTH, HEIGHT = 480, 600
_SKIN = ((176, 205, 236), (142, 178, 219), (105, 145, 190), (76, 110, 156), (58, 82, 120))
_HAIR = {"brown": (45, 66, 92), "black": (34, 32, 30), "blond": (120, 178, 214), "gray": (150, 150, 148)}
_CLOTH = ((120, 84, 58), (92, 108, 62), (86, 80, 122), (84, 84, 88), (60, 96, 130))
_EYES = {"brown": (40, 62, 96), "blue": (150, 110, 60), "green": (70, 120, 70), "hazel": (60, 105, 120)}
Picture = NDArray[np.uint8]
Color = tuple[int, int, int]


def portrait(seed: str, hair: str = "brown", eyes: str = "brown") -> bytes:
    """A JPEG of 480 x 600 pixels; the same ``seed``, the same face."""
    refuse_if_packaged("a drawn portrait")
    dice = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    # Drawn at twice the size and shrunk: soft edges without effort.
    page = np.full((HEIGHT * 2, WIDTH * 2, 3), (222, 214, 206), np.uint8)
    skin = dice.choice(_SKIN)
    shade: Color = (int(skin[0] * 0.9), int(skin[1] * 0.9), int(skin[2] * 0.9))
    _body(page, dice.choice(_CLOTH), shade)
    wide = dice.randint(168, 200)
    _head(page, skin, wide, _HAIR.get(hair), dice)
    _face(page, shade, wide, _EYES.get(eyes, (60, 60, 60)), dice)
    cv2.putText(
        page, "SYNTHETIC", (600, 1170), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (120, 112, 104), 3, cv2.LINE_AA
    )
    small = cv2.resize(page, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes()


def _oval(page: Picture, middle: tuple[int, int], size: tuple[int, int], color: Color) -> None:
    cv2.ellipse(page, middle, size, 0, 0, 360, color, -1, cv2.LINE_AA)


def _body(page: Picture, cloth: Color, neck: Color) -> None:
    _oval(page, (480, 1230), (430, 330), cloth)
    cv2.rectangle(page, (405, 720), (555, 960), neck, -1)
    _oval(page, (480, 950), (95, 60), neck)


def _head(page: Picture, skin: Color, wide: int, hair: Color | None, dice: random.Random) -> None:
    long_hair = dice.random() < 0.35
    if hair is not None:
        _oval(page, (480, 500), (wide + 40, 262), hair)
    if hair is not None and long_hair:
        cv2.rectangle(page, (480 - wide - 46, 520), (480 + wide + 46, 860), hair, -1)
        cv2.rectangle(page, (405, 780), (555, 960), skin, -1)
    for side in (-1, 1):
        _oval(page, (480 + side * (wide + 8), 580), (30, 52), skin)
    _oval(page, (480, 560), (wide, 265), skin)
    if hair is not None:
        cv2.ellipse(page, (480, 400), (wide - 4, 130), 0, 180, 360, hair, -1, cv2.LINE_AA)


def _face(page: Picture, shade: Color, wide: int, iris: Color, dice: random.Random) -> None:
    apart, high = int(wide * 0.46), dice.randint(535, 560)
    for side in (-1, 1):
        x = 480 + side * apart
        _oval(page, (x, high), (38, 21), (245, 245, 245))
        _oval(page, (x, high), (18, 18), iris)
        _oval(page, (x, high), (8, 8), (20, 20, 20))
        cv2.ellipse(page, (x, high - 42), (52, 16), 0, 195, 345, (48, 48, 52), 10, cv2.LINE_AA)
    cv2.ellipse(page, (480, 640), (30, 22), 0, 10, 170, shade, 9, cv2.LINE_AA)
    mouth = dice.randint(712, 730)
    cv2.ellipse(page, (480, mouth), (66, dice.randint(6, 18)), 0, 8, 172, (88, 88, 150), 9, cv2.LINE_AA)
    if dice.random() < 0.25:
        for side in (-1, 1):
            cv2.circle(page, (480 + side * apart, high), 62, (52, 52, 56), 7, cv2.LINE_AA)
        cv2.line(page, (480 - apart + 62, high), (480 + apart - 62, high), (52, 52, 56), 7, cv2.LINE_AA)
