"""A second reader of sealed bodies, written from RFC 9180 alone: it shares no HPKE code with the product."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_KEM = b"KEM" + (0x0011).to_bytes(2)  # DHKEM(P-384, HKDF-SHA384), section 7.1
_SUITE = b"HPKE" + (0x0011).to_bytes(2) + (0x0002).to_bytes(2) + (0x0002).to_bytes(2)  # section 7.2, 7.3
_HASH_SIZE = 48
_BASE_MODE = b"\x00"


def open_base(sealed: bytes, key: ec.EllipticCurvePrivateKey, info: bytes) -> bytes:
    """Section 6.1: the single-shot OpenBase with empty associated data."""
    encapsulated, ciphertext = sealed[:97], sealed[97:]
    secret = _decap(encapsulated, key)
    context = (
        _BASE_MODE + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    )
    schedule = _extract(_SUITE, secret, b"secret", b"")
    aead_key = _expand(_SUITE, schedule, b"key", context, 32)
    nonce = _expand(_SUITE, schedule, b"base_nonce", context, 12)
    return AESGCM(aead_key).decrypt(nonce, ciphertext, b"")


def _decap(encapsulated: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), encapsulated)
    own = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = key.exchange(ec.ECDH(), sender)
    prk = _extract(_KEM, b"", b"eae_prk", shared)
    return _expand(_KEM, prk, b"shared_secret", encapsulated + own, _HASH_SIZE)


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    salt = salt or bytes(_HASH_SIZE)
    return hmac.digest(salt, b"HPKE-v1" + suite + label + material, hashlib.sha384)


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, size: int) -> bytes:
    labeled = size.to_bytes(2) + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labeled + b"\x01", hashlib.sha384)[:size]
