"""What a desk may ask about the office as a whole: its figures and its rules."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from kiosk.review import Role
from sync.station import figures, rule_book
from sync.station.api.desk_routes import allowed
from sync.station.api.rim import answer, officer
from sync.station.station import Station

SEES_FIGURES: Final = frozenset({Role.SUPERVISOR, Role.AUDITOR})
Weeks = Annotated[int, Query(ge=1, le=figures.MOST_WEEKS)]


def figure_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer."""
    routes = APIRouter(prefix="/v1/desk")

    @routes.get("/figures")
    def of_weeks(request: Request, weeks: Weeks = 13) -> Response:
        allowed(officer(request, station), SEES_FIGURES)
        with station.store.reading() as session:
            return answer(figures.of_weeks(session, station.office, weeks, station.now()))

    @routes.get("/rules")
    def rules(request: Request) -> Response:
        officer(request, station)
        with station.store.reading() as session:
            return answer(rule_book.page(session, station.office))

    return routes
