"""Connections over real TLS on loopback: who is let in, who is not, and whom the application sees calling."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from sync.identity import DeviceIdentity, Role, private_pem, read_private_key, write_file
from sync.office_keys import OfficeKeys, enrol_device
from sync.tls import Peer, client_context, peer_from_certificate, peer_of, server_context
from tests.sync.an_office import device, now, office_keys
from tests.sync.served import Routes, served

# asyncio hangs up on a failed handshake without sending OpenSSL's alert; later Pythons may send it.
_HUNG_UP = "EOF|HANDSHAKE_FAILURE|PROTOCOL_VERSION"
HELLO = {("GET", "/hello"): lambda _: (200, b"hello")}


@dataclass
class Place:
    """A served office and what belongs to it."""

    keys: OfficeKeys
    folder: Path
    routes: Routes
    address: str
    port: int

    def device(self, role: Role = Role.KIOSK, name: str = "lobby-1") -> DeviceIdentity:
        """A device of this office."""
        return device(self.keys, self.folder, role, name)

    @contextlib.contextmanager
    def shaken(self, context: ssl.SSLContext, host: str = "localhost") -> Iterator[ssl.SSLSocket]:
        """A connection to it after the handshake, without a word of HTTP."""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname=host) as tls,
        ):
            yield tls

    def get(self, context: ssl.SSLContext) -> httpx.Response:
        """Ask it something with whatever certificate the context shows."""
        with httpx.Client(verify=context, base_url=self.address, trust_env=False, timeout=5) as client:
            return client.get("/hello", headers={"x-client-cert": "forged", "x-appear-peer": "forged"})


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    keys, routes = office_keys(tmp_path), Routes(HELLO)
    with served(routes, server_context(keys)) as address:
        yield Place(keys, tmp_path, routes, address, int(address.rsplit(":", 1)[1]))


def stranger_context(place: Place) -> ssl.SSLContext:
    """Somebody on the network who trusts the office but has no certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(place.keys.authority)
    return context


@pytest.mark.parametrize(("role", "name"), [(Role.KIOSK, "lobby-1"), (Role.DESK, "desk-1")])
def test_the_application_learns_which_device_calls(place: Place, role: Role, name: str) -> None:
    identity = place.device(role, name)
    assert place.get(client_context(identity)).text == "hello"
    (peer,) = place.routes.peers
    assert isinstance(peer, Peer)
    assert (peer.name, peer.role, peer.office) == (name, role, "Example County")
    assert (peer.serial, peer.expires) == (identity.serial, identity.expires)


def test_every_request_of_a_connection_carries_its_own_device(place: Place) -> None:
    one, two = place.device(name="lobby-1"), place.device(name="lobby-2")
    with (
        httpx.Client(verify=client_context(one), base_url=place.address) as first,
        httpx.Client(verify=client_context(two), base_url=place.address) as second,
    ):
        for client in (first, second, first, second, first):
            client.get("/hello")
    assert [peer.name for peer in place.routes.peers] == [
        "lobby-1",
        "lobby-2",
        "lobby-1",
        "lobby-2",
        "lobby-1",
    ]


def test_nobody_without_a_certificate_gets_as_far_as_the_application(place: Place) -> None:
    with pytest.raises(httpx.HTTPError):
        place.get(stranger_context(place))
    assert place.routes.asked == []


def test_a_certificate_of_another_office_is_not_let_in(place: Place, tmp_path: Path) -> None:
    foreign = device(office_keys(tmp_path / "other", "Example County"), tmp_path / "other")
    context = stranger_context(place)
    context.load_cert_chain(foreign.certificate, foreign.tls_key)
    with pytest.raises(httpx.HTTPError):
        place.get(context)
    assert place.routes.asked == []


def test_an_expired_certificate_is_not_let_in(place: Place, tmp_path: Path) -> None:
    old = enrol_device(place.keys, Role.KIOSK, "lobby-1", tmp_path / "old", now() - dt.timedelta(days=500))
    assert isinstance(old, DeviceIdentity)
    with pytest.raises(httpx.HTTPError):
        place.get(client_context(old))
    assert place.routes.asked == []


def test_the_stations_own_certificate_is_no_device(place: Place) -> None:
    context = stranger_context(place)
    context.load_cert_chain(place.keys.server_certificate, place.keys.server_key)
    with pytest.raises(httpx.HTTPError):
        place.get(context)
    assert place.routes.asked == []
    pem = place.keys.server_certificate.read_text()
    assert peer_from_certificate(ssl.PEM_cert_to_DER_cert(pem)) is None


def test_a_stolen_device_cannot_play_the_station(tmp_path: Path) -> None:
    keys = office_keys(tmp_path)
    stolen, victim = device(keys, tmp_path, name="lobby-1"), device(keys, tmp_path, name="lobby-2")
    write_file(keys.server_certificate, stolen.certificate.read_bytes())
    write_file(keys.server_key, private_pem(read_private_key(stolen.tls_key)))
    routes = Routes(HELLO)
    with (
        served(routes, server_context(keys)) as address,
        httpx.Client(verify=client_context(victim), base_url=address) as client,
        pytest.raises(httpx.ConnectError),
    ):
        client.get("/hello")
    assert routes.asked == []


def test_a_device_does_not_talk_to_another_offices_station(place: Place, tmp_path: Path) -> None:
    other = device(office_keys(tmp_path / "other", "Example County"), tmp_path / "other")
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        place.get(client_context(other))


def test_a_device_does_not_talk_to_a_host_its_certificate_does_not_name(place: Place) -> None:
    context = client_context(place.device())
    elsewhere = place.shaken(context, "elsewhere.example.org")
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"), elsewhere:
        pass


def test_where_certificates_are_optional_the_application_sees_nobody(tmp_path: Path) -> None:
    keys, routes = office_keys(tmp_path), Routes(HELLO)
    with served(routes, server_context(keys, certificates_required=False)) as address:
        place = Place(keys, tmp_path, routes, address, 0)
        assert place.get(stranger_context(place)).text == "hello"
        assert place.get(client_context(place.device())).text == "hello"
        foreign = device(office_keys(tmp_path / "other"), tmp_path / "other")
        context = stranger_context(place)
        context.load_cert_chain(foreign.certificate, foreign.tls_key)
        with pytest.raises(httpx.HTTPError):
            place.get(context)
    nobody, kiosk = routes.peers
    assert nobody is None
    assert kiosk.name == "lobby-1"


@pytest.mark.parametrize("scope", [{}, {"extensions": {}}, {"extensions": {"appear.peer": "lobby-1"}}])
def test_only_the_connection_itself_can_say_who_calls(scope: dict[str, object]) -> None:
    assert peer_of(scope) is None


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_connections_agree_on_aes_gcm_and_nothing_older(place: Place, version: ssl.TLSVersion) -> None:
    context = client_context(place.device())
    context.minimum_version = context.maximum_version = version
    with place.shaken(context) as tls:
        suite = tls.cipher()
    assert suite is not None
    assert "AES" in suite[0]
    assert "GCM" in suite[0]


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_tls_1_1_is_refused(place: Place) -> None:
    context = client_context(place.device())
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError, match=_HUNG_UP), place.shaken(context):
        pass


def test_other_suites_of_tls_1_2_are_refused(place: Place) -> None:
    context = client_context(place.device())
    context.set_ciphers("ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-SHA384")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(ssl.SSLError, match=_HUNG_UP), place.shaken(context):
        pass


_ASK = """
import httpx, ssl, sys
certificate, key, office, address = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.load_verify_locations(office)
context.load_cert_chain(certificate, key)
print([one["name"] for one in context.get_ciphers() if one["protocol"] == "TLSv1.3"])
with httpx.Client(verify=context, base_url=address, trust_env=False, timeout=5) as client:
    try:
        print(client.get("/hello").text)
    except httpx.HTTPError as error:
        print("refused")
"""
_OPENSSL_CONF = """
openssl_conf = init
[init]
ssl_conf = ssl
[ssl]
system_default = tls
[tls]
Ciphersuites = {}
"""


@pytest.mark.parametrize(
    ("suite", "answer"), [("TLS_CHACHA20_POLY1305_SHA256", "refused"), ("TLS_AES_128_GCM_SHA256", "hello")]
)
def test_a_connection_of_tls_1_3_without_aes_gcm_is_dropped(
    place: Place, tmp_path: Path, suite: str, answer: str
) -> None:
    # Python cannot choose the suites of TLS 1.3, so the client is a program with its own OpenSSL setting.
    settings = tmp_path / "openssl.cnf"
    settings.write_text(_OPENSSL_CONF.format(suite))
    identity = place.device()
    files = (identity.certificate, identity.tls_key, identity.office_certificate)
    done = subprocess.run(
        [sys.executable, "-c", _ASK, *map(str, files), place.address],
        env={**os.environ, "OPENSSL_CONF": str(settings)},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert done.stdout.splitlines() == [f"['{suite}']", answer]
    assert len(place.routes.asked) == (answer == "hello")


def test_garbage_instead_of_tls_or_http_leaves_the_server_as_it_was(place: Place) -> None:
    for garbage in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff" + b"x" * 400, bytes(2000)):
        with socket.create_connection(("127.0.0.1", place.port), timeout=5) as plain:
            plain.sendall(garbage)
            plain.settimeout(5)
            with contextlib.suppress(OSError):
                plain.recv(100)
    context = client_context(place.device())
    with place.shaken(context) as tls:
        tls.sendall(b"\x00\x01\x02 nonsense\r\n\r\n")
        assert tls.recv(100).startswith(b"HTTP/1.1 400")
    assert place.get(context).text == "hello"
    assert len(place.routes.asked) == 1
