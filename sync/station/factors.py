"""Officers' second factor: codes of an authenticator app (RFC 6238), each good once, or a FIDO2 key."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import secrets
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, PublicKeyCredentialRpEntity

from sync.clock import AHEAD

STEP_S: Final = 30
STEPS_OFF: Final = 1
"""A code of the step before or after is good too: nobody's clock is right to the second."""
CHALLENGE_LASTS_S: Final = 120
RP_ID: Final = "station.appear.internal"
"""What security keys know every station by; a key's credentials differ from station to station."""
ORIGIN: Final = f"https://{RP_ID}"
_DIGITS: Final = 6


def new_totp_secret() -> bytes:
    """160 bits, as RFC 4226 asks."""
    return secrets.token_bytes(20)


def totp_uri(secret: bytes, name: str, office: str) -> str:
    """What an authenticator app takes in, by hand or as a QR code."""
    return _totp(secret).get_provisioning_uri(name, office)


def totp_code(secret: bytes, now: dt.datetime) -> str:
    """The code an app shows at ``now``."""
    return _totp(secret).generate(int(now.timestamp())).decode("ascii")


def totp_step(secret: bytes, code: str, now: dt.datetime, last_step: int) -> int | None:
    """The step whose code this is, to be kept as the last used; None for a wrong code or one used before.

    RFC 6238 5.2: a code must not be accepted a second time, so only steps after ``last_step`` count. One that
    was used while the clock ran ahead bars no code of today.
    """
    said = "".join(code.split()).encode("utf-8", "replace")
    current = int(now.timestamp()) // STEP_S
    found = None
    if (last_step - current) * STEP_S > AHEAD.total_seconds():
        last_step = 0
    for step in range(current - STEPS_OFF, current + STEPS_OFF + 1):
        if hmac.compare_digest(_totp(secret).generate(step * STEP_S), said) and step > last_step:
            found = step
    return found


def key_challenge(pepper: bytes, officer_id: str, now: dt.datetime, used: int = 0) -> bytes:
    """What a security key must sign now; the station recognises it without having kept it.

    ``used`` is how many answers of this key were good so far: the next good one ends every challenge made
    before it, whatever the clock showed.
    """
    said = int(now.timestamp()).to_bytes(8) + secrets.token_bytes(16)
    return said + _mac(pepper, officer_id, said, used)


def key_step(
    pepper: bytes, officer_id: str, credential: bytes, answer: str, now: dt.datetime, used: int
) -> int | None:
    """How many answers of this key were good, with this one; None for anything that is not this key's answer
    to a challenge of the last two minutes, made since the last good one."""
    try:
        told: Any = json.loads(answer)
        said = json.loads(websafe_decode(told["response"]["clientDataJSON"]))
        challenge = websafe_decode(said["challenge"])
        if not _is_fresh(pepper, officer_id, challenge, now, used):
            return None
        state = {"challenge": websafe_encode(challenge), "user_verification": None}
        _server().authenticate_complete(state, [AttestedCredentialData(credential)], told)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return used + 1


def registered(pepper: bytes, officer_id: str, challenge: str, answer: str, now: dt.datetime) -> bytes | None:
    """The credential that answers a challenge (hex) which this station made for this officer just now."""
    try:
        said = bytes.fromhex(challenge)
    except ValueError:
        return None
    return register_key(said, answer) if _is_fresh(pepper, officer_id, said, now) else None


def register_key(challenge: bytes, answer: str) -> bytes | None:
    """The credential a security key made for ``challenge``, to be kept; None when it is none."""
    state = {"challenge": websafe_encode(challenge), "user_verification": None}
    try:
        made = _server().register_complete(state, json.loads(answer)).credential_data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return None if made is None else bytes(made)


def credential_id(credential: bytes) -> str:
    """By which a key finds its credential again."""
    return websafe_encode(AttestedCredentialData(credential).credential_id)


def sealed(pepper: bytes, officer_id: str, secret: bytes) -> str:
    """``secret`` as it is stored: a stolen store alone gives no codes."""
    nonce = secrets.token_bytes(12)
    box = AESGCM(_sealing_key(pepper)).encrypt(nonce, secret, officer_id.encode())
    return base64.b64encode(nonce + box).decode("ascii")


def unsealed(pepper: bytes, officer_id: str, stored: str) -> bytes | None:
    """What ``sealed`` was given; None when it was another station's or another officer's."""
    try:
        box = base64.b64decode(stored, validate=True)
        return AESGCM(_sealing_key(pepper)).decrypt(box[:12], box[12:], officer_id.encode())
    except (InvalidTag, ValueError):
        return None


def _is_fresh(pepper: bytes, officer_id: str, challenge: bytes, now: dt.datetime, used: int = 0) -> bool:
    """Whether ``key_challenge`` made it for this officer and this many answers, in the last two minutes."""
    age = int(now.timestamp()) - int.from_bytes(challenge[:8])
    ours = hmac.compare_digest(challenge[24:], _mac(pepper, officer_id, challenge[:24], used))
    return ours and 0 <= age <= CHALLENGE_LASTS_S


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, _DIGITS, SHA1(), STEP_S)  # nosec B303  # noqa: S303 - what every app can do


def _server() -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=RP_ID, name="Appear"))


def _mac(pepper: bytes, officer_id: str, said: bytes, used: int) -> bytes:
    bound = b"appear key challenge\x00" + officer_id.encode() + said + used.to_bytes(8)
    return hmac.new(pepper, bound, hashlib.sha256).digest()


def _sealing_key(pepper: bytes) -> bytes:
    return hmac.new(pepper, b"appear officers' factors v1", hashlib.sha256).digest()
