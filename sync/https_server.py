"""Serves an ASGI application over HTTPS and tells it which device calls.

uvicorn has the client's certificate verified but does not say which one it was, so a connection that is made
here looks it up once and puts it into the scope of each of its requests (``sync.tls.peer_of``).
"""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sync.callers import Callers, Listening
from sync.tls import PEER, SUITES, Peer, peer_from_certificate

if TYPE_CHECKING:
    from uvicorn._types import ASGIApplication


LONGEST_HEAD: Final = 64 * 1024
"""Bytes of request line and headers; ours have some hundreds."""
HANDSHAKE_WITHIN_S: Final = 5.0
HEAD_WITHIN_S: Final = 20.0
"""From a connection's beginning, or a request's, until its head is whole."""
EACH_ADDRESS: Final = 128
TOGETHER: Final = 600
"""Connections held open; with the store's files they stay below the 1,024 that a program may open."""


class PeerProtocol(HttpToolsProtocol):
    """One connection, with the device at its other end."""

    _peer: Peer | None = None
    _head: int | None = None
    """Bytes of a head that has begun and has no end yet; None between heads."""
    _awaited: asyncio.TimerHandle | None = None
    """Hangs up when the head that is awaited does not come whole."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, unless it agreed on a suite outside ``sync.tls.SUITES``."""
        super().connection_made(transport)
        tls: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        if tls is None:
            return
        suite = tls.cipher()
        if suite is None or suite[0] not in SUITES:
            transport.abort()
            return
        shown = tls.getpeercert(binary_form=True)
        self._peer = peer_from_certificate(shown) if shown else None
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over, whoever ended it."""
        self._head_came()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._awaited is None:
            self._awaited = self.loop.call_later(HEAD_WITHIN_S, self.transport.abort)

    def _head_came(self) -> None:
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None

    def on_message_begin(self) -> None:
        """Begin a request with the device in its scope."""
        super().on_message_begin()
        self._await_head()
        self._head = 0
        self.scope["extensions"] = {PEER: self._peer}  # type: ignore[dict-item]

    def on_headers_complete(self) -> None:
        """The head is whole; what follows is the body's, which the application limits."""
        self._head = None
        self._head_came()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take what came, and end a connection whose head does not end: the parser would keep all of it."""
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self.transport.abort()


class CalmServer(uvicorn.Server):
    """A server that, told to stop, stops and returns.

    uvicorn's own raises the signal once more when it has stopped, which ends the program on the spot: before
    the courier has finished its try and before the audit log says that the station was stopped.

    It also knows how many connections each address holds, and waits for no handshake for long.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen; uvicorn hands on neither a socket's count nor a handshake's time, so they are put in where
        it asks the loop to listen."""
        loop = asyncio.get_running_loop()
        listen = loop.create_server

        async def listen_counting(
            make: Any, *, host: str = "", port: int = 0, sock: socket.socket | None = None, **settings: Any
        ) -> asyncio.Server:
            callers = Callers(EACH_ADDRESS, TOGETHER)
            door = Listening.over(sock, callers) if sock else Listening.at(host, port, callers)
            return await listen(make, sock=door, ssl_handshake_timeout=HANDSHAKE_WITHIN_S, **settings)

        loop.create_server = listen_counting  # type: ignore[method-assign, assignment]
        try:
            await super().startup(sockets)
        finally:
            loop.create_server = listen  # type: ignore[method-assign]

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop after the requests under way; a second Ctrl-C stops without waiting for them."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def https_server(
    app: ASGIApplication, context: ssl.SSLContext, host: str, port: int, **settings: Any
) -> uvicorn.Server:
    """A server of ``app``, not yet started: ``run()`` it, or ``serve()`` it in a loop.

    ``settings`` are uvicorn's. It writes no access log (paths carry ids) and does not name its software.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PeerProtocol,
        ws="none",
        ssl_context_factory=lambda _config, _default: context,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        **settings,
    )
    return CalmServer(config)
