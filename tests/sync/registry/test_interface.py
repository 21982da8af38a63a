"""The interface is published as it is: OpenAPI and JSON Schema, fresh, and true of real updates."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from sync.registry.service.api import json_schema, openapi
from sync.wire import to_wire
from tests.sync.registry.test_niem import full
from tests.sync.registry.test_registry import update


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
