"""Adding up what several frames say about one symbol, when no single frame says enough."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.barcode.pdf417.weighing import Floats, Weighed, solve

_PATIENCE_S = 1.0
"""Without a frame for this long, or with a symbol made otherwise, adding up begins anew."""
_MOST = 12
"""Frames in one sum: one that still says nothing is dropped: the card may have been another at first."""


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """A text and the frames it was read from. Two pieces agree only when they share no frame."""

    text: str
    frames: frozenset[int]
    spare: int = 0


@dataclass(slots=True)
class _Sum:
    weights: Floats | None = None
    frames: set[int] = field(default_factory=set)


class Pool:
    """Two sums, fed in turn, so that what they say is said by different frames. For one thread."""

    def __init__(self) -> None:
        self._make: tuple[int, int, int] | None = None
        self._last = 0.0
        self._sums = (_Sum(), _Sum())
        self._turn = 0

    def add(self, weighed: Weighed, frame: int, seconds: float) -> Evidence | None:
        """Add a frame that alone gave no text; what the sum it went into says now, if anything."""
        if weighed.layout.make != self._make or seconds - self._last > _PATIENCE_S:
            self.forget()
            self._make = weighed.layout.make
        self._last = seconds
        self._turn = 1 - self._turn
        mine = self._sums[self._turn]
        if len(mine.frames) >= _MOST:
            mine.weights, mine.frames = None, set()
        mine.weights = weighed.weights if mine.weights is None else mine.weights + weighed.weights
        mine.frames.add(frame)
        if len(mine.frames) < 2:
            return None
        solved = solve(mine.weights, weighed.layout)
        return None if solved is None else Evidence(solved.text, frozenset(mine.frames), solved.spare)

    def forget(self) -> None:
        """Drop every sum."""
        self._make = None
        self._sums = (_Sum(), _Sum())
