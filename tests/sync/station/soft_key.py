"""A security key in memory: says what a real FIDO2 key says, over the same bytes, with a key of its own."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from sync.station.factors import ORIGIN, RP_ID

_PRESENT = AuthenticatorData.FLAG.UP
_HAS_CREDENTIAL = AuthenticatorData.FLAG.AT


class SoftKey:
    """One key with one credential; somebody always touches it."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)

    @property
    def credential_id(self) -> str:
        """By which it is asked for."""
        return websafe_encode(self._id)

    def credential(self) -> bytes:
        """What the station keeps of it."""
        public = ES256.from_cryptography_key(self._key.public_key())  # type: ignore[no-untyped-call]
        return bytes(AttestedCredentialData.create(Aaguid.NONE, self._id, public))

    def answer(self, challenge: str, origin: str = ORIGIN) -> str:
        """The answer to a challenge (hex)."""
        said = CollectedClientData.create("webauthn.get", bytes.fromhex(challenge), origin)
        about = AuthenticatorData.create(_hash(), _PRESENT, 1)
        signature = self._key.sign(bytes(about) + said.hash, ec.ECDSA(hashes.SHA256()))
        return self._told(said, authenticatorData=about, signature=signature)

    def made(self, challenge: bytes) -> str:
        """The answer to being registered."""
        said = CollectedClientData.create("webauthn.create", challenge, ORIGIN)
        about = AuthenticatorData.create(_hash(), _PRESENT | _HAS_CREDENTIAL, 0, self.credential())
        return self._told(said, attestationObject=AttestationObject.create("none", about, {}))

    def _told(self, said: CollectedClientData, **more: bytes) -> str:
        response: dict[str, Any] = {name: websafe_encode(value) for name, value in more.items()}
        response["clientDataJSON"] = websafe_encode(said)
        told = {"id": self.credential_id, "rawId": self.credential_id, "type": "public-key"}
        return json.dumps(told | {"response": response})


class Touched:
    """A desk's key that somebody always touches, or no key at all."""

    def __init__(self, key: SoftKey | None) -> None:
        self._key = key

    def answer(self, challenge: str, credential: str) -> str | None:
        """The key's answer, when it is the one that is asked for."""
        fits = self._key is not None and self._key.credential_id == credential
        return self._key.answer(challenge) if fits and self._key else None

    def register(self, challenge: bytes, _officer: str) -> str | None:
        """The key's new credential."""
        return self._key.made(challenge) if self._key else None


def _hash() -> bytes:
    return hashlib.sha256(RP_ID.encode()).digest()
