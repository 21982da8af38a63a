"""A stranger on the network cannot use up the connections that devices need, nor hold one long."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from sync import bodies, https_server
from sync.callers import Callers, Listening
from sync.office_keys import OfficeKeys
from sync.tls import client_context, server_context
from tests.serving import serving
from tests.sync.an_office import device, office_keys
from tests.sync.served import Routes, served
from tests.waiting import until

HELLO = {("GET", "/hello"): lambda _: (200, b"hello")}
FEW = 6


@pytest.fixture
def keys(tmp_path: Path) -> OfficeKeys:
    """An office's authority."""
    return office_keys(tmp_path)


@pytest.fixture
def port(keys: OfficeKeys, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that lets each address hold FEW connections and waits for nothing long."""
    monkeypatch.setattr(https_server, "EACH_ADDRESS", FEW)
    monkeypatch.setattr(https_server, "HANDSHAKE_WITHIN_S", 1.0)
    monkeypatch.setattr(https_server, "HEAD_WITHIN_S", 1.0)
    with served(Routes(HELLO), server_context(keys)) as address:
        yield int(address.rsplit(":", 1)[1])


def ended(connection: socket.socket) -> bool:
    """Whether the server hung up; waits for it as long as a slow machine may need."""
    connection.settimeout(30)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def asks(keys: OfficeKeys, folder: Path, port: int, source: str) -> bool:
    """Whether a device of the office at that address is answered."""
    identity = device(keys, folder)
    transport = httpx.HTTPTransport(verify=client_context(identity), local_address=source)
    try:
        with httpx.Client(transport=transport, trust_env=False, timeout=30) as http:
            return http.get(f"https://localhost:{port}/hello").text == "hello"
    except httpx.TransportError:
        return False


def test_whoever_holds_too_many_connections_gets_no_more_and_others_do(
    keys: OfficeKeys, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https_server, "HANDSHAKE_WITHIN_S", 60.0)
    with ExitStack() as held:
        for _ in range(FEW):
            held.enter_context(socket.create_connection(("127.0.0.1", port)))
        one_more = held.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert ended(one_more)
        assert asks(keys, tmp_path, port, "127.0.0.2"), "another address is let in"


def test_at_a_port_that_was_bound_before_callers_are_counted_too(
    keys: OfficeKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https_server, "EACH_ADDRESS", FEW)
    app, context = cast("Any", Routes(HELLO)), server_context(keys)
    server = https_server.https_server(app, context, "127.0.0.1", 0, lifespan="off")
    with serving(server, socket.create_server(("127.0.0.1", 0))) as port, ExitStack() as held:
        for _ in range(FEW):
            held.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert ended(held.enter_context(socket.create_connection(("127.0.0.1", port))))
        assert asks(keys, tmp_path, port, "127.0.0.2"), "another address is let in"


def test_no_part_of_an_answer_waits_for_the_word_that_an_earlier_one_came() -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        address = plain.getsockname()
        with Listening.over(plain, Callers(1, 1)) as door, socket.create_connection(address):
            door.setblocking(True)
            accepted, _ = door.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_handshake_that_does_not_come_holds_no_connection(
    keys: OfficeKeys, port: int, tmp_path: Path
) -> None:
    with ExitStack() as held:
        silent = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(FEW)]
        assert all(ended(one) for one in silent)
        until(lambda: asks(keys, tmp_path, port, "127.0.0.1"))


@pytest.mark.parametrize("said", [b"", b"GET /hello HTTP/1.1\r\nhost: localhost\r\nx-slow: "])
def test_a_device_that_says_nothing_or_half_a_head_is_hung_up_on(
    keys: OfficeKeys, port: int, tmp_path: Path, said: bytes
) -> None:
    context = client_context(device(keys, tmp_path))
    plain = socket.create_connection(("127.0.0.1", port), timeout=30)
    with closing(context.wrap_socket(plain, server_hostname="localhost")) as tls:
        tls.sendall(said)
        with suppress(ssl.SSLEOFError, ConnectionResetError):
            assert tls.recv(1) == b""


def test_all_addresses_together_hold_no_more_than_there_is_room_for() -> None:
    callers = Callers(each=2, together=3)
    assert [callers.let_in(address) for address in "aaabbc"] == [True, True, False, True, False, False]
    callers.gone("a")
    assert callers.let_in("c")
    assert not callers.let_in("a")


def test_a_body_is_read_up_to_its_limit_and_no_further() -> None:
    asked: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            asked.append(1)
            yield b"x" * 10

    assert asyncio.run(bodies.of_question(endless(), 35)) is None
    assert len(asked) == 4


def test_a_body_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "WITHIN_S", 0.01)

    async def dripping() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        asyncio.run(bodies.of_question(dripping(), 35))
