"""What a desk may ask about everybody at once: who is due, who is late."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from kiosk.review import Role
from sync.station import boards
from sync.station.api.desk_routes import SEES_PEOPLE, allowed
from sync.station.api.rim import answer, officer
from sync.station.board_wire import BoardAsked, DueState
from sync.station.station import Station

SUPERVISES: Final = frozenset({Role.SUPERVISOR})
Short = Annotated[str, Query(max_length=20)]


def supervisor_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer."""
    routes = APIRouter(prefix="/v1/desk")
    _board_routes(routes, station)
    return routes


def _board_routes(routes: APIRouter, station: Station) -> None:
    @routes.get("/boards/due")
    def due(
        request: Request,
        state: DueState | None = None,
        rule_id: Short = "",
        what: Short = "",
        tier: Short = "",
        week: dt.date | None = None,
        printed_only: bool = True,
    ) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        asked = BoardAsked(state, rule_id, what, tier, week, printed_only)
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
        week: dt.date | None = None,
        printed_only: bool = True,
    ) -> Response:
        who = officer(request, station)
        allowed(who, SUPERVISES)
        asked = BoardAsked(state, rule_id, what, tier, week, printed_only)
        now = station.now()
        boards.count_all(station.store, station.office, now)
        with station.store.writing() as session:
            table = boards.exported(session, station.office, asked, who.actor, now)
        return Response(table, media_type="text/csv")
