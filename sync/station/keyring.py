"""The office's keys, read from their files when these change and not at every envelope."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric import ec

from sync.office_keys import OfficeKeys

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]


class Keyring:
    """``OfficeKeys`` as the running station asks for them; a device enrolled or revoked counts at once."""

    def __init__(self, keys: OfficeKeys) -> None:
        self._keys = keys
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Stamp, Any]] = {}

    def station_keys(self) -> Sequence[ec.EllipticCurvePrivateKey]:
        """Every key that kiosks may have sealed to, the one in use first."""
        return self._read("station", "station/*.key", self._keys.station_keys)

    def kiosk_keys(self) -> Mapping[str, Sequence[ec.EllipticCurvePublicKey]]:
        """By device name, what each kiosk signs with."""
        return self._read("kiosks", "signing/*/*.pub", self._keys.kiosk_keys)

    def audit_key(self) -> ec.EllipticCurvePrivateKey:
        """What the ends of the audit log are signed with."""
        return self._read("audit", "audit.key", self._keys.audit_key)

    def revoked(self) -> frozenset[int]:
        """Serial numbers of certificates that are no longer let in."""
        return self._read("revoked", "revoked", self._keys.revoked)

    def gone(self) -> frozenset[str]:
        """Names of devices that are let in no more."""
        return self._read("gone", "revoked", self._keys.gone)

    def lets_in(self, serial: int) -> bool:
        """Whether the certificate ``serial`` is one of those given out here, and not revoked."""
        return self._keys.was_issued(serial) and serial not in self.revoked()

    def _read(self, name: str, files: str, read: Callable[[], T]) -> T:
        stamp = _stamp(self._keys.folder, files)
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept[0] != stamp:
                kept = self._kept[name] = (stamp, read())
            found: T = kept[1]
            return found


def _stamp(folder: Path, files: str) -> Stamp:
    return tuple(
        (str(file), state.st_mtime_ns, state.st_ino)
        for file in sorted(folder.glob(files))
        for state in (file.stat(),)
    )
