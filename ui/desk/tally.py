"""What a piece of work costs an officer's hands: seconds, and keys and buttons pressed."""

from __future__ import annotations

import time

from sync.station.desk_wire import Effort

LONGEST_PAUSE_S = 60.0
"""A longer pause counts as this much: the officer was with the person, or away."""


class Tally:
    """Counts from ``begin``; whoever sees a key or button pressed tells ``press``."""

    def __init__(self) -> None:
        self._seconds, self._presses, self._last = 0.0, 0, time.monotonic()

    def begin(self) -> None:
        """A new piece of work begins."""
        self._seconds, self._presses, self._last = 0.0, 0, time.monotonic()

    def press(self) -> None:
        """A key or a button was pressed."""
        self._pass()
        self._presses += 1

    def effort(self) -> Effort:
        """What it cost so far."""
        self._pass()
        return Effort(round(self._seconds), self._presses)

    def _pass(self) -> None:
        now = time.monotonic()
        self._seconds += min(LONGEST_PAUSE_S, now - self._last)
        self._last = now
