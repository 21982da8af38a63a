"""How often one device may ask: enough for a busy day, and never enough to fill or block the station."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST_REMEMBERED: Final = 10_000
"""Devices; the office's authority names fewer, and nobody else gets as far."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    each_second: float
    at_once: float


class Rates:
    """What each device has left. Any thread may ask."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def has_left(self, device: str, now_s: float) -> bool:
        """Whether ``allows`` would allow it; nothing is used up."""
        with self._lock:
            left, since = self._left.get(device, (self._rate.at_once, now_s))
            return left + max(0.0, now_s - since) * self._rate.each_second >= 1.0

    def allows(self, device: str, now_s: float) -> bool:
        """Whether ``device`` may ask once more at ``now_s`` (seconds of a clock that never goes back)."""
        with self._lock:
            left, since = self._left.pop(device, (self._rate.at_once, now_s))
            grown = left + max(0.0, now_s - since) * self._rate.each_second
            left = min(self._rate.at_once, grown)
            may = left >= 1.0
            self._left[device] = (left - 1.0 if may else left, now_s)
            if len(self._left) > MOST_REMEMBERED:
                self._left.popitem(last=False)
            return may
