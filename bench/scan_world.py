"""A simulated card before a simulated camera, with every trouble a number that can be turned.

Nothing here is shared with the yardstick: other room, other card, other optics, so that agreement between
the two says something. All people are invented."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.camera.card_back import symbol

Grey = NDArray[np.uint8]
_OVER = 2
"""The card is warped at twice the camera's size and averaged down: fine bars do not alias."""


@dataclass(frozen=True, slots=True)
class View:
    """One frame's circumstances; the defaults are an easy one."""

    seed: int = 0
    """Of the person, the symbol's make and the room."""
    size: tuple[int, int] = (1280, 720)
    module: float = 3.0
    """Pixels per module at the symbol's middle."""
    turn: float = 0.0
    tilt: float = 0.0
    """Degrees; about an axis in the card at ``axis`` degrees."""
    axis: float = 90.0
    blur: float = 0.6
    """Defocus, sigma in pixels."""
    motion: float = 0.0
    """Pixels moved while the shutter was open, in direction ``heading`` degrees."""
    heading: float = 0.0
    noise: float = 4.0
    contrast: float = 0.8
    """Of dark to light, 1 is 210 grey levels."""
    light: float = 1.0
    glare: float = 0.0
    """Grey levels added in the middle of a spot on the symbol."""
    cover: float = 0.0
    """Share of the symbol's height a thumb hides at its lower left."""
    clutter: float = 1.0
    """Contrast of the room: 0 is a bare wall."""
    jpeg: int = 85
    moment: int = 0
    """Of the same view: another grain, a slightly other place."""


def payload(seed: int) -> str:
    """An invented card, AAMVA version 10, of 330 to 600 characters."""
    pick = random.Random(7 * seed + 3)

    def word(least: int, most: int) -> str:
        return "".join(pick.choice(string.ascii_uppercase) for _ in range(pick.randint(least, most)))

    def number(digits: int) -> str:
        return "".join(pick.choice(string.digits) for _ in range(digits))

    def day(first: int, last: int) -> str:
        return f"{pick.randint(1, 12):02d}{pick.randint(1, 28):02d}{pick.randint(first, last)}"

    fields = [
        f"DAQ{word(1, 1)}{number(9)}",
        f"DCS{word(3, 14)}",
        "DDEN",
        f"DAC{word(3, 11)}",
        "DDFN",
        f"DAD{word(1, 10)}",
        "DDGN",
        f"DBB{day(1944, 2006)}",
        f"DBA{day(2027, 2034)}",
        f"DBD{day(2019, 2026)}",
        f"DBC{pick.choice('129')}",
        f"DAU{pick.randint(58, 79):03d} in",
        f"DAG{pick.randint(1, 9999)} {word(4, 12)} {pick.choice(['ST', 'AVE', 'RD', 'CT'])}",
        f"DAI{word(5, 14)}",
        "DAJMO",
        f"DAK6{number(4)}0000  ",
        f"DCF{number(20)}",
        "DCGUSA",
    ]
    body = "DL" + "\n".join(fields)
    while len(body) < pick.randint(280, 540):
        body += f"\nZM{word(1, 1)}{word(6, 18)}"
    body += "\r"
    return f"@\n\x1e\rANSI 636030100002DL00410{len(body):03d}ZM03200000{body}"


@lru_cache(maxsize=8)
def card(seed: int) -> tuple[Grey, tuple[float, float, float, float], int]:
    """The card's back at 4 pixels a module, where the symbol lies in it (left, top, right, bottom), and
    the symbol's width in modules."""
    pick = random.Random(seed)
    rows = symbol(payload(seed), columns=pick.randint(9, 16), level=pick.choice([3, 4, 5]))
    fine, tall = 4, pick.choice([3, 3, 3, 4])
    code = rows.repeat(fine * tall, axis=0).repeat(fine, axis=1)
    margin = int(code.shape[1] * pick.uniform(0.05, 0.09))
    width = code.shape[1] + 2 * margin
    height = max(round(width / 1.586), code.shape[0] + 4 * margin)
    out = np.full((height, width), 255, np.uint8)
    top = height - margin - code.shape[0] if pick.random() < 0.6 else margin
    out[top : top + code.shape[0], margin:-margin] = code
    free = (
        (margin, top - margin // 2) if top > margin else (top + code.shape[0] + margin // 2, height - margin)
    )
    _print(out, free, margin, pick)
    return out, (margin, top, width - margin, top + code.shape[0]), rows.shape[1]


def _print(out: Grey, free: tuple[int, int], margin: int, pick: random.Random) -> None:
    """A one-dimensional code and lines of small print in the free part of the card."""
    x, y = margin, free[0]
    if free[1] - y > 2 * margin:
        bars = np.repeat(np.array(pick.choices([0, 255], k=90), np.uint8), 5)[
            None, : out.shape[1] - 3 * margin
        ]
        out[y : y + margin, x : x + bars.shape[1]] = bars
        y += margin + margin // 2
    while y + margin // 3 < free[1]:
        x = margin
        while x < out.shape[1] - 2 * margin:
            end = x + pick.randint(margin // 4, margin)
            cv2.rectangle(out, (x, y), (end, y + margin // 4), 90, -1)
            x = end + margin // 5
        y += margin // 2


@lru_cache(maxsize=8)
def room(seed: int, size: tuple[int, int]) -> NDArray[np.float32]:
    """A lobby: wall, shelves, posters with lettering, blinds, bricks; a little out of focus, 0 to 255."""
    pick = random.Random(31 * seed + 5)
    width, height = size
    out = np.full((height, width), pick.randint(90, 190), np.uint8)
    for _ in range(14):
        x, y = pick.randrange(width), pick.randrange(height)
        end = (x + pick.randint(20, width // 4), y + pick.randint(20, height // 3))
        cv2.rectangle(out, (x, y), end, pick.randint(20, 235), -1)
    for x in range(pick.randint(0, width // 2), width, max(60, width // 3)):
        for k in range(24):
            cv2.line(out, (x + 7 * k, 0), (x + 7 * k, height // 3), pick.randint(60, 220), 3)
    brick = pick.randint(8, 16)
    for k in range(10):
        y = height - 1 - k * brick
        cv2.line(out, (0, y), (width // 3, y), 60, 1)
        for j in range(0, width // 3, 3 * brick):
            cv2.line(out, (j + (k % 2) * brick, y), (j + (k % 2) * brick, y - brick), 60, 1)
    for _ in range(18):
        text = "".join(pick.choice(string.ascii_uppercase + "    ") for _ in range(24))
        place = (pick.randrange(width), pick.randrange(height))
        cv2.putText(
            out, text, place, cv2.FONT_HERSHEY_SIMPLEX, pick.uniform(0.3, 1.2), pick.randint(0, 255), 1
        )
    return np.asarray(cv2.GaussianBlur(out.astype(np.float32), (0, 0), 1.5), np.float32)


def corners(view: View) -> NDArray[np.float64]:
    """Where the card's corners fall, clockwise from its own top left."""
    flat, box, across = card(view.seed)
    scale = view.module * across / (box[2] - box[0])
    middle = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    edge = np.array([(0, 0), (flat.shape[1], 0), (flat.shape[1], flat.shape[0]), (0, flat.shape[0])])
    points = (edge - middle) * scale
    axis, tilt, turn = np.radians([view.axis, view.tilt, view.turn])
    u = np.array([np.cos(axis), np.sin(axis)])
    v = np.array([-u[1], u[0]])
    far = 1.3 * view.size[0]
    along, beside = points @ u, points @ v
    depth = far / (far + beside * np.sin(tilt))
    points = (np.outer(along, u) + np.outer(beside * np.cos(tilt), v)) * depth[:, None]
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    jitter = np.random.default_rng((view.seed, view.moment)).uniform(-3, 3, 2)
    placed: NDArray[np.float64] = points @ spin + np.array(view.size) / 2 + jitter
    return placed


def frame(view: View) -> Grey:
    """The picture, grey."""
    rng = np.random.default_rng((view.seed, view.moment, 1))
    back = room(view.seed, view.size)
    picture = back * np.float32(view.clutter) + np.float32(120 * (1 - view.clutter))
    flat = card(view.seed)[0]
    to = corners(view)
    edge = np.array(
        [(0, 0), (flat.shape[1], 0), (flat.shape[1], flat.shape[0]), (0, flat.shape[0])], np.float32
    )
    _lay(picture, flat, edge, to, view)
    place = np.asarray(cv2.getPerspectiveTransform(edge, to.astype(np.float32)), np.float64)
    _hide(picture, view, place)
    if view.glare:
        _shine(picture, view, place)
    picture = _lens(picture, view) * view.light + np.float32(view.noise) * rng.standard_normal(
        picture.shape, np.float32
    )
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.imdecode(
            cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, view.jpeg])[1], cv2.IMREAD_GRAYSCALE
        ),
        np.uint8,
    )


def _lay(
    picture: NDArray[np.float32],
    flat: Grey,
    edge: NDArray[np.float32],
    to: NDArray[np.float64],
    view: View,
) -> None:
    """Lay the card into the picture, warped at twice its size and averaged down."""
    low = np.maximum(np.floor(to.min(axis=0)).astype(int) - 2, 0)
    high = np.minimum(np.ceil(to.max(axis=0)).astype(int) + 2, view.size)
    if (high - low < 2).any():
        return
    warp = cv2.getPerspectiveTransform(edge, ((to - low) * _OVER).astype(np.float32))
    here = (int(high[0] - low[0]), int(high[1] - low[1]))
    fine = (here[0] * _OVER, here[1] * _OVER)
    inked = 25 + flat * np.float32(210 * view.contrast / 255)
    near = cv2.resize(cv2.warpPerspective(inked, warp, fine), here, interpolation=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full_like(flat, 255), warp, fine)
    mask = cv2.resize(mask, here, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    part = picture[low[1] : high[1], low[0] : high[0]]
    part *= 1 - mask
    part += near


def _on_symbol(view: View, place: NDArray[np.float64], x: float, y: float) -> NDArray[np.float64]:
    """The picture's point at these shares of the symbol's width and height."""
    box = card(view.seed)[1]
    point = place @ np.array([box[0] + x * (box[2] - box[0]), box[1] + y * (box[3] - box[1]), 1.0])
    return np.asarray(point[:2] / point[2])


def _hide(picture: NDArray[np.float32], view: View, place: NDArray[np.float64]) -> None:
    if view.cover:
        tall = np.linalg.norm(_on_symbol(view, place, 0, 0) - _on_symbol(view, place, 0, 1))
        x, y = _on_symbol(view, place, 0.08, 1.0)
        axes = (int(tall * 0.35), int(tall * view.cover))
        cv2.ellipse(picture, (int(x), int(y)), axes, 15, 0, 360, 135, -1)


def _shine(picture: NDArray[np.float32], view: View, place: NDArray[np.float64]) -> None:
    pick = random.Random(view.seed)
    x, y = _on_symbol(view, place, pick.uniform(0.2, 0.8), pick.uniform(0.2, 0.8))
    wide = 0.05 * view.size[0]
    rows, columns = np.ogrid[0 : view.size[1], 0 : view.size[0]]
    picture += view.glare * np.exp(-(((columns - x) ** 2 + (rows - y) ** 2) / (2 * wide**2)))


def _lens(picture: NDArray[np.float32], view: View) -> NDArray[np.float32]:
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.3, view.blur)), np.float32)
    if view.motion < 1:
        return np.asarray(picture, np.float32)
    reach = int(np.ceil(view.motion)) + 2
    at = np.linspace(-0.5, 0.5, 64) * view.motion
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    heading = np.radians(view.heading)
    for step in at:
        x, y = reach + step * np.cos(heading), reach + step * np.sin(heading)
        kernel[round(y), round(x)] += 1
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.float32)


def later(view: View, moment: int) -> View:
    """The same presentation a moment later."""
    return replace(view, moment=moment)
