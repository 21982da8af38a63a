"""Whatever a stranger sends to the ports: a clear 4xx or a closed connection, and nothing changes."""

from __future__ import annotations

import os
import secrets
import socket
import ssl
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.identity import DeviceIdentity, Role, load_identity
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.registry.service.holdings import TABLES
from sync.station.store.tables import AUDIT, COUNTERS, METADATA, REFUSED_ENVELOPES, SESSIONS
from sync.tls import client_context
from tests.programs import HOST
from tests.stories.office import Office
from tests.stories.visits import now
from tests.sync.station.test_garbage import GARBAGE

pytestmark = pytest.mark.slow

NOT_HTTP = (
    b"\x00" * 4096,
    b"\x16\x03\x01\xff\xff" + b"\xaa" * 300,
    b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
    b"\r\n\r\n\r\n",
)
"""Sent as they are, to a port where TLS is spoken."""
BROKEN_HTTP = (
    b"GET\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n",
    b"POST /v1/kiosk/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /v1/kiosk/lookups HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    b"POST /v1/kiosk/lookups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/kiosk/office HTTP/1.1\r\nHost: x\r\n" + b"X-Long: " + b"b" * 2_000_000 + b"\r\n\r\n",
    b"GET /v1/kiosk/office HTTP/1.1\r\nHost: x\r\n" + b"X-Many: x\r\n" * 200_000 + b"\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)
"""Sent inside TLS by a device of the office."""


def rows(office: Office) -> dict[str, list[Any]]:
    """Every row of station and registry, but those that note what was asked."""
    notes = (AUDIT, COUNTERS, REFUSED_ENVELOPES, SESSIONS)
    found: dict[str, list[Any]] = {}
    for store, metadata in ((office.store(), METADATA), (office.holdings(), TABLES)):
        with store.reading() as session:
            for table in metadata.sorted_tables:
                if table not in notes:
                    found[table.name] = sorted(map(tuple, session.execute(table.select())), key=repr)
    return found


def said_to(port: int, sent: bytes, context: ssl.SSLContext | None = None) -> bytes:
    """What comes back for these bytes before the connection is closed, or until nothing more comes."""
    came = b""
    with ExitStack() as closing:
        line: socket.socket = closing.enter_context(socket.create_connection((HOST, port), 10))
        try:
            if context is not None:
                line = closing.enter_context(context.wrap_socket(line, server_hostname=HOST))
            line.settimeout(1.5)
            line.sendall(sent)
            while chunk := line.recv(65536):
                came += chunk
        except OSError:
            pass
    return came


def registry_identity(office: Office) -> DeviceIdentity:
    """The station's certificate for the registry."""
    found = load_identity(office.folder / "station" / "registry")
    assert isinstance(found, DeviceIdentity)
    return found


def test_garbage_on_the_wire_is_refused_or_cut_off_and_both_servers_live_on(office: Office) -> None:
    before, lives = rows(office), (office.station.pid, office.registry.pid)
    ports = {office.station.port: office.identity(), office.registry.port: registry_identity(office)}
    for port, identity in ports.items():
        for sent in (*NOT_HTTP, secrets.token_bytes(2000)):
            assert b"HTTP/1.1 200" not in said_to(port, sent)
        for sent in BROKEN_HTTP:
            answer = said_to(port, sent, client_context(identity))
            assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:80]
    assert rows(office) == before
    assert (office.station.pid, office.registry.pid) == lives
    assert office.kiosk().office()
    assert office.station.running
    assert office.registry.running


def test_every_route_of_the_registry_refuses_garbage_clearly(office: Office) -> None:
    before = rows(office)
    context = client_context(registry_identity(office))
    address = f"https://{HOST}:{office.registry.port}"
    with httpx.Client(base_url=address, verify=context, trust_env=False) as http:
        asked = [("GET", "/v1/records/nobody", b""), ("GET", "/v1/records/%2e%2e", b"")]
        asked += [("GET", "/v1/nothing", b""), ("DELETE", "/v1/records/nobody", b"")]
        for garbage in GARBAGE:
            asked += [
                ("PUT", "/v1/updates/some-update", garbage),
                ("PUT", "/v1/updates/%00", garbage),
                ("PUT", f"/v1/updates/{'x' * 200}", garbage),
                ("POST", "/v1/updates/some-update", garbage),
            ]
        for method, path, content in asked:
            answer = http.request(method, path, content=content)
            assert 400 <= answer.status_code < 500, (method, path, answer.status_code)
            assert answer.headers["content-type"] == "application/json"
            assert answer.json()
    assert rows(office) == before


def test_a_hundred_connections_that_say_nothing_keep_nobody_from_being_served(office: Office) -> None:
    with ExitStack() as closing:
        for _ in range(100):
            line = closing.enter_context(socket.create_connection((HOST, office.station.port), 10))
            line.sendall(b"\x16\x03\x01")
        _, opened = office.opened(office.kiosk(), office.served[0])
        assert opened.record is not None


def test_strangers_certificates_do_not_get_as_far_as_a_question(office: Office, tmp_path: Path) -> None:
    elsewhere = open_office_keys(tmp_path / "keys", "Another County", (HOST,), now())
    assert isinstance(elsewhere, OfficeKeys)
    stranger = enrol_device(elsewhere, Role.KIOSK, "kiosk-a", tmp_path / "kiosk", now())
    assert isinstance(stranger, DeviceIdentity)
    before = rows(office)
    for shown in (stranger, None):
        context = ssl.create_default_context(cafile=office.identity().office_certificate)
        if shown is not None:
            context.load_cert_chain(shown.certificate, shown.tls_key)
        with (
            httpx.Client(base_url=office.address, verify=context, trust_env=False) as http,
            pytest.raises((httpx.ReadError, httpx.RemoteProtocolError, httpx.ConnectError)),
        ):
            http.get("/v1/kiosk/office")
    assert rows(office) == before


def test_what_the_station_writes_of_it_in_its_log_holds_nothing_of_what_was_sent(office: Office) -> None:
    planted = f"Quillfeather{os.getpid()}"
    kiosk = office.http("kiosk-a")
    kiosk.post("/v1/kiosk/lookups", content=planted.encode())
    kiosk.get(f"/v1/kiosk/tickets/{planted}")
    kiosk.post("/v1/kiosk/envelopes", content=planted.encode() * 100)
    kiosk.close()
    assert office.station.stop() == 0
    assert planted not in office.station.log.read_text("utf-8")
