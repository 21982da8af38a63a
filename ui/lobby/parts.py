"""What a lobby works with, joined by ``ui.lobby.build``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric import ec

from devices.paper import SizeName
from devices.ports import Bell, Camera, PayloadSource, ReceiptPrinter, Speaker
from kiosk.papers import Letterhead
from kiosk.words import Words
from sync.kiosk_wire import OfficeInfo
from sync.link import StationLink
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


@dataclass
class OfficeKnown:
    """What this kiosk knows of its office; the defaults hold until the station has answered once."""

    zone: ZoneInfo
    letter: str
    letterhead: Letterhead = field(default_factory=lambda: Letterhead("", (), ""))
    info: OfficeInfo | None = None

    def fee_notice(self) -> Words | None:
        """What the office charges for a change, where it has said so."""
        return self.info.fee_notice if self.info is not None else None

    def learn(self, info: OfficeInfo) -> None:
        """The station has answered."""
        self.info, self.letter, self.letterhead = info, info.letter, info.letterhead
        self.zone = ZoneInfo(info.zone)
