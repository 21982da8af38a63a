"""The interface is published as it is: OpenAPI and JSON Schema, fresh, and true of real updates."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case

from sync.clock import utc_now
from sync.identity import DeviceIdentity, Role, device_name_of
from sync.office_keys import enrol_device
from sync.rates import Rate, Rates
from sync.registry.service.api import json_schema, openapi, registry_api
from sync.registry.service.build import RegistryParts, RegistrySettings, build_registry
from sync.registry.service.door import Door
from sync.tls import Peer
from sync.wire import to_wire
from tests.postgres import Postgres, a_postgres
from tests.sync.registry.test_niem import full
from tests.sync.registry.test_registry import OFFICE, update
from tests.sync.station.a_station import InProcess

UPDATE_ID = "app-1"
OFTEN = Rate(each_second=1e9, at_once=1e9)


@pytest.mark.parametrize(
    ("file", "made"), [("registry-openapi.json", openapi), ("registry-update.schema.json", json_schema)]
)
def test_what_is_published_is_fresh(house: Path, file: str, made: object) -> None:
    assert callable(made)
    published = (house / "docs" / file).read_text("utf-8")
    assert published == made(), "make it anew: appear registry-interface [--json-schema] > docs/..."


def test_a_whole_update_fits_the_schema_and_a_spoilt_one_does_not() -> None:
    fits = jsonschema_rs.validator_for(json.loads(json_schema()))
    told = json.loads(to_wire(replace(update(), record=full())))
    assert list(fits.iter_errors(told)) == []
    for spoil in (
        lambda value: value.pop("deadline"),
        lambda value: value.update(extra=1),
        lambda value: value["record"].update(tier="IV"),
        lambda value: value["record"].update(version="3"),
    ):
        spoilt = json.loads(json.dumps(told))
        spoil(spoilt["value"])  # type: ignore[no-untyped-call]
        assert not fits.is_valid(spoilt)


def test_every_question_of_the_interface_is_described() -> None:
    paths = json.loads(openapi())["paths"]
    assert set(paths) == {
        "/v1/health",
        "/v1/updates/{update_id}",
        "/v1/records/{registrant_id}",
        "/v1/checkpoints/{line}",
        "/v1/held",
    }
    assert "RegistryUpdate" in json.dumps(paths["/v1/updates/{update_id}"]["put"]["requestBody"])


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with a_postgres() as server:
        yield server


@pytest.fixture(scope="module", params=["on SQLite", "on PostgreSQL"])
def asking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A certified station's connection to a registry that holds a record; no rate stops it."""
    folder, store = tmp_path_factory.mktemp("asked"), ""
    if request.param == "on PostgreSQL":
        store = request.getfixturevalue("postgres").make("registry")
    parts = build_registry(RegistrySettings(folder=folder / "registry", port=0, store=store))
    assert isinstance(parts, RegistryParts)
    name = device_name_of(OFFICE)
    made = enrol_device(parts.keys, Role.STATION, name, folder / "station", utc_now())
    assert isinstance(made, DeviceIdentity)
    door = Door(parts.keys, tells=Rates(OFTEN), reads=Rates(OFTEN))
    peer = Peer(name, Role.STATION, OFFICE, made.serial, "", dt.datetime.max)
    app = registry_api(parts.store, door, utc_now)
    with httpx.Client(transport=InProcess(app, peer), base_url="https://127.0.0.1") as http:
        told = update(UPDATE_ID)
        assert http.put(f"/v1/updates/{UPDATE_ID}", content=to_wire(told)).status_code == 201
        yield http
    parts.store.close()


def _described() -> dict[str, Any]:
    """The interface, with bodies that fit their addresses and one person's record: else no question would be
    more than misunderstood, and the forest of a record takes a minute to draw from."""
    described: dict[str, Any] = json.loads(openapi())
    told = json.loads(to_wire(update()))["value"]
    record, visit = told["record"], told["appearance"]
    known: dict[str, list[Any]] = {
        "update_id": [UPDATE_ID, "app-2"],
        "registrant_id": [record["registrant_id"], "no-such-one"],
        "line": [1, 2],
        "record": [record, record | {"version": record["version"] + 1}],
        "office": [OFFICE, "Nowhere"],
        "appearance": [visit, visit | {"appearance_id": UPDATE_ID}],
        "earlier": [[], [visit]],
    }
    schemas = described["components"]["schemas"]
    for kind in ("RegistryUpdate", "Checkpoint"):
        parts = schemas[f"value.{kind}"]["properties"]
        parts |= {name: {"enum": values} for name, values in known.items() if name in parts}
    for item in described["paths"].values():
        for asked in item.values():
            for parameter in asked.get("parameters", ()):
                if parameter["name"] in known:
                    parameter["schema"] = {"enum": known[parameter["name"]]}
    return described


schema = schemathesis.openapi.from_dict(_described())


@schema.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
def test_no_question_of_the_interfaces_shape_makes_the_registry_fail(
    case: Case[Any], asking: httpx.Client
) -> None:
    asked = case.as_transport_kwargs(base_url="https://127.0.0.1")
    body = asked.get("data", asked.get("json"))
    answer = asking.request(
        asked["method"],
        asked["url"],
        params=asked.get("params"),
        headers=asked.get("headers"),
        content=body if isinstance(body, bytes) else json.dumps(body).encode(),
    )
    assert answer.status_code < 500, answer.text
