"""The reader: one worker thread between a camera and whoever wants payloads."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import structlog

from devices.barcode.agreement import MEMORY_S, Pattern
from devices.barcode.sight import Sight
from devices.ports import Camera, Frame, Hint, Hinted, Read, Reading, SourceStatus, StatusChanged, Tell

_log = structlog.get_logger()
_WAIT_S = 0.25
"""How long the worker waits for a frame before it looks whether it should stop."""


class Reader:
    """A ``devices.ports.PayloadSource`` over a camera.

    The newest frame wins: frames that come while one is being looked at are never seen. After a Read the
    reader keeps looking, and tells again only after the card was agreed upon anew. The camera is opened and
    closed with the reader."""

    def __init__(self, camera: Camera, patterns: Iterable[Pattern] = (), memory_s: float = MEMORY_S) -> None:
        self._camera, self._patterns = camera, tuple(patterns)
        self.memory_s = memory_s
        """Two frames must agree within this long."""
        # One lock, taken again by a `tell` that calls back into start or stop.
        self._lock = threading.RLock()
        self._tell: Tell | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def status(self) -> SourceStatus:
        return self._camera.status

    def start(self, tell: Tell) -> None:
        with self._lock:
            self._tell = tell
            if self._thread is not None:
                return
            self._camera.open()
            self._stop = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(self._stop,), name="barcode-reader", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        with self._lock:
            self._tell = None
            self._stop.set()
            thread, self._thread = self._thread, None
        if thread is None:
            return
        self._camera.close()
        if thread is not threading.current_thread():
            thread.join(timeout=2.0)

    def _run(self, stop: threading.Event) -> None:
        sight = Sight(self._patterns, self.memory_s)
        number, status = 0, SourceStatus.NONE
        hint: Hint | None = None
        try:
            while not stop.is_set():
                frame = self._camera.newest(number, _WAIT_S)
                if stop.is_set():
                    break
                if (now := self._camera.status) is not status:
                    status = now
                    self._say(StatusChanged(status), stop)
                if frame is None:
                    continue
                number = frame.number
                read = _look(sight, frame)
                del frame
                if sight.hint is not hint:
                    hint = sight.hint
                    self._say(Hinted(hint), stop)
                if read is not None:
                    self._say(read, stop)
        finally:
            sight.forget()

    def _say(self, reading: Reading, stop: threading.Event) -> None:
        with self._lock:
            if self._tell is not None and not stop.is_set():
                self._tell(reading)


def _look(sight: Sight, frame: Frame) -> Read | None:
    """One frame's work. A picture that trips a library must not end the reading for everybody after it."""
    try:
        return sight.see(frame.picture, frame.seconds)
    except Exception as fault:
        _log.error("barcode_attempt_failed", kind=type(fault).__name__)
        return None
