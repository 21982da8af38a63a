"""The desk's side of the wire for the appointment book."""

from __future__ import annotations

import datetime as dt

from sync.station.appointment_wire import AppointmentDay, Booked, BookTime, CancelTime, MoveTime
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble

_BOOK = "/v1/desk/appointments"


class Appointments:
    """Each question may be asked again after a lost answer: it is done once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def day(self, day: dt.date) -> AppointmentDay | Trouble:
        """What is booked on a day, and what can still be."""
        return self._asker.ask(AppointmentDay, "GET", _BOOK, query={"day": day.isoformat()})

    def of_person(self, registrant_id: str) -> tuple[Booked, ...] | Trouble:
        """A person's appointments of today and later."""
        path = f"/v1/desk/registrants/{registrant_id}/appointments"
        return self._asker.ask(tuple[Booked, ...], "GET", path)

    def book(self, asked: BookTime) -> Booked | Trouble:
        """Book a time; refused with ``appointment_not_free`` when somebody was quicker."""
        return self._asker.ask(Booked, "POST", _BOOK, body=asked)

    def move(self, appointment_id: str, starts: dt.datetime) -> Booked | Trouble:
        """Move one to another free time."""
        return self._asker.ask(Booked, "POST", f"{_BOOK}/{appointment_id}/moving", body=MoveTime(starts))

    def cancel(self, appointment_id: str, reason: str) -> Trouble | None:
        """Cancel one, with a reason."""
        body = CancelTime(reason)
        return self._asker.ask(None, "POST", f"{_BOOK}/{appointment_id}/cancelling", body=body)
