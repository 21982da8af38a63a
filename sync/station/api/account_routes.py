"""What administrators ask about the accounts of the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from kiosk.problems import Problem, problem
from kiosk.review import Role
from sync.database import Session
from sync.station import accounts, factors
from sync.station.access_wire import AccountSeen, FactorSort, NewAccount, SetOfficersFactor, ShownSecret
from sync.station.accounts import Live
from sync.station.api.desk_routes import allowed
from sync.station.api.rim import Id, answer, body_is, good, officer, read_as, refuse, writing_as
from sync.station.station import Station

RUNS_ACCOUNTS: Final = frozenset({Role.ADMINISTRATOR})
Act = Callable[[Session, str, Live], Problem | None]


def account_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in administrator."""
    routes = APIRouter(prefix="/v1/desk/accounts")
    _looking_routes(routes, station)
    _changing_routes(routes, station)
    _factor_routes(routes, station)
    return routes


def _looking_routes(routes: APIRouter, station: Station) -> None:
    rules = station.office.sessions

    @routes.get("")
    def every(request: Request) -> Response:
        allowed(officer(request, station), RUNS_ACCOUNTS)
        with station.store.reading() as session:
            return answer(accounts.every(session, rules, station.now()), tuple[AccountSeen, ...])

    @routes.post("", openapi_extra=body_is("NewAccount"))
    async def add(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, RUNS_ACCOUNTS)
        told = await read_as(request, NewAccount)

        def work() -> Response:
            roles, now = frozenset(told.roles), station.now()
            hashed = good(accounts.first_password(told.password))
            with writing_as(station, who) as session:
                made = good(
                    accounts.add(session, told.sign_in_name, told.full_name, hashed, roles, who.actor, now)
                )
                return answer(accounts.seen(session, made.officer_id, rules, now))

        return await run_in_threadpool(work)


def _changing_routes(routes: APIRouter, station: Station) -> None:
    rules = station.office.sessions

    def done(request: Request, officer_id: str, act: Act) -> Response:
        who = officer(request, station)
        allowed(who, RUNS_ACCOUNTS)
        with writing_as(station, who) as session:
            if (refused := act(session, officer_id, who)) is not None:
                refuse(refused)
            return answer(accounts.seen(session, officer_id, rules, station.now()))

    @routes.post("/{officer_id}/lock")
    def lock(request: Request, officer_id: Id) -> Response:
        def act(session: Session, chosen: str, who: Live) -> Problem | None:
            return accounts.lock(session, chosen, who, station.now())

        return done(request, officer_id, act)

    @routes.post("/{officer_id}/release")
    def release(request: Request, officer_id: Id) -> Response:
        def act(session: Session, chosen: str, who: Live) -> Problem | None:
            name = accounts.name_of(session, chosen)
            return accounts.release(session, name, who.actor, station.now())

        return done(request, officer_id, act)

    @routes.post("/{officer_id}/sign-outs")
    def sign_outs(request: Request, officer_id: Id) -> Response:
        def act(session: Session, chosen: str, who: Live) -> Problem | None:
            name = accounts.name_of(session, chosen)
            ended = accounts.end_all(session, name, who.actor, station.now())
            return ended if isinstance(ended, Problem) else None

        return done(request, officer_id, act)


def _factor_routes(routes: APIRouter, station: Station) -> None:
    pepper = station.office.sessions.pepper

    @routes.post("/{officer_id}/challenge")
    def challenge(request: Request, officer_id: Id) -> Response:
        allowed(officer(request, station), RUNS_ACCOUNTS)
        with station.store.reading() as session:
            if not accounts.name_of(session, officer_id):
                refuse(problem("no_such_account"))
        return answer(factors.key_challenge(pepper, officer_id, station.now()).hex())

    @routes.put("/{officer_id}/factor", openapi_extra=body_is("SetOfficersFactor"))
    async def factor(request: Request, officer_id: Id) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, RUNS_ACCOUNTS)
        told = await read_as(request, SetOfficersFactor)

        def work() -> Response:
            now, key = station.now(), told.sort is FactorSort.KEY
            secret = (
                factors.registered(pepper, officer_id, told.challenge, told.answer, now)
                if key
                else factors.new_totp_secret()
            )
            with writing_as(station, who) as session:
                name = accounts.name_of(session, officer_id)
                if not name:
                    refuse(problem("no_such_account"))
                if secret is None:
                    refuse(problem("no_security_key"))
                accounts.set_second_factor(
                    session, officer_id, told.sort.value, secret, pepper, who.actor, now
                )
            uri = "" if key else factors.totp_uri(secret, name, station.office.office)
            return answer(ShownSecret(uri))

        return await run_in_threadpool(work)
