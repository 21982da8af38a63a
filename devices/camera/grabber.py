"""Opening a source with OpenCV, with time limits, and taking one picture after another from it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from devices.camera.source import CameraSource, Device, File, Number, Stream
from devices.files import content_of
from devices.ports import Picture

OPEN_LIMIT_MS = 1500
READ_LIMIT_MS = 1000
"""Without it a stalled stream blocks a read for 30 seconds."""
LARGEST_STILL = 64 * 1024 * 1024
"""Bytes of a file that is looked at as one picture; more is a video."""
_BY_ITSELF, _BY_HAND = 3, 1
"""V4L2's words for automatic and manual exposure."""
_STILL_PERIOD_S = 1 / 15


@dataclass(frozen=True, slots=True)
class Tuning:
    """What is asked of a V4L2 camera; what it cannot do it leaves as it is."""

    width: int = 1920
    height: int = 1080
    rate: int = 30
    exposure: int | None = None
    """In the driver's steps, for V4L2 a tenth of a millisecond; None: automatic. A card in a hand moves:
    50 or less, with enough light, loses no bars."""
    focus: int | None = None
    """In the driver's steps; None: automatic. A fixed focus at the distance of the guide box never hunts."""


class Grabber(Protocol):
    """An opened source. Used by one thread only."""

    def read(self) -> Picture | None:
        """The next picture (it may take up to the read limit), or None: there was none."""

    def release(self) -> None:
        """Give the device back."""


class Opener(Protocol):
    """Opens sources; ``open_grabber`` here, fakes in tests."""

    def __call__(self, source: CameraSource) -> Grabber | None: ...


def open_grabber(source: CameraSource, tuning: Tuning | None = None) -> Grabber | None:
    """``source`` opened, or None: it is not there now. Takes at most about two seconds."""
    # OpenCV and FFmpeg tell stderr about every lost stream; the status says it already.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    # A hung V4L2 camera would block a read for ten seconds; whole seconds are all it takes.
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(READ_LIMIT_MS // 1000))
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    match source:
        case Device(path):
            return _device(path, tuning or Tuning())
        case Number(number):
            return _device(f"/dev/video{number}", tuning or Tuning())
        case Stream(url):
            return _Capture.opened(
                cv2.VideoCapture(
                    url,
                    cv2.CAP_FFMPEG,
                    [
                        *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_LIMIT_MS),
                        *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_LIMIT_MS),
                        *(cv2.CAP_PROP_N_THREADS, 1),  # each further thread keeps one more picture back
                    ],
                )
            )
        case File(path):
            try:
                content = content_of(path, LARGEST_STILL)
                picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
            except (OSError, cv2.error):
                picture = None
            if picture is not None:
                return _Still(path, np.asarray(picture, np.uint8))
            return _Video.opened(cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)) if path.is_file() else None


class Tunable(Protocol):
    """As much of ``cv2.VideoCapture`` as tuning needs."""

    def set(self, propId: int, value: float, /) -> bool: ...  # noqa: N803 - OpenCV's name


def tune(capture: Tunable, tuning: Tuning) -> None:
    """Ask for everything in the order cameras want it: format before size, manual before value."""
    # MJPG first: uncompressed 1080p does not fit through USB 2. Cameras answer no to what they cannot do.
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, tuning.width)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, tuning.height)
    capture.set(cv2.CAP_PROP_FPS, tuning.rate)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    capture.set(cv2.CAP_PROP_AUTO_EXPOSURE, _BY_ITSELF if tuning.exposure is None else _BY_HAND)
    if tuning.exposure is not None:
        capture.set(cv2.CAP_PROP_EXPOSURE, tuning.exposure)
    capture.set(cv2.CAP_PROP_AUTOFOCUS, 1 if tuning.focus is None else 0)
    if tuning.focus is not None:
        capture.set(cv2.CAP_PROP_FOCUS, tuning.focus)


def _device(path: str, tuning: Tuning) -> Grabber | None:
    capture = cv2.VideoCapture(path, cv2.CAP_V4L2)
    if not capture.isOpened():
        capture.release()
        return None
    tune(capture, tuning)
    return _Capture(capture)


class _Capture:
    """A device or a stream: pictures come at their own pace."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        self._capture = capture

    @classmethod
    def opened(cls, capture: cv2.VideoCapture) -> Grabber | None:
        if capture.isOpened():
            return cls(capture)
        capture.release()
        return None

    def read(self) -> Picture | None:
        took, picture = self._capture.read()
        return np.asarray(picture, np.uint8) if took else None

    def release(self) -> None:
        self._capture.release()


class _Video(_Capture):
    """A video file at its own pace, from the start again after its end."""

    def __init__(self, capture: cv2.VideoCapture) -> None:
        super().__init__(capture)
        rate = capture.get(cv2.CAP_PROP_FPS)
        self._pace = _Pace(1 / rate if 1 <= rate <= 120 else _STILL_PERIOD_S)

    def read(self) -> Picture | None:
        self._pace.wait()
        picture = super().read()
        if picture is None:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            picture = super().read()
        return picture


class _Still:
    """One picture, shown fifteen times a second for as long as its file is there."""

    def __init__(self, path: Path, picture: Picture) -> None:
        self._path, self._picture = path, picture
        self._pace = _Pace(_STILL_PERIOD_S)

    def read(self) -> Picture | None:
        self._pace.wait()
        return self._picture if self._path.exists() else None

    def release(self) -> None:
        pass


class _Pace:
    """Waits so that calls are ``period_s`` apart."""

    def __init__(self, period_s: float) -> None:
        self._period_s = period_s
        self._next = time.monotonic()

    def wait(self) -> None:
        now = time.monotonic()
        if now < self._next:
            time.sleep(self._next - now)
        self._next = max(self._next, now) + self._period_s
