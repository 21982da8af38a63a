"""What a lobby works with, joined by ``ui.lobby.build``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import ec

from devices.paper import SizeName
from devices.ports import Bell, Camera, PayloadSource, ReceiptPrinter, Speaker
from kiosk.papers import Letterhead
from kiosk.words import Words
from sync.kiosk_wire import OfficeInfo
from sync.link import StationLink
from sync.office_memory import remember, remembered
from sync.spool import Spool


@dataclass(frozen=True)
class LobbyParts:
    """Devices, wires and sources of time and chance."""

    kiosk_id: str
    link: StationLink
    spool: Spool
    signing_key: ec.EllipticCurvePrivateKey
    station_key: ec.EllipticCurvePublicKey
    camera: Camera
    reader: PayloadSource
    printer: ReceiptPrinter
    paper: SizeName
    speaker: Speaker
    bell: Bell
    now: Callable[[], dt.datetime]
    """Aware, UTC."""
    new_id: Callable[[], str]
    version_trouble: Path | None = None
    """Where the kiosk's image writes why it does not take the version that the station keeps."""


@dataclass
class OfficeKnown:
    """What this kiosk knows of its office; the defaults hold until the station has answered once."""

    zone: ZoneInfo
    letter: str
    """Empty while no station has ever said it: then no ticket is given."""
    letterhead: Letterhead = field(default_factory=lambda: Letterhead("", (), ""))
    info: OfficeInfo | None = None
    """What the station said since this program began."""
    fee_notice: Words | None = None
    """What the office charges for a change."""
    memory: Path | None = None
    """The file that knows the office while the station is away."""
    _kept: OfficeInfo | None = None

    def recall(self) -> None:
        """What the station said to an earlier program: all but what may be different by now."""
        self._kept = remembered(self.memory) if self.memory is not None else None
        if self._kept is not None:
            self._know(self._kept)

    def keep(self, info: OfficeInfo) -> None:
        """Write down what is new in ``info``; any thread may."""
        known = self._kept
        if self.memory is None or (known is not None and _lasting(known) == _lasting(info)):
            return
        if remember(self.memory, info):
            self._kept = info

    def learn(self, info: OfficeInfo) -> None:
        """The station has answered."""
        self.info = info
        self._know(info)

    def _know(self, info: OfficeInfo) -> None:
        self.letter, self.letterhead, self.fee_notice = info.letter, info.letterhead, info.fee_notice
        self.zone = ZoneInfo(info.zone)


def _lasting(info: OfficeInfo) -> tuple[object, ...]:
    return info.letter, info.letterhead, info.fee_notice, info.zone
