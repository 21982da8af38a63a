"""What a supervisor may ask about retention and legal holds."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.problems import Problem
from sync.database import Session
from sync.station import retention
from sync.station.accounts import Live
from sync.station.api.desk_routes import allowed, written
from sync.station.api.rim import Id, answer, body_is, good, officer
from sync.station.api.supervisor_routes import SUPERVISES
from sync.station.retention_wire import LiftHold, PlaceHold, RunReport, RunSeries
from sync.station.station import Station


def retention_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in supervisor."""
    routes = APIRouter(prefix="/v1/desk")
    office = station.office

    @routes.get("/retention")
    def page(request: Request) -> Response:
        allowed(officer(request, station), SUPERVISES)
        with station.store.reading() as session:
            return answer(retention.page(session, office, station.now()))

    @routes.get("/retention/{series_id}")
    def preview(request: Request, series_id: Id) -> Response:
        allowed(officer(request, station), SUPERVISES)
        with station.store.reading() as session:
            return answer(good(retention.preview(session, office, series_id, station.now())))

    @routes.post("/retention/{series_id}/runs", openapi_extra=body_is("RunSeries"))
    async def run(request: Request, series_id: Id) -> Response:
        def work(session: Session, said: RunSeries, who: Live) -> RunReport | Problem:
            return retention.run(session, office, series_id, said, who, station.now())

        made = await written(request, station, SUPERVISES, RunSeries, work)
        await run_in_threadpool(station.store.sweep)
        return made

    @routes.get("/retention-runs/{run_id}")
    def report(request: Request, run_id: Id) -> Response:
        allowed(officer(request, station), SUPERVISES)
        with station.store.reading() as session:
            return answer(good(retention.report(session, run_id)))

    @routes.post("/holds", openapi_extra=body_is("PlaceHold"))
    async def place(request: Request) -> Response:
        def work(session: Session, said: PlaceHold, who: Live) -> Problem | None:
            return retention.place_hold(session, said, who, station.now())

        return await written(request, station, SUPERVISES, PlaceHold, work)

    @routes.post("/holds/{hold_id}/lifting", openapi_extra=body_is("LiftHold"))
    async def lift(request: Request, hold_id: Id) -> Response:
        def work(session: Session, said: LiftHold, who: Live) -> Problem | None:
            return retention.lift_hold(session, hold_id, said, who, station.now())

        return await written(request, station, SUPERVISES, LiftHold, work)

    return routes
