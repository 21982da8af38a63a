"""A device makes its own keys, is certified for a code shown once, renews by itself and is let go by name."""

from __future__ import annotations

import asyncio
import datetime as dt
import stat
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from starlette.types import Receive, Scope, Send
from uvicorn._types import ASGIApplication

from kiosk.audit import AuditEvent
from kiosk.problems import Problem
from kiosk.review import Role as Duty
from sync.device_wire import Code, Enrol, asked_of, read_code, recovery_mark
from sync.enrolling import NotEnrolled, enrol, printers_by, recovery_key_kept, recovery_mark_at, renewed
from sync.https_server import https_server
from sync.identity import DeviceIdentity, DeviceRequest, KeysTrouble, Role, request_certificate
from sync.kiosk_wire import OfficeInfo
from sync.link import Refused, station_link
from sync.office_keys import CERTIFICATE_LASTS, OfficeKeys, enrol_device, open_office_keys
from sync.rates import Rate
from sync.station import devices
from sync.station.api import device_routes
from sync.station.api.app import station_app
from sync.station.api.device_routes import enrolment_app
from sync.station.audit import Actor
from sync.station.client import desk_link
from sync.station.desk_wire import SignedIn
from sync.station.keyring import Keyring
from sync.station.kiosk_versions import VersionShelf
from sync.station.office_wire import DeviceSeen, NewDevice, ShownCode
from sync.station.station import Station
from sync.tls import Peer, server_context
from sync.wire import to_wire
from tests.serving import serving
from tests.sync.station.a_station import PASSWORD, AStation, Clock, InProcess, a_station

BY = Actor("admin", "station")
PATIENCE = httpx.Timeout(30.0)
"""A busy machine must not look like a station that is away."""


@dataclass(frozen=True)
class Place:
    """A station with an authority, served over real HTTPS on both of its ports."""

    here: AStation
    keys: OfficeKeys
    versions: VersionShelf
    printers_by: str
    """The county's authority that certified the printers, in PEM."""
    main: str
    enrolment: str

    def code(self, name: str = "kiosk-b", role: Role = Role.KIOSK) -> Code:
        """A code as an administrator reads it out."""
        with self.here.store.writing() as session:
            made = devices.code_for(session, self.keys, role, name, BY, self.here.clock())
        assert isinstance(made, Code), made
        read = read_code(made.shown().lower())
        assert read == made
        return made

    def asks(self, identity: DeviceIdentity) -> str:
        """What the station's own kiosk routes say to it."""
        with closing(station_link(identity, self.main, PATIENCE)) as link:
            found = link.office()
        return found.problem.code if isinstance(found, Refused) else type(found).__name__


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = Clock(dt.datetime.now(dt.UTC))
    here = a_station(tmp_path, clock)
    keys = open_office_keys(tmp_path / "keys", "Example County", (), clock())
    assert isinstance(keys, OfficeKeys)
    versions = VersionShelf(tmp_path / "kiosk-version")
    county = open_office_keys(tmp_path / "printers", "Example County printers", (), clock())
    assert isinstance(county, OfficeKeys)
    printers_by = county.authority.read_text("ascii")
    office = replace(here.office, printers_by=printers_by)
    station = Station(here.store, office, Keyring(keys), clock, 0.0, versions=versions)
    main = https_server(_app(station_app(station, keys)), server_context(keys), "127.0.0.1", 0)
    open_to_all = server_context(keys, certificates_required=False)
    new = https_server(_app(enrolment_app(station, keys)), open_to_all, "127.0.0.1", 0)
    with ExitStack() as stack:
        ports = [stack.enter_context(serving(server)) for server in (main, new)]
        yield Place(here, keys, versions, printers_by, *(f"https://127.0.0.1:{port}" for port in ports))
    here.store.close()


def _app(app: object) -> ASGIApplication:
    return cast(ASGIApplication, app)


def given(found: DeviceIdentity | NotEnrolled) -> DeviceIdentity:
    """The identity, which must have been given."""
    assert isinstance(found, DeviceIdentity), found
    return found


def why(found: DeviceIdentity | NotEnrolled) -> tuple[str, str]:
    """Why there is none."""
    assert isinstance(found, NotEnrolled), found
    return found.code, found.problem.code if found.problem else ""


def calling(app: object) -> httpx.Client:
    """Somebody without a certificate, who calls it."""
    return httpx.Client(transport=InProcess(cast("Any", app), None), base_url="https://127.0.0.1")


def test_a_device_is_enrolled_by_a_code_with_the_role_and_name_the_office_gave_it(
    place: Place, tmp_path: Path
) -> None:
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    assert (identity.name, identity.role, identity.office) == ("kiosk-b", Role.KIOSK, "Example County")
    assert place.asks(identity) == OfficeInfo.__name__
    assert "kiosk-b" in place.keys.kiosk_keys()
    assert AuditEvent.DEVICE_ENROLLED.value in place.here.events()


def test_a_code_is_good_once_and_for_a_quarter_of_an_hour(place: Place, tmp_path: Path) -> None:
    used = place.code()
    given(enrol(place.enrolment, used, tmp_path / "first"))
    refused = ("refused", "enrolment_code_not_accepted")
    assert why(enrol(place.enrolment, used, tmp_path / "second")) == refused
    late = place.code("kiosk-c")
    place.here.clock.forward(minutes=15)
    assert why(enrol(place.enrolment, late, tmp_path / "third")) == refused
    replaced, newer = place.code("kiosk-d"), place.code("kiosk-d")
    assert why(enrol(place.enrolment, replaced, tmp_path / "fourth")) == refused
    given(enrol(place.enrolment, newer, tmp_path / "fourth"))
    assert place.here.events().count(AuditEvent.ENROLMENT_REFUSED.value) == 3


def test_a_code_made_while_the_clock_ran_ahead_is_none_once_it_is_set_right(
    place: Place, tmp_path: Path
) -> None:
    place.here.clock.forward(days=30)
    ahead = place.code()
    place.here.clock.forward(days=-28)
    assert why(enrol(place.enrolment, ahead, tmp_path / "device")) == ("refused", devices.NOT_ACCEPTED)


RECOVERY = "-".join(["cbdefghi"] * 8)


def test_a_kiosk_gives_the_key_of_its_disk_into_the_stations_keeping(place: Place, tmp_path: Path) -> None:
    identity = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    assert recovery_key_kept(identity, place.main, "-".join(["bbbbbbbb"] * 8))
    assert recovery_key_kept(identity, place.main, RECOVERY)
    with place.here.store.writing() as session:
        assert devices.recovery_key(session, place.keys, "kiosk-b", BY, place.here.clock()) == RECOVERY
    file = place.keys.folder / "recovery" / "kiosk-b.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    events = place.here.events()
    assert events.count(AuditEvent.RECOVERY_KEY_KEPT.value) == 2
    assert events.count(AuditEvent.RECOVERY_KEY_SHOWN.value) == 1


def test_after_a_restore_a_kiosk_hears_that_the_station_has_no_key_or_an_older_one(
    place: Place, tmp_path: Path
) -> None:
    older = "-".join(["bbbbbbbb"] * 8)
    kiosk = given(enrol(place.enrolment, place.code(), tmp_path / "kiosk"))
    desk = given(enrol(place.enrolment, place.code("desk-b", Role.DESK), tmp_path / "desk"))
    assert recovery_mark_at(kiosk, place.main) == "", "none was ever given"
    assert recovery_key_kept(kiosk, place.main, older)
    assert recovery_mark_at(kiosk, place.main) == recovery_mark(older)
    backup = (place.keys.folder / "recovery" / "kiosk-b.key").read_bytes()
    assert recovery_key_kept(kiosk, place.main, RECOVERY)
    assert recovery_mark_at(kiosk, place.main) == recovery_mark(RECOVERY) != recovery_mark(older)
    (place.keys.folder / "recovery" / "kiosk-b.key").write_bytes(backup)
    assert recovery_mark_at(kiosk, place.main) == recovery_mark(older), "as the restored folder has it"
    assert recovery_mark_at(desk, place.main) is None
    assert recovery_mark_at(kiosk, "https://127.0.0.1:1") is None


def test_a_kiosk_is_told_who_certified_the_printers_and_nobody_else_is(place: Place, tmp_path: Path) -> None:
    kiosk = given(enrol(place.enrolment, place.code(), tmp_path / "kiosk"))
    desk = given(enrol(place.enrolment, place.code("desk-b", Role.DESK), tmp_path / "desk"))
    assert printers_by(kiosk, place.main) == place.printers_by
    assert printers_by(desk, place.main) is None
    assert printers_by(kiosk, "https://127.0.0.1:1") is None


def test_what_is_no_key_and_what_is_no_kiosks_is_not_kept(place: Place, tmp_path: Path) -> None:
    kiosk = given(enrol(place.enrolment, place.code(), tmp_path / "kiosk"))
    desk = given(enrol(place.enrolment, place.code("desk-b", Role.DESK), tmp_path / "desk"))
    assert not recovery_key_kept(kiosk, place.main, "../" + RECOVERY[3:])
    assert not recovery_key_kept(desk, place.main, RECOVERY)
    assert not recovery_key_kept(kiosk, "https://127.0.0.1:1", RECOVERY)
    with place.here.store.writing() as session:
        for name in ("kiosk-b", "desk-b", "../ca"):
            found = devices.recovery_key(session, place.keys, name, BY, place.here.clock())
            assert isinstance(found, Problem)
            assert found.code == "no_recovery_key"


def test_guessing_codes_is_put_off(place: Place, tmp_path: Path) -> None:
    right = place.code()
    guess = Code("0" * 12, right.office)
    codes = [why(enrol(place.enrolment, guess, tmp_path / "device"))[1] for _ in range(12)]
    assert codes.count("enrolment_code_not_accepted") <= 11
    assert codes[-1] == "too_often"


def test_however_many_guess_the_log_is_not_filled_and_right_codes_are_good(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_routes, "WRONG_CODES", Rate(1000.0, 1000.0))
    monkeypatch.setattr(device_routes, "WRONG_CODES_TOLD", Rate(0.0, 3.0))
    app, right = enrolment_app(place.here.station, place.keys), place.code()
    body = to_wire(Enrol("0" * 12, asked_of(_request(tmp_path))))
    with calling(app) as stranger:
        assert {stranger.post("/v1/enrolment", content=body).status_code for _ in range(9)} == {403}
    assert place.here.events().count(AuditEvent.ENROLMENT_REFUSED.value) == 3
    given(enrol(place.enrolment, right, tmp_path / "device"))


def test_what_cannot_be_read_counts_as_a_guess(place: Place) -> None:
    with calling(enrolment_app(place.here.station, place.keys)) as stranger:
        codes = [stranger.post("/v1/enrolment", content=b"{}").status_code for _ in range(12)]
    assert codes[0] == 422
    assert codes[-1] == 429


def test_right_codes_are_never_put_off(place: Place, tmp_path: Path) -> None:
    for number in range(12):
        given(enrol(place.enrolment, place.code(f"kiosk-{number}"), tmp_path / str(number)))


def test_a_device_tells_its_code_to_no_other_authority(place: Place, tmp_path: Path) -> None:
    other = Code(place.code().secret, "0" * 12)
    before = place.here.events()
    assert why(enrol(place.enrolment, other, tmp_path / "device")) == ("other_office", "")
    assert place.here.events() == before, "the station heard nothing"
    assert not (tmp_path / "device" / "certificate.pem").exists()


def test_a_device_reads_no_more_of_a_stranger_than_an_authority_is_long(place: Place, tmp_path: Path) -> None:
    parts: list[bytes] = []

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        async def left() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            gone = asyncio.ensure_future(left())
            while len(parts) < 5_000 and not gone.done():
                parts.append(b"-" * 16_384)
                await send({"type": "http.response.body", "body": parts[-1], "more_body": True})
                await asyncio.wait({gone}, timeout=0)
            gone.cancel()
            await send({"type": "http.response.body", "body": b""})

    open_to_all = server_context(place.keys, certificates_required=False)
    stranger = https_server(_app(endless), open_to_all, "127.0.0.1", 0, timeout_graceful_shutdown=2)
    with serving(stranger) as port:
        found = enrol(f"https://127.0.0.1:{port}", place.code(), tmp_path / "device")
    assert why(found) == ("other_office", "")
    assert len(parts) < 5_000


def test_without_a_certificate_nothing_else_is_served(place: Place) -> None:
    with httpx.Client(verify=False, trust_env=False) as http:
        assert http.get(f"{place.enrolment}/v1/kiosk/office").status_code == 404
        assert http.post(f"{place.enrolment}/v1/enrolment", content=b"\xff{").status_code == 422
        with pytest.raises(httpx.TransportError):
            http.get(f"{place.main}/v1/kiosk/office")


def test_a_device_renews_in_its_last_month_and_keeps_its_keys_and_name(place: Place, tmp_path: Path) -> None:
    begun = place.here.clock() - CERTIFICATE_LASTS + dt.timedelta(days=20)
    old = enrol_device(place.keys, Role.KIOSK, "kiosk-a", tmp_path / "device", begun)
    assert isinstance(old, DeviceIdentity)
    assert renewed(old, place.main, begun) is old
    new = given(renewed(old, place.main, place.here.clock()))
    assert (new.name, new.role) == ("kiosk-a", Role.KIOSK)
    assert new.serial != old.serial
    assert new.expires > place.here.clock() + dt.timedelta(days=390)
    assert place.asks(new) == OfficeInfo.__name__
    assert len(place.keys.kiosk_keys()["kiosk-a"]) == 1
    assert AuditEvent.DEVICE_RENEWED.value in place.here.events()


def test_a_station_that_is_away_leaves_the_old_certificate_good(place: Place, tmp_path: Path) -> None:
    begun = place.here.clock() - CERTIFICATE_LASTS + dt.timedelta(days=20)
    old = enrol_device(place.keys, Role.KIOSK, "kiosk-a", tmp_path / "device", begun)
    assert isinstance(old, DeviceIdentity)
    assert why(renewed(old, "https://127.0.0.1:1", place.here.clock())) == ("unreachable", "")
    assert place.asks(old) == OfficeInfo.__name__


def test_a_device_whose_clock_is_behind_is_told_so(place: Place, tmp_path: Path) -> None:
    later = place.here.clock() + dt.timedelta(days=3)
    keys = open_office_keys(tmp_path / "later", "Example County", (), later)
    assert isinstance(keys, OfficeKeys)
    station = Station(place.here.store, place.here.office, Keyring(keys), place.here.clock, 0.0)
    context = server_context(keys, certificates_required=False)
    server = https_server(_app(enrolment_app(station, keys)), context, "127.0.0.1", 0)
    with place.here.store.writing() as session:
        code = devices.code_for(session, keys, Role.KIOSK, "kiosk-c", BY, place.here.clock())
    assert isinstance(code, Code)
    with serving(server) as port:
        found = enrol(f"https://127.0.0.1:{port}", code, tmp_path / "device")
    assert why(found) == ("clock", "")


def test_a_device_is_revoked_by_name_with_every_certificate_it_ever_had(place: Place, tmp_path: Path) -> None:
    first = given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    with closing(station_link(first, place.main, PATIENCE)) as link:
        assert isinstance(link.office(), OfficeInfo)
        place.keys.certify(_request(tmp_path), Role.KIOSK, "kiosk-b", place.here.clock())
        with place.here.store.writing() as session:
            assert devices.revoke(session, place.keys, "kiosk-b", BY, place.here.clock()) == 2
            assert devices.revoke(session, place.keys, "kiosk-b", BY, place.here.clock()) == 0
            assert isinstance(devices.revoke(session, place.keys, "nobody", BY, place.here.clock()), Problem)
        answer = link.office()
    assert isinstance(answer, Refused), "on a connection that was open already, too"
    assert answer.problem.code == "device_not_allowed"
    soon_over = first.expires - dt.timedelta(days=1)
    assert why(renewed(first, place.main, soon_over)) == ("refused", "device_not_allowed")
    with place.here.store.writing() as session:
        again = devices.code_for(session, place.keys, Role.KIOSK, "kiosk-b", BY, place.here.clock())
    assert isinstance(again, Problem), "else the lost one's signatures were good again"
    assert again.code == "device_name_revoked"
    assert Keyring(place.keys).gone() == {"kiosk-b"}, "nothing is expected of it any more"
    for issued in (place.keys.folder / "issued").iterdir():
        issued.write_text("cut off by a bad disk", "ascii")
    assert Keyring(place.keys).gone() == frozenset(), "the queue of every desk asks for it"


def test_a_code_that_waits_for_a_name_is_none_once_the_name_is_revoked(place: Place, tmp_path: Path) -> None:
    given(enrol(place.enrolment, place.code(), tmp_path / "device"))
    for name, certificates in (("kiosk-b", 1), ("kiosk-never", 0)):
        waiting = place.code(name)
        with place.here.store.writing() as session:
            revoked = devices.revoke(session, place.keys, name, BY, place.here.clock())
        assert revoked == certificates
        found = why(enrol(place.enrolment, waiting, tmp_path / name))
        assert found == ("refused", devices.NOT_ACCEPTED)


def _request(folder: Path) -> DeviceRequest:
    asked = request_certificate(folder / "device", Role.KIOSK, "kiosk-b")
    assert isinstance(asked, DeviceRequest)
    return asked


def test_a_renewal_that_waits_while_the_device_is_revoked_is_refused(place: Place, tmp_path: Path) -> None:
    here, keys, now = place.here, place.keys, place.here.clock()
    request = request_certificate(tmp_path / "stolen", Role.KIOSK, "kiosk-z")
    assert isinstance(request, DeviceRequest)
    assert not isinstance(keys.certify(request, Role.KIOSK, "kiosk-z", now), KeysTrouble)
    (serial,) = (one.serial for one in devices.every(keys) if one.name == "kiosk-z")
    let_in = Peer("kiosk-z", Role.KIOSK, "Example County", serial, "", now)
    with here.store.writing() as session:
        assert devices.revoke(session, keys, "kiosk-z", BY, now) == 1
    with here.store.writing() as session:
        waited = devices.renewed(session, keys, let_in, asked_of(request), now)
    assert isinstance(waited, Problem)
    assert waited.code == "device_not_allowed"
    assert [one.revoked for one in devices.every(keys) if one.name == "kiosk-z"] == [True]


@pytest.mark.parametrize("text", ["", "ABCD", "U" * 24, "0" * 25, "émile"])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(("role", "name"), [(Role.STATION, "x"), (Role.KIOSK, "Kiosk A"), (Role.DESK, "")])
def test_no_code_is_made_for_what_cannot_be_a_device(place: Place, role: Role, name: str) -> None:
    with place.here.store.writing() as session:
        made = devices.code_for(session, place.keys, role, name, BY, place.here.clock())
    assert isinstance(made, Problem)
    assert made.code == "device_name_not_allowed"


def test_administrators_make_codes_and_revoke_at_the_desk_and_officers_do_not(
    place: Place, tmp_path: Path
) -> None:
    place.here.hire("boss", Duty.ADMINISTRATOR)
    place.here.hire("rivera")
    identity = given(enrol(place.enrolment, place.code("desk-7", Role.DESK), tmp_path / "desk"))
    for name, may in (("rivera", False), ("boss", True)):
        with closing(desk_link(identity, place.main, PATIENCE)) as link:
            assert isinstance(link.sign_in(name, PASSWORD), SignedIn)
            asked = NewDevice(Role.KIOSK, "kiosk-z")
            made = link._asker.ask(ShownCode, "POST", "/v1/desk/devices/codes", body=asked)
            assert isinstance(made, ShownCode) == may, made
            if isinstance(made, ShownCode):
                code = read_code(made.code)
                assert code is not None
                given(enrol(place.enrolment, code, tmp_path / "z"))
            gone = link._asker.ask(None, "POST", "/v1/desk/devices/kiosk-z/revocation")
            assert (gone is None) == may, gone
            seen = link._asker.ask(tuple[DeviceSeen, ...], "GET", "/v1/desk/devices")
            if isinstance(seen, tuple):
                assert sorted((one.name, one.revoked) for one in seen) == [
                    ("desk-7", False),
                    ("kiosk-z", True),
                ]
