"""What a desk may ask about the office as a whole: its figures and its rules."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.review import Role
from sync.station import figures, rule_book, second_checks
from sync.station.api.desk_routes import SEES_PEOPLE, allowed
from sync.station.api.rim import Id, answer, body_is, officer, read_as, refuse, writing_as
from sync.station.second_wire import CheckSecond
from sync.station.station import Station

SEES_FIGURES: Final = frozenset({Role.SUPERVISOR, Role.AUDITOR})
Weeks = Annotated[int, Query(ge=1, le=figures.MOST_WEEKS)]


def figure_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer."""
    routes = APIRouter(prefix="/v1/desk")

    @routes.get("/figures")
    def of_weeks(request: Request, weeks: Weeks = 13) -> Response:
        allowed(officer(request, station), SEES_FIGURES)
        with station.store.reading() as session:
            return answer(figures.of_weeks(session, station.office, weeks, station.now()))

    @routes.get("/rules")
    def rules(request: Request) -> Response:
        officer(request, station)
        with station.store.reading() as session:
            return answer(rule_book.page(session, station.office))

    @routes.get("/second-checks")
    def sample(request: Request) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(second_checks.page(session, station.office, station.now()))

    @routes.post("/second-checks/{appearance_id}", openapi_extra=body_is("CheckSecond"))
    async def check(request: Request, appearance_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, CheckSecond)

        def work() -> Response:
            with writing_as(station, who) as session:
                found = second_checks.check(session, appearance_id, said, who, station.now())
                if found is not None:
                    refuse(found)
            return answer(None, type(None))

        return await run_in_threadpool(work)

    return routes
