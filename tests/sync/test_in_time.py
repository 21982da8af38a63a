"""A question ends in time, however slowly the other side drips its answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.clock import utc_now
from sync.identity import DeviceIdentity, Role
from sync.in_time import InTimeTransport
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.tls import client_context, server_context

PATIENCE_S = 0.5
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"


@pytest.fixture(params=[_HEAD, _HEAD + b"\r\n"], ids=["in its head", "in its body"])
def dripping(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a server that answers over real TLS, one byte at a time, each well within the limit."""
    keys = open_office_keys(tmp_path / "keys", "Registry", (), utc_now())
    assert isinstance(keys, OfficeKeys)
    identity = enrol_device(keys, Role.STATION, "example", tmp_path / "identity", utc_now())
    assert isinstance(identity, DeviceIdentity)
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        plain, _ = listening.accept()
        with plain, server_context(keys).wrap_socket(plain, server_side=True) as one:
            try:
                one.recv(65536)
                one.sendall(request.param)
                while not over.wait(PATIENCE_S / 10):
                    one.sendall(b"x")
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        address = f"https://127.0.0.1:{listening.getsockname()[1]}"
        patience = httpx.Timeout(PATIENCE_S, connect=30.0)
        transport = InTimeTransport(client_context(identity))
        with httpx.Client(base_url=address, transport=transport, timeout=patience) as http:
            yield http
        over.set()
        thread.join()


def test_an_answer_that_never_ends_is_given_up(dripping: httpx.Client) -> None:
    began = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        dripping.get("/")
    assert time.monotonic() - began >= PATIENCE_S, "each byte came in time"
