"""What a desk may ask about the queue and its check-ins."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.audit import AuditEvent
from kiosk.filled_papers import change_fee_notice, ticket_paper
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.review import Officer, Role
from sync.database import Session
from sync.identity import Role as DeviceRole
from sync.station import (
    accounts,
    audit,
    findings_book,
    numbers,
    pages,
    papers_made,
    review,
    waiting,
)
from sync.station.accounts import Live
from sync.station.api.rim import (
    HIGHEST,
    Id,
    answer,
    body_is,
    good,
    officer,
    peer,
    read_as,
    reading_as,
    refuse,
    writing_as,
)
from sync.station.desk_wire import Complete, Decide, Draft, Identify, SignedIn, SignIn
from sync.station.station import Station
from sync.station.store import check_ins, counters
from sync.station.store.check_ins import Stored

T = TypeVar("T")
LONGEST_WAIT_S: Final = 30.0
LONGEST_CODE: Final = 4096
"""Of a second factor: six digits, or what a security key says."""
MOST_SIGN_INS: Final = 8
"""Sign-ins under way at once; one more is put off, so that threads are left for everybody else."""
LOOKS_EVERY_S: Final = 1.0
"""How soon a change that another process made is noticed; this one's own changes ring the bell."""
SEES_PEOPLE: Final = frozenset({Role.OFFICER, Role.SUPERVISOR})
COMPLETES: Final = frozenset({Role.OFFICER})


def desk_routes(station: Station) -> APIRouter:
    """Signing in, the queue, and everything done to one check-in; every route wants a desk's certificate."""
    routes = APIRouter(prefix="/v1/desk")
    _session_routes(routes, station)
    _looking_routes(routes, station)
    _deciding_routes(routes, station)
    _calling_routes(routes, station)
    _completing_routes(routes, station)
    _paper_routes(routes, station)
    return routes


def allowed(who: Live, roles: frozenset[Role]) -> Officer:
    """The officer, when the account has one of ``roles``; else 403 ``account_not_allowed``."""
    if not who.officer.roles & roles:
        refuse(problem("account_not_allowed"))
    return who.officer


async def written(
    request: Request,
    station: Station,
    roles: frozenset[Role],
    kind: type[T],
    work: Callable[[Session, T, Live], object],
) -> Response:
    """Carry out ``work`` with what the officer said, in one transaction, and answer what it gives back.

    A Problem from it changes nothing; whoever looks at the queue is told that something changed.
    """
    who = await run_in_threadpool(officer, request, station)
    allowed(who, roles)
    said = await read_as(request, kind)

    def done() -> Response:
        with writing_as(station, who) as session:
            found = good(work(session, said, who))
            made = answer(found, type(None) if found is None else None)
        station.bell.ring()
        return made

    return await run_in_threadpool(done)


def _session_routes(routes: APIRouter, station: Station) -> None:
    line = threading.BoundedSemaphore(MOST_SIGN_INS)

    @routes.post("/sign-in", openapi_extra=body_is("SignIn"))
    async def sign_in(request: Request) -> Response:
        desk = peer(request, station, DeviceRole.DESK)
        said = await read_as(request, SignIn)
        rules = station.office.sessions

        def work() -> Response:
            now, code = station.now(), said.code[:LONGEST_CODE]
            found = good(
                accounts.sign_in(station.store, said.name, said.password, desk.name, rules, now, code)
            )
            return answer(_signed_in(station, found.officer, found.token, found.expires_at))

        # Each takes long on purpose, and kiosks are answered by the same threads.
        if not line.acquire(blocking=False):
            refuse(problem("station_busy"), 503)
        try:
            return await run_in_threadpool(work)
        finally:
            line.release()

    @routes.post("/sign-out")
    def sign_out(request: Request) -> Response:
        who = officer(request, station)
        with writing_as(station, who) as session:
            accounts.sign_out(session, who, station.now())
        return answer(None, type(None))


def _looking_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/queue")
    async def queue(
        request: Request,
        after: Annotated[int, Query(ge=0, le=HIGHEST)] = 0,
        wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT_S)] = 0.0,
    ) -> Response:
        who = await run_in_threadpool(partial(officer, request, station, used=False))
        allowed(who, SEES_PEOPLE)
        await _until_newer(station, after, wait)
        return await run_in_threadpool(_queue, station, who)

    @routes.get("/check-ins/{check_in_id}")
    def page(request: Request, check_in_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            stored = check_ins.find(session, check_in_id)
            if stored is None:
                refuse(problem("no_such_check_in"))
            _note_viewed(session, stored, who, station.now())
            return answer(pages.check_in_page(session, station.office, stored, station.now()))

    @routes.get("/check-ins/{check_in_id}/outcome")
    def outcome(request: Request, check_in_id: Id) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            stored = check_ins.find(session, check_in_id)
            if stored is None:
                refuse(problem("no_such_check_in"))
            return answer(pages.outcome(session, stored, station.now()))


def _deciding_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/check-ins/{check_in_id}/claim")
    def claim(request: Request, check_in_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, COMPLETES)
        return _page_after(
            station, who, lambda session: review.claim(session, check_in_id, who, station.now())
        )

    @routes.put("/check-ins/{check_in_id}/draft", openapi_extra=body_is("Draft"))
    async def keep_draft(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        draft = await read_as(request, Draft)

        def work(session: Session) -> Stored | Problem:
            refused = review.keep_draft(session, check_in_id, draft, who, station.now())
            return refused if refused is not None else _found(session, check_in_id)

        return await run_in_threadpool(_outcome_after, station, who, work)

    @routes.post("/check-ins/{check_in_id}/identify", openapi_extra=body_is("Identify"))
    async def identify(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        said = await read_as(request, Identify)
        return await run_in_threadpool(
            _page_after,
            station,
            who,
            lambda session: review.identify(session, check_in_id, said, who, station.now()),
        )

    @routes.post("/check-ins/{check_in_id}/decision", openapi_extra=body_is("Decide"))
    async def decide(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, Decide)

        def work(session: Session) -> Stored | Problem:
            now = station.now()
            before = check_ins.find(session, check_in_id)
            done = review.decide(session, check_in_id, said, who, now)
            if isinstance(done, Stored) and before is not None and done.state is not before.state:
                findings_book.sent_away(session, station.office, check_in_id, said.decision, who, now)
            return done

        return await run_in_threadpool(_outcome_after, station, who, work)


def _calling_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/check-ins/{check_in_id}/call", openapi_extra=body_is("Decide"))
    async def call(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, Decide)
        return await run_in_threadpool(
            _outcome_after,
            station,
            who,
            lambda session: review.call(session, check_in_id, said.window, who, station.now()),
        )

    @routes.post("/numbers/{number_id}/call", openapi_extra=body_is("Decide"))
    async def call_number(request: Request, number_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, Decide)
        return await run_in_threadpool(
            _queue_after,
            station,
            who,
            lambda session: numbers.call(session, number_id, said.window, who, station.now()),
        )

    @routes.post("/numbers/{number_id}/end")
    def end_number(request: Request, number_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        return _queue_after(station, who, lambda session: numbers.end(session, number_id, who, station.now()))


def _completing_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/check-ins/{check_in_id}/completion", openapi_extra=body_is("Complete"))
    async def complete(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, COMPLETES)
        asked = await read_as(request, Complete)
        return await run_in_threadpool(_complete, station, check_in_id, asked, who)

    @routes.post("/check-ins/{check_in_id}/undo", openapi_extra=body_is("Decide"))
    async def undo(request: Request, check_in_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, SEES_PEOPLE)
        said = await read_as(request, Decide)
        return await run_in_threadpool(
            _outcome_after,
            station,
            who,
            lambda session: review.undo(
                session, station.office, check_in_id, said.reason, who, station.now()
            ),
        )


def _paper_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/check-ins/{check_in_id}/receipt/print")
    def receipt(request: Request, check_in_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        now = station.now()
        with writing_as(station, who) as session:
            paper = good(papers_made.receipt_to_print(session, station.office, check_in_id, who, now))
        return answer(paper)

    @routes.get("/check-ins/{check_in_id}/ticket")
    def ticket(request: Request, check_in_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        office = station.office
        with station.store.reading() as session:
            stored = good(_found(session, check_in_id))
        check_in = stored.check_in
        printing = Printing(office.local(station.now()), who.officer.name, duplicate=True)
        return answer(
            ticket_paper(
                check_in.ticket,
                check_in.changes,
                office=office.letterhead,
                taken_at=office.local(check_in.submitted_at),
                code="",
                language=check_in.language,
                offline=check_in.offline,
                printing=printing,
                fee_notice=change_fee_notice(office.change_fee_dollars),
            )
        )


async def _until_newer(station: Station, after: int, wait: float) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + wait

    def version() -> int:
        with station.store.reading() as session:
            return counters.current(session, counters.QUEUE)

    with station.bell.listening() as rung:
        while (left := until - loop.time()) > 0:
            rung.clear()
            if await run_in_threadpool(version) > after:
                return
            # Looked at again before long even without a ring: another process may have changed something.
            with suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), min(left, LOOKS_EVERY_S))


def _queue(station: Station, who: Live) -> Response:
    with reading_as(station, who) as session:
        gone = station.keys.gone()
        return answer(waiting.queue(session, station.office, station.now(), station.alarm.codes, gone))


def _queue_after(station: Station, who: Live, work: Callable[[Session], Problem | None]) -> Response:
    with writing_as(station, who) as session:
        if (refused := work(session)) is not None:
            refuse(refused)
    station.bell.ring()
    return _queue(station, who)


def _complete(station: Station, check_in_id: str, asked: Complete, who: Live) -> Response:
    now = station.now()
    with writing_as(station, who) as session:
        found = review.approve(session, station.office, check_in_id, asked, who, now)
        approved = good(found)
    station.bell.ring()
    with station.store.reading() as session:
        return answer(pages.completed_view(session, approved, now))


def _note_viewed(session: Session, stored: Stored, who: Live, now: dt.datetime) -> None:
    if stored.registrant_id:
        audit.note(
            session,
            AuditEvent.RECORD_VIEWED,
            who.actor,
            now,
            check_in=stored.check_in.check_in_id,
            registrant=stored.registrant_id,
        )


def _page_after(station: Station, who: Live, work: Callable[[Session], Stored | Problem]) -> Response:
    with writing_as(station, who) as session:
        stored = good(work(session))
        _note_viewed(session, stored, who, station.now())
    station.bell.ring()
    with station.store.reading() as session:
        return answer(pages.check_in_page(session, station.office, stored, station.now()))


def _outcome_after(station: Station, who: Live, work: Callable[[Session], Stored | Problem]) -> Response:
    with writing_as(station, who) as session:
        stored = good(work(session))
    station.bell.ring()
    with station.store.reading() as session:
        return answer(pages.outcome(session, stored, station.now()))


def _found(session: Session, check_in_id: str) -> Stored | Problem:
    stored = check_ins.find(session, check_in_id)
    return problem("no_such_check_in") if stored is None else stored


def _signed_in(station: Station, who: Officer, token: str, expires_at: dt.datetime) -> SignedIn:
    idle = int(station.office.sessions.idle.total_seconds())
    return SignedIn(token, who.officer_id, who.name, tuple(sorted(who.roles)), expires_at, idle)
