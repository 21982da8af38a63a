"""What a desk may ask of the appointment book."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import appointments
from sync.station.accounts import Live
from sync.station.api.desk_routes import SEES_PEOPLE, allowed, written
from sync.station.api.rim import Day, Id, answer, body_is, officer, refuse
from sync.station.appointment_wire import Booked, BookTime, CancelTime, MoveTime
from sync.station.station import Station
from sync.station.store import roster


def appointment_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and an officer or supervisor who is signed in."""
    routes = APIRouter(prefix="/v1/desk")
    office = station.office

    @routes.get("/appointments")
    def day(request: Request, day: Day = None) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        now = station.now()
        with station.store.reading() as session:
            return answer(appointments.day(session, office, day or office.today(now), now))

    @routes.get("/registrants/{registrant_id}/appointments")
    def of_person(request: Request, registrant_id: Id) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            if roster.listed(session, registrant_id) is None:
                refuse(problem("no_such_registrant"))
            found = appointments.of_person(session, office, registrant_id, station.now())
            return answer(found, tuple[Booked, ...])

    @routes.post("/appointments", openapi_extra=body_is("BookTime"))
    async def book(request: Request) -> Response:
        def work(session: Session, said: BookTime, who: Live) -> Booked | Problem:
            return appointments.book(session, office, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, BookTime, work)

    @routes.post("/appointments/{appointment_id}/moving", openapi_extra=body_is("MoveTime"))
    async def move(request: Request, appointment_id: Id) -> Response:
        def work(session: Session, said: MoveTime, who: Live) -> Booked | Problem:
            return appointments.move(session, office, appointment_id, said.starts, who, station.now())

        return await written(request, station, SEES_PEOPLE, MoveTime, work)

    @routes.post("/appointments/{appointment_id}/cancelling", openapi_extra=body_is("CancelTime"))
    async def cancel(request: Request, appointment_id: Id) -> Response:
        def work(session: Session, said: CancelTime, who: Live) -> Problem | None:
            return appointments.cancel(session, appointment_id, said.reason, who, station.now())

        return await written(request, station, SEES_PEOPLE, CancelTime, work)

    return routes
