"""Where only a county's proxy lets a kiosk out, the station is reached through it, and it learns nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from sync import enrolling
from sync.device_wire import recovery_mark
from sync.enrolling import enrol, recovery_key_kept, recovery_mark_at, renewed
from sync.https_server import https_server
from sync.kiosk_wire import OfficeInfo
from sync.link import Unreachable, station_link
from sync.office_keys import OfficeKeys, open_office_keys
from sync.station.api.device_routes import enrolment_app
from sync.station.keyring import Keyring
from sync.station.station import Station
from sync.tls import server_context
from tests.proxy import ConnectProxy
from tests.serving import serving
from tests.sync.station import test_devices
from tests.sync.station.test_devices import PATIENCE, RECOVERY, Place, _app, given, why

place = test_devices.place


def way_through(county: ConnectProxy) -> str:
    """As IT writes it."""
    return f"http://127.0.0.1:{county.port}"


def test_a_device_is_enrolled_asks_and_renews_through_it_and_tells_it_nothing(
    place: Place, tmp_path: Path
) -> None:
    with ConnectProxy() as county:
        way = way_through(county)
        identity = given(enrol(place.enrolment, place.code(), tmp_path / "device", way))
        with closing(station_link(identity, place.main, PATIENCE, way)) as link:
            assert isinstance(link.office(), OfficeInfo)
        assert recovery_key_kept(identity, place.main, RECOVERY, way)
        assert recovery_mark_at(identity, place.main, way) == recovery_mark(RECOVERY)
        place.here.clock.forward(days=380)
        given(renewed(identity, place.main, place.here.clock(), way))
    called = [head.split()[:2] for head in county.heads]
    places = [address.removeprefix("https://").encode() for address in (place.enrolment, place.main)]
    assert called == [[b"CONNECT", places[at]] for at in (0, 0, 1, 1, 1, 1)], "no call goes past it"
    told = b"".join(county.heads).lower()
    assert b"kiosk" not in told
    assert b"authorization" not in told


@pytest.mark.parametrize("answer", ["403 Forbidden", "407 Proxy Authentication Required"])
def test_one_that_lets_nobody_through_is_as_a_station_that_is_away(
    place: Place, tmp_path: Path, answer: str
) -> None:
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    with ConnectProxy(answer) as county:
        way = way_through(county)
        assert why(enrol(place.enrolment, place.code("kiosk-c"), tmp_path / "new", way))[0] == "unreachable"
        with closing(station_link(identity, place.main, PATIENCE, way)) as link:
            assert link.office() == Unreachable("ProxyError")
        assert not recovery_key_kept(identity, place.main, RECOVERY, way)


def test_one_that_plays_the_station_is_not_believed(place: Place, tmp_path: Path) -> None:
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    keys = open_office_keys(tmp_path / "county", "Example County", (), place.here.clock())
    assert isinstance(keys, OfficeKeys)
    played = enrolment_app(
        Station(place.here.store, place.here.office, Keyring(keys), place.here.clock, 0.0), keys
    )
    context = server_context(keys, certificates_required=False)
    with (
        serving(https_server(_app(played), context, "127.0.0.1", 0)) as port,
        ConnectProxy(leads_to=port) as county,
    ):
        way = way_through(county)
        assert why(enrol(place.enrolment, place.code("kiosk-c"), tmp_path / "new", way))[0] == "other_office"
        with closing(station_link(identity, place.main, PATIENCE, way)) as link:
            assert link.office() == Unreachable("ConnectError")


@contextmanager
def dripping() -> Iterator[str]:
    """A proxy whose answer to CONNECT never ends, each byte of it well in time."""
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        with suppress(OSError):
            while not over.is_set():
                caller, _ = listening.accept()
                with caller, suppress(OSError):
                    caller.recv(65536)
                    caller.sendall(b"HTTP/1.1 200 OK\r\nX-More: ")
                    while not over.wait(0.05):
                        caller.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            over.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def test_one_whose_answer_never_ends_holds_neither_enrolment_nor_a_kiosks_start(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolling, "PATIENCE", httpx.Timeout(0.5, connect=5.0))
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    place.here.clock.forward(days=380)
    with dripping() as way:
        assert why(enrol(place.enrolment, place.code("kiosk-c"), tmp_path / "new", way))[0] == "unreachable"
        assert why(renewed(identity, place.main, place.here.clock(), way))[0] == "unreachable"
        assert not recovery_key_kept(identity, place.main, RECOVERY, way)
        assert recovery_mark_at(identity, place.main, way) is None


def test_what_the_surroundings_say_of_a_proxy_is_not_heard(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    with closing(station_link(identity, place.main, PATIENCE)) as link:
        assert isinstance(link.office(), OfficeInfo)
