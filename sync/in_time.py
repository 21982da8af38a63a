"""An HTTPS transport that ends a whole question in time, however slowly the other side drips its answer."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import httpcore
import httpx

_LIMITS: Final = httpx.Limits(max_connections=8, max_keepalive_connections=4)
_LONGEST_S: Final = 60.0


class InTimeTransport(httpx.HTTPTransport):
    """As httpx's own, whose time limits are for each read alone: one byte every few seconds never ends.

    A question to the last byte of its answer takes at most twice as long as one read may, then it is a
    ``httpx.ReadTimeout`` (or ``WriteTimeout``). Threads may share it; the answer is read by who asked.

    Through a ``proxy`` (``http://HOST:PORT``; empty: none) goes what would go without one: it learns host and
    port of the station, and passes on what both ends encrypt.
    """

    def __init__(self, verify: ssl.SSLContext, limits: httpx.Limits = _LIMITS, proxy: str = "") -> None:
        super().__init__(verify=verify, limits=limits, trust_env=False)
        self._until = threading.local()
        told: dict[str, Any] = {
            "ssl_context": verify,
            "max_connections": limits.max_connections,
            "max_keepalive_connections": limits.max_keepalive_connections,
            "keepalive_expiry": limits.keepalive_expiry,
            "network_backend": _Watched(self._left),
        }
        # httpx has no place where a connection's reads could be watched; its pool has.
        self._pool = httpcore.HTTPProxy(proxy_url=proxy, **told) if proxy else httpcore.ConnectionPool(**told)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask; the clock runs until the answer's last byte."""
        patience = request.extensions.get("timeout", {}).get("read")
        self._until.moment = time.monotonic() + (_LONGEST_S if patience is None else 2 * patience)
        return super().handle_request(request)

    def _left(self, patience: float | None) -> float:
        """Seconds that a step may still take; 0.0 when there are none."""
        left = max(0.0, getattr(self._until, "moment", 0.0) - time.monotonic())
        return left if patience is None else min(left, patience)


class _Watched(httpcore.NetworkBackend):
    def __init__(self, left: Callable[[float | None], float]) -> None:
        self._left = left
        self._inside = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._left(timeout)
        stream = self._inside.connect_tcp(host, port, left, local_address, socket_options)
        return _WatchedStream(stream, self._left)


class _WatchedStream(httpcore.NetworkStream):
    def __init__(self, inside: httpcore.NetworkStream, left: Callable[[float | None], float]) -> None:
        self._inside = inside
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._left(timeout)
        if not left:
            raise httpcore.ReadTimeout("the whole answer takes too long")
        return self._inside.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._left(timeout)
        if not left:
            raise httpcore.WriteTimeout("the whole question takes too long")
        self._inside.write(buffer, left)

    def close(self) -> None:
        self._inside.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._left(timeout)
        return _WatchedStream(self._inside.start_tls(ssl_context, server_hostname, left), self._left)

    def get_extra_info(self, info: str) -> Any:
        return self._inside.get_extra_info(info)
