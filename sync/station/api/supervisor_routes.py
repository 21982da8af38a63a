"""What a desk may ask about everybody at once: who is due, who is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.audit import AuditEvent
from kiosk.law.worklist import Differs
from kiosk.problems import Problem
from kiosk.review import Role
from sync.database import Session
from sync.station import audit, boards, cases, day_sheet, law_differences, packets, state_file
from sync.station.accounts import Live
from sync.station.api.desk_routes import SEES_PEOPLE, allowed, written
from sync.station.api.rim import Day, Id, answer, body_is, good, officer, read_as, refuse, writing_as
from sync.station.board_wire import BoardAsked, DueState
from sync.station.case_wire import CasePage, CloseCase, Letters, TakeStep, WriteLetters
from sync.station.office import Office
from sync.station.state_wire import Explain
from sync.station.station import Station
from sync.station.store import state_file as state_rows

SUPERVISES: Final = frozenset({Role.SUPERVISOR})
_Making: TypeAlias = "Callable[[Session, Office, str, str, Live, dt.datetime], object | Problem]"
"""Makes papers about a case in a language, and writes down that it did."""
Short = Annotated[str, Query(max_length=24)]
Page = Annotated[int, Query(ge=0, le=10_000)]
Language = Annotated[str, Query(pattern="^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]


def supervisor_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer."""
    routes = APIRouter(prefix="/v1/desk")
    _board_routes(routes, station)
    _law_routes(routes, station)
    _state_routes(routes, station)
    _day_sheet_routes(routes, station)
    _case_routes(routes, station)
    _case_paper_routes(routes, station)
    return routes


def _board_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/boards/due")
    def due(
        request: Request,
        state: DueState | None = None,
        rule_id: Short = "",
        what: Short = "",
        tier: Short = "",
        week: Day = None,
        printed_only: bool = True,
        page: Page = 0,
    ) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        asked = BoardAsked(state, rule_id, what, tier, week, printed_only, page)
        now = station.now()
        boards.count_changed(station.store, station.office, now)
        with station.store.reading() as session:
            return answer(boards.board(session, station.office, asked, now))

    @routes.get("/boards/due.csv")
    def due_csv(
        request: Request,
        state: DueState | None = None,
        rule_id: Short = "",
        what: Short = "",
        tier: Short = "",
        week: Day = None,
        printed_only: bool = True,
    ) -> Response:
        who = officer(request, station)
        allowed(who, SUPERVISES)
        asked = BoardAsked(state, rule_id, what, tier, week, printed_only)
        now = station.now()
        boards.count_all(station.store, station.office, now)
        with writing_as(station, who) as session:
            table = boards.exported(session, station.office, asked, who.actor, now)
        return Response(table, media_type="text/csv")


def _state_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/boards/state")
    def compared(request: Request, page: Page = 0) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(state_rows.page(session, page))

    @routes.post("/state-exceptions/{exception_id}/explanation", openapi_extra=body_is("Explain"))
    async def explain(request: Request, exception_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, Explain)

        def work() -> Response:
            with writing_as(station, who) as session:
                found = state_file.explain(session, exception_id, said, who, station.now())
                if found is not None:
                    refuse(found)
            return answer(None, type(None))

        return await run_in_threadpool(work)


def _day_sheet_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/day-sheet")
    def sheet(request: Request) -> Response:
        # A desk asks by itself: that keeps no sign-in alive.
        who = officer(request, station, used=False)
        allowed(who, SEES_PEOPLE)
        now = station.now()
        boards.count_changed(station.store, station.office, now)
        with writing_as(station, who) as session:
            return answer(good(day_sheet.given(session, station.office, who, now)))


def _law_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/boards/law")
    def law(request: Request, differs: Differs | None = None, page: Page = 0) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        now = station.now()
        boards.count_changed(station.store, station.office, now)
        with station.store.reading() as session:
            return answer(law_differences.page(session, station.office, differs, page, now))


def _case_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/cases")
    def listed(request: Request, opened: bool = True, code: Short = "", step: Short = "") -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(cases.listed(session, opened=opened, code=code, step=step))

    @routes.get("/cases/{case_id}")
    def page(request: Request, case_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            found = good(cases.page(session, case_id))
            about = {"registrant": found.case.registrant_id, "case": case_id}
            audit.note(session, AuditEvent.RECORD_VIEWED, who.actor, station.now(), **about)
        return answer(found)

    @routes.post("/cases/{case_id}/steps", openapi_extra=body_is("TakeStep"))
    async def step(request: Request, case_id: Id) -> Response:
        def work(session: Session, said: TakeStep, who: Live) -> CasePage | Problem:
            good(cases.take_step(session, station.office, case_id, said, who, station.now()))
            return cases.page(session, case_id)

        return await written(request, station, SEES_PEOPLE, TakeStep, work)

    @routes.post("/cases/{case_id}/closing", openapi_extra=body_is("CloseCase"))
    async def closing(request: Request, case_id: Id) -> Response:
        def work(session: Session, said: CloseCase, who: Live) -> CasePage | Problem:
            good(cases.close(session, station.office, case_id, said, who, station.now()))
            return cases.page(session, case_id)

        return await written(request, station, SUPERVISES, CloseCase, work)


def _case_paper_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/letters", openapi_extra=body_is("WriteLetters"))
    async def letters(request: Request) -> Response:
        def work(session: Session, said: WriteLetters, who: Live) -> Letters | Problem:
            return cases.letters(session, station.office, said, who, station.now())

        return await written(request, station, SUPERVISES, WriteLetters, work)

    def paper(make: _Making, request: Request, case_id: str, language: str) -> Response:
        who = officer(request, station)
        allowed(who, SUPERVISES)
        with writing_as(station, who) as session:
            return answer(good(make(session, station.office, case_id, language, who, station.now())))

    @routes.post("/cases/{case_id}/letters")
    def letters_again(request: Request, case_id: Id, language: Language = "en") -> Response:
        return paper(cases.letters_again, request, case_id, language)

    @routes.post("/cases/{case_id}/packet")
    def packet(request: Request, case_id: Id, language: Language = "en") -> Response:
        return paper(packets.packet, request, case_id, language)
