"""What a desk may do to people's records: enter, amend, attach, charge, certify, and type elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, TypeAlias, TypeVar

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from kiosk.review import Role
from sync.database import Session
from sync.station import (
    amending,
    audit,
    fee_book,
    hand_entry,
    pages,
    papers_made,
    scans,
    state_forms,
    tickets,
    walk_in,
)
from sync.station.accounts import Live
from sync.station.api.desk_routes import COMPLETES, SEES_PEOPLE, allowed
from sync.station.api.rim import Day, Id, answer, body_is, good, officer, read, read_as, refuse, writing_as
from sync.station.office import Office
from sync.station.people_wire import Amend, AttachmentKind, Entered, EnterFee, WalkIn
from sync.station.station import Station
from sync.station.store import efforts, roster

SEES_FEES = SEES_PEOPLE | {Role.AUDITOR}
KEEPS_BOOKS = frozenset({Role.SUPERVISOR, Role.AUDITOR})
Language = Annotated[str, Query(pattern="^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
T = TypeVar("T")
_Making: TypeAlias = "Callable[[Session, Office, str, str, Live, dt.datetime], object | Problem]"
"""Makes a paper about a person in a language, and writes down that it did."""


def record_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer."""
    routes = APIRouter(prefix="/v1/desk")
    _entry_routes(routes, station)
    _attachment_routes(routes, station)
    _fee_routes(routes, station)
    _paper_routes(routes, station)
    _ticket_routes(routes, station)
    _blank_forms(routes, station)
    _hand_routes(routes, station)
    return routes


def _written(
    station: Station, who: Live, work: Callable[[Session], T | Problem], *, rings: bool = False
) -> T:
    with writing_as(station, who) as session:
        done = good(work(session))
    if rings:
        station.bell.ring()
    return done


def _entry_routes(routes: APIRouter, station: Station) -> None:
    @routes.put("/registrants/{registrant_id}", openapi_extra=body_is("Amend"))
    async def amend(request: Request, registrant_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        asked = await read_as(request, Amend)

        def work(session: Session) -> object:
            return amending.amend(session, station.office, registrant_id, asked, who, station.now())

        return answer(await run_in_threadpool(_written, station, who, work, rings=True))

    @routes.post("/walk-ins", openapi_extra=body_is("WalkIn"))
    async def take(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        said = await read_as(request, WalkIn)

        def work() -> Response:
            stored = _written(
                station,
                who,
                lambda session: walk_in.take(session, station.office, said, who, station.now()),
                rings=True,
            )
            with station.store.reading() as session:
                return answer(pages.check_in_page(session, station.office, stored, station.now()))

        return await run_in_threadpool(work)


def _attachment_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/registrants/{registrant_id}/attachments", openapi_extra=body_is("Photograph"))
    async def attach(
        request: Request,
        registrant_id: Id,
        kind: AttachmentKind = AttachmentKind.OTHER,
        title: Annotated[str, Query(max_length=120)] = "",
    ) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        body = await read(request, scans.LONGEST_SCAN)

        def work(session: Session) -> object:
            return scans.attach(session, registrant_id, kind, title, body, who, station.now())

        return answer(await run_in_threadpool(_written, station, who, work))

    @routes.get("/attachments/{attachment_id}")
    def attachment(request: Request, attachment_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        body, media_type = _written(
            station, who, lambda session: scans.opened(session, attachment_id, who, station.now())
        )
        return Response(body, media_type=media_type)


def _fee_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/registrants/{registrant_id}/fees", openapi_extra=body_is("EnterFee"))
    async def enter(request: Request, registrant_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        asked = await read_as(request, EnterFee)

        def work(session: Session) -> object:
            return fee_book.enter(session, registrant_id, asked, who, station.now())

        return answer(await run_in_threadpool(_written, station, who, work))

    @routes.get("/fees")
    def day_of(request: Request, day: Day = None) -> Response:
        allowed(officer(request, station), SEES_FEES)
        day = day or station.office.today(station.now())
        with station.store.reading() as session:
            return answer(fee_book.day_of(session, station.office, day))

    @routes.get("/fees.csv")
    def day_csv(request: Request, day: Day = None) -> Response:
        who = officer(request, station)
        allowed(who, KEEPS_BOOKS)
        day, now = day or station.office.today(station.now()), station.now()
        table = _written(
            station, who, lambda session: fee_book.exported(session, station.office, day, who, now)
        )
        return Response(table, media_type="text/csv")

    @routes.get("/fees/{fee_id}/receipt")
    def receipt(request: Request, fee_id: Id, language: Language = "en") -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with station.store.reading() as session:
            found = fee_book.receipt(session, station.office, fee_id, who, station.now(), language)
            return answer(good(found))


def _blank_forms(routes: APIRouter, station: Station) -> None:
    @routes.get("/forms/{form}/blank")
    def blank_form(request: Request, form: Id) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        return Response(good(state_forms.blank(station.office.forms, form)), media_type="application/pdf")


def _paper(
    station: Station, request: Request, work: Callable[[Session, Live, dt.datetime], object | Problem]
) -> Response:
    who = officer(request, station)
    allowed(who, SEES_PEOPLE)
    return answer(_written(station, who, lambda session: work(session, who, station.now())))


def _paper_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/appearances/{appearance_id}/receipt")
    def receipt(request: Request, appearance_id: Id) -> Response:
        return _paper(
            station,
            request,
            lambda session, who, now: papers_made.receipt_again(
                session, station.office, appearance_id, who, now
            ),
        )

    for name, make in (
        ("certificate", papers_made.certificate_of),
        ("dates-letter", papers_made.dates_letter),
    ):
        _paper_route(routes, station, name, make)

    @routes.post("/registrants/{registrant_id}/forms/{form}")
    def form_to_fill(request: Request, registrant_id: Id, form: Id) -> Response:
        def work(session: Session, who: Live, now: dt.datetime) -> object | Problem:
            record = roster.record(session, registrant_id)
            if record is None:
                return problem("no_such_registrant")
            return state_forms.to_fill(session, station.office.forms, form, record, who, now)

        return _paper(station, request, work)


def _paper_route(routes: APIRouter, station: Station, name: str, make: _Making) -> None:
    @routes.post(f"/registrants/{{registrant_id}}/{name}")
    def paper(request: Request, registrant_id: Id, language: Language = "en") -> Response:
        return _paper(
            station,
            request,
            lambda session, who, now: make(session, station.office, registrant_id, language, who, now),
        )


def _ticket_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/tickets/{number}/check")
    def check_ticket(
        request: Request,
        number: Id,
        day: Day = None,
        code: Annotated[str, Query(max_length=40)] = "",
    ) -> Response:
        def work(session: Session, who: Live, now: dt.datetime) -> object:
            given = day or station.office.today(now)
            return tickets.checked(session, station.keys, number, given, code, who, now)

        return _paper(station, request, work)


def _hand_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/deliveries/{update_id}/entry")
    def sheet(request: Request, update_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            found = good(hand_entry.sheet(session, station.office, update_id))
            audit.note(session, AuditEvent.RECORD_VIEWED, who.actor, station.now(), update=update_id)
            return answer(found)

    @routes.post("/deliveries/{update_id}/entry", openapi_extra=body_is("Entered"))
    async def confirm(request: Request, update_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        if not station.office.by_hand:
            refuse(problem("not_by_hand"))
        said = await read_as(request, Entered)

        def work() -> Response:
            now = station.now()
            row = _written(
                station,
                who,
                lambda session: hand_entry.confirm(session, update_id, said, who, now),
                rings=True,
            )
            with station.store.reading() as session:
                return answer(pages.delivery(session, row, now))

        return await run_in_threadpool(work)

    @routes.get("/efforts")
    def lately(request: Request) -> Response:
        officer(request, station)
        with station.store.reading() as session:
            return answer(efforts.lately(session))
