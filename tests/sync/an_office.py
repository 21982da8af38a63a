"""A whole invented office for tests: its authority, kiosks and desks with real keys in a temporary folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from sync.envelope import Header, NotOpened, Opened, open_envelope
from sync.identity import DeviceIdentity, Role
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.spool import Spool, SpoolKeys, SpoolLimits, open_spool

MOMENT = dt.datetime(2027, 5, 3, 14, 5, tzinfo=dt.UTC)
"""A time for everything but certificates, which TLS checks against the machine's own clock."""


def now() -> dt.datetime:
    """The machine's clock: certificates made in tests must be good while the test runs."""
    return dt.datetime.now(dt.UTC)


def office_keys(folder: Path, name: str = "Example County") -> OfficeKeys:
    """An office's authority, made or opened."""
    keys = open_office_keys(folder / "office", name, (), now())
    assert isinstance(keys, OfficeKeys), keys
    return keys


def device(keys: OfficeKeys, folder: Path, role: Role = Role.KIOSK, name: str = "lobby-1") -> DeviceIdentity:
    """A device of that office."""
    identity = enrol_device(keys, role, name, folder / name, now())
    assert isinstance(identity, DeviceIdentity), identity
    return identity


class SealingPair:
    """A kiosk and a station, as far as envelopes are concerned: two key pairs in memory."""

    def __init__(self, kiosk: str = "lobby-1") -> None:
        self.kiosk = kiosk
        self.station = ec.generate_private_key(ec.SECP384R1())
        self.signing = ec.generate_private_key(ec.SECP384R1())

    def spool_keys(self) -> SpoolKeys:
        """What the kiosk holds."""
        return SpoolKeys(self.kiosk, self.signing, self.station.public_key())

    def spool(self, file: Path, limits: SpoolLimits | None = None) -> Spool:
        """The spool at ``file``, which must open."""
        spool = open_spool(file, self.spool_keys(), limits)
        assert isinstance(spool, Spool), spool
        return spool

    def reads(self, envelope: bytes) -> Opened | NotOpened:
        """What the station makes of these bytes."""
        return open_envelope(envelope, [self.station], {self.kiosk: [self.signing.public_key()]})

    def open(self, envelope: bytes) -> Opened:
        """What the station reads; the envelope must be good."""
        opened = self.reads(envelope)
        assert isinstance(opened, Opened), opened
        return opened


def header(**differences: object) -> Header:
    """The header of a first check-in."""
    fields: dict[str, object] = {
        "kiosk": "lobby-1",
        "spool": "00112233445566ff",
        "sequence": 1,
        "kind": "check_in",
        "item": "a-check-in-id",
        "sealed_at": MOMENT,
        "sealed_for": "",
    }
    return Header(**(fields | differences))  # type: ignore[arg-type]
