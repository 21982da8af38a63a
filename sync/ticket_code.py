"""The small code on a ticket: the desk can tell that a kiosk of this office gave out the slip."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.check_in import Ticket

_PURPOSE: Final = b"appear ticket code 1"
_BYTES: Final = 10
"""Eighty bits: sixteen letters that a person can still read out."""


def ticket_code(
    ticket: Ticket, check_in_id: str, own: ec.EllipticCurvePrivateKey, other: ec.EllipticCurvePublicKey
) -> str:
    """Sixteen letters and figures in fours for ``ticket``; nothing of a person is in them.

    Both ends make the same code: the kiosk from its signing key and the station's public key, the station
    from its own key and the kiosk's public one. A signature would take a hundred and sixty characters.
    """
    shared = own.exchange(ec.ECDH(), other)
    key = HKDF(SHA384(), 48, salt=None, info=_PURPOSE).derive(shared)
    said = f"{ticket.number()} {ticket.day.isoformat()} {check_in_id}".encode()
    mark = base64.b32encode(hmac.digest(key, said, "sha384")[:_BYTES]).decode()
    return "-".join(mark[at : at + 4] for at in range(0, len(mark), 4))


def is_genuine(
    code: str,
    ticket: Ticket,
    check_in_id: str,
    station_keys: Iterable[ec.EllipticCurvePrivateKey],
    kiosk_keys: Iterable[ec.EllipticCurvePublicKey],
) -> bool:
    """Whether a kiosk of the office gave ``code`` to this ticket; case, spaces and hyphens do not matter."""
    said = _plain(code)
    kiosks = tuple(kiosk_keys)
    return any(
        hmac.compare_digest(said, _plain(ticket_code(ticket, check_in_id, own, kiosk)))
        for own in station_keys
        for kiosk in kiosks
    )


def _plain(code: str) -> bytes:
    return "".join(sign for sign in code.upper() if sign.isalnum()).encode()
