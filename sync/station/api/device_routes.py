"""What devices ask about their own certificates, and what administrators ask about devices."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from kiosk.problems import Problem, problem
from kiosk.review import Role as Duty
from sync.device_wire import Certificates, Enrol, KeepRecovery, Renew
from sync.office_keys import OfficeKeys
from sync.rates import Rate, Rates
from sync.station import devices
from sync.station.api.desk_routes import allowed
from sync.station.api.rim import (
    ProblemAnswer,
    Rim,
    answer,
    answering_problems,
    body_is,
    device,
    good,
    officer,
    read_as,
    refuse,
    writing_as,
)
from sync.station.office_wire import DeviceSeen, NewDevice, ShownCode
from sync.station.station import Station

RUNS_DEVICES: Final = frozenset({Duty.ADMINISTRATOR})
WRONG_CODES: Final = Rate(each_second=0.2, at_once=10.0)
"""Of one address."""
WRONG_CODES_TOLD: Final = Rate(each_second=0.02, at_once=100.0)
"""Lines of the log about wrong codes, of all addresses together."""


def device_routes(station: Station, keys: OfficeKeys) -> APIRouter:
    """What devices ask for themselves; codes and revocation, for administrators."""
    routes = APIRouter()
    routes.include_router(_own_routes(station, keys))

    @routes.get("/v1/desk/devices")
    def every(request: Request) -> Response:
        allowed(officer(request, station), RUNS_DEVICES)
        seen = tuple(DeviceSeen(one.name, one.role, one.expires, one.revoked) for one in devices.every(keys))
        return answer(seen, tuple[DeviceSeen, ...])

    @routes.post("/v1/desk/devices/codes", openapi_extra=body_is("NewDevice"))
    async def code(request: Request) -> Response:
        who = await run_in_threadpool(officer, request, station)
        allowed(who, RUNS_DEVICES)
        told = await read_as(request, NewDevice)

        def work() -> Response:
            now = station.now()
            with writing_as(station, who) as session:
                made = good(devices.code_for(session, keys, told.role, told.name, who.actor, now))
            return answer(ShownCode(made.shown(), now + devices.CODE_LASTS))

        return await run_in_threadpool(work)

    @routes.post("/v1/desk/devices/{name}/revocation")
    def revoke(request: Request, name: str) -> Response:
        who = officer(request, station)
        allowed(who, RUNS_DEVICES)
        with writing_as(station, who) as session:
            good(devices.revoke(session, keys, name, who.actor, station.now()))
        return answer(None, type(None))

    return routes


def _own_routes(station: Station, keys: OfficeKeys) -> APIRouter:
    """Renewal, for any device with a good certificate; for kiosks their disk's key, and their printers."""
    routes = APIRouter()

    @routes.post("/v1/device/renewal", openapi_extra=body_is("Renew"))
    async def renew(request: Request) -> Response:
        who = device(request, station)
        told = await read_as(request, Renew)

        def work() -> Response:
            with station.store.writing() as session:
                return answer(good(devices.renewed(session, keys, who, told.asked, station.now())))

        return await run_in_threadpool(work)

    @routes.get("/v1/device/recovery-key")
    def kept_recovery_key(request: Request) -> Response:
        return answer(good(devices.kept_recovery_key(keys, device(request, station))))

    @routes.get("/v1/device/printers")
    def printers(request: Request) -> Response:
        return answer(good(devices.printers_by(station.office, device(request, station))))

    @routes.post("/v1/device/recovery-key", openapi_extra=body_is("KeepRecovery"))
    async def keep_recovery_key(request: Request) -> Response:
        who = device(request, station)
        told = await read_as(request, KeepRecovery)

        def work() -> Response:
            with writing_as(station, who) as session:
                good(devices.keep_recovery_key(session, keys, who, told.key, station.now()))
            return answer(None, type(None))

        return await run_in_threadpool(work)

    return routes


def enrolment_app(station: Station, keys: OfficeKeys) -> ASGIApp:
    """What is served without a certificate: the office's authority, and certificates for codes."""
    api = FastAPI(title="Appear enrolment", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    answering_problems(api, station)
    rates, lines = Rates(WRONG_CODES), Rates(WRONG_CODES_TOLD)

    @api.get("/v1/enrolment/office")
    def office() -> Response:
        return Response(keys.authority.read_bytes(), media_type="application/x-pem-file")

    @api.post("/v1/enrolment")
    async def enrol(request: Request) -> Response:
        # By address, and what is refused only: a stranger who guesses keeps nobody else out.
        caller = request.client.host if request.client else ""
        if not rates.has_left(caller, station.tick()):
            refuse(problem("too_often"), 429)
        try:
            told = await read_as(request, Enrol)
        except ProblemAnswer:
            rates.allows(caller, station.tick())
            raise

        def work() -> Response:
            found = _enrolled(station, keys, told)
            if isinstance(found, Problem):
                rates.allows(caller, station.tick())
                # From however many addresses: guesses fill neither the log nor the disk.
                if found.code == devices.NOT_ACCEPTED and lines.allows("", station.tick()):
                    with station.store.writing() as session:
                        devices.note_refused(session, station.now())
            return answer(good(found), Certificates)

        return await run_in_threadpool(work)

    return Rim(api)


def _enrolled(station: Station, keys: OfficeKeys, told: Enrol) -> Certificates | Problem:
    with station.store.reading() as session:
        if not devices.knows(session, told.secret, station.now()):
            return problem(devices.NOT_ACCEPTED)
    with station.store.writing() as session:
        return devices.enrolled(session, keys, told.secret, told.asked, station.now())
