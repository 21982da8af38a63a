"""What a device and its station say to each other about certificates, and the code it all begins with.

================================ ================= =========================================================
route                            asks              answers (200)
================================ ================= =========================================================
``GET /v1/enrolment/office``     -                 PEM of the office's authority; no certificate is needed
``POST /v1/enrolment``           ``Enrol``         ``Certificates``; 403 ``code_not_accepted_here``
``POST /v1/device/renewal``      ``Renew``         ``Certificates``, under the name and role it already has
``POST /v1/device/recovery-key`` ``KeepRecovery``  nothing, once the station has it on its disk; kiosks only
``GET /v1/device/recovery-key``  -                 ``KeptRecovery``: which one it has; kiosks only
``GET /v1/device/printers``      -                 ``PrintersBy``: who certified the printers; kiosks only
================================ ================= =========================================================

The first two are served on a port of their own. A code is typed by hand: half of it is the secret, the other
half says which authority the device must find there, so that nobody in between can play the station.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from sync.identity import DeviceRequest

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing in it is mistaken for something else."""
_HALF: Final = 12
"""Letters, five bits each: 60 bits that live for minutes cannot be guessed, nor an authority made to fit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A device's request (``sync.identity.DeviceRequest``) as it travels: texts, and the proof in hex."""

    certificate_request: str
    signing_key: str
    proof: str

    def request(self) -> DeviceRequest:
        """What the office decides on."""
        try:
            proof = bytes.fromhex(self.proof)
        except ValueError:
            proof = b""
        return DeviceRequest(self.certificate_request.encode(), self.signing_key.encode(), proof)


@dataclass(frozen=True, slots=True, repr=False)
class Enrol:
    """A new device asks for its first certificate."""

    secret: str
    """The first half of the code."""
    asked: Asked


@dataclass(frozen=True, slots=True)
class Renew:
    """A device asks for its next certificate before the one it shows ends."""

    asked: Asked


@dataclass(frozen=True, slots=True, repr=False)
class KeepRecovery:
    """A kiosk gives the key that opens its disk into the station's keeping."""

    key: str
    """As systemd writes it: eight groups of eight letters."""


@dataclass(frozen=True, slots=True)
class KeptRecovery:
    """Which key of the kiosk's disk the station keeps: after a restore none, or an earlier one."""

    mark: str
    """``recovery_mark`` of the key; empty where none is kept."""


@dataclass(frozen=True, slots=True)
class PrintersBy:
    """Who certified the office's printers: PEM, or empty where the office has said nothing."""

    authorities: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """The office's answer, all PEM."""

    certificate: str
    office: str
    station_key: str


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code: what the device proves itself with, and what it recognises the office by."""

    secret: str
    office: str

    def shown(self) -> str:
        """In groups of four, as people read it out."""
        text = self.secret + self.office
        return "-".join(text[place : place + 4] for place in range(0, len(text), 4))


def asked_of(request: DeviceRequest) -> Asked:
    """A request as it travels."""
    return Asked(
        request.certificate_request.decode("ascii"), request.signing_key.decode("ascii"), request.proof.hex()
    )


def new_code(authority: bytes) -> Code:
    """A code for the office with this authority (PEM)."""
    return Code("".join(secrets.choice(_LETTERS) for _ in range(_HALF)), office_part(authority))


def read_code(text: str) -> Code | None:
    """The code somebody typed, however they grouped it; None when it cannot be one."""
    plain = "".join(text.upper().replace("-", " ").split())
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(plain) != 2 * _HALF or not set(plain) <= set(_LETTERS):
        return None
    return Code(plain[:_HALF], plain[_HALF:])


def office_part(authority: bytes) -> str:
    """The half of a code by which a device recognises the office's authority; ValueError for no PEM."""
    certificate = x509.load_pem_x509_certificate(authority)
    number = int.from_bytes(certificate.fingerprint(hashes.SHA256())[:8]) >> 4
    return "".join(_LETTERS[number >> 5 * place & 31] for place in reversed(range(_HALF)))


def recovery_mark(key: str) -> str:
    """What names a disk's key and does not tell it: the key is 256 bits of chance."""
    return hashlib.sha256(b"appear recovery key\x00" + key.encode()).hexdigest() if key else ""


def fingerprint(secret: str) -> str:
    """A code's secret as it is stored."""
    return hashlib.sha256(b"appear enrolment code\x00" + secret.encode()).hexdigest()
