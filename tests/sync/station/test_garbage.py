"""Nothing a stranger sends can crash, block or fill the station: a clear 4xx, and nothing has changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case

from kiosk.problems import Problem
from kiosk.review import Role
from sync.envelope import MAX_ENVELOPE
from sync.identity import Role as DeviceRole
from sync.station import boards, photographs
from sync.station.api.app import station_api
from sync.station.api.rim import LONGEST_BODY
from sync.station.client import DeskLink
from sync.station.store.tables import AUDIT, COUNTERS, METADATA, REFUSED_ENVELOPES, SESSIONS
from sync.wire import from_wire
from tests.sync.station.a_station import DESK, KIOSK, AStation, a_station, with_authority
from tests.sync.station.conftest import WITH_PEOPLE

IDS = dict.fromkeys(("lookup_id", "check_in_id", "help_id", "registrant_id"), "no-such-one") | {
    "update_id": "no-such-one",
    "photograph_id": "no-such-one",
    **dict.fromkeys(("attachment_id", "appearance_id", "fee_id", "form", "number", "case_id"), "no-such-one"),
    **dict.fromkeys(("request_id", "series_id", "run_id", "hold_id", "tip_id", "reminder_id"), "no-such-one"),
    **dict.fromkeys(("number_id", "appointment_id", "exception_id", "notice_id"), "no-such-one"),
    **dict.fromkeys(("officer_id", "name", "mark", "file"), "no-such-one"),
}
WAITING = "0123456789abcdef0123456789abcdef"
HERE = {"registrant_id": ["SYN-0001", "no-such-one"], "check_in_id": [WAITING, "no-such-one"]}
"""Ids of which the first is somebody's in the station that schemathesis asks."""
GARBAGE = (
    b"",
    b"\x00",
    b"null",
    b"[]",
    b"{}",
    b'"text"',
    b"\xff\xfe\xfa",
    b'{"appear": 1, "value": null}',
    b'{"appear": 2, "value": {}}',
    b'{"appear": 1, "value": {"is": "SignIn", "name": "\\ud800", "password": "x"}}',
    b'{"appear": 1, "value": {"is": "Decide", "decision": "reject", "reason": "\\u0000"}}',
    b'{"appear": 1, "value": {"is": "Question", "identity": {"is": "Registrant"}}}',
    b"[" * 60_000,
    b'{"appear": 1, "value": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}",
    b'{"appear": 1, "value": 1e999}',
    b'{"appear": 1, "value": ' + b"9" * 5_000 + b"}",
)


def routes(here: AStation) -> list[tuple[str, str]]:
    """Every method and path that the application answers."""
    api = station_api(here.station, here.authority)
    found = [(name.upper(), path) for path, item in api.openapi()["paths"].items() for name in item]
    assert len(found) > 25
    return found


def unchanged(here: AStation) -> dict[str, list[Any]]:
    """Every row but those that note what was asked: log, counters, what was set aside, last use."""
    with here.store.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
            if table not in (AUDIT, COUNTERS, REFUSED_ENVELOPES, SESSIONS)
        }


def is_clear(answer: httpx.Response) -> None:
    """A 4xx whose body is a problem in the wire's form."""
    assert 400 <= answer.status_code < 500, (answer.request.url, answer.status_code, answer.text)
    assert isinstance(from_wire(Problem, answer.content), Problem), answer.text


@pytest.fixture
def full(here: AStation, tmp_path: Path) -> AStation:
    """A station in which somebody waits, with every route there is."""
    here.hire("diaz")
    here.visit()
    # As after a board was opened: what boards count from the records is no answer to a stranger.
    boards.count_changed(here.station.store, here.station.office, here.station.now())
    return with_authority(here, tmp_path)


def test_every_route_answers_every_garbage_clearly_and_nothing_changes(full: AStation) -> None:
    desk = full.signed_in()
    before = unchanged(full)
    for method, path in routes(full):
        if path == "/v1/health":
            continue
        role = DeviceRole.KIOSK if path.startswith("/v1/kiosk") else DeviceRole.DESK
        http = full.http(KIOSK if role is DeviceRole.KIOSK else DESK, role)
        headers = {"authorization": f"Bearer {desk._asker.token}"} if "sign-" not in path else {}
        if method == "GET":
            if "{" in path:
                is_clear(http.get(path.format(**IDS), headers=headers))
            continue
        for body in GARBAGE:
            answer = http.request(method, path.format(**IDS), content=body, headers=headers)
            is_clear(answer)
    assert unchanged(full) == before


def test_every_route_refuses_whoever_has_no_right_to_it(full: AStation) -> None:
    before = unchanged(full)
    for method, path in routes(full):
        if path == "/v1/health":
            continue
        other = DeviceRole.DESK if path.startswith("/v1/kiosk") else DeviceRole.KIOSK
        others = () if path.startswith("/v1/device/") else (other,)
        for role in (None, *others, DeviceRole.STATION):
            answer = full.http("lobby-1", role).request(method, path.format(**IDS), content=b"{}")
            assert answer.status_code == 403, (method, path, role)
            is_clear(answer)
        if path.startswith("/v1/desk") and path != "/v1/desk/sign-in":
            for headers in ({}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic x"}):
                answer = full.http(DESK, DeviceRole.DESK).request(
                    method, path.format(**IDS), content=b"{}", headers=headers
                )
                assert answer.status_code == 401, (method, path)
                is_clear(answer)
    assert unchanged(full) == before


def test_a_revoked_device_is_refused_everywhere(full: AStation) -> None:
    full.keys.no_longer = frozenset({7})
    for method, path in routes(full):
        if path != "/v1/health":
            role = DeviceRole.KIOSK if path.startswith("/v1/kiosk") else DeviceRole.DESK
            answer = full.http("lobby-1", role).request(method, path.format(**IDS), content=b"{}")
            assert answer.status_code == 403, path
            is_clear(answer)


def test_what_is_longer_than_allowed_is_refused_without_being_kept(full: AStation) -> None:
    kiosk, desk = full.http(KIOSK, DeviceRole.KIOSK), full.http(DESK, DeviceRole.DESK)
    token = full.signed_in()._asker.token
    headers = {"authorization": f"Bearer {token}"}
    for answer in (
        kiosk.post("/v1/kiosk/lookups", content=b"x" * (LONGEST_BODY + 1)),
        kiosk.post("/v1/kiosk/envelopes", content=b"x" * (MAX_ENVELOPE + 1)),
        desk.post("/v1/desk/sign-in", content=b"x" * (LONGEST_BODY + 1)),
        desk.post("/v1/desk/photographs", content=b"x" * (photographs.LONGEST_JPEG + 1), headers=headers),
    ):
        assert answer.status_code == 413
        is_clear(answer)


def test_paths_and_methods_that_do_not_exist_are_told_as_clearly(here: AStation) -> None:
    http = here.http(KIOSK, DeviceRole.KIOSK)
    for path in ("/", "/v2/x", "/v1/kiosk", "/openapi.json", "/docs", "/v1/kiosk/tickets/a%00b", "/%ff"):
        is_clear(http.get(path))
    is_clear(http.delete("/v1/kiosk/office"))


def test_ids_are_letters_digits_and_dashes(here: AStation, desk: DeskLink) -> None:
    headers = {"authorization": f"Bearer {desk._asker.token}"}
    http = here.http(DESK, DeviceRole.DESK)
    for bad in ("%00", "a'b", "a%0a", "x" * 65, "..%2f..", "é"):
        is_clear(http.get(f"/v1/desk/check-ins/{bad}", headers=headers))


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "wait=-1",
        "wait=1e9",
        "wait=nan",
        "after=99999999999999999999",
        "after=1&wait=inf",
    ],
)
def test_questions_to_the_queue_that_make_no_sense_are_refused_at_once(
    here: AStation, desk: DeskLink, query: str
) -> None:
    headers = {"authorization": f"Bearer {desk._asker.token}"}
    is_clear(here.http(DESK, DeviceRole.DESK).get(f"/v1/desk/queue?{query}", headers=headers))


@pytest.mark.parametrize("bad", ["2026-02-30", "yesterday", "0000-01-01", "9999999"])
def test_a_birth_date_that_is_none_is_refused(here: AStation, desk: DeskLink, bad: str) -> None:
    headers = {"authorization": f"Bearer {desk._asker.token}"}
    http = here.http(DESK, DeviceRole.DESK)
    is_clear(http.get(f"/v1/desk/registrants?birth_date={bad}", headers=headers))


def test_the_health_page_needs_no_certificate_and_tells_nothing(here: AStation) -> None:
    answer = here.http("", None).get("/v1/health")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"appear": 1, "value": "ok"}


def test_a_store_that_fails_is_told_as_busy_without_its_words(here: AStation, desk: DeskLink) -> None:
    with here.store.writing() as session:
        session.exec_driver_sql("DROP TABLE drafts")
        session.exec_driver_sql("DROP TABLE kiosks")
    answer = here.http(KIOSK, DeviceRole.KIOSK).get("/v1/kiosk/office")
    assert answer.status_code == 503
    found = from_wire(Problem, answer.content)
    assert isinstance(found, Problem)
    assert found.code == "station_busy"
    assert "kiosks" not in answer.text


@pytest.fixture(scope="module", params=["on SQLite", "on PostgreSQL"])
def standing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, with_people: Path
) -> Iterator[AStation]:
    """A station for many questions, with every route there is."""
    folder, address = tmp_path_factory.mktemp("schemathesis"), ""
    if request.param == "on PostgreSQL":
        address = request.getfixturevalue("postgres").make("schemathesis", WITH_PEOPLE)
    else:
        (folder / "station.sqlite").write_bytes(with_people.read_bytes())
    made = with_authority(a_station(folder, address=address), folder)
    made.hire("admin", *Role)
    made.visit(check_in_id=WAITING)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def token(standing: AStation) -> str:
    """The sign-in there of somebody who may do everything."""
    return standing.signed_in("admin")._asker.token


def _described() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        made = a_station(Path(folder))
        made = with_authority(made, Path(folder))
        # A copy: what is changed below belongs to everybody who describes anything in this program.
        described: dict[str, Any] = json.loads(
            json.dumps(station_api(made.station, made.authority).openapi())
        )
        made.store.close()
    # Thirteen kinds of entry in each place make a forest that takes a minute to draw from; one kind will do.
    schemas = described["components"]["schemas"]
    for change, parts in (("Added", ("item",)), ("Changed", ("before", "after")), ("Ended", ("before",))):
        for part in parts:
            schemas[f"value.{change}"]["properties"][part] = {"$ref": "#/components/schemas/value.Phone"}
    _name_who_is_there(described)
    return described


def _name_who_is_there(described: dict[str, Any]) -> None:
    """Ids that can be drawn, and those of a person and a check-in that the station holds: else every
    question would end at a name that nobody has."""
    drawn = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,40}$"}
    for schema_of in described["components"]["schemas"].values():
        for name, part in schema_of.get("properties", {}).items():
            if name.endswith("_id") and part == {"type": "string"}:
                part |= {"enum": HERE[name]} if name in HERE else drawn
    for item in described["paths"].values():
        for asked in item.values():
            for parameter in asked.get("parameters", ()):
                if parameter["in"] == "path" and parameter["name"] in HERE:
                    parameter["schema"] = {"type": "string", "enum": HERE[parameter["name"]]}


schema = schemathesis.openapi.from_dict(_described())


def to_wire_like(value: object) -> bytes:
    """JSON as any client may write it."""
    return b"" if value is None else json.dumps(value).encode()


@schema.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_no_question_of_the_schemas_shape_makes_the_station_fail(
    case: Case[Any], standing: AStation, token: str
) -> None:
    path = case.path
    role = DeviceRole.KIOSK if path.startswith("/v1/kiosk") else DeviceRole.DESK
    http = standing.http(KIOSK if role is DeviceRole.KIOSK else DESK, role)
    headers = {} if "sign-" in path else {"authorization": f"Bearer {token}"}
    if "wait" in case.query:
        case.query["wait"] = "0"  # waiting is tested elsewhere
    asked = case.as_transport_kwargs(base_url="https://127.0.0.1", headers=headers)
    answer = http.request(
        asked["method"],
        asked["url"],
        params=asked.get("params"),
        headers=asked.get("headers"),
        content=asked["data"] if "data" in asked else to_wire_like(asked.get("json")),
    )
    assert answer.status_code < 500
    if answer.status_code != 200:
        assert isinstance(from_wire(Problem, answer.content), Problem)


@given(st.binary(max_size=200))
def test_no_bytes_are_a_photograph_that_cannot_be_measured(jpeg: bytes) -> None:
    size = photographs.size_of(b"\xff\xd8" + jpeg)
    assert size is None or (size[0] > 0 and size[1] > 0)
