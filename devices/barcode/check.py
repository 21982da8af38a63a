"""How well a camera is placed for reading cards: live figures, and what to change."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Grey
from devices.barcode.pdf417.finder import symbol_in
from devices.barcode.pdf417.weighing import solve, weigh
from devices.barcode.sight import as_grey
from devices.barcode.texture import Texture
from devices.ports import Camera, Picture, SourceStatus
from kiosk.words import Words, words

_ENOUGH = 2.0
"""Pixels per module to aim for; the reader goes down to 1.2, with nothing left for a bad day."""
_SHARP = 0.65
"""Blur in modules above which the focus is worth a hand."""
_QUIET = 9.0
_BRIGHT = (60.0, 215.0)
_OFTEN = 10.0
_WIDE = 1280


@dataclass(frozen=True, slots=True)
class CameraFigures:
    """What a second of a camera's pictures shows."""

    status: SourceStatus
    size: tuple[int, int] = (0, 0)
    """Width and height, pixels."""
    rate: float = 0.0
    """Pictures per second."""
    brightness: float = 0.0
    """Mean grey level, 0 to 255."""
    noise: float = 0.0
    """Standard deviation of a still pixel, grey levels."""
    sharpness: float = 0.0
    """Rises while the focus improves; only for comparing with itself."""
    module: float | None = None
    """Pixels per module of the symbol held up; None when none is seen."""
    blur: float | None = None
    """Of that symbol, in modules."""
    read: bool = False
    """The symbol can be read from the last picture."""

    def advice(self) -> tuple[Words, ...]:
        """What to change, the most important first; empty when all is well."""
        if self.status is not SourceStatus.LIVE:
            return (words("camera.advice.no_picture"),)
        wrong = []
        if self.brightness < _BRIGHT[0]:
            wrong.append(words("camera.advice.too_dark"))
        if self.brightness > _BRIGHT[1]:
            wrong.append(words("camera.advice.too_bright"))
        if self.module is None:
            wrong.append(words("camera.advice.hold_a_card"))
        elif self.module < _ENOUGH:
            wrong.append(words("camera.advice.too_far", pixels=f"{self.module:.1f}", enough=f"{_ENOUGH:.0f}"))
        if self.blur is not None and self.blur > _SHARP:
            wrong.append(words("camera.advice.out_of_focus", blur=f"{self.blur:.1f}"))
        if self.size[0] < _WIDE:
            wrong.append(words("camera.advice.too_few_pixels", width=self.size[0], least=_WIDE))
        if self.noise > _QUIET:
            wrong.append(words("camera.advice.noisy"))
        if self.rate < _OFTEN:
            wrong.append(words("camera.advice.too_slow", rate=f"{self.rate:.0f}"))
        return tuple(wrong)


def watch(camera: Camera, every_s: float = 1.0) -> Iterator[CameraFigures]:
    """Figures about every ``every_s`` seconds, for as long as they are asked for. The camera must be open."""
    number = 0
    while True:
        came: list[float] = []
        last: deque[Picture] = deque(maxlen=2)
        while not came or came[-1] - came[0] < every_s:
            frame = camera.newest(number, every_s)
            if frame is None:
                break
            number = frame.number
            came.append(frame.seconds)
            last.append(frame.picture)
        yield figures(camera.status, came, last)


def figures(status: SourceStatus, came: Sequence[float], last: Sequence[Picture]) -> CameraFigures:
    """The figures of some pictures in a row: when they came, in seconds, and the last one or two of them."""
    if not came or status is not SourceStatus.LIVE:
        return CameraFigures(status)
    grey = as_grey(last[-1])
    spent = came[-1] - came[0]
    module, blur, read = _symbol(grey)
    return CameraFigures(
        status,
        (grey.shape[1], grey.shape[0]),
        (len(came) - 1) / spent if spent > 0 else 0.0,
        float(grey.mean()),
        _noise(as_grey(last[-2]), grey) if len(last) > 1 else 0.0,
        float(cv2.Laplacian(grey, cv2.CV_32F).var()),
        module,
        blur,
        read,
    )


def _noise(before: Grey, after: Grey) -> float:
    """From the difference of two pictures, by its median: whatever moves does not count."""
    if before.shape != after.shape:
        return 0.0
    difference: NDArray[np.uint8] = np.asarray(cv2.absdiff(before, after)[::4, ::4], np.uint8)
    # A normal variable's smaller half averages 0.324 deviations; two pictures have twice the variance.
    return float(np.mean(np.sort(difference, axis=None)[: difference.size // 2]) / 0.324 / 2**0.5)


def _symbol(grey: Grey) -> tuple[float | None, float | None, bool]:
    for region in Texture(grey).regions():
        seen = symbol_in(grey, region)
        weighed = None if seen is None else weigh(seen.crop, seen.lattice)
        if seen is not None and weighed is not None:
            return seen.module, weighed.softness, solve(weighed.weights, weighed.layout) is not None
    return None, None, False
