"""How a kiosk fetches the version of its image that the station keeps: piece by piece, and slowly.

One question is answered by a piece, so a fetch that was cut off goes on where it was, and everybody else is
answered in between. What one kiosk and all of them may have in a second leaves the station its breath, and is
counted apart from what the lobby asks.
"""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from kiosk.problems import problem
from sync.identity import Role
from sync.kiosk_wire import OfferedVersion
from sync.rates import Rate, Rates
from sync.station.api.rim import Id, answer, peer, refuse, writing_as
from sync.station.kiosk_versions import note_fetched
from sync.station.station import Station

OF_ONE: Final = Rate(each_second=8.0, at_once=8.0)
"""Pieces: 2 MB a second, so that 600 MB take five minutes."""
OF_ALL: Final = Rate(each_second=32.0, at_once=32.0)
"""Pieces: 8 MB a second, so that twenty kiosks take half an hour."""
_START: Final = Query(ge=0, le=1 << 40)


def version_routes(station: Station) -> APIRouter:
    """Which version there is, and its files; every route wants a kiosk's certificate."""
    routes = APIRouter(prefix="/v1/kiosk/version")
    of_one, of_all = Rates(OF_ONE), Rates(OF_ALL)

    @routes.get("")
    def offered(request: Request) -> Response:
        peer(request, station, Role.KIOSK)
        kept = station.versions.kept() if station.versions else None
        return answer(OfferedVersion(kept.mark if kept else ""))

    @routes.get("/{mark}/{file}")
    def piece(request: Request, mark: Id, file: str, start: Annotated[int, _START] = 0) -> Response:
        kiosk = peer(request, station, Role.KIOSK, of_one)
        if not of_all.allows("", station.tick()):
            refuse(problem("too_often"), 429)
        shelf = station.versions
        kept = shelf.kept() if shelf else None
        found = shelf.piece(mark, file, start) if shelf else None
        if shelf is None or kept is None or found is None:
            refuse(problem("no_kiosk_version"))
        last = kept.offer.parts()[-1]
        whole = bool(found) and file == last.name and start + len(found) == last.size
        # Once, however often the end is asked for.
        if whole and (kiosk.name, mark) not in shelf.fetched:
            with writing_as(station, kiosk) as session:
                note_fetched(session, kiosk.name, kept, station.now())
            shelf.fetched.add((kiosk.name, mark))
        return Response(found, media_type="application/octet-stream")

    return routes
