"""What a kiosk sends: sealed so that only the station can read it, signed so that only the kiosk wrote it.

Bytes of an envelope, version 1 (all numbers big-endian)::

    "APPEAR" 0x00 0x01 | u16 length, header | u32 length, sealed body | 96 bytes signature

The header is canonical JSON in ASCII: it travels in the clear and says nothing about a person. The body is
sealed with HPKE (RFC 9180) in its single-shot form: DHKEM(P-384, HKDF-SHA384), HKDF-SHA384, AES-256-GCM. The
header goes into the key schedule, so a sealed body opens under its own header only. The signature is ECDSA
P-384 over everything before it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

VERSION: Final = 1
MAX_BODY: Final = 1024 * 1024
"""Bytes of plaintext an envelope may hold; a check-in with its signature strokes has some ten thousand."""
MAX_HEADER: Final = 512

_MAGIC: Final = b"APPEAR\x00" + bytes([VERSION])
_SIGNATURE_SIZE: Final = 96
# Bodies are filled up to a whole step, so that the length of an envelope does not tell what was reported.
_STEP: Final = 512
_OVERHEAD: Final = 97 + 16  # the encapsulated point of P-384 and the tag of GCM
_MAX_SEALED: Final = MAX_BODY + 2 * _STEP + _OVERHEAD
MAX_ENVELOPE: Final = len(_MAGIC) + 2 + MAX_HEADER + 4 + _MAX_SEALED + _SIGNATURE_SIZE
"""Bytes; a longer one is refused before it is looked at."""

_SEAL_CONTEXT: Final = b"appear envelope v1 seal\x00"
_SIGN_CONTEXT: Final = b"appear envelope v1 signature\x00"
_SUITE: Final = Suite(KEM.P384, KDF.HKDF_SHA384, AEAD.AES_256_GCM)
_CURVE: Final = ec.SECP384R1()
# Half the order of P-384: of the two equally valid signatures (r, s) and (r, n - s) only the lower is taken,
# so nobody can make a second, different envelope out of one that was signed.
_HALF_ORDER: Final = (
    0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973 // 2
)
_ORDER: Final = _HALF_ORDER * 2 + 1

_DEVICE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SPOOL = re.compile(r"[0-9a-f]{16}")
_KIND = re.compile(r"[a-z][a-z_]{0,39}")
_ITEM = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY_NAME = re.compile(r"[0-9a-f]{16}")
_SEQUENCE_LIMIT: Final = 2**53
_FIELDS: Final = {"for", "item", "kind", "kiosk", "sealed_at", "sequence", "spool"}


@dataclass(frozen=True, slots=True)
class Header:
    """What an envelope says in the clear, bound to its body and covered by the signature."""

    kiosk: str
    """The device's name, as in its certificate."""
    spool: str
    """16 hex digits drawn when the spool file was made: sequence numbers count within one spool."""
    sequence: int
    """1, 2, 3 ... within the spool, never used twice."""
    kind: str
    """What the body is: ``check_in``, ``arrival`` ...; the station chooses the reader by it."""
    item: str
    """The id made on the kiosk; a second body under the same id is refused by the station."""
    sealed_at: dt.datetime
    """The kiosk's clock, UTC."""
    sealed_for: str
    """Name of the station key it is sealed to (``key_name``): keys may change while envelopes wait."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed and signed item; reading one says nothing yet about who made it."""

    header: Header
    sealed: bytes
    signature: bytes

    def to_bytes(self) -> bytes:
        """The one byte form of this envelope; ``parse_envelope`` gives back an equal value."""
        return _signed_part(self.header, self.sealed) + self.signature


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope of a known kiosk, whole and unchanged, with what was in it."""

    header: Header
    body: bytes
    digest: str
    """SHA-256 of the body in hex: what "the same id with another body" is told by. It is not in the header,
    because a short body could be guessed from it."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """These bytes are no envelope; ``why`` is a code for the log."""

    why: str


@dataclass(frozen=True, slots=True)
class UnknownKiosk:
    """No key is known for the kiosk the header names."""

    kiosk: str


@dataclass(frozen=True, slots=True)
class BadSignature:
    """Altered on the way, or not made by the kiosk it names."""

    kiosk: str


@dataclass(frozen=True, slots=True)
class CannotOpen:
    """Signed by the kiosk, but not sealed to any of these station keys, or the sealed part is damaged."""

    kiosk: str
    sealed_for: str


NotOpened = Malformed | UnknownKiosk | BadSignature | CannotOpen


def seal(
    body: bytes,
    station_key: ec.EllipticCurvePublicKey,
    signing_key: ec.EllipticCurvePrivateKey,
    header: Header,
) -> Envelope:
    """Seal ``body`` (at most MAX_BODY bytes) to the station and sign it as the kiosk.

    ``header.sealed_for`` is set from the key. Raises ValueError for a header or a body that could not be read
    back: both are ours, so that is a bug.
    """
    if len(body) > MAX_BODY:
        raise ValueError(f"body of {len(body)} bytes is longer than {MAX_BODY}")
    header = replace(header, sealed_for=key_name(station_key))
    flaw = _header_flaw(header)
    if flaw:
        raise ValueError(f"header cannot be sent: {flaw}")
    sealed = _SUITE.encrypt(_filled(body), station_key, info=_SEAL_CONTEXT + _header_bytes(header))
    return Envelope(header, sealed, _sign(signing_key, _signed_part(header, sealed)))


def open_envelope(
    envelope: bytes,
    station_keys: Iterable[ec.EllipticCurvePrivateKey],
    kiosk_keys: Mapping[str, Sequence[ec.EllipticCurvePublicKey]],
) -> Opened | NotOpened:
    """Check and open what came over the wire. Never raises, whatever the bytes are.

    ``kiosk_keys`` holds, by device name, every key the kiosk has ever signed with and may still sign with.
    """
    parsed = parse_envelope(envelope)
    if isinstance(parsed, Malformed):
        return parsed
    header = parsed.header
    keys = kiosk_keys.get(header.kiosk, ())
    if not keys:
        return UnknownKiosk(header.kiosk)
    signed = _signed_part(header, parsed.sealed)
    if not any(_verifies(key, parsed.signature, signed) for key in keys):
        return BadSignature(header.kiosk)
    body = _unsealed(parsed, station_keys)
    if body is None:
        return CannotOpen(header.kiosk, header.sealed_for)
    return Opened(header, body, hashlib.sha256(body).hexdigest())


def parse_envelope(envelope: bytes) -> Envelope | Malformed:
    """Read the outer form only; the header is not to be believed before the signature is checked."""
    if len(envelope) > MAX_ENVELOPE:
        return Malformed("too_long")
    if not envelope.startswith(_MAGIC[:-1]):
        return Malformed("not_an_envelope")
    if not envelope.startswith(_MAGIC):
        return Malformed("other_version")
    rest = envelope[len(_MAGIC) :]
    header_part, rest = _cut(rest, 2)
    sealed, signature = _cut(rest, 4)
    if header_part is None or sealed is None or len(signature) != _SIGNATURE_SIZE:
        return Malformed("cut_short_or_too_long")
    header = _read_header(header_part)
    return header if isinstance(header, Malformed) else Envelope(header, sealed, signature)


def key_name(key: ec.EllipticCurvePublicKey) -> str:
    """A short name for a public key: the first 16 hex digits of the SHA-256 of its DER form."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()[:16]


def _header_flaw(header: Header) -> str | None:
    if not _DEVICE.fullmatch(header.kiosk):
        return "kiosk"
    if not _SPOOL.fullmatch(header.spool):
        return "spool"
    if not 0 < header.sequence < _SEQUENCE_LIMIT:
        return "sequence"
    if not _KIND.fullmatch(header.kind):
        return "kind"
    if not _ITEM.fullmatch(header.item):
        return "item"
    if not _KEY_NAME.fullmatch(header.sealed_for):
        return "for"
    return None if header.sealed_at.utcoffset() == dt.timedelta(0) else "sealed_at"


def _header_bytes(header: Header) -> bytes:
    fields = {
        "for": header.sealed_for,
        "item": header.item,
        "kind": header.kind,
        "kiosk": header.kiosk,
        "sealed_at": header.sealed_at.isoformat(),
        "sequence": header.sequence,
        "spool": header.spool,
    }
    return json.dumps(fields, separators=(",", ":"), sort_keys=True).encode("ascii")


def _read_header(part: bytes) -> Header | Malformed:
    if len(part) > MAX_HEADER:
        return Malformed("header_too_long")
    try:
        fields = json.loads(part.decode("ascii"))
    except (ValueError, RecursionError):
        return Malformed("header_not_json")
    if not isinstance(fields, dict) or set(fields) != _FIELDS:
        return Malformed("header_fields")
    sequence = fields.pop("sequence")
    if type(sequence) is not int or not all(type(text) is str for text in fields.values()):
        return Malformed("header_types")
    try:
        sealed_at = dt.datetime.fromisoformat(fields["sealed_at"])
    except ValueError:
        return Malformed("header_time")
    header = Header(
        fields["kiosk"], fields["spool"], sequence, fields["kind"], fields["item"], sealed_at, fields["for"]
    )
    # One form only: a header that would be written otherwise was not written by us.
    if _header_flaw(header) or _header_bytes(header) != part:
        return Malformed("header_not_canonical")
    return header


def _signed_part(header: Header, sealed: bytes) -> bytes:
    head = _header_bytes(header)
    return _MAGIC + len(head).to_bytes(2) + head + len(sealed).to_bytes(4) + sealed


def _cut(rest: bytes, width: int) -> tuple[bytes | None, bytes]:
    size = int.from_bytes(rest[:width])
    part = rest[width : width + size]
    return (part if len(part) == size else None), rest[width + size :]


def _filled(body: bytes) -> bytes:
    whole = len(body).to_bytes(4) + body
    return whole + bytes(-len(whole) % _STEP)


def _unfilled(whole: bytes) -> bytes | None:
    size = int.from_bytes(whole[:4])
    body = whole[4 : 4 + size]
    return body if size <= MAX_BODY and len(body) == size and _filled(body) == whole else None


def _sign(key: ec.EllipticCurvePrivateKey, signed: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(_SIGN_CONTEXT + signed, ec.ECDSA(hashes.SHA384())))
    return r.to_bytes(48) + min(s, _ORDER - s).to_bytes(48)


def _verifies(key: ec.EllipticCurvePublicKey, signature: bytes, signed: bytes) -> bool:
    r, s = int.from_bytes(signature[:48]), int.from_bytes(signature[48:])
    if s > _HALF_ORDER or key.curve.name != _CURVE.name:
        return False
    try:
        key.verify(encode_dss_signature(r, s), _SIGN_CONTEXT + signed, ec.ECDSA(hashes.SHA384()))
    except InvalidSignature:
        return False
    return True


def _unsealed(envelope: Envelope, station_keys: Iterable[ec.EllipticCurvePrivateKey]) -> bytes | None:
    info = _SEAL_CONTEXT + _header_bytes(envelope.header)
    for key in station_keys:
        if key_name(key.public_key()) != envelope.header.sealed_for:
            continue
        try:
            return _unfilled(_SUITE.decrypt(envelope.sealed, key, info=info))
        except (InvalidTag, ValueError):
            continue
    return None
