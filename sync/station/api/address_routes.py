"""What a desk may ask about checks of addresses."""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.problems import problem
from sync.station import address_checks
from sync.station.address_wire import CheckAddress, TakeSheet
from sync.station.api.desk_routes import SEES_PEOPLE, allowed
from sync.station.api.rim import Id, answer, body_is, officer, read_as, refuse, writing_as
from sync.station.station import Station

AREA: Final = re.compile(r"(\d{5})?", re.ASCII)
Zip = Annotated[str, Query(pattern=r"^(\d{5})?$")]


def address_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer or supervisor."""
    routes = APIRouter(prefix="/v1/desk")

    @routes.get("/doors")
    def doors(request: Request, area: Zip = "", page: Annotated[int, Query(ge=0, le=10_000)] = 0) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(address_checks.page(session, area, page))

    @routes.post("/field-sheet", openapi_extra=body_is("TakeSheet"))
    async def sheet(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        wanted = await read_as(request, TakeSheet)
        if AREA.fullmatch(wanted.area) is None:
            refuse(problem("not_understood", why="no ZIP code", where="area"), 422)

        def work() -> Response:
            with writing_as(station, who) as session:
                return answer(address_checks.sheet(session, station.office, wanted.area, who, station.now()))

        return await run_in_threadpool(work)

    @routes.post("/registrants/{registrant_id}/address-checks", openapi_extra=body_is("CheckAddress"))
    async def check(request: Request, registrant_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, CheckAddress)

        def work() -> Response:
            with writing_as(station, who) as session:
                found = address_checks.check(session, station.office, registrant_id, said, who, station.now())
                if found is not None:
                    refuse(found)
            return answer(None, type(None))

        return await run_in_threadpool(work)

    return routes
