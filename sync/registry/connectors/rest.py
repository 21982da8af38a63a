"""Tells a registry over HTTPS: one PUT per update, named by its id, so that telling twice is harmless."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

import httpx

from kiosk.delivery import (
    AlreadyDelivered,
    Conflict,
    Delivered,
    NotLetIn,
    NotUnderstood,
    Outcome,
    Rejected,
    Unreachable,
)
from kiosk.proof import Checkpoint, HeldRecord
from kiosk.registry_update import RegistryUpdate
from sync import bodies
from sync.identity import DeviceIdentity
from sync.in_time import InTimeTransport
from sync.registry.connectors.plain import MOST_REASONS, plain
from sync.tls import client_context
from sync.wire import from_wire, to_wire

TIMEOUT_S = 15.0
_COME_BACK_LATER = frozenset({408, 425, 429})
_LONGEST_ANSWER = 64 * 1024
_LONGEST_PAGE = 512 * 1024
_MOST_VERSIONS = 1_000_000
"""No person's record has more: a registry that says so makes no sense, and none is written above it."""


class RestConnector:
    """A ``kiosk.ports.RegistryConnector`` over one HTTPS client; threads may share it."""

    def __init__(self, http: httpx.Client) -> None:
        """``http`` carries the registry's address, who we are to it, and the time limits."""
        self._http = http

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """As the port says. Answers outside the registry's language are NotUnderstood, never success."""
        return self._put(f"/v1/updates/{quote(update.update_id, safe='')}", written)

    def _put(self, path: str, told: bytes) -> Outcome:
        try:
            with self._http.stream("PUT", path, content=told, headers=_HEADERS) as answer:
                if answer.status_code >= 500 or answer.status_code in _COME_BACK_LATER:
                    return Unreachable(f"http_{answer.status_code}")
                body = bodies.of_answer(answer, _LONGEST_ANSWER)
        except _TROUBLES as trouble:
            return Unreachable(type(trouble).__name__)
        if body is None:
            return NotUnderstood(f"http_{answer.status_code}_too_long")
        return _outcome(answer.status_code, body)

    def keep(self, checkpoint: Checkpoint) -> Outcome:
        """Hand the registry a signed end of the audit log."""
        return self._put(f"/v1/checkpoints/{checkpoint.line}", to_wire(checkpoint))

    def held(self) -> Iterator[HeldRecord | Unreachable | NotUnderstood]:
        """What the registry holds of this station's people, page by page, in whatever order it keeps ids."""
        after, asked = "", {""}
        while True:
            page = self._page(after)
            if not isinstance(page, tuple):
                yield page
                return
            yield from page
            if not page:
                return
            after = page[-1].registrant_id
            if after in asked:
                yield NotUnderstood("pages_do_not_advance")
                return
            asked.add(after)

    def _page(self, after: str) -> tuple[HeldRecord, ...] | Unreachable | NotUnderstood:
        try:
            with self._http.stream("GET", "/v1/held", params={"after": after}, headers=_HEADERS) as answer:
                if answer.status_code != 200:
                    return Unreachable(f"http_{answer.status_code}")
                page = from_wire(tuple[HeldRecord, ...], bodies.of_answer(answer, _LONGEST_PAGE) or b"")
        except _TROUBLES as trouble:
            return Unreachable(type(trouble).__name__)
        return page if isinstance(page, tuple) else NotUnderstood("page_not_understood")

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()


def rest_connector(address: str, identity: DeviceIdentity) -> RestConnector:
    """A connector to the registry at ``address`` (``https://HOST:PORT``) for the station ``identity``."""
    return RestConnector(
        httpx.Client(
            base_url=address,
            transport=InTimeTransport(client_context(identity)),
            timeout=TIMEOUT_S,
            trust_env=False,
        )
    )


_TROUBLES: Final = (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError)
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


def _outcome(status: int, body: bytes) -> Outcome:
    try:
        said: Any = json.loads(body)
        match said:
            case {"outcome": "delivered", "receipt": str(receipt)} if status in (200, 201):
                return Delivered(plain(receipt))
            case {"outcome": "already_delivered", "receipt": str(receipt)} if status == 200:
                return AlreadyDelivered(plain(receipt))
            case {"outcome": "conflict", "registry_version": int(version)} if status == 409:
                plausible = type(version) is int and 0 <= version <= _MOST_VERSIONS
                return Conflict(version) if plausible else NotUnderstood("http_409_version")
            case {"outcome": "rejected", "reasons": list(reasons)} if status in (409, 422):
                return Rejected(tuple(plain(str(reason)) for reason in reasons[:MOST_REASONS]))
            case {"outcome": "rejected", "reasons": [str(reason), *_]} if status in (401, 403):
                return NotLetIn(plain(reason))
            case _:
                return NotUnderstood(f"http_{status}")
    except (ValueError, RecursionError):
        return NotUnderstood(f"http_{status}_not_json")
