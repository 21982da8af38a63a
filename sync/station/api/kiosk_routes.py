"""What a kiosk may ask."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.audit import AuditEvent
from kiosk.filled_papers import change_fee_notice
from kiosk.law import Mode
from kiosk.problems import problem
from kiosk.words import words
from sync.envelope import MAX_ENVELOPE
from sync.identity import Role, public_pem
from sync.kiosk_wire import (
    CallHelp,
    EnvelopeAnswer,
    FactorAnswer,
    GiveFactor,
    HelpAnswer,
    OfficeInfo,
    Question,
    Standing,
)
from sync.station import audit, intake, lookups, waiting
from sync.station.api.rim import (
    Id,
    answer,
    body_is,
    good,
    let_in,
    peer,
    problem_answer,
    read,
    read_as,
    refuse,
    writing_as,
)
from sync.station.audit import Actor
from sync.station.desk_wire import HelpCall
from sync.station.intake import Keys, Refusal
from sync.station.station import Station
from sync.station.store import kiosks, lobby, spools
from sync.tls import Peer

T = TypeVar("T")
LONGEST_NAME: Final = 60
MOST_TROUBLES: Final = 50


def kiosk_routes(station: Station) -> APIRouter:
    """The routes of ``sync.kiosk_wire``; every one wants a kiosk's certificate."""
    routes = APIRouter(prefix="/v1/kiosk")
    _asking_routes(routes, station)
    _sending_routes(routes, station)
    _help_routes(routes, station)
    return routes


def _asking_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/office")
    def office(request: Request) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        return answer(_office_info(station, kiosk))

    @routes.post("/lookups", openapi_extra=body_is("Question"))
    async def look_up(request: Request) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        asked = await read_as(request, Question)

        def note() -> Response:
            with writing_as(station, kiosk) as session:
                taken = lookups.look_up(session, station.office, kiosk.name, asked.identity, station.now())
            return answer(taken)

        return await _after_delay(station, note)

    @routes.post("/lookups/{lookup_id}/factor", openapi_extra=body_is("GiveFactor"))
    async def factor(request: Request, lookup_id: Id) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        given = await read_as(request, GiveFactor)

        def check() -> Response:
            let_in(station, kiosk.serial)
            found = good(
                lookups.give_factor(
                    station.store, station.office, kiosk.name, lookup_id, given.factor[:64], station.now()
                )
            )
            return answer(found, FactorAnswer)

        return await _after_delay(station, check)


def _sending_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/envelopes", openapi_extra=body_is("Envelope"))
    async def submit(request: Request) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        envelope = await read(request, MAX_ENVELOPE)
        return await run_in_threadpool(_submit, station, kiosk, envelope)

    @routes.post("/standing", openapi_extra=body_is("Standing"))
    async def stand(request: Request) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        standing = await read_as(request, Standing)
        longest = max(map(len, standing.troubles), default=0)
        if longest > LONGEST_NAME or len(standing.troubles) > MOST_TROUBLES:
            refuse(problem("not_understood", why="too long", where="troubles"))
        return await run_in_threadpool(_stand, station, kiosk, standing)

    @routes.get("/board")
    def board(request: Request) -> Response:
        peer(request, station, Role.KIOSK)
        with station.store.reading() as session:
            return answer(waiting.board(session, station.now()))

    @routes.get("/tickets/{check_in_id}")
    def ticket(request: Request, check_in_id: Id) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        with station.store.reading() as session:
            place = waiting.ticket_place(session, station.office, kiosk.name, check_in_id, station.now())
        return refuse(problem("ticket_unknown")) if place is None else answer(place)


def _help_routes(routes: APIRouter, station: Station) -> None:
    @routes.post("/help", openapi_extra=body_is("CallHelp"))
    async def call_help(request: Request) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        call = await read_as(request, CallHelp)
        return await run_in_threadpool(_call_help, station, kiosk, call)

    @routes.get("/help/{help_id}")
    def help_answer(request: Request, help_id: Id) -> Response:
        kiosk = peer(request, station, Role.KIOSK)
        with station.store.reading() as session:
            call = lobby.call(session, help_id)
        if call is None or call.kiosk_id != kiosk.name:
            refuse(problem("help_unknown"))
        return answer(HelpAnswer(call.help_id, call.answer, call.window))


async def _after_delay(station: Station, work: Callable[[], Response]) -> Response:
    """Answer at a fixed time after the question, whatever the answer is and however it was found."""
    loop = asyncio.get_running_loop()
    at = loop.time() + station.answer_delay_s
    try:
        return await run_in_threadpool(work)
    finally:
        await station.pause(at - loop.time())


def _office_info(station: Station, kiosk: Peer) -> OfficeInfo:
    office, now = station.office, station.now()
    with station.store.reading() as session:
        letter = kiosks.known_letter(session, kiosk.name)
    if letter is None:
        with writing_as(station, kiosk) as session:
            letter = kiosks.letter_of(session, kiosk.name, now)
    local = office.local(now)
    open_now = office.calendar.is_open_at(local)
    holiday = office.calendar.names.get(local.date())
    return OfficeInfo(
        letterhead=office.letterhead,
        zone=office.zone.key,
        now=now,
        letter=letter,
        disclosure=office.disclosure,
        factor=office.factor,
        open_now=open_now,
        opens_at=None if open_now else _opens_at(station, local),
        notices=office.notices,
        fee_notice=change_fee_notice(office.change_fee_dollars),
        station_key=public_pem(station.keys.station_keys()[0].public_key()).decode("ascii"),
        guardian_may_sign=office.rulesets.mode("S-05", local.date()) is Mode.PRINTED,
        holiday=words(f"law.holiday.{holiday}") if holiday else None,
        services=office.services,
    )


def _opens_at(station: Station, local: dt.datetime) -> dt.datetime | None:
    calendar = station.office.calendar
    hours = calendar.hours(local.date())
    day = local.date()
    if hours is None or local.time() >= hours.opens:
        day = calendar.next_open(day + dt.timedelta(days=1))
        hours = calendar.hours(day)
    return dt.datetime.combine(day, hours.opens, station.office.zone) if hours else None


def _submit(station: Station, kiosk: Peer, envelope: bytes) -> Response:
    keys = Keys(station.keys.station_keys(), station.keys.kiosk_keys())
    found: object = intake.read_envelope(envelope, kiosk.name, keys)
    with writing_as(station, kiosk) as session:
        if isinstance(found, intake.Parcel):
            found = intake.accept(session, found, station.now())
        if isinstance(found, Refusal):
            intake.set_aside(session, envelope, kiosk.name, found, station.now())
    station.bell.ring()
    if isinstance(found, Refusal):
        return problem_answer(found.problem, 409 if found.conflict else 422)
    return answer(found, EnvelopeAnswer)


def _stand(station: Station, kiosk: Peer, standing: Standing) -> Response:
    now = station.now()
    with writing_as(station, kiosk) as session:
        before, missing = spools.told(session, kiosk.name, standing, now)
        if missing:
            standing = replace(standing, troubles=(*standing.troubles, "items_missing"))
        if missing > before:
            actor = Actor(kiosk.name, kiosk.name)
            audit.note(
                session, AuditEvent.SPOOL_ITEMS_MISSING, actor, now, missing=missing, spool=standing.spool
            )
        kiosks.stands(session, kiosk.name, standing, now)
        board = waiting.board(session, now)
        if standing.parked and kiosks.tell_again(session, kiosk.name):
            board = replace(board, send_again=True)
    return answer(board)


def _call_help(station: Station, kiosk: Peer, call: CallHelp) -> Response:
    longest = max(len(call.help_id), len(call.screen))
    if not call.help_id or longest > LONGEST_NAME or len(call.language) > 20:
        refuse(problem("not_understood", why="too long", where="screen"))
    now = station.now()
    with writing_as(station, kiosk) as session:
        known = lobby.call(session, call.help_id)
        if known is not None and known.kiosk_id != kiosk.name:
            refuse(problem("help_unknown"))
        if known is None:
            known = HelpCall(call.help_id, kiosk.name, call.screen, call.kind.value, call.language, now)
            # One open call a kiosk: whoever presses for ever hides nobody else's.
            again = lobby.drop_unanswered(session, kiosk.name)
            lobby.add_call(session, known)
            if not again:
                actor = Actor(kiosk.name, kiosk.name)
                audit.note(session, AuditEvent.HELP_CALLED, actor, now, call.kind.value, help=call.help_id)
    station.bell.ring()
    return answer(HelpAnswer(known.help_id, known.answer, known.window))
