"""A FIDO2 security key on USB, by which an officer shows that it is they who sign in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

from fido2.client import ClientError, DefaultClientDataCollector, Fido2Client
from fido2.ctap import CtapError
from fido2.hid import CtapHidDevice
from fido2.utils import websafe_decode
from fido2.webauthn import (
    PublicKeyCredentialCreationOptions,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRequestOptions,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
)

RP_ID: Final = "station.appear.internal"
"""What the station is known by to security keys."""
_WAIT_MS: Final = 30_000
_ES256: Final = -7
_PUBLIC_KEY: Final = PublicKeyCredentialType.PUBLIC_KEY


class UsbSecurityKey:
    """The key that is put into this machine; asked one at a time, each waits until it is touched."""

    def answer(self, challenge: str, credential: str) -> str | None:
        """The key's answer to ``challenge`` (hex), as JSON; None when no key here knows ``credential``."""
        wanted = PublicKeyCredentialDescriptor(type=_PUBLIC_KEY, id=websafe_decode(credential))
        options = PublicKeyCredentialRequestOptions(
            challenge=bytes.fromhex(challenge), timeout=_WAIT_MS, rp_id=RP_ID, allow_credentials=[wanted]
        )
        return _first(lambda client: client.get_assertion(options).get_response(0))

    def register(self, challenge: bytes, officer: str) -> str | None:
        """A new credential for ``officer`` (a sign-in name), as JSON; None when there is no key here."""
        options = PublicKeyCredentialCreationOptions(
            rp=PublicKeyCredentialRpEntity(id=RP_ID, name="Appear"),
            user=PublicKeyCredentialUserEntity(id=officer.encode(), name=officer, display_name=officer),
            challenge=challenge,
            pub_key_cred_params=[PublicKeyCredentialParameters(type=_PUBLIC_KEY, alg=_ES256)],
            timeout=_WAIT_MS,
        )
        return _first(lambda client: client.make_credential(options))


def _first(ask: Callable[[Fido2Client], Any]) -> str | None:
    """What the first key that can answer says."""
    for device in _devices():
        with closing(device):
            collector = DefaultClientDataCollector(f"https://{RP_ID}", verify=lambda rp, _origin: rp == RP_ID)
            try:
                return json.dumps(dict(ask(Fido2Client(device, collector))))
            except (ClientError, CtapError, OSError, ValueError):
                continue
    return None


def _devices() -> Iterator[CtapHidDevice]:
    try:
        yield from CtapHidDevice.list_devices()
    except OSError:
        # No right to look, or no USB at all: as good as no key.
        return
