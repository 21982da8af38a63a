"""Works the people pages: searches the roster and opens one record, which is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from sync.station.client import new_id
from sync.station.desk_wire import Found, Refused, Unreachable
from sync.station.desk_wire import RecordPage as RecordView
from ui.desk.asking import trouble_said
from ui.desk.pages.people import PeoplePage
from ui.desk.pages.record import RecordPage
from ui.desk.photograph_work import PhotographWork
from ui.desk.record_form import blank_registrant
from ui.desk.record_work import RecordWork
from ui.desk.reminder_work import PersonReminders
from ui.desk.residency_work import ResidencyWork
from ui.desk.work import Work


class PeopleWork:
    """``check_in_wanted`` is called with the id of an open check-in the officer wants to see, and
    ``time_wanted`` with the id and name of somebody who wants an appointment."""

    def __init__(
        self,
        work: Work,
        check_in_wanted: Callable[[str], None],
        time_wanted: Callable[[str, str], None],
    ) -> None:
        self._work, self._check_in_wanted = work, check_in_wanted
        self._time_wanted = time_wanted
        self._found: tuple[Found, ...] | None = None
        self._page: PeoplePage | RecordPage | None = None
        self._photographs = PhotographWork(work)
        self._records = RecordWork(work, self._reopen, check_in_wanted)

    def show(self) -> None:
        """The search, with what was found last."""
        page = PeoplePage(self._work.here)
        page.search_wanted.connect(self._search)
        page.open_wanted.connect(self._open)
        page.new_wanted.connect(self._new)
        self._page = page
        self._work.window.show_page(page, "people")
        if self._found is not None:
            page.show_found(self._found)

    def open_record(self, registrant_id: str) -> None:
        """One record, asked for from another page."""
        people, asked = self._work.link.people, self._work.window.page

        def opened(view: RecordView) -> None:
            if self._work.shows(asked):
                self._show_record(view)

        def trouble(found: Refused | Unreachable) -> None:
            self._work.window.notice(trouble_said(self._work.here, found))

        self._work.asking.ask(lambda: people.record(registrant_id), opened, trouble)

    def forget(self) -> None:
        """Another officer is here."""
        self._found = self._page = None

    def _say(self, text: str, tone: str = "trouble") -> None:
        if self._page is not None and self._work.shows(self._page):
            self._page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble))

    def _search(self, text: str, born: dt.date | None) -> None:
        people, asked = self._work.link.people, self._page

        def found(answer: Sequence[Found]) -> None:
            self._found = tuple(answer)
            if isinstance(asked, PeoplePage) and self._work.shows(asked):
                asked.show_found(self._found)

        self._work.asking.ask(lambda: people.search(text, born), found, self._trouble)

    def _new(self) -> None:
        told = self._work.here.say("desk.people.new_how")
        self._records.amend(blank_registrant(f"desk-{new_id()[:16]}"), told=told)

    def _reopen(self, page: QWidget, registrant_id: str, said: str) -> None:
        """Show a record anew in the place of ``page``, and what became of it; the search where there is none
        yet. An officer who has gone on is only told."""
        if not self._work.shows(page):
            self._work.window.notice(said, "done")
            return
        if not registrant_id:
            self.show()
            return
        people = self._work.link.people

        def opened(view: RecordView) -> None:
            if self._work.shows(page):
                self._show_record(view)
                if said:
                    self._say(said, "done")

        self._work.asking.ask(lambda: people.record(registrant_id), opened, self._trouble)

    def _open(self, registrant_id: str) -> None:
        people, asked = self._work.link.people, self._work.window.page

        def opened(view: RecordView) -> None:
            if self._work.shows(asked):
                self._show_record(view)

        self._work.asking.ask(lambda: people.record(registrant_id), opened, self._trouble)

    def _set_factor(self, page: RecordPage, factor: str) -> None:
        people, work, person = self._work.link.people, self._work, page.registrant_id
        work.asking.ask(
            lambda: people.set_factor(person, factor),
            lambda _nothing: work.tell(page, work.here.say("desk.factor.done"), "done"),
            lambda trouble: work.tell(page, trouble_said(work.here, trouble)),
        )

    def _show_record(self, view: RecordView) -> None:
        work = self._work
        page = RecordPage(work.here, view, work.here.day_of(work.now()))

        def tell(text: str, tone: str) -> None:
            if work.shows(page):
                page.say(text, tone)

        page.back_wanted.connect(self.show)
        page.check_in_wanted.connect(self._check_in_wanted)
        page.factor_wanted.connect(partial(self._set_factor, page))
        records, record = self._records, view.record
        homes = ResidencyWork(work, page, lambda text: tell(text, "trouble"))
        reminders = PersonReminders(work, page, tell)
        page.visit_wanted.connect(lambda: records.begin_visit(record))
        page.amend_wanted.connect(lambda: records.amend(record, advice=view.advice))
        page.answer_wanted.connect(lambda: records.amend(record, advice=view.advice, answer=True))
        page.scan_wanted.connect(lambda: records.scan(page))
        page.scan_opened.connect(partial(records.open_scan, page))
        page.fees_wanted.connect(lambda: records.fees(page, view))
        page.papers_wanted.connect(lambda: records.papers(page, view))
        page.residency_wanted.connect(lambda: homes.open(record.registrant_id))
        page.reminders_wanted.connect(lambda: reminders.open(record.registrant_id))
        page.time_wanted.connect(lambda: self._time_wanted(record.registrant_id, record.name.full()))
        self._page = page
        work.window.show_page(page, "people")

        def show_photograph(jpeg: bytes) -> None:
            if work.shows(page):
                page.show_photograph(jpeg)

        self._photographs.fetch(view.record.photograph, show_photograph, tell)
