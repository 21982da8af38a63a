"""The office's own authority: made at the station's first start, it says which machines belong to the office.

The folder holds ``ca.key``/``ca.pem`` (the authority), ``server.key``/``server.pem`` (the station on the
network), ``station/*.key`` (what kiosks seal to; older ones stay while envelopes may wait),
``signing/NAME/*.pub`` (what each kiosk signs with), ``issued/*.pem`` (every certificate given to a device),
``revoked`` (serial numbers no longer let in), ``recovery/NAME.key`` (what opens a kiosk's disk) and
``audit.key`` (what signs the ends of the audit log).
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.envelope import key_name
from sync.identity import (
    CURVE,
    DEVICE_NAME,
    HASH,
    Certified,
    DeviceIdentity,
    DeviceRequest,
    KeysTrouble,
    Role,
    is_genuine,
    issued_by,
    keep_certificate,
    key_at,
    private_pem,
    public_pem,
    read_private_key,
    read_public_key,
    request_certificate,
    subject_of,
    write_file,
)

AUTHORITY_LASTS: Final = dt.timedelta(days=3653)
CERTIFICATE_LASTS: Final = dt.timedelta(days=397)
RENEW_BEFORE: Final = dt.timedelta(days=30)
# Machines of one office rarely agree on the minute; a new certificate is good at once on a slow clock.
_SLOW_CLOCK: Final = dt.timedelta(hours=1)
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The authority of one office, in its folder; made by ``open_office_keys``."""

    folder: Path
    office: str
    """The name in every certificate."""

    @property
    def authority(self) -> Path:
        """The authority's certificate: what devices trust, and what the station checks them against."""
        return self.folder / "ca.pem"

    @property
    def server_certificate(self) -> Path:
        """The station's certificate on the network."""
        return self.folder / "server.pem"

    @property
    def server_key(self) -> Path:
        """The private key of the station's certificate."""
        return self.folder / "server.key"

    def station_keys(self) -> tuple[ec.EllipticCurvePrivateKey, ...]:
        """Every key that kiosks may have sealed to, the one in use first."""
        files = sorted((self.folder / "station").glob("*.key"), reverse=True)
        return tuple(read_private_key(file) for file in files)

    def station_key(self) -> ec.EllipticCurvePublicKey:
        """The public key that kiosks seal to now."""
        return self.station_keys()[0].public_key()

    def kiosk_keys(self) -> Mapping[str, tuple[ec.EllipticCurvePublicKey, ...]]:
        """By device name, every key a kiosk has signed envelopes with."""
        keys: dict[str, tuple[ec.EllipticCurvePublicKey, ...]] = {}
        for file in sorted((self.folder / "signing").glob("*/*.pub")):
            keys[file.parent.name] = (*keys.get(file.parent.name, ()), read_public_key(file.read_bytes()))
        return keys

    def audit_key(self) -> ec.EllipticCurvePrivateKey:
        """What signs the ends of the audit log; made when first asked for."""
        return key_at(self.folder / "audit.key")

    def issued(self) -> tuple[x509.Certificate, ...]:
        """Every certificate given to a device, in the order they begin."""
        files = (self.folder / "issued").glob("*.pem")
        found = (x509.load_pem_x509_certificate(file.read_bytes()) for file in files)
        return tuple(sorted(found, key=lambda one: (one.not_valid_before_utc, one.serial_number)))

    def revoked(self) -> frozenset[int]:
        """Serial numbers of the certificates that are no longer let in."""
        file = self.folder / "revoked"
        return (
            frozenset(int(line, 16) for line in file.read_text("ascii").split())
            if file.exists()
            else frozenset()
        )

    def was_issued(self, serial: int) -> bool:
        """Whether this folder knows of the certificate; one given after the backup it was restored from it
        does not, and so could not revoke."""
        return (self.folder / "issued" / f"{serial:x}.pem").exists()

    def gone(self) -> frozenset[str]:
        """Names of devices that are let in no more; none of them is ever given again."""
        files = (self.folder / "issued" / f"{serial:x}.pem" for serial in self.revoked())
        return frozenset(name for file in files if (name := _name_in(file)))

    def lets_in(self, serial: int) -> bool:
        """Whether the certificate ``serial`` is one of those given out here, and not revoked."""
        return self.was_issued(serial) and serial not in self.revoked()

    def revoke(self, serial: int) -> None:
        """Let the certificate ``serial`` in no more; on the disk when this returns, twice is harmless.

        What the device signed before stays readable: its signing keys are kept.
        """
        serials = sorted(self.revoked() | {serial})
        write_file(self.folder / "revoked", "".join(f"{one:x}\n" for one in serials).encode("ascii"))

    def keep_recovery_key(self, name: str, key: str) -> None:
        """Keep what opens the disk of the kiosk ``name``, in place of an earlier one; safe on return."""
        (self.folder / "recovery").mkdir(mode=0o700, exist_ok=True)
        write_file(self.folder / "recovery" / f"{name}.key", f"{key}\n".encode("ascii"))

    def recovery_key(self, name: str) -> str:
        """What opens the disk of the kiosk ``name``; nothing where none is kept."""
        file = self.folder / "recovery" / f"{name}.key"
        kept = DEVICE_NAME.fullmatch(name) is not None and file.exists()
        return file.read_text("ascii").strip() if kept else ""

    def certify(
        self, request: DeviceRequest, role: Role, name: str, now: dt.datetime
    ) -> Certified | KeysTrouble:
        """A certificate for the device that asked, under the name and role the office gives it.

        What the request itself says about name and role is not believed.
        """
        if not DEVICE_NAME.fullmatch(name):
            return KeysTrouble("name_not_allowed", name)
        if not is_genuine(request):
            return KeysTrouble("request_not_genuine")
        key = x509.load_pem_x509_csr(request.certificate_request).public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        if role is Role.KIOSK:
            self._keep_signing_key(name, read_public_key(request.signing_key))
        subject = _name(self.office, role.value, name)
        builder = _leaf(self._authority(), subject, key, now, ExtendedKeyUsageOID.CLIENT_AUTH)
        certificate = builder.sign(read_private_key(self.folder / "ca.key"), HASH)
        # Kept before it is given: what was given can be revoked by its name, whatever happens to the device.
        (self.folder / "issued").mkdir(mode=0o700, exist_ok=True)
        write_file(self.folder / "issued" / f"{certificate.serial_number:x}.pem", _pem(certificate))
        return Certified(_pem(certificate), self.authority.read_bytes(), public_pem(self.station_key()))

    def _keep_signing_key(self, name: str, key: ec.EllipticCurvePublicKey) -> None:
        folder = self.folder / "signing" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(folder / f"{key_name(key)}.pub", public_pem(key))

    def _authority(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.authority.read_bytes())


def open_office_keys(
    folder: Path, office: str, hosts: Sequence[str], now: dt.datetime, *, may_make: bool = True
) -> OfficeKeys | KeysTrouble:
    """The authority in ``folder``, made at the first start; ``hosts`` are names or addresses of the station.
    Without ``may_make`` none is made, and a missing one is ``missing``.

    The station's own certificate is renewed here when it ends within 30 days or ``hosts`` has changed. All
    files are made together or not at all, so a first start that was cut short is simply begun again.
    """
    if not 0 < len(office) <= 64:
        return KeysTrouble("name_not_allowed", office)
    keys = OfficeKeys(folder, office)
    try:
        if may_make and not (folder / "ca.pem").exists():
            _make(folder, office, now)
        authority = keys._authority()
        ca_key = read_private_key(folder / "ca.key")
        keys.kiosk_keys()
        keys.revoked()
        if not keys.station_keys():
            return KeysTrouble("missing", str(folder / "station"))
        if authority.public_key() != ca_key.public_key() or authority.subject != _name(office):
            return KeysTrouble("do_not_fit", str(keys.authority))
        if not _serves(keys, authority, hosts, now):
            _certify_server(keys, authority, ca_key, hosts, now)
    except FileNotFoundError as error:
        return KeysTrouble("missing", str(error.filename))
    except PermissionError as error:
        return KeysTrouble("too_open", str(error.filename))
    except (OSError, ValueError):
        return KeysTrouble("unreadable", str(folder))
    return keys


def _name_in(file: Path) -> str:
    """Of the device whose certificate it is; empty where it cannot be read."""
    try:
        subject = subject_of(x509.load_pem_x509_certificate(file.read_bytes()))
    except (OSError, ValueError):
        return ""
    return "" if subject is None else subject[0]


def enrol_device(
    keys: OfficeKeys, role: Role, name: str, folder: Path, now: dt.datetime
) -> DeviceIdentity | KeysTrouble:
    """Both ends of an enrolment on one machine: the device's keys in ``folder``, certified by the office."""
    request = request_certificate(folder, role, name)
    if isinstance(request, KeysTrouble):
        return request
    certified = keys.certify(request, role, name, now)
    return certified if isinstance(certified, KeysTrouble) else keep_certificate(folder, certified)


def _make(folder: Path, office: str, now: dt.datetime) -> None:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        key = ec.generate_private_key(CURVE)
        write_file(draft / "ca.key", private_pem(key))
        write_file(draft / "ca.pem", _pem(_new_authority(key, office, now)))
        (draft / "station").mkdir(mode=0o700)
        write_file(draft / "station" / f"{now:%Y%m%d}.key", private_pem(ec.generate_private_key(CURVE)))
        # Over an empty folder, or where there is none; anything else is not ours to replace.
        os.rename(draft, folder)  # noqa: PTH104 - Path.rename says the same, less plainly for a folder
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _new_authority(key: ec.EllipticCurvePrivateKey, office: str, now: dt.datetime) -> x509.Certificate:
    return (
        _dated(_name(office), _name(office), key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, HASH)
    )


def _serves(keys: OfficeKeys, authority: x509.Certificate, hosts: Sequence[str], now: dt.datetime) -> bool:
    if not keys.server_certificate.exists() or not keys.server_key.exists():
        return False
    certificate = x509.load_pem_x509_certificate(keys.server_certificate.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        certificate.not_valid_after_utc - RENEW_BEFORE > now
        and names == _host_names(hosts)
        and certificate.public_key() == read_private_key(keys.server_key).public_key()
        and issued_by(certificate, authority)
    )


def _certify_server(
    keys: OfficeKeys,
    authority: x509.Certificate,
    ca_key: ec.EllipticCurvePrivateKey,
    hosts: Sequence[str],
    now: dt.datetime,
) -> None:
    key = ec.generate_private_key(CURVE)
    builder = _leaf(authority, _name(keys.office), key.public_key(), now, ExtendedKeyUsageOID.SERVER_AUTH)
    certificate = builder.add_extension(_host_names(hosts), critical=False).sign(ca_key, HASH)
    # A start between the two writes finds a pair that does not fit, and makes a new one.
    write_file(keys.server_key, private_pem(key))
    write_file(keys.server_certificate, _pem(certificate))


def _leaf(
    authority: x509.Certificate,
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    purpose: x509.ObjectIdentifier,
) -> x509.CertificateBuilder:
    lasts = min(CERTIFICATE_LASTS, authority.not_valid_after_utc - now)
    authority_key = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        _dated(subject, authority.subject, key, now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(authority_key), critical=False
        )
    )


def _dated(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    lasts: dt.timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLOW_CLOCK)
        .not_valid_after(now + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(office: str, role: str = "", device: str = "") -> x509.Name:
    parts = [(NameOID.ORGANIZATION_NAME, office), (NameOID.ORGANIZATIONAL_UNIT_NAME, role)]
    parts.append((NameOID.COMMON_NAME, device))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])


def _host_names(hosts: Sequence[str]) -> x509.SubjectAlternativeName:
    names: list[x509.GeneralName] = []
    for host in dict.fromkeys((*LOOPBACK, *hosts)):
        try:
            names.append(x509.IPAddress(ipaddress.ip_address(host)))
        except ValueError:
            names.append(x509.DNSName(host))
    return x509.SubjectAlternativeName(names)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
