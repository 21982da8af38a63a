"""What the person at the camera should do differently, told calmly: a hint neither flickers nor nags."""

from __future__ import annotations

import math
from dataclasses import dataclass

from devices.ports import Hint

_DARK = 38.0
"""Mean grey level of the picture below which nobody can hold a card well enough."""
_SMALL = 1.35
"""Pixels per module: below, the reader is close to its limit of 1.2."""
_WIDE = 0.8
"""Share of the picture's width: a symbol wider than this does not fit."""
_NARROW = 300.0
"""Pixels: what looks like a symbol and is narrower than this has too few for its modules."""
_WASHED = 0.06
"""Share of a symbol without any dark: a lamp shines in it."""
_FAST = 0.02
"""Shares of the picture's width moved per frame: above, bars smear."""
_SOFT = 0.85
"""Blur in modules: above, the camera has not found its focus."""
_BEFORE_S, _AT_LEAST_S, _AFTER_S = 0.4, 1.2, 0.6
"""A hint is wanted for so long before it is given, stays so long, and goes when unwanted for so long.
A read card ends it at once, and none is given for the second time after that."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one looked-at frame shows of how the card is held."""

    brightness: float
    """Mean grey level of the picture."""
    read: bool = False
    """A text was read from it."""
    module: float | None = None
    """Pixels per module of the symbol seen, None when none was sure."""
    softness: float | None = None
    """Its blur in modules, where that could be told."""
    washed: float = 0.0
    """Share of it without any dark."""
    centre: tuple[float, float] | None = None
    width: float | None = None
    """Of the symbol, or of what looks like one, as shares of the picture's width."""
    pixels: float = 0.0
    """The same width in pixels."""
    card: bool = False
    """A card's outline is there, but nothing that looks like its code."""


class Guidance:
    """Turns glimpses into at most one hint at a time. For one thread."""

    def __init__(self) -> None:
        self.hint: Hint | None = None
        """What holds now."""
        self._given = float("-inf")
        self._read = float("-inf")
        self._wanted: Hint | None = None
        self._since = float("-inf")
        self._last: tuple[float, float] | None = None

    def see(self, glimpse: Glimpse, seconds: float) -> Hint | None:
        """The hint that holds after this frame."""
        wanted = self._wish(glimpse)
        if glimpse.read:
            self.hint, self._wanted, self._since = None, None, seconds
            self._read = seconds
            return None
        if wanted is not self._wanted:
            self._wanted, self._since = wanted, seconds
        if wanted is self.hint:
            return self.hint
        patience = _AFTER_S if wanted is None else _BEFORE_S
        held_long_enough = seconds - (self._read if self.hint is None else self._given) >= _AT_LEAST_S
        if held_long_enough and seconds - self._since >= patience:
            self.hint, self._given = wanted, seconds
        return self.hint

    def forget(self) -> None:
        """No hint, nothing remembered."""
        self.hint = self._wanted = self._last = None
        self._given = self._since = self._read = float("-inf")

    def _wish(self, glimpse: Glimpse) -> Hint | None:
        """What this frame alone would say."""
        before, self._last = self._last, glimpse.centre
        if glimpse.brightness < _DARK:
            return Hint.MORE_LIGHT
        if glimpse.width is not None and glimpse.width > _WIDE:
            return Hint.FARTHER
        if glimpse.module is None:
            return _without_symbol(glimpse)
        if glimpse.module < _SMALL:
            return Hint.CLOSER
        if glimpse.washed > _WASHED:
            return Hint.TILT_AWAY_FROM_LIGHT
        if before is not None and glimpse.centre is not None and math.dist(before, glimpse.centre) > _FAST:
            return Hint.HOLD_STILL
        if glimpse.softness is not None and glimpse.softness > _SOFT:
            return Hint.LET_IT_FOCUS
        return Hint.HOLD_STILL


def _without_symbol(glimpse: Glimpse) -> Hint | None:
    if glimpse.width is not None:
        return Hint.CLOSER if glimpse.pixels < _NARROW else Hint.HOLD_STILL
    return Hint.TURN_OVER if glimpse.card else None
