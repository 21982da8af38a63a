"""The station's application: all routes behind one rim."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from kiosk.problems import problem
from sync.schemas import with_schemas
from sync.station.api.desk_routes import desk_routes
from sync.station.api.kiosk_routes import kiosk_routes
from sync.station.api.office_routes import office_routes
from sync.station.api.record_routes import record_routes
from sync.station.api.rim import ProblemAnswer, Rim, answer, failed, problem_answer
from sync.station.api.schemas import BINARY, BODIES
from sync.station.station import Station
from sync.station.store import counters

_CODES = {404: "no_such_route", 405: "method_not_allowed"}


def station_api(station: Station) -> FastAPI:
    """The routes, for a server to wrap in ``Rim`` (``station_app``) and for tests to read as OpenAPI."""
    api = FastAPI(title="Appear station", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    api.include_router(kiosk_routes(station))
    api.include_router(desk_routes(station))
    api.include_router(office_routes(station))
    api.include_router(record_routes(station))

    @api.get("/v1/health")
    def health() -> Response:
        with station.store.reading() as session:
            counters.current(session, counters.QUEUE)
        return answer("ok")

    @api.exception_handler(ProblemAnswer)
    async def refused(_request: Request, error: ProblemAnswer) -> Response:
        return problem_answer(error.found, error.status)

    @api.exception_handler(RequestValidationError)
    async def not_understood(_request: Request, error: RequestValidationError) -> Response:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])[:100]
        return problem_answer(problem("not_understood", why=error.errors()[0]["type"], where=where), 422)

    @api.exception_handler(HTTPException)
    async def not_here(_request: Request, error: HTTPException) -> Response:
        return problem_answer(
            problem(_CODES.get(error.status_code, "not_understood_at_all")), error.status_code
        )

    @api.exception_handler(Exception)
    async def failed_inside(_request: Request, error: Exception) -> Response:
        return failed(error, station)

    with_schemas(api, BODIES, BINARY)
    return api


def station_app(station: Station) -> ASGIApp:
    """The whole application, as it is served."""
    return Rim(station_api(station))
