"""Where the outside ends: untrusted requests become values or a clear refusal, and answers become bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Final, NoReturn, TypeVar

import structlog
from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.law.calendar import FIRST_YEAR, LAST_YEAR
from kiosk.problems import Problem, problem
from sync import bodies
from sync.database import Session, StoreError, cause_of, does_not_fit, is_the_stores
from sync.identity import Role
from sync.kiosk_wire import WIRE_TYPE
from sync.rates import Rates
from sync.schemas import body_is as body_is
from sync.station import accounts
from sync.station.accounts import Live
from sync.station.station import Station
from sync.tls import Peer, peer_of
from sync.wire import NotUnderstood, from_wire, to_wire

T = TypeVar("T")

LONGEST_BODY: Final = 256 * 1024
"""Bytes of any body but an envelope's or a photograph's."""
HIGHEST: Final = 2**31 - 1
"""Of any number that is looked up: what every store can hold."""
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Day = Annotated[dt.date | None, Query(ge=dt.date(FIRST_YEAR, 1, 1), le=dt.date(LAST_YEAR, 1, 1))]
"""Of a book or a board, or none named: one that the office's calendar reaches."""

_STATUS: Final = {
    "account_locked": 403,
    "account_not_allowed": 403,
    "code_needed": 401,
    "code_not_accepted": 401,
    "factor_not_set": 403,
    "security_key_needed": 401,
    "address_check_id_used": 409,
    "address_check_moved": 409,
    "already_completed": 409,
    "amendment_id_used": 409,
    "appointment_already": 409,
    "appointment_id_used": 409,
    "appointment_not_free": 409,
    "appearance_id_used": 409,
    "check_in_cannot_move": 409,
    "check_in_id_used": 409,
    "check_in_unreadable": 409,
    "claimed_by_another": 409,
    "completed_by_another": 403,
    "device_not_allowed": 403,
    "earlier_update_first": 409,
    "fee_id_used": 409,
    "findings_not_looked_at": 409,
    "help_unknown": 404,
    "hold_is_over": 409,
    "later_appearance_stands": 409,
    "lookup_not_known": 404,
    "no_kiosk_version": 404,
    "no_such_account": 404,
    "no_such_appearance": 404,
    "no_such_appointment": 404,
    "no_such_notice": 404,
    "notice_id_used": 409,
    "no_such_attachment": 404,
    "case_closed": 409,
    "no_such_exception": 404,
    "not_in_sample": 404,
    "second_check_own": 403,
    "no_such_case": 404,
    "no_letter_written": 404,
    "no_such_check_in": 404,
    "no_such_form": 404,
    "no_such_payment": 404,
    "enrolment_code_not_accepted": 403,
    "no_such_device": 404,
    "no_such_photograph": 404,
    "no_such_registrant": 404,
    "no_such_request": 404,
    "request_id_used": 409,
    "no_such_tip": 404,
    "tip_closed": 409,
    "tip_id_used": 409,
    "tip_not_sent": 409,
    "reminder_choice_used": 409,
    "no_such_series": 404,
    "no_such_run": 404,
    "no_such_hold": 404,
    "hold_id_used": 409,
    "retention_run_used": 409,
    "retention_preview_old": 409,
    "no_such_ticket": 404,
    "name_taken": 409,
    "not_your_own_account": 409,
    "later_version_held": 409,
    "no_later_version": 409,
    "no_such_update": 404,
    "not_an_officer": 403,
    "not_by_hand": 409,
    "not_claimed": 409,
    "not_completed": 409,
    "not_identified": 409,
    "record_moved_on": 409,
    "ticket_unknown": 404,
    "undo_instead": 409,
    "update_kept_back": 409,
    "update_not_parked": 409,
    "update_not_waiting": 409,
    "wrong_sign_in": 401,
}
"""HTTP status by problem; everything else is 422: understood, and not possible as it stands."""
_CODES: Final = {404: "no_such_route", 405: "method_not_allowed"}
_log = structlog.get_logger("station")


class ProblemAnswer(Exception):
    """Ends a request with a problem; made by ``refuse``, caught by the application."""

    def __init__(self, found: Problem, status: int) -> None:
        super().__init__(found.code)
        self.found = found
        self.status = status


def refuse(found: Problem, status: int | None = None) -> NoReturn:
    """Answer with ``found`` and end the request."""
    raise ProblemAnswer(found, _STATUS.get(found.code, 422) if status is None else status)


def good(found: T | Problem) -> T:
    """The value; a Problem instead of it ends the request."""
    if isinstance(found, Problem):
        refuse(found)
    return found


def answer(value: object, kind: object = None) -> Response:
    """``value`` as the wire carries it; ``kind`` where its own class does not say it all."""
    return Response(to_wire(value, kind), media_type=WIRE_TYPE)


def problem_answer(found: Problem, status: int) -> Response:
    """A refusal as the wire carries it."""
    return Response(to_wire(found), status_code=status, media_type=WIRE_TYPE)


async def read(request: Request, longest: int = LONGEST_BODY) -> bytes:
    """The request's body; 413 ``too_long`` as soon as it is longer than allowed, 408 when it does not end."""
    try:
        body = await bodies.of_question(request.stream(), longest)
    except TimeoutError:
        refuse(problem("too_slow"), 408)
    if body is None:
        refuse(problem("too_long", longest=longest), 413)
    return body


async def read_as(request: Request, kind: type[T]) -> T:
    """The request's body as a ``kind``; 422 ``not_understood`` for anything else."""
    value = from_wire(kind, await read(request))
    if isinstance(value, NotUnderstood):
        refuse(problem("not_understood", why=value.why, where=value.where))
    return value


def peer(request: Request, station: Station, role: Role, rates: Rates | None = None) -> Peer:
    """The device that asks; 403 unless it showed a certificate of this role, given out here, not revoked.

    429 for one that asks too often, by ``rates`` where a question has its own.
    """
    found = peer_of(request.scope)
    if found is None or found.role is not role:
        refuse(problem("device_not_allowed"), 403)
    let_in(station, found.serial)
    if not (rates or station.rates).allows(f"{found.role} {found.name}", station.tick()):
        refuse(problem("too_often"), 429)
    return found


def device(request: Request, station: Station) -> Peer:
    """The kiosk or desk that asks, whichever; 403 unless it showed a certificate that is not revoked."""
    found = peer_of(request.scope)
    return peer(request, station, Role.KIOSK if found is None or found.role is Role.KIOSK else Role.DESK)


def officer(request: Request, station: Station, *, used: bool = True) -> Live:
    """The officer who asks from this desk; 401 ``sign_in_again`` without a live sign-in.

    ``used`` is False for what a desk asks by itself: it must not keep a sign-in alive that nobody uses.
    """
    desk = peer(request, station, Role.DESK)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    who = None
    if scheme.lower() == "bearer" and token:
        rules = station.office.sessions
        who = accounts.live(station.store, token, desk.name, rules, station.now(), used=used)
    if who is None:
        refuse(problem("sign_in_again"), 401)
    return replace(who, certificate=desk.serial)


@contextmanager
def reading_as(station: Station, who: Live) -> Iterator[Session]:
    """A transaction in which an officer who is still let in reads."""
    with station.store.reading() as session:
        _look_again(station, session, who)
        yield session


@contextmanager
def writing_as(station: Station, who: Live | Peer) -> Iterator[Session]:
    """A transaction in which an officer or a device that is still let in writes: with it, nothing or all."""
    with station.store.writing() as session:
        _look_again(station, session, who)
        yield session


def let_in(station: Station, certificate: int) -> None:
    """403 unless the certificate was given out here and is not revoked."""
    if not station.keys.lets_in(certificate):
        refuse(problem("device_not_allowed"), 403)


def _look_again(station: Station, session: Session, who: Live | Peer) -> None:
    """Refuse like ``peer`` and ``officer`` whoever was let go since they began to ask: a question may take a
    minute to come, and its answer half of one."""
    let_in(station, who.serial if isinstance(who, Peer) else who.certificate)
    if isinstance(who, Live) and not accounts.still_live(
        session, who, station.office.sessions, station.now()
    ):
        refuse(problem("sign_in_again"), 401)


def failed(error: Exception, station: Station) -> Response:
    """The answer to a bug of ours (500) or a store that fails (503), and one line in the developer log; and
    to what was asked with a value that the store cannot hold (422).

    Whatever is done here is written into the audit log in the same transaction, so a store that fails is an
    audit log that fails: that raises the alarm.
    """
    if does_not_fit(error):
        return problem_answer(problem("not_understood", why="out of range", where=""), 422)
    broken_store = isinstance(error, StoreError)
    # The class only: a message may hold what somebody typed.
    cause = cause_of(error) if isinstance(error, StoreError) else ""
    if isinstance(error, StoreError) and is_the_stores(error):
        station.alarm.not_written(cause, station.now())
    _log.error("request_failed", kind=type(error).__name__, cause=cause)
    status, code = (503, "station_busy") if broken_store else (500, "station_trouble")
    return problem_answer(problem(code), status)


def answering_problems(api: FastAPI, station: Station) -> None:
    """Let whatever goes wrong in a route be answered in the wire's words."""

    @api.exception_handler(ProblemAnswer)
    async def refused(_request: Request, error: ProblemAnswer) -> Response:
        return problem_answer(error.found, error.status)

    @api.exception_handler(RequestValidationError)
    async def not_understood(_request: Request, error: RequestValidationError) -> Response:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])[:100]
        return problem_answer(problem("not_understood", why=error.errors()[0]["type"], where=where), 422)

    @api.exception_handler(HTTPException)
    async def not_here(_request: Request, error: HTTPException) -> Response:
        return problem_answer(
            problem(_CODES.get(error.status_code, "not_understood_at_all")), error.status_code
        )

    @api.exception_handler(Exception)
    async def failed_inside(_request: Request, error: Exception) -> Response:
        return failed(error, station)


class Rim:
    """The outermost layer: an exception that was answered by ``failed`` goes no further.

    The framework raises it again for the server to log with its message, which may hold what somebody typed.
    """

    def __init__(self, inside: ASGIApp) -> None:
        self._inside = inside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        answered = False

        async def noting(message: Message) -> None:
            nonlocal answered
            await send(message)
            answered = message["type"] == "http.response.body" and not message.get("more_body", False)

        try:
            await self._inside(scope, receive, noting)
        except Exception:
            if not answered:
                raise
