"""Runs a real HTTPS server in a thread for as long as a test needs it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.waiting import until


@contextmanager
def serving(server: uvicorn.Server, bound: socket.socket | None = None) -> Iterator[int]:
    """``server`` listening, at ``bound`` when that is given; yields its port (0 in its settings: any)."""
    at = [bound] if bound else None
    thread = threading.Thread(target=server.run, args=(at,), name="server under test")
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive())
        assert server.started, "the server did not start"
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"
