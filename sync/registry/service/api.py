"""The reference registry's HTTP interface: versioned, idempotent, and clear about why it refuses."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Annotated, Any, assert_never, cast

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError

from kiosk.delivery import AlreadyDelivered, Conflict, Delivered, NotLetIn, Outcome, Rejected, Unreachable
from kiosk.delivery import NotUnderstood as NotTold
from kiosk.proof import Checkpoint, HeldRecord
from kiosk.registry_update import RegistryUpdate
from sync import bodies
from sync.database import Store
from sync.registry.service import holdings
from sync.registry.service.door import Door
from sync.schemas import body_is, schemas_of, with_schemas
from sync.tls import peer_of
from sync.wire import NotUnderstood, from_wire, to_wire

LARGEST_BODY = 8 * 1024 * 1024
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,80}$")]


def registry_api(store: Store, door: Door, now: Callable[[], dt.datetime]) -> FastAPI:
    """The application over ``store`` for whom ``door`` lets in; ``now`` gives aware UTC times."""
    api = FastAPI(title="Appear reference registry", version="1", docs_url=None, redoc_url=None)

    @api.get("/v1/health")
    def health() -> dict[str, str]:
        """Whether the registry answers; open to any certified station."""
        return {"status": "ok"}

    @api.put("/v1/updates/{update_id}", responses=_RESPONSES, openapi_extra=body_is("RegistryUpdate"))
    async def tell(update_id: Id, request: Request) -> JSONResponse:
        """Take one update. 201 delivered, 200 already delivered, 409 another version is held than the one it
        is based on: a newer one, or an older one because something was lost; 422 rejected with reasons."""
        office = _office(request, door)
        if not isinstance(office, str):
            return office
        body = await _body(request)
        if body is None:
            return _refused(413, "too_large")
        told = from_wire(RegistryUpdate, body)
        if isinstance(told, NotUnderstood):
            return _refused(422, "not_understood")
        if told.update_id != update_id:
            return _refused(422, "path_and_body_differ")
        return await run_in_threadpool(_take, store, told, body, office, now())

    @api.get("/v1/records/{registrant_id}", response_model=None)
    def record(registrant_id: Id, request: Request) -> Response:
        """The newest record of one person, for a station of the registry."""
        office = _office(request, door, reading=True)
        if not isinstance(office, str):
            return office
        with store.reading() as session:
            found = holdings.record_of(session, registrant_id)
        return _refused(404, "unknown") if found is None else Response(found, media_type="application/json")

    _proof_routes(api, store, door, now)
    with_schemas(api, (RegistryUpdate, Checkpoint))
    return api


def _proof_routes(api: FastAPI, store: Store, door: Door, now: Callable[[], dt.datetime]) -> None:
    @api.put("/v1/checkpoints/{line}", responses=_RESPONSES, openapi_extra=body_is("Checkpoint"))
    async def keep(line: Annotated[int, Path(ge=1, le=2**31 - 1)], request: Request) -> JSONResponse:
        """Keep the signed end of the station's audit log."""
        office = _office(request, door)
        if not isinstance(office, str):
            return office
        body = await _body(request)
        told = NotUnderstood("too_long") if body is None else from_wire(Checkpoint, body)
        if isinstance(told, NotUnderstood):
            return _refused(422, "not_understood")
        if told.line != line:
            return _refused(422, "path_and_body_differ")
        return await run_in_threadpool(_keep, store, told, office, now())

    @api.get("/v1/held")
    def held(request: Request, after: Annotated[str, Query(max_length=80)] = "") -> Response:
        """Versions and digests of the records this station has told of, to be compared; a page a time."""
        office = _office(request, door)
        if not isinstance(office, str):
            return office
        with store.reading() as session:
            page = holdings.held(session, office, after)
        return Response(to_wire(page, tuple[HeldRecord, ...]), media_type="application/json")


def _keep(store: Store, told: Checkpoint, office: str, now: dt.datetime) -> JSONResponse:
    try:
        with store.writing() as session:
            outcome = holdings.keep_checkpoint(session, told, office, now)
    except IntegrityError:
        return JSONResponse({"outcome": "try_again"}, 503)
    return _said_as(outcome)


def _take(store: Store, told: RegistryUpdate, body: bytes, office: str, now: dt.datetime) -> JSONResponse:
    try:
        with store.writing() as session:
            outcome = holdings.take(session, told, body, office, now)
    except IntegrityError:
        # Two stations told the same version at once; the other was first. It will answer by name next time.
        return JSONResponse({"outcome": "try_again"}, 503)
    return _said_as(outcome)


def _said_as(outcome: Outcome) -> JSONResponse:
    match outcome:
        case Delivered(receipt=receipt):
            return JSONResponse({"outcome": "delivered", "receipt": receipt}, 201)
        case AlreadyDelivered(receipt=receipt):
            return JSONResponse({"outcome": "already_delivered", "receipt": receipt}, 200)
        case Conflict(registry_version=version):
            return JSONResponse({"outcome": "conflict", "registry_version": version}, 409)
        case Rejected(reasons=reasons):
            return JSONResponse({"outcome": "rejected", "reasons": list(reasons)}, 422)
        case Unreachable() | NotTold() | NotLetIn():
            raise AssertionError("a registry does not tell itself")
        case _:
            assert_never(outcome)


def _office(request: Request, door: Door, *, reading: bool = False) -> str | JSONResponse:
    """The station that asks, by its certificate; or the refusal."""
    peer = peer_of(request.scope)
    why = door.refuses(peer, reading=reading)
    if peer is None or why:
        return _refused(429 if why == "too_often" else 403, why)
    return peer.name


async def _body(request: Request) -> bytes | None:
    """The request's body, or None when it is larger than any update can be, or does not end."""
    try:
        return await bodies.of_question(request.stream(), LARGEST_BODY)
    except TimeoutError:
        return None


def _refused(status: int, reason: str) -> JSONResponse:
    return JSONResponse({"outcome": "rejected", "reasons": [reason]}, status)


def _said(outcome: str, **more: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"example": {"outcome": outcome, **more}}}}


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "Had it already", **_said("already_delivered", receipt="REG-0123456789AB")},
    201: {"description": "Taken", **_said("delivered", receipt="REG-0123456789AB")},
    403: {"description": "Not a station", **_said("rejected", reasons=["not_a_station"])},
    409: {
        "description": "Another version is held than this update is based on",
        **_said("conflict", registry_version=7),
    },
    413: {"description": "Too large", **_said("rejected", reasons=["too_large"])},
    422: {"description": "Refused", **_said("rejected", reasons=["no_tier"])},
    429: {"description": "Asked too often", **_said("rejected", reasons=["too_often"])},
    503: {"description": "Come back later", **_said("try_again")},
}


def openapi() -> str:
    """The interface as OpenAPI, for vendors: the same text as long as the interface is the same."""
    api = registry_api(cast(Store, None), cast(Door, None), lambda: dt.datetime.now(dt.UTC))
    return json.dumps(api.openapi(), indent=1, sort_keys=True) + "\n"


def json_schema() -> str:
    """What an update is, as JSON Schema (2020-12): every value by its own name under ``$defs``."""
    made = schemas_of((RegistryUpdate, Checkpoint))
    text = json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "RegistryUpdate",
            "$ref": "#/$defs/RegistryUpdate",
            "$defs": made,
        },
        indent=1,
        sort_keys=True,
    )
    return text.replace("#/components/schemas/", "#/$defs/") + "\n"
