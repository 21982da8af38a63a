"""What a desk may ask about people, deliveries, calls for help and the audit log."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.audit import AuditEvent
from kiosk.problems import problem
from kiosk.review import Role
from sync.station import audit, courier, lookups, pages, people_pages, photographs, replacing
from sync.station.api.desk_routes import COMPLETES, SEES_PEOPLE, allowed
from sync.station.api.rim import (
    HIGHEST,
    Day,
    Id,
    answer,
    body_is,
    good,
    officer,
    read,
    read_as,
    refuse,
    writing_as,
)
from sync.station.desk_wire import (
    AnswerHelp,
    AuditLine,
    DeliveryRow,
    DeliveryState,
    Found,
    HelpCall,
    OfficeView,
    ParkUpdate,
    SetFactor,
)
from sync.station.station import Station
from sync.station.store import lobby, outbox, roster

SEES_AUDIT: Final = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR})
SEES_DELIVERIES: Final = SEES_PEOPLE | {Role.ADMINISTRATOR}
MOST_LINES: Final = 500


def office_routes(station: Station) -> APIRouter:
    """The roster, its photographs, the outbox, the lobby's calls and the log; each wants a desk's officer."""
    routes = APIRouter(prefix="/v1/desk")
    _people_routes(routes, station)
    _photograph_routes(routes, station)
    _delivery_routes(routes, station)
    _other_routes(routes, station)
    _audit_routes(routes, station)
    return routes


def _people_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/registrants")
    def search(
        request: Request,
        text: Annotated[str, Query(max_length=100)] = "",
        birth_date: dt.date | None = None,
    ) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with station.store.reading() as session:
            found = people_pages.search(session, text, birth_date)
        # What was typed is not written down: it may be anybody's name.
        with writing_as(station, who) as session:
            audit.note(session, AuditEvent.ROSTER_SEARCHED, who.actor, station.now(), shown=len(found))
        return answer(found, tuple[Found, ...])

    @routes.get("/registrants/{registrant_id}")
    def record(request: Request, registrant_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        now = station.now()
        with writing_as(station, who) as session:
            found = roster.record(session, registrant_id)
            if found is None:
                refuse(problem("no_such_registrant"))
            audit.note(session, AuditEvent.RECORD_VIEWED, who.actor, now, registrant=registrant_id)
            supervised = Role.SUPERVISOR in who.officer.roles
            page = people_pages.record_page(session, station.office, found, now, supervised=supervised)
            return answer(page)

    @routes.put("/registrants/{registrant_id}/factor", openapi_extra=body_is("SetFactor"))
    async def set_factor(request: Request, registrant_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        said = await read_as(request, SetFactor)

        def work() -> Response:
            with writing_as(station, who) as session:
                good(
                    lookups.change_factor(
                        session, station.office, registrant_id, said.factor, who, station.now()
                    )
                )
            return answer(None, type(None))

        return await run_in_threadpool(work)


def _photograph_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/photographs", openapi_extra=body_is("Photograph"))
    async def keep_photograph(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        jpeg = await read(request, photographs.LONGEST_JPEG)

        def keep() -> Response:
            today = station.office.today(station.now())
            with writing_as(station, who) as session:
                kept = good(photographs.keep(session, jpeg, today, who.officer.officer_id))
            return answer(kept)

        return await run_in_threadpool(keep)

    @routes.get("/photographs/{photograph_id}")
    def photograph(request: Request, photograph_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            jpeg = lobby.jpeg(session, photograph_id)
            if jpeg is None:
                refuse(problem("no_such_photograph"))
            audit.note(
                session, AuditEvent.PHOTOGRAPH_VIEWED, who.actor, station.now(), photograph=photograph_id
            )
        return Response(jpeg, media_type="image/jpeg")


def _delivery_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/deliveries")
    def deliveries(request: Request, state: DeliveryState | None = None) -> Response:
        allowed(officer(request, station), SEES_DELIVERIES)
        with station.store.reading() as session:
            return answer(pages.deliveries(session, state, station.now()), tuple[DeliveryRow, ...])

    @routes.post("/deliveries/{update_id}/park", openapi_extra=body_is("ParkUpdate"))
    async def park(request: Request, update_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, ParkUpdate)

        def work() -> Response:
            with writing_as(station, who) as session:
                good(courier.park(session, update_id, said.reason, who, station.now()))
            return _delivery(station, update_id)

        return await run_in_threadpool(work)

    @routes.post("/deliveries/{update_id}/replace", openapi_extra=body_is("ParkUpdate"))
    async def replace(request: Request, update_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, ParkUpdate)

        def work() -> Response:
            with writing_as(station, who) as session:
                good(replacing.replace(session, update_id, said.reason, who, station.now()))
            return _delivery(station, update_id)

        return await run_in_threadpool(work)

    @routes.post("/deliveries/{update_id}/release")
    def release(request: Request, update_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            good(courier.release(session, update_id, who, station.now()))
        return _delivery(station, update_id)


def _other_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/office")
    def office(request: Request) -> Response:
        officer(request, station)
        about = station.office
        return answer(
            OfficeView(
                about.office,
                about.county,
                about.zone.key,
                about.disclosure,
                int(about.hold.total_seconds()),
                about.windows,
                about.by_hand,
            )
        )

    @routes.get("/help")
    def messages(request: Request, day: Day = None) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        about = station.office
        begins = dt.datetime.combine(day or about.today(station.now()), dt.time(), about.zone)
        ends = dt.datetime.combine(begins.date() + dt.timedelta(days=1), dt.time(), about.zone)
        with station.store.reading() as session:
            return answer(lobby.calls_between(session, begins, ends), tuple[HelpCall, ...])

    @routes.post("/help/{help_id}/answer", openapi_extra=body_is("AnswerHelp"))
    async def answer_help(request: Request, help_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, AnswerHelp)

        def work() -> Response:
            if said.answer not in ("coming", "window") or len(said.window) > 40:
                refuse(problem("not_understood", why="answer", where="answer"))
            if said.answer == "window" and not said.window.strip():
                refuse(problem("window_missing"))
            with writing_as(station, who) as session:
                if lobby.call(session, help_id) is None:
                    refuse(problem("help_unknown"))
                now = station.now()
                lobby.answer_call(
                    session, help_id, said.answer, said.window.strip(), who.officer.officer_id, now
                )
                audit.note(session, AuditEvent.HELP_ANSWERED, who.actor, now, said.answer, help=help_id)
            station.bell.ring()
            return answer(None, type(None))

        return await run_in_threadpool(work)


def _audit_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/audit")
    def lines(request: Request, after: Annotated[int, Query(ge=0, le=HIGHEST)] = 0) -> Response:
        allowed(officer(request, station), SEES_AUDIT)
        with station.store.reading() as session:
            return answer(audit.lines(session, after, MOST_LINES), tuple[AuditLine, ...])

    @routes.get("/audit/search")
    def search(
        request: Request,
        event: AuditEvent | None = None,
        text: Annotated[str, Query(max_length=64)] = "",
        page: Annotated[int, Query(ge=0, le=100_000)] = 0,
    ) -> Response:
        allowed(officer(request, station), SEES_AUDIT)
        with station.store.reading() as session:
            return answer(audit.search(session, event, text, page))

    @routes.get("/audit/verdict")
    def verdict(request: Request) -> Response:
        allowed(officer(request, station), SEES_AUDIT)
        with station.store.reading() as session:
            return answer(audit.verify(session, key=station.keys.audit_key().public_key()))


def _delivery(station: Station, update_id: str) -> Response:
    station.bell.ring()
    with station.store.reading() as session:
        row = outbox.find(session, update_id)
        if row is None:
            refuse(problem("no_such_update"))
        return answer(pages.delivery(session, row, station.now()))
