"""What a desk may ask of how near people live to schools and child care; no kiosk may."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kiosk.audit import AuditEvent
from kiosk.case_papers import NoticePaper
from kiosk.changes import ReportedChange
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit, residency_advice
from sync.station.accounts import Live
from sync.station.api.desk_routes import SEES_PEOPLE, allowed, written
from sync.station.api.rim import Day, Id, answer, body_is, good, officer, writing_as
from sync.station.residency_wire import AskNotice, EndNotice, Notices, ServeNotice
from sync.station.station import Station
from sync.station.store import check_ins, roster

CheckInId = Annotated[str, Query(max_length=64)]


def residency_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and an officer or supervisor who is signed in."""
    routes = APIRouter(prefix="/v1/desk/registrants/{registrant_id}/residency")
    office = station.office

    @routes.get("")
    def look(request: Request, registrant_id: Id, check_in: CheckInId = "") -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            record, changes = good(_whose(session, registrant_id, check_in))
            now = station.now()
            served = residency_advice.notices(session, office, registrant_id, now)
            audit.note(session, AuditEvent.RECORD_VIEWED, who.actor, now, registrant=registrant_id)
        layers, today = station.layers(), office.today(now)
        return answer(residency_advice.view(office, record, changes, layers, served, today))

    _openings(routes, station)

    @routes.post("/notices", openapi_extra=body_is("ServeNotice"))
    async def serve(request: Request, registrant_id: Id) -> Response:
        def work(session: Session, said: ServeNotice, who: Live) -> Notices | Problem:
            now = station.now()
            refused = residency_advice.serve(session, office, registrant_id, said, who, now)
            return refused or Notices(residency_advice.notices(session, office, registrant_id, now))

        return await written(request, station, SEES_PEOPLE, ServeNotice, work)

    @routes.post("/paper", openapi_extra=body_is("AskNotice"))
    async def paper(request: Request, registrant_id: Id) -> Response:
        def work(session: Session, said: AskNotice, who: Live) -> NoticePaper | Problem:
            return residency_advice.paper(session, office, registrant_id, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, AskNotice, work)

    @routes.post("/notices/{notice_id}/end", openapi_extra=body_is("EndNotice"))
    async def end(request: Request, registrant_id: Id, notice_id: Id) -> Response:
        def work(session: Session, said: EndNotice, who: Live) -> Notices | Problem:
            now = station.now()
            refused = residency_advice.end(session, office, notice_id, said, who, now)
            return refused or Notices(residency_advice.notices(session, office, registrant_id, now))

        return await written(request, station, SEES_PEOPLE, EndNotice, work)

    return routes


def _openings(routes: APIRouter, station: Station) -> None:
    @routes.get("/opening")
    def opening(
        request: Request,
        registrant_id: Id,
        opened: Day = None,
        check_in: CheckInId = "",
    ) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            record, changes = good(_whose(session, registrant_id, check_in))
        day = opened or station.office.today(station.now())
        return answer(residency_advice.opening(station.office, record, changes, day))


def _whose(
    session: Session, registrant_id: str, check_in_id: str
) -> tuple[Registrant, tuple[ReportedChange, ...]] | Problem:
    """The record, and what was reported in the check-in, if one is named."""
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    if not check_in_id:
        return record, ()
    stored = check_ins.find(session, check_in_id)
    if stored is None or stored.registrant_id != registrant_id:
        return problem("no_such_check_in")
    return record, stored.check_in.changes
