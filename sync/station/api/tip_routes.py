"""What a desk may ask about tips."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kiosk.problems import Problem
from sync.database import Session
from sync.station import tips
from sync.station.accounts import Live
from sync.station.api.desk_routes import SEES_PEOPLE, allowed, written
from sync.station.api.rim import Id, answer, body_is, officer
from sync.station.station import Station
from sync.station.tip_wire import CloseTip, SendTip, TakeTip, TipView


def tip_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer or supervisor."""
    routes = APIRouter(prefix="/v1/desk")
    office = station.office

    @routes.get("/tips")
    def listed(request: Request, page: Annotated[int, Query(ge=0, le=10_000)] = 0) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(tips.page(session, office, page, station.now()))

    @routes.post("/tips", openapi_extra=body_is("TakeTip"))
    async def take(request: Request) -> Response:
        def work(session: Session, said: TakeTip, who: Live) -> TipView | Problem:
            return tips.take(session, office, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, TakeTip, work)

    @routes.post("/tips/{tip_id}/sending", openapi_extra=body_is("SendTip"))
    async def send_on(request: Request, tip_id: Id) -> Response:
        def work(session: Session, said: SendTip, who: Live) -> TipView | Problem:
            return tips.send_on(session, office, tip_id, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, SendTip, work)

    @routes.post("/tips/{tip_id}/closing", openapi_extra=body_is("CloseTip"))
    async def close(request: Request, tip_id: Id) -> Response:
        def work(session: Session, said: CloseTip, who: Live) -> TipView | Problem:
            return tips.close(session, office, tip_id, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, CloseTip, work)

    return routes
