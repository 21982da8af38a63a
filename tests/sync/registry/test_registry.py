"""The reference registry takes an update once, whole, never over a newer one, and its connector tells how."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from kiosk import review
from kiosk.appearance import AppearanceFacts
from kiosk.delivery import (
    AlreadyDelivered,
    Conflict,
    Delivered,
    NotLetIn,
    NotUnderstood,
    Outcome,
    Rejected,
    Unreachable,
)
from kiosk.proof import HeldRecord
from kiosk.registrant import Registrant
from kiosk.registry_update import RegistryUpdate, decided_at, registry_update
from sync.clock import utc_now
from sync.identity import DeviceIdentity, KeysTrouble, Role, device_name_of, load_identity
from sync.office_keys import enrol_device
from sync.registry.connectors.rest import RestConnector, rest_connector
from sync.registry.service import holdings
from sync.registry.service.build import (
    RegistryParts,
    RegistrySettings,
    build_registry,
    certify_station,
    revoke_station,
)
from sync.registry.service.holdings import UPDATES, record_of, updates_of
from sync.tls import client_context
from sync.wire import from_wire, to_wire
from tests.postgres import Postgres, a_postgres
from tests.serving import serving
from tests.specimens.records import NOW, check_in, checklist, moved_house, officer, registrant

OFFICE = "Jackson County"
HOUR = dt.timedelta(hours=1)


def update(appearance_id: str = "app-1", record: Registrant | None = None) -> RegistryUpdate:
    record = record or registrant()
    # The registry's clock is the real one: the appearance lies safely before it.
    now = utc_now() - dt.timedelta(hours=1)
    early = check_in(moved_house(), arrived_at=now - dt.timedelta(minutes=5))
    made = review.complete(early, record, officer(), checklist(), appearance_id, now)
    assert isinstance(made, review.Completed)
    return registry_update(made.appearance, made.record, OFFICE, now + dt.timedelta(days=3))


def earlier(told: RegistryUpdate, **differences: Any) -> AppearanceFacts:
    """The appearance that made the version before, its own update never taken."""
    assert isinstance(told.appearance, AppearanceFacts)
    before: dict[str, Any] = {"appearance_id": "app-0", "record_version": told.record.version - 1}
    return replace(told.appearance, **(before | differences))


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with a_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def registry(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[RegistryParts, str]]:
    store = request.getfixturevalue("postgres").make("registry") if request.param == "postgresql" else ""
    parts = build_registry(RegistrySettings(folder=tmp_path / "registry", port=0, store=store))
    assert isinstance(parts, RegistryParts)
    with serving(parts.server) as port:
        yield parts, f"https://127.0.0.1:{port}"
    parts.store.close()


@pytest.fixture
def tell(
    registry: tuple[RegistryParts, str], tmp_path: Path
) -> Iterator[Callable[[RegistryUpdate], Outcome]]:
    parts, address = registry
    identity = enrol_device(parts.keys, Role.STATION, device_name_of(OFFICE), tmp_path / "station", utc_now())
    assert isinstance(identity, DeviceIdentity)
    connector = rest_connector(address, identity)
    yield lambda told: connector.deliver(told, to_wire(told))
    connector.close()


def test_an_update_is_taken_and_the_record_is_there(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome]
) -> None:
    told = update()
    assert isinstance(tell(told), Delivered)
    with registry[0].store.reading() as session:
        held = record_of(session, told.record.registrant_id)
    assert held is not None
    assert from_wire(Registrant, held) == told.record


def test_a_registry_that_holds_updates_gets_no_other_keys_where_its_own_are_missing(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome]
) -> None:
    keys, store = registry[0].keys, registry[0].store
    settings = RegistrySettings(
        folder=keys.folder.parent, port=0, store=store.engine.url.render_as_string(hide_password=False)
    )
    assert isinstance(tell(update()), Delivered)
    keys.folder.rename(keys.folder.with_name("elsewhere"))
    assert build_registry(settings) == KeysTrouble("missing", str(keys.authority))
    assert not keys.folder.exists()


def test_an_appearance_that_could_not_be_told_by_itself_comes_with_a_later_version(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome]
) -> None:
    told = replace(update(), earlier=(earlier(update()),))
    assert isinstance(tell(told), Delivered)
    with registry[0].store.reading() as session:
        assert b'"app-0"' in session.execute(select(UPDATES.c.body)).scalar_one()


def test_telling_twice_is_answered_already_and_changes_nothing(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome]
) -> None:
    told = update()
    first, second = tell(told), tell(told)
    assert isinstance(first, Delivered)
    assert second == AlreadyDelivered(first.receipt)
    with registry[0].store.reading() as session:
        assert updates_of(session, told.record.registrant_id) == ((4, "app-1"),)


def test_another_body_under_the_same_id_is_refused(tell: Callable[[RegistryUpdate], Outcome]) -> None:
    told = update()
    tell(told)
    other = replace(told, record=replace(told.record, treatment="altered"))
    assert tell(other) == Rejected(("another_body_under_this_id",))


def test_a_station_is_let_in_by_what_the_registrys_own_command_made_until_it_is_revoked(
    registry: tuple[RegistryParts, str], tmp_path: Path
) -> None:
    config, folder = tmp_path / "registry.toml", tmp_path / "for-the-station"
    config.write_text(f'folder = "{tmp_path / "registry"}"\n')
    assert certify_station(config, OFFICE, folder) == ""
    first = load_identity(folder)
    assert certify_station(config, OFFICE, folder) == "", "a year later, to be renewed"
    identity = load_identity(folder)
    assert isinstance(first, DeviceIdentity)
    assert isinstance(identity, DeviceIdentity)
    assert first.serial != identity.serial
    with closing(rest_connector(registry[1], identity)) as connector:
        assert isinstance(connector.deliver(update(), to_wire(update())), Delivered)
        assert revoke_station(config, device_name_of(OFFICE)) == ""
        assert connector.deliver(update(), to_wire(update())) == NotLetIn("not_a_station")


def test_a_registry_that_was_never_started_certifies_nobody(tmp_path: Path) -> None:
    config = tmp_path / "registry.toml"
    config.write_text(f'folder = "{tmp_path / "registry"}"\n')
    assert "Start the registry once" in certify_station(config, OFFICE, tmp_path / "for-the-station")
    assert [file.name for file in tmp_path.iterdir()] == ["registry.toml"]


def test_a_folder_that_cannot_be_made_is_said(registry: tuple[RegistryParts, str], tmp_path: Path) -> None:
    config = tmp_path / "registry.toml"
    config.write_text(f'folder = "{tmp_path / "registry"}"\n')
    assert "Nothing was certified (unreadable" in certify_station(config, OFFICE, config / "inside")


def test_a_revoked_station_is_let_in_no_more_not_even_on_an_open_connection(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome], tmp_path: Path
) -> None:
    assert isinstance(tell(update("app-1")), Delivered)
    config = tmp_path / "registry.toml"
    config.write_text(f'folder = "{tmp_path / "registry"}"\n')
    assert "was ever given" in revoke_station(config, "nobody")
    assert revoke_station(config, device_name_of(OFFICE)) == ""
    assert tell(update("app-2", replace(registrant(), version=4))) == NotLetIn("not_a_station")
    with registry[0].store.reading() as session:
        assert updates_of(session, "SYN-0001") == ((4, "app-1"),)


def test_a_station_that_asks_for_record_after_record_is_slowed_down(
    registry: tuple[RegistryParts, str], tmp_path: Path
) -> None:
    parts, address = registry
    stolen = enrol_device(parts.keys, Role.STATION, "stolen", tmp_path / "stolen", utc_now())
    assert isinstance(stolen, DeviceIdentity)
    with httpx.Client(base_url=address, verify=client_context(stolen), trust_env=False, timeout=30) as http:
        asked = [http.get(f"/v1/records/SYN-{number:04}").status_code for number in range(200)]
    assert asked[:60] == [404] * 60
    assert 429 in asked


def test_a_certificate_that_the_registry_does_not_know_of_is_refused(
    registry: tuple[RegistryParts, str], tmp_path: Path
) -> None:
    parts, address = registry
    unknown = enrol_device(parts.keys, Role.STATION, "unknown", tmp_path / "unknown", utc_now())
    assert isinstance(unknown, DeviceIdentity)
    (parts.keys.folder / "issued" / f"{unknown.serial:x}.pem").unlink()
    with httpx.Client(base_url=address, verify=client_context(unknown), trust_env=False, timeout=30) as http:
        assert http.get("/v1/records/SYN-0001").status_code == 403


def test_a_newer_version_is_never_overwritten(tell: Callable[[RegistryUpdate], Outcome]) -> None:
    tell(update("app-2", registrant(version=8)))
    assert tell(update("app-1")) == Conflict(9)


def test_an_update_above_a_gap_is_refused_with_what_is_held(
    tell: Callable[[RegistryUpdate], Outcome],
) -> None:
    assert isinstance(tell(update("app-1")), Delivered)
    above = update("app-3", replace(registrant(), version=5))
    assert tell(above) == Conflict(4)
    assert isinstance(tell(replace(above, based_on_version=4)), Delivered)


def test_versions_follow_each_other_in_order(
    registry: tuple[RegistryParts, str], tell: Callable[[RegistryUpdate], Outcome]
) -> None:
    first = update("app-1")
    assert isinstance(tell(first), Delivered)
    again = replace(registrant(), version=4)
    assert isinstance(tell(update("app-2", again)), Delivered)
    with registry[0].store.reading() as session:
        assert updates_of(session, "SYN-0001") == ((4, "app-1"), (5, "app-2"))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda told: replace(told, office="another-county"), "office_is_not_yours"),
        (lambda told: replace(told, record=replace(told.record, tier=None)), "no_tier"),
        (lambda told: replace(told, record=replace(told.record, residences=())), "no_residence"),
        (lambda told: replace(told, based_on_version=9), "versions_do_not_follow"),
        (
            lambda told: replace(
                told, appearance=replace(told.appearance, completed_at=utc_now() + dt.timedelta(hours=1))
            ),
            "completed_in_the_future",
        ),
        (lambda told: replace(told, appearance=replace(told.appearance, acts=())), "no_officer_named"),
        (lambda told: replace(told, earlier=(told.appearance,)), "earlier_appearance_is_not_earlier"),
        (
            lambda told: replace(told, earlier=(earlier(told, registrant_id="SYN-0002"),)),
            "appearance_of_another_person",
        ),
        (
            lambda told: replace(told, earlier=(earlier(told, completed_at=utc_now() + HOUR),)),
            "completed_in_the_future",
        ),
    ],
)
def test_an_update_that_cannot_be_right_is_rejected_with_its_reason(
    registry: tuple[RegistryParts, str],
    tell: Callable[[RegistryUpdate], Outcome],
    wrong: Callable[[RegistryUpdate], RegistryUpdate],
    reason: str,
) -> None:
    outcome = tell(wrong(update()))
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reasons
    with registry[0].store.reading() as session:
        assert record_of(session, "SYN-0001") is None


def test_only_a_certified_station_is_heard(registry: tuple[RegistryParts, str], tmp_path: Path) -> None:
    parts, address = registry
    kiosk = enrol_device(parts.keys, Role.KIOSK, "kiosk-a", tmp_path / "kiosk", utc_now())
    assert isinstance(kiosk, DeviceIdentity)
    connector = rest_connector(address, kiosk)
    assert connector.deliver(update(), to_wire(update())) == NotLetIn("not_a_station")
    connector.close()
    with (
        httpx.Client(verify=False) as nobody,
        pytest.raises(httpx.TransportError),
    ):
        nobody.get(f"{address}/v1/health")


@contextmanager
def _answering(status: int, body: bytes) -> Iterator[RestConnector]:
    """A registry that is broken in one way."""

    class Broken(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Broken) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", timeout=5) as http:
            yield RestConnector(http)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (500, b"oops", Unreachable("http_500")),
        (503, b'{"outcome":"try_again"}', Unreachable("http_503")),
        (429, b"", Unreachable("http_429")),
        (200, b"<html>", NotUnderstood("http_200_not_json")),
        (200, b"[" * 60_000, NotUnderstood("http_200_not_json")),
        (200, b"[" * 100_000, NotUnderstood("http_200_too_long")),
        (404, b"{}", NotUnderstood("http_404")),
        (400, b'{"outcome":"delivered","receipt":"R"}', NotUnderstood("http_400")),
        (422, b'{"outcome":"rejected","reasons":["no_tier"]}', Rejected(("no_tier",))),
        (403, b'{"outcome":"rejected","reasons":["not_a_station"]}', NotLetIn("not_a_station")),
        (403, b"<html>a proxy's word</html>", NotUnderstood("http_403_not_json")),
        (409, b'{"outcome":"conflict","registry_version":9}', Conflict(9)),
        (409, b'{"outcome":"conflict","registry_version":-1}', NotUnderstood("http_409_version")),
        (409, b'{"outcome":"conflict","registry_version":true}', NotUnderstood("http_409_version")),
        (409, b'{"outcome":"conflict","registry_version":%d}' % 2**63, NotUnderstood("http_409_version")),
        (201, b'{"outcome":"delivered","receipt":"\\ud800R\\u0000"}', Delivered("\ufffdR\ufffd")),
        (422, b'{"outcome":"rejected","reasons":["a\\u0000b"]}', Rejected(("a\ufffdb",))),
    ],
)
def test_a_broken_registry_never_looks_like_success(status: int, body: bytes, outcome: Outcome) -> None:
    with _answering(status, body) as connector:
        assert connector.deliver(update(), to_wire(update())) == outcome


def test_a_list_in_the_order_of_the_registrys_own_letters_is_read_to_its_end(
    registry: tuple[RegistryParts, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holdings, "PAGE", 1)
    parts, address = registry
    identity = enrol_device(parts.keys, Role.STATION, device_name_of(OFFICE), tmp_path / "station", utc_now())
    assert isinstance(identity, DeviceIdentity)
    people = {"B-1", "a-1", "_c", "C-1"}
    with closing(rest_connector(address, identity)) as connector:
        for person in people:
            told = update(f"app-{person}", registrant(registrant_id=person))
            assert isinstance(connector.deliver(told, to_wire(told)), Delivered)
        found = list(connector.held())
    assert {one.registrant_id for one in found if isinstance(one, HeldRecord)} == people
    assert len(found) == len(people)


def test_a_list_that_goes_round_in_a_circle_is_left() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        person = {"": "b", "b": "a", "a": "b"}[request.url.params["after"]]
        return httpx.Response(200, content=to_wire((HeldRecord(person, 1, ""),), tuple[HeldRecord, ...]))

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://registry.invalid") as http:
        *_pages, last = RestConnector(http).held()
    assert last == NotUnderstood("pages_do_not_advance")


def test_an_update_with_an_odd_name_is_told_under_it() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.raw_path.decode())
        return httpx.Response(500)

    with httpx.Client(transport=httpx.MockTransport(answer), base_url="http://registry.invalid") as http:
        odd = replace(update(), update_id="../a?b\nc")
        assert RestConnector(http).deliver(odd, to_wire(odd)) == Unreachable("http_500")
    assert seen == ["/v1/updates/..%2Fa%3Fb%0Ac"]


@given(some.integers(200, 599), some.binary(max_size=200))
def test_nothing_a_registry_answers_raises(status: int, body: bytes) -> None:
    answer = httpx.MockTransport(lambda request: httpx.Response(status, content=body))
    with httpx.Client(transport=answer, base_url="http://registry.invalid") as http:
        outcome = RestConnector(http).deliver(_ANY, to_wire(_ANY))
    assert isinstance(outcome, Unreachable | NotUnderstood)


def test_a_registry_that_is_gone_is_unreachable(free_port: Callable[[], int]) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{free_port()}", timeout=2) as http:
        assert RestConnector(http).deliver(update(), to_wire(update())) == Unreachable("ConnectError")


@pytest.mark.parametrize("garbage", [b"", b"{}", b"\xff\xfe", b"[" * 5000, b'{"appear":1,"value":{}}'])
def test_garbage_is_refused_clearly_and_changes_nothing(
    registry: tuple[RegistryParts, str], tmp_path: Path, garbage: bytes
) -> None:
    parts, address = registry
    identity = enrol_device(parts.keys, Role.STATION, device_name_of(OFFICE), tmp_path / "station", utc_now())
    assert isinstance(identity, DeviceIdentity)
    from sync.tls import client_context

    with httpx.Client(base_url=address, verify=client_context(identity)) as http:
        answer = http.put("/v1/updates/app-1", content=garbage)
        assert (answer.status_code, answer.json()["reasons"]) == (422, ["not_understood"])
        assert http.put("/v1/updates/app-1", content=to_wire(update("app-2"))).status_code == 422
        assert http.put("/v1/updates/" + "x" * 99, content=b"{}").status_code == 422
        assert http.put("/v1/updates/app-1", content=b"x" * (9 * 1024 * 1024)).status_code == 413
        assert http.get("/v1/records/SYN-0001").status_code == 404


_ANY = update()


def test_times_are_told_with_their_zone() -> None:
    assert decided_at(update()).tzinfo is not None
    assert NOW.tzinfo is not None
