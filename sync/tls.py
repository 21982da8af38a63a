"""The rules of every connection: TLS 1.2 or later, AES-GCM only, both sides certified by the office."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from sync.identity import DeviceIdentity, Role, subject_of
from sync.office_keys import OfficeKeys

SUITES: Final = frozenset(
    {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES128-GCM-SHA256",
    }
)
"""Every suite a connection may end up with. Python before 3.15 cannot choose the suites of TLS 1.3, so the
server also looks at what was agreed (``sync.https_server``)."""

_SUITES_12: Final = "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256"
PEER: Final = "appear.peer"
"""Key under ``scope["extensions"]`` where the calling device stands."""


@dataclass(frozen=True, slots=True)
class Peer:
    """The device at the other end, by the certificate TLS has verified against the office's authority."""

    name: str
    role: Role
    office: str
    serial: int
    """To be looked up among the revoked."""
    fingerprint: str
    """SHA-256 of the certificate in hex."""
    expires: dt.datetime


def server_context(keys: OfficeKeys, *, certificates_required: bool = True) -> ssl.SSLContext:
    """What the station listens with.

    Without ``certificates_required`` a device that has none yet may connect (enrolment); a certificate that
    is shown is verified all the same.
    """
    context = _context(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys.server_certificate, keys.server_key)
    context.load_verify_locations(keys.authority)
    context.verify_mode = ssl.CERT_REQUIRED if certificates_required else ssl.CERT_OPTIONAL
    # Our preference, not the client's: AES-256-GCM comes first in OpenSSL's list.
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_NO_TICKET
    return context


def client_context(identity: DeviceIdentity) -> ssl.SSLContext:
    """What a device calls with: trusts the office's authority alone, checks the host, shows who it is."""
    context = _context(ssl.PROTOCOL_TLS_CLIENT)
    context.load_cert_chain(identity.certificate, identity.tls_key)
    context.load_verify_locations(identity.office_certificate)
    return context


def office_context(authority: bytes) -> ssl.SSLContext:
    """What a device calls with before it has a certificate: trusts this authority (PEM) alone."""
    context = _context(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.decode("ascii"))
    return context


def peer_from_certificate(der: bytes) -> Peer | None:
    """Who a verified certificate names; None when it is not a device's (the station's own, say)."""
    certificate = x509.load_der_x509_certificate(der)
    named = subject_of(certificate)
    if named is None:
        return None
    name, role, office = named
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
    return Peer(name, role, office, certificate.serial_number, fingerprint, certificate.not_valid_after_utc)


def peer_of(scope: Mapping[str, Any]) -> Peer | None:
    """The device that sent a request, from its ASGI scope; None when it showed no certificate.

    Nothing a client sends can put a value here: headers live elsewhere in the scope.
    """
    peer = scope.get("extensions", {}).get(PEER)
    return peer if isinstance(peer, Peer) else None


def _context(side: int) -> ssl.SSLContext:
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_SUITES_12)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    return context
