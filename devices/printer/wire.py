"""Asks one printer or print queue over IPP, within a fixed time, whatever answers or does not."""

from __future__ import annotations

import itertools
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import httpcore

from devices.printer.ipp import Answer, NotIpp, Operation, Sent, Tag, parse, request

CONNECT_S: Final = 2.0
SILENCE_S: Final = 4.0
"""No byte for so long: it does not answer."""
ANSWER_S: Final = 8.0
"""The whole answer, also from one who drips."""
MOST_BYTES: Final = 1_000_000
_NETWORK_TROUBLE = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)
_PORTS = {"ipp": 631, "ipps": 631, "http": 80, "https": 443, "socket": 9100, "lpd": 515}


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing that we understand came back in time."""

    why: str


class IppWire:
    """One printer or queue by its address, ``ipp://HOST[:PORT]/PATH`` or ``ipps://``."""

    def __init__(self, uri: str, authority: Path | None = None) -> None:
        """``authority`` is a PEM file with whoever certifies an ``ipps`` printer; None: the public ones."""
        self.uri = uri
        self._authority = authority
        self._numbers = itertools.count(1)
        self._post_to = _http_address(uri)

    def ask(
        self,
        operation: Operation,
        attributes: Sequence[Sent] = (),
        job_attributes: Sequence[Sent] = (),
        document: bytes = b"",
    ) -> Answer | Silent:
        """The answer to one operation on this printer. Never raises; takes little more than ANSWER_S."""
        target = Sent(Tag.URI, "printer-uri", (self.uri,))
        message = request(operation, next(self._numbers), (target, *attributes), job_attributes) + document
        try:
            body = _post(self._post_to, message, self._authority)
        except (*_NETWORK_TROUBLE, OSError, ValueError) as trouble:
            return Silent(type(trouble).__name__)
        answer = parse(body)
        return Silent(answer.why) if isinstance(answer, NotIpp) else answer


def _post(address: str, message: bytes, authority: Path | None) -> bytes:
    """The body of a 200 answer; raises whatever went wrong."""
    trusting = None if authority is None else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if trusting is not None:
        trusting.load_verify_locations(authority)
    patience = {"connect": CONNECT_S, "read": SILENCE_S, "write": SILENCE_S, "pool": SILENCE_S}
    headers = [("Content-Type", "application/ipp"), ("Content-Length", str(len(message)))]
    with (
        httpcore.ConnectionPool(trusting, network_backend=_Punctual(time.monotonic() + ANSWER_S)) as pool,
        pool.stream(
            "POST", address, headers=headers, content=message, extensions={"timeout": patience}
        ) as answer,
    ):
        if answer.status != 200:
            raise httpcore.ProtocolError(f"HTTP {answer.status}")
        body = b""
        for piece in answer.iter_stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise httpcore.ProtocolError("the answer does not end")
        return body


class _Punctual(httpcore.NetworkBackend):
    """Connections that end at one moment for all they do, so that nobody can hold us byte by byte."""

    def __init__(self, ends: float) -> None:
        self._ends = ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect as httpcore does."""
        stream = httpcore.SyncBackend().connect_tcp(host, port, timeout, local_address, socket_options)
        return _PunctualStream(stream, self._ends)


class _PunctualStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        safe = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _PunctualStream(safe, self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long")
        return left if timeout is None else min(timeout, left)


def answers_at(uri: str) -> bool | None:
    """Whether something listens where ``uri`` points; None when that cannot be asked over the network."""
    address = _host_and_port(split(uri))
    if address is None:
        return None
    try:
        with socket.create_connection(address, CONNECT_S):
            return True
    except OSError:
        return False


def _host_and_port(where: SplitResult) -> tuple[str, int] | None:
    try:
        port = where.port or _PORTS.get(where.scheme)
    except ValueError:
        return None
    return (where.hostname, port) if where.hostname and port else None


def split(uri: str) -> SplitResult:
    """The parts of an address; all empty when it is none."""
    try:
        return urlsplit(uri)
    except ValueError:
        return urlsplit("")


def _http_address(uri: str) -> str:
    where = split(uri)
    scheme = {"ipp": "http", "ipps": "https"}.get(where.scheme, where.scheme)
    address = _host_and_port(where)
    if address is None:
        return uri
    host = f"[{address[0]}]" if ":" in address[0] else address[0]
    return f"{scheme}://{host}:{address[1]}{where.path}"
