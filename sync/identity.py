"""Who a device is: its keys, made on the device itself, and the certificate the office gave it, as files.

A device's folder holds ``tls.key`` and ``certificate.pem`` (who it is on the network), ``signing.key`` (what
it signs envelopes with; it outlives certificates, so that waiting envelopes stay good), ``office.pem`` (the
one authority it trusts) and ``station.pub`` (what envelopes are sealed to). Keys are for this account only.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CURVE: Final = ec.SECP384R1()
HASH: Final = hashes.SHA384()
DEVICE_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""Lower-case letters, digits and hyphens; ``sync.envelope`` names kiosks the same way."""


def device_name_of(text: str) -> str:
    """A device's name made from any text: small letters, digits and single hyphens, at most 40."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-")


class Role(StrEnum):
    """What a device may be; the station opens its doors by it."""

    KIOSK = "kiosk"
    DESK = "desk"
    STATION = "station"
    """A station, as the registry sees it."""


@dataclass(frozen=True, slots=True)
class KeysTrouble:
    """Keys or certificates that cannot be used. ``code``: ``missing``, ``unreadable``, ``do_not_fit``,
    ``name_not_allowed``, ``request_not_genuine`` or ``too_open`` (others may read a private key)."""

    code: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class DeviceRequest:
    """What a device asks the office with: nothing in it is secret."""

    certificate_request: bytes
    """PEM; holds name and role, signed by the device's TLS key."""
    signing_key: bytes
    """PEM of the public key of its envelopes."""
    proof: bytes
    """``certificate_request`` signed by that key: both keys are in one hand."""


@dataclass(frozen=True, slots=True)
class Certified:
    """The office's answer: the certificate, the authority to trust, and the key to seal to (all PEM)."""

    certificate: bytes
    office: bytes
    station_key: bytes


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """A certified device; made by ``load_identity``, which has seen that the files fit together."""

    folder: Path
    name: str
    role: Role
    office: str
    serial: int
    expires: dt.datetime

    @property
    def certificate(self) -> Path:
        """The device's certificate."""
        return self.folder / "certificate.pem"

    @property
    def tls_key(self) -> Path:
        """The private key of the certificate."""
        return self.folder / "tls.key"

    @property
    def office_certificate(self) -> Path:
        """The office's authority: the only one this device trusts."""
        return self.folder / "office.pem"

    def signing_key(self) -> ec.EllipticCurvePrivateKey:
        """The key that signs envelopes."""
        return read_private_key(self.folder / "signing.key")

    def station_key(self) -> ec.EllipticCurvePublicKey:
        """The public key envelopes are sealed to."""
        return read_public_key((self.folder / "station.pub").read_bytes())


def request_certificate(folder: Path, role: Role, name: str) -> DeviceRequest | KeysTrouble:
    """Make the device's keys, unless ``folder`` holds them already, and word its request to the office."""
    if not DEVICE_NAME.fullmatch(name):
        return KeysTrouble("name_not_allowed", name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tls, signing = (key_at(folder / file) for file in ("tls.key", "signing.key"))
    except (OSError, ValueError):
        return KeysTrouble("unreadable", str(folder))
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, role.value),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(tls, HASH)
    pem = request.public_bytes(serialization.Encoding.PEM)
    return DeviceRequest(pem, public_pem(signing.public_key()), signing.sign(pem, ec.ECDSA(HASH)))


def is_genuine(request: DeviceRequest) -> bool:
    """Whether the request was signed by both keys it names, both on P-384."""
    try:
        asked = x509.load_pem_x509_csr(request.certificate_request)
        signing = read_public_key(request.signing_key)
        signing.verify(request.proof, request.certificate_request, ec.ECDSA(HASH))
        key, by_itself = asked.public_key(), asked.is_signature_valid
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return by_itself and isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == CURVE.name


def keep_certificate(folder: Path, certified: Certified) -> DeviceIdentity | KeysTrouble:
    """Write down the office's answer beside the keys; KeysTrouble and nothing written if it does not fit."""
    try:
        given = x509.load_pem_x509_certificate(certified.certificate)
        office = x509.load_pem_x509_certificate(certified.office)
        read_public_key(certified.station_key)
        fits = given.public_key() == read_private_key(folder / "tls.key").public_key()
    except (OSError, ValueError):
        return KeysTrouble("unreadable", str(folder))
    if not fits or not issued_by(given, office):
        return KeysTrouble("do_not_fit", str(folder / "certificate.pem"))
    write_file(folder / "office.pem", certified.office)
    write_file(folder / "station.pub", certified.station_key)
    write_file(folder / "certificate.pem", certified.certificate)
    return load_identity(folder)


def load_identity(folder: Path) -> DeviceIdentity | KeysTrouble:
    """The device whose files lie in ``folder``, once they are all there, readable and fit together."""
    found: dict[str, object] = {}
    for file, read in _READERS.items():
        path = folder / file
        try:
            found[file] = read(path)
        except FileNotFoundError:
            return KeysTrouble("missing", str(path))
        except PermissionError:
            return KeysTrouble("too_open", str(path))
        except (OSError, ValueError):
            return KeysTrouble("unreadable", str(path))
    certificate, office, key = found["certificate.pem"], found["office.pem"], found["tls.key"]
    assert isinstance(certificate, x509.Certificate)
    assert isinstance(office, x509.Certificate)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    named = subject_of(certificate)
    if named is None or certificate.public_key() != key.public_key() or not issued_by(certificate, office):
        return KeysTrouble("do_not_fit", str(folder / "certificate.pem"))
    name, role, of = named
    return DeviceIdentity(folder, name, role, of, certificate.serial_number, certificate.not_valid_after_utc)


def subject_of(certificate: x509.Certificate) -> tuple[str, Role, str] | None:
    """Device name, role and office in a certificate's subject; None when it is no device's."""
    parts = [
        certificate.subject.get_attributes_for_oid(oid)
        for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME)
    ]
    if any(len(part) != 1 for part in parts):
        return None
    name, role, office = (str(part[0].value) for part in parts)
    if not DEVICE_NAME.fullmatch(name) or role not in list(Role):
        return None
    return name, Role(role), office


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether ``issuer`` signed ``certificate``; says nothing about dates."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def read_private_key(file: Path) -> ec.EllipticCurvePrivateKey:
    """A P-384 private key; PermissionError when others may read it, ValueError when it is none.

    Windows keeps who may read a file elsewhere: there it is the rights of the account's own folder.
    """
    if sys.platform != "win32" and file.stat().st_mode & 0o077:
        raise PermissionError(errno.EACCES, "others may read this key", str(file))
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != CURVE.name:
        raise ValueError(file)
    return key


def read_public_key(pem: bytes) -> ec.EllipticCurvePublicKey:
    """A P-384 public key from PEM; ValueError when it is none."""
    try:
        key = serialization.load_pem_public_key(pem)
    except UnsupportedAlgorithm as other:
        raise ValueError("a kind of key that nobody here knows") from other
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != CURVE.name:
        raise ValueError("not a P-384 public key")
    return key


def public_pem(key: ec.EllipticCurvePublicKey) -> bytes:
    """The PEM form of a public key."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The PEM form of a private key, in the clear: the file's rights and the disk's encryption protect it."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def write_file(file: Path, content: bytes, *, for_group: bool = False) -> None:
    """Put ``content`` in place whole or not at all, and on the disk; readable by this account only, or by the
    folder's group as well."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            if for_group and sys.platform != "win32":
                os.fchmod(handle, 0o640)  # whatever the account leaves to others when it makes a file
            out.flush()
            os.fsync(handle)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Let the names in ``folder`` be on the disk as they are now. Windows opens no folder for that."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def key_at(file: Path) -> ec.EllipticCurvePrivateKey:
    """The private key in ``file``, made when there is none; OSError or ValueError when it cannot be used."""
    if not file.exists():
        write_file(file, private_pem(ec.generate_private_key(CURVE)))
    return read_private_key(file)


def _read_certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


_READERS: Final[dict[str, Callable[[Path], object]]] = {
    "tls.key": read_private_key,
    "signing.key": read_private_key,
    "certificate.pem": _read_certificate,
    "office.pem": _read_certificate,
    "station.pub": lambda file: read_public_key(file.read_bytes()),
}
