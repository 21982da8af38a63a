"""The camera driver: one thread, the newest frame only, back by itself after any fault."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from devices.camera.grabber import Grabber, Opener, open_grabber
from devices.camera.source import CameraSource
from devices.ports import Frame, SourceStatus

_log = structlog.get_logger()
_SPOILT = 3
"""Pictures on end that may come out broken before the device is opened again."""


@dataclass(frozen=True, slots=True)
class Timings:
    """How patient the driver is, in seconds."""

    lost_after: float = 2.0
    """No frame for this long: the camera is lost."""
    first_pause: float = 0.1
    """Between a failed opening and the next; doubles up to ``longest_pause``."""
    longest_pause: float = 0.8
    hasty: float = 0.3
    """A read that fails sooner than this may have been one spoilt picture; later, the device hangs."""


class Webcam:
    """A camera of any ``CameraSource``; see ``devices.ports.Camera`` for what it promises."""

    def __init__(
        self,
        source: CameraSource,
        *,
        opener: Opener = open_grabber,
        clock: Callable[[], float] = time.monotonic,
        timings: Timings | None = None,
    ) -> None:
        self._source, self._opener, self._clock = source, opener, clock
        self._timings = timings or Timings()
        self._changed = threading.Condition()
        self._stop: threading.Event | None = None
        self._thread: threading.Thread | None = None
        self._frame: Frame | None = None
        self._numbered = 0
        self._quiet_since = 0.0
        self._came = False

    @property
    def status(self) -> SourceStatus:
        """From the clock alone, so that a thread stuck in a driver cannot keep a lost camera looking live."""
        with self._changed:
            if self._stop is None:
                return SourceStatus.NONE
            if self._clock() - self._quiet_since >= self._timings.lost_after:
                return SourceStatus.LOST
            return SourceStatus.LIVE if self._came else SourceStatus.OPENING

    def open(self) -> None:
        with self._changed:
            if self._stop is not None:
                return
            stop = self._stop = threading.Event()
            self._quiet_since, self._came = self._clock(), False
        self._thread = threading.Thread(target=self._run, args=(stop,), name="camera", daemon=True)
        self._thread.start()

    def close(self) -> None:
        with self._changed:
            if self._stop is None:
                return
            self._stop.set()
            self._stop, self._frame, self._came = None, None, False
            self._changed.notify_all()
        # A thread stuck in a dead device is left to end by itself: it can publish nothing any more.
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=0.3)

    def newest(self, after: int = 0, wait_s: float = 0.0) -> Frame | None:
        def newer() -> bool:
            return self._stop is None or (self._frame is not None and self._frame.number > after)

        with self._changed:
            if wait_s > 0 and self._stop is not None:
                self._changed.wait_for(newer, timeout=wait_s)
            frame = self._frame
            return frame if frame is not None and frame.number > after else None

    def _run(self, stop: threading.Event) -> None:
        pause = self._timings.first_pause
        while not stop.is_set():
            try:
                grabber = self._opener(self._source)
                if grabber is not None and self._take_all(grabber, stop):
                    pause = self._timings.first_pause
            except Exception as fault:  # a driver's; its words may be anything, so only its kind is told
                _log.error("camera_driver_failed", kind=type(fault).__name__)
            stop.wait(pause)
            pause = min(2 * pause, self._timings.longest_pause)

    def _take_all(self, grabber: Grabber, stop: threading.Event) -> bool:
        """Publish pictures until none comes; whether any came.

        After a drop the handle is dead although OpenCV says it is open: after some failed reads on end, or
        one that took long, it is opened again. Fewer are pictures that came out broken."""
        any_came, spoilt = False, 0
        try:
            while not stop.is_set():
                asked = time.monotonic()
                picture = grabber.read()
                if picture is None:
                    spoilt += 1
                    if spoilt > _SPOILT or time.monotonic() - asked > self._timings.hasty:
                        break
                    continue
                any_came, spoilt = True, 0
                with self._changed:
                    if stop.is_set():
                        break
                    self._numbered += 1
                    self._quiet_since, self._came = self._clock(), True
                    self._frame = Frame(self._numbered, self._quiet_since, picture)
                    self._changed.notify_all()
        finally:
            grabber.release()
        return any_came
