"""The station's application: all routes behind one rim."""

from __future__ import annotations

from fastapi import FastAPI, Response
from starlette.types import ASGIApp

from sync.office_keys import OfficeKeys
from sync.schemas import with_schemas
from sync.station.api.account_routes import account_routes
from sync.station.api.address_routes import address_routes
from sync.station.api.appointment_routes import appointment_routes
from sync.station.api.desk_routes import desk_routes
from sync.station.api.device_routes import device_routes
from sync.station.api.figure_routes import figure_routes
from sync.station.api.kiosk_routes import kiosk_routes
from sync.station.api.office_routes import office_routes
from sync.station.api.record_routes import record_routes
from sync.station.api.reminder_routes import reminder_routes
from sync.station.api.request_routes import request_routes
from sync.station.api.residency_routes import residency_routes
from sync.station.api.retention_routes import retention_routes
from sync.station.api.rim import Rim, answer, answering_problems
from sync.station.api.schemas import BINARY, BODIES
from sync.station.api.supervisor_routes import supervisor_routes
from sync.station.api.tip_routes import tip_routes
from sync.station.api.version_routes import version_routes
from sync.station.station import Station
from sync.station.store import counters


def station_api(station: Station, keys: OfficeKeys | None = None) -> FastAPI:
    """The routes, for a server to wrap in ``Rim`` (``station_app``) and for tests to read as OpenAPI.

    Without ``keys`` of an authority no certificates are given or taken back.
    """
    api = FastAPI(title="Appear station", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    api.include_router(kiosk_routes(station))
    api.include_router(version_routes(station))
    api.include_router(desk_routes(station))
    api.include_router(account_routes(station))
    api.include_router(office_routes(station))
    api.include_router(supervisor_routes(station))
    api.include_router(figure_routes(station))
    api.include_router(appointment_routes(station))
    api.include_router(residency_routes(station))
    api.include_router(address_routes(station))
    api.include_router(request_routes(station))
    api.include_router(retention_routes(station))
    api.include_router(reminder_routes(station))
    api.include_router(tip_routes(station))
    api.include_router(record_routes(station))
    if keys is not None:
        api.include_router(device_routes(station, keys))

    @api.get("/v1/health")
    def health() -> Response:
        with station.store.reading() as session:
            counters.current(session, counters.QUEUE)
        return answer("ok")

    answering_problems(api, station)
    with_schemas(api, BODIES, BINARY)
    return api


def station_app(station: Station, keys: OfficeKeys | None = None) -> ASGIApp:
    """The whole application, as it is served."""
    return Rim(station_api(station, keys))
