"""A camera whose pictures are put in by hand, for tests and for looking at stored pictures."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from devices.build import refuse_if_packaged
from devices.ports import Frame, Picture, SourceStatus


class PlayedCamera:
    """Shows what ``show`` was given. Refuses to start in a packaged build."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        refuse_if_packaged("the played camera")
        self._clock = clock
        self._changed = threading.Condition()
        self._open, self._lost = False, False
        self._numbered = 0
        self._frame: Frame | None = None

    @property
    def status(self) -> SourceStatus:
        with self._changed:
            if not self._open:
                return SourceStatus.NONE
            if self._lost:
                return SourceStatus.LOST
            return SourceStatus.OPENING if self._frame is None else SourceStatus.LIVE

    def open(self) -> None:
        with self._changed:
            self._open = True

    def close(self) -> None:
        with self._changed:
            self._open, self._frame = False, None
            self._changed.notify_all()

    def newest(self, after: int = 0, wait_s: float = 0.0) -> Frame | None:
        def newer() -> bool:
            return not self._open or (self._frame is not None and self._frame.number > after)

        with self._changed:
            if wait_s > 0 and self._open:
                self._changed.wait_for(newer, timeout=wait_s)
            frame = self._frame
            return frame if frame is not None and frame.number > after else None

    def show(self, picture: Picture) -> None:
        """The next frame. Nothing happens while closed, as with a camera nobody looks at."""
        with self._changed:
            if self._open:
                self._numbered += 1
                self._lost = False
                self._frame = Frame(self._numbered, self._clock(), picture)
                self._changed.notify_all()

    def lose(self) -> None:
        """From now on nothing comes, until the next ``show``."""
        with self._changed:
            self._lost = True
            self._changed.notify_all()
