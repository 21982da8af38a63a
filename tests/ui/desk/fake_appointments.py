"""An appointment book in memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.station.appointment_client import Appointments
from sync.station.appointment_wire import AppointmentDay, Booked, BookTime
from sync.station.desk_wire import Trouble
from tests.specimens import appointments as specimens

if TYPE_CHECKING:
    from tests.ui.desk.fake_station import Behaviour


class FakeAppointments(Appointments):
    """Today's five, and whatever is booked, moved and cancelled."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does
        self.booked: tuple[Booked, ...] = specimens.TODAYS

    def day(self, day: dt.date) -> AppointmentDay | Trouble:
        """What is booked on ``day``."""
        return self._does.ask("day", day, lambda: specimens.day(day, taken=self.booked))

    def of_person(self, registrant_id: str) -> tuple[Booked, ...] | Trouble:
        """Theirs."""
        theirs = tuple(one for one in self.booked if one.registrant_id == registrant_id)
        return self._does.ask("of_person", registrant_id, lambda: theirs)

    def book(self, asked: BookTime) -> Booked | Trouble:
        """Booked."""

        def work() -> Booked:
            made = specimens.booked(99, "Alex Rowan Quill", asked.starts)
            self.booked = (*self.booked, made)
            return made

        return self._does.ask("book", asked, work)

    def move(self, appointment_id: str, starts: dt.datetime) -> Booked | Trouble:
        """Moved."""

        def work() -> Booked:
            moved = {one.appointment_id: one for one in self.booked}[appointment_id]
            made = replace(moved, starts=starts)
            self.booked = tuple(made if one is moved else one for one in self.booked)
            return made

        return self._does.ask("move", (appointment_id, starts), work)

    def cancel(self, appointment_id: str, reason: str) -> Trouble | None:
        """Gone."""

        def work() -> None:
            self.booked = tuple(one for one in self.booked if one.appointment_id != appointment_id)

        return self._does.ask("cancel", (appointment_id, reason), work)
