"""Works the appointment book: shows days, books, moves and cancels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sync.station.appointment_wire import AppointmentDay, Booked, BookedState, BookTime, FreeTime
from sync.station.client import new_id
from sync.station.desk_wire import QueueView, Refused, Trouble, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.pages.appointments import AppointmentsPage, Wanted
from ui.desk.work import Work


class AppointmentWork:
    """``record_wanted`` is called with the id of the registrant whose record is to be opened."""

    def __init__(self, work: Work, record_wanted: Callable[[str], None]) -> None:
        self._work, self._record_wanted = work, record_wanted
        self._page: AppointmentsPage | None = None
        self._today: tuple[Booked, ...] | None = None
        self._booking = ""
        """The id of the booking under way: asked again after a lost answer, it is one."""

    def show(self, wanted: Wanted | None = None, day: dt.date | None = None) -> None:
        """The book of ``day`` or today; with ``wanted`` a time may be chosen for somebody."""
        work = self._work
        page = AppointmentsPage(work.here, day or work.here.day_of(work.now()), wanted)
        page.day_wanted.connect(self._load)
        page.time_chosen.connect(self._choose)
        page.move_wanted.connect(self._move)
        page.cancel_wanted.connect(self._cancel)
        page.open_wanted.connect(self._record_wanted)
        self._page, self._booking = page, new_id()
        work.window.show_page(page, "appointments")
        self._load(page.day)

    def show_for(self, registrant_id: str, name: str) -> None:
        """The book, to choose a time for this person; if they have one to come, to move it."""
        appointments, asked_from = self._work.link.appointments, self._work.window.page

        def found(kept: tuple[Booked, ...]) -> None:
            if not self._work.shows(asked_from):
                return
            ahead = [one for one in kept if one.state is BookedState.BOOKED]
            wanted = Wanted(registrant_id, name, ahead[0] if ahead else None)
            day = self._work.here.day_of(ahead[0].starts) if ahead else None
            self.show(wanted, day)

        def trouble(found: Refused | Unreachable) -> None:
            self._work.window.notice(trouble_said(self._work.here, found))

        self._work.asking.ask(lambda: appointments.of_person(registrant_id), found, trouble)

    def seen(self, view: QueueView) -> None:
        """The live view: when today's book is another, so is the page."""
        page = self._on_screen()
        if page is not None and self._today is not None and view.appointments != self._today:
            self._load(page.day)
        self._today = view.appointments

    def _on_screen(self) -> AppointmentsPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self, day: dt.date) -> None:
        appointments = self._work.link.appointments
        if (page := self._on_screen()) is not None:
            page.day = day

        def loaded(found: AppointmentDay) -> None:
            page = self._on_screen()
            # Another day may have been asked for while this answer was on its way.
            if page is not None and page.day == found.day:
                page.show_day(found)

        self._work.asking.ask(lambda: appointments.day(day), loaded, self._trouble)

    def _choose(self, time: FreeTime) -> None:
        page = self._on_screen()
        if page is None or page.wanted is None:
            return
        wanted, appointments = page.wanted, self._work.link.appointments
        if wanted.moving is not None:
            moving = wanted.moving.appointment_id
            self._ask(lambda: appointments.move(moving, time.starts), "appointment.was_moved")
        else:
            asked = BookTime(self._booking, wanted.registrant_id, time.lane, time.starts)
            self._ask(lambda: appointments.book(asked), "appointment.was_booked")

    def _ask(self, question: Callable[[], Booked | Trouble], said: str) -> None:
        here, page = self._work.here, self._on_screen()

        def done(made: Booked) -> None:
            day, at = here.day_of(made.starts), here.time(made.starts)
            told = here.say(said, name=made.name, day=day, at=at)
            if page is not None and self._work.shows(page):
                self._booking = new_id()
                page.want(None)
                page.say(told, "done")
                self._load(page.day)
            else:
                self._work.window.notice(told, "done")

        self._work.asking.ask(question, done, self._trouble_and_look(page))

    def _move(self, booked: Booked) -> None:
        if (page := self._on_screen()) is not None:
            page.say("")
            page.want(Wanted(booked.registrant_id, booked.name, booked))

    def _cancel(self, booked: Booked, reason: str) -> None:
        appointments, here, page = self._work.link.appointments, self._work.here, self._on_screen()

        def done(_nothing: None) -> None:
            if page is not None:
                self._work.tell(page, here.say("appointment.was_cancelled"), "done")
                self._look(page)

        self._work.asking.ask(
            lambda: appointments.cancel(booked.appointment_id, reason), done, self._trouble_and_look(page)
        )

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))

    def _trouble_and_look(self, page: AppointmentsPage | None) -> Callable[[Refused | Unreachable], None]:
        def met(trouble: Refused | Unreachable) -> None:
            if page is not None:
                self._work.tell(page, trouble_said(self._work.here, trouble))
                # Somebody may have been quicker, or the answer was lost: the day says which.
                self._look(page)

        return met

    def _look(self, page: AppointmentsPage) -> None:
        if self._work.shows(page):
            self._load(page.day)
