"""What a supervisor may ask about requests for records."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from sync.station import records_requests
from sync.station.api.desk_routes import allowed
from sync.station.api.rim import Id, answer, body_is, good, officer, read_as, reading_as, writing_as
from sync.station.api.supervisor_routes import SUPERVISES
from sync.station.request_wire import MakePack
from sync.station.station import Station


def request_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in supervisor."""
    routes = APIRouter(prefix="/v1/desk")

    @routes.get("/records-requests")
    def listed(request: Request, page: Annotated[int, Query(ge=0, le=10_000)] = 0) -> Response:
        allowed(officer(request, station), SUPERVISES)
        with station.store.reading() as session:
            return answer(records_requests.page(session, page))

    @routes.post("/records-requests", openapi_extra=body_is("MakePack"))
    async def make(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SUPERVISES)
        said = await read_as(request, MakePack)

        def work() -> Response:
            reading, writing = partial(reading_as, station, who), partial(writing_as, station, who)
            made = records_requests.make(reading, writing, station.office, said, who, station.now())
            return answer(good(made))

        return await run_in_threadpool(work)

    @routes.post("/records-requests/{request_id}/paper")
    def again(request: Request, request_id: Id, part: Annotated[int, Query(ge=0, le=10_000)] = 0) -> Response:
        who = officer(request, station)
        allowed(who, SUPERVISES)
        with writing_as(station, who) as session:
            return answer(good(records_requests.again(session, request_id, part, who, station.now())))

    return routes
