"""How often staff's PIN was wrong on end, in a file beside the spool: no start gives anybody more tries."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import structlog

from sync.whole_file import put_whole

TRIES, LOCKED_S = 5, 300.0
"""After so many wrong PINs on end none is looked at for this long."""


class PinTries:
    """The PIN is not in the file. ``clock`` is the time of day, which goes on while the machine is off."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._wrong, self._until = _kept(file)

    @property
    def locked(self) -> bool:
        """Whether no PIN is looked at now."""
        left = self._until - self._clock()
        if left > LOCKED_S:  # the clock was set back meanwhile: nobody waits until it is that late again
            self._keep(0, self._clock() + LOCKED_S)
        return left > 0

    def wrong(self) -> None:
        """One more was wrong."""
        if self._wrong + 1 < TRIES:
            self._keep(self._wrong + 1, 0.0)
        else:
            self._keep(0, self._clock() + LOCKED_S)

    def right(self) -> None:
        """Whoever stands there knows it: all tries again."""
        self._keep(0, 0.0)

    def _keep(self, wrong: int, until: float) -> None:
        if (wrong, until) == (self._wrong, self._until):
            return
        self._wrong, self._until = wrong, until
        if not put_whole(self._file, f"{wrong} {until}".encode("ascii")):
            structlog.get_logger("lobby").warning("pin_tries_not_kept")


def _kept(file: Path) -> tuple[int, float]:
    try:
        wrong, _, until = file.read_text("ascii").partition(" ")
        return int(wrong), float(until)
    except (OSError, ValueError):
        return 0, 0.0
