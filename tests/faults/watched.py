"""HTTPS that says when a whole request is on its way, so that something can be broken at that moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx

from sync.tls import client_context
from tests.programs import HOST
from tests.stories.office import PATIENCE, Office

_SENT = "http11.send_request_body.complete"


class Watched(httpx.BaseTransport):
    """A plain transport; ``after_sending`` is called once, when the next request has left."""

    def __init__(self, inside: httpx.HTTPTransport) -> None:
        self._inside = inside
        self.after_sending: Callable[[], None] | None = None
        self.sent_at = 0.0
        """When the last request had left, on the monotonic clock."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass it on."""
        request.extensions = {**request.extensions, "trace": self._trace}
        return self._inside.handle_request(request)

    def close(self) -> None:
        """Let go of the connections."""
        self._inside.close()

    def _trace(self, event: str, _about: Any) -> None:
        if event != _SENT:
            return
        self.sent_at = time.monotonic()
        if self.after_sending is not None:
            call, self.after_sending = self.after_sending, None
            call()


def watched(office: Office, name: str, port: int = 0) -> tuple[httpx.Client, Watched]:
    """A client with the certificate of this kiosk or desk, and its transport; close the client.

    It calls the station, or another ``port``.
    """
    transport = Watched(httpx.HTTPTransport(verify=client_context(office.identity(name)), trust_env=False))
    address = f"https://{HOST}:{port or office.station.port}"
    client = httpx.Client(transport=transport, base_url=address, timeout=PATIENCE, trust_env=False)
    return client, transport
