"""Signs and checks the ends of audit logs (``kiosk.proof.Checkpoint``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.proof import Checkpoint
from sync.identity import HASH, public_pem, read_public_key


def checkpoint(
    office: str, line: int, chain: str, key: ec.EllipticCurvePrivateKey, now: dt.datetime
) -> Checkpoint:
    """The end of a log, signed."""
    plain = Checkpoint(office, line, chain, now, public_pem(key.public_key()).decode("ascii"), "")
    return replace(plain, signature=key.sign(plain.signed(), ec.ECDSA(HASH)).hex())


def genuine(told: Checkpoint, key: ec.EllipticCurvePublicKey | None = None) -> bool:
    """Whether it was signed by the key it names; by ``key``, where one is given."""
    try:
        named = read_public_key(told.public_key.encode())
        named.verify(bytes.fromhex(told.signature), told.signed(), ec.ECDSA(HASH))
    except (ValueError, InvalidSignature):
        return False
    return key is None or named == key
