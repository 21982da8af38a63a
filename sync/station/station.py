"""The parts of a running station, joined: what every route needs."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec

from sync.database import Store
from sync.rates import Rate, Rates
from sync.station.kiosk_versions import VersionShelf
from sync.station.layers import Layer
from sync.station.office import Office
from sync.station.watch import Alarm


class OfficeKeyring(Protocol):
    """The keys of the office as the station asks for them; ``sync.office_keys.OfficeKeys`` is one."""

    def station_keys(self) -> Sequence[ec.EllipticCurvePrivateKey]:
        """Every key that kiosks may have sealed to, the one in use first."""
        ...

    def kiosk_keys(self) -> Mapping[str, Sequence[ec.EllipticCurvePublicKey]]:
        """By device name, what each kiosk signs with."""
        ...

    def audit_key(self) -> ec.EllipticCurvePrivateKey:
        """What the ends of the audit log are signed with."""
        ...

    def gone(self) -> frozenset[str]:
        """Names of devices that are let in no more."""
        ...

    def lets_in(self, serial: int) -> bool:
        """Whether the certificate ``serial`` is one of those given out here, and not revoked."""
        ...


@dataclass(frozen=True, slots=True)
class Station:
    """Made once by ``build``."""

    store: Store
    office: Office
    keys: OfficeKeyring
    now: Callable[[], dt.datetime]
    """The clock, UTC."""
    answer_delay_s: float
    """When questions about people are answered, counted from the question: longer than any of them takes."""
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    """How that time is waited for."""
    bell: Bell = field(default_factory=lambda: Bell())
    alarm: Alarm = field(default_factory=Alarm)
    rates: Rates = field(default_factory=lambda: Rates(Rate(50.0, 200.0)))
    """What each device may ask."""
    tick: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back, for the rates."""
    layers: Callable[[], Sequence[Layer]] = tuple
    """The office's map layers as they are now."""
    versions: VersionShelf | None = None
    """The version that kiosks may fetch."""


class Bell:
    """Rings when something in the live queue may have changed, so that waiting desks need not ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def ring(self) -> None:
        """Wake everybody who waits; from any thread."""
        with self._lock:
            for event, loop in self._waiting.items():
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that is set by the next ring."""
        event = asyncio.Event()
        with self._lock:
            self._waiting[event] = asyncio.get_running_loop()
        try:
            yield event
        finally:
            with self._lock:
                del self._waiting[event]
