"""Which stations the registry lets in, and how often each may ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sync.identity import Role
from sync.office_keys import OfficeKeys
from sync.rates import Rate, Rates
from sync.tls import Peer

TELLS: Final = Rate(each_second=100.0, at_once=1_000.0)
"""More than one station ever tells, also after a week without the registry."""
READS: Final = Rate(each_second=0.5, at_once=60.0)
"""Records are read one by one, by people; a stolen key must not read everybody's."""


@dataclass(frozen=True)
class Door:
    """Asked at every request; what is revoked counts at once, also on connections that are open."""

    keys: OfficeKeys
    tick: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back."""
    tells: Rates = field(default_factory=lambda: Rates(TELLS))
    reads: Rates = field(default_factory=lambda: Rates(READS))

    def refuses(self, peer: Peer | None, *, reading: bool = False) -> str:
        """Why this device may not ask, as a reason of the interface; empty when it may."""
        if peer is None or peer.role is not Role.STATION or not self.keys.lets_in(peer.serial):
            return "not_a_station"
        rates = self.reads if reading else self.tells
        return "" if rates.allows(peer.name, self.tick()) else "too_often"
