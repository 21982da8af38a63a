"""What a desk may ask about reminders."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from kiosk.audit import AuditEvent
from kiosk.problems import Problem
from sync.database import Session
from sync.station import audit, reminders
from sync.station.accounts import Live
from sync.station.api.desk_routes import SEES_PEOPLE, allowed, written
from sync.station.api.rim import Id, answer, body_is, good, officer, writing_as
from sync.station.api.supervisor_routes import SUPERVISES
from sync.station.reminder_wire import ChooseReminders, PersonsReminders, ReminderLetters, WriteReminders
from sync.station.station import Station


def reminder_routes(station: Station) -> APIRouter:
    """Every route wants a desk's certificate and a signed-in officer; letters a supervisor."""
    routes = APIRouter(prefix="/v1/desk")
    office = station.office

    @routes.get("/reminders")
    def listed(request: Request, page: Annotated[int, Query(ge=0, le=10_000)] = 0) -> Response:
        allowed(officer(request, station), SEES_PEOPLE)
        with station.store.reading() as session:
            return answer(reminders.page(session, office, page))

    @routes.post("/reminders/letters", openapi_extra=body_is("WriteReminders"))
    async def letters(request: Request) -> Response:
        def work(session: Session, said: WriteReminders, who: Live) -> ReminderLetters:
            return reminders.letters(session, office, said, who, station.now())

        return await written(request, station, SUPERVISES, WriteReminders, work)

    @routes.post("/reminders/{reminder_id}/letters")
    def again(request: Request, reminder_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SUPERVISES)
        with writing_as(station, who) as session:
            return answer(good(reminders.letters_again(session, office, reminder_id, who, station.now())))

    @routes.get("/registrants/{registrant_id}/reminders")
    def of_person(request: Request, registrant_id: Id) -> Response:
        who = officer(request, station)
        allowed(who, SEES_PEOPLE)
        with writing_as(station, who) as session:
            found = good(reminders.of_person(session, office, registrant_id))
            now = station.now()
            audit.note(session, AuditEvent.RECORD_VIEWED, who.actor, now, registrant=registrant_id)
        return answer(found)

    @routes.post("/registrants/{registrant_id}/reminders", openapi_extra=body_is("ChooseReminders"))
    async def choose(request: Request, registrant_id: Id) -> Response:
        def work(session: Session, said: ChooseReminders, who: Live) -> PersonsReminders | Problem:
            return reminders.choose(session, office, registrant_id, said, who, station.now())

        return await written(request, station, SEES_PEOPLE, ChooseReminders, work)

    return routes
