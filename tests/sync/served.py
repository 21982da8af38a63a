"""A real HTTPS server on loopback, in a thread of its own, around any ASGI application."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import uvicorn

from sync.https_server import https_server
from sync.tls import peer_of
from tests.waiting import until

Answer = tuple[int, bytes]


@contextmanager
def served(app: Any, context: ssl.SSLContext, port: int = 0) -> Iterator[str]:
    """The address of ``app`` while it is served, on any free port unless one is named."""
    server = https_server(app, context, "127.0.0.1", port, lifespan="off", timeout_graceful_shutdown=1)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    try:
        until(lambda: server.started, what="the server")
        yield f"https://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def _run(server: uvicorn.Server) -> None:
    with asyncio.Runner() as runner:
        runner.run(server.serve())
        runner.run(_let_go(runner.get_loop()))


async def _let_go(loop: asyncio.AbstractEventLoop) -> None:
    """Close what is left of connections whose clients went away in the middle of something.

    A program that ends leaves that to the kernel, but here tests go on and would be warned of open sockets.
    """
    for transport in list(loop._transports.values()):  # type: ignore[attr-defined]
        transport.abort()
    for _ in range(5):
        turn = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


class Routes:
    """A small application: each route is a function from the request's body to status and body."""

    def __init__(self, routes: Mapping[tuple[str, str], Callable[[bytes], Answer]] | None = None) -> None:
        self.routes = dict(routes or {})
        self.asked: list[tuple[str, str, bytes]] = []
        self.peers: list[Any] = []
        self.headers: list[dict[str, str]] = []

    def forget(self) -> None:
        """As new: no routes, nothing heard."""
        for kept in (self.routes, self.asked, self.peers, self.headers):
            kept.clear()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        assert scope["type"] == "http"
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        self.asked.append((scope["method"], scope["path"], body))
        self.peers.append(peer_of(scope))
        self.headers.append({name.decode(): value.decode() for name, value in scope["headers"]})
        route = self.routes.get((scope["method"], scope["path"]), _no_such_route)
        status, content = route(body)
        length = [(b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": length})
        await send({"type": "http.response.body", "body": content})


def _no_such_route(_body: bytes) -> Answer:
    return 404, b"no such route"
