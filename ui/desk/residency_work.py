"""Works the advice on where somebody lives: asks for it, shows it, and enters notices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from devices.paper.notice import notice_pdf
from kiosk.case_papers import NoticePaper
from sync.station.client import new_id
from sync.station.desk_wire import Refused, Unreachable
from sync.station.residency_wire import EndNotice, Manner, Notices, Openings, ResidencyView
from ui.desk.asking import trouble_said
from ui.desk.residency import ResidencyDialog, asked_of, openings_said
from ui.desk.saving import save
from ui.desk.work import Work


class ResidencyWork:
    """For ``page`` alone; ``say`` tells on it what could not be had."""

    def __init__(self, work: Work, page: QWidget, say: Callable[[str], None]) -> None:
        self._work, self._page, self._say = work, page, say

    def look(self, registrant_id: str, check_in_id: str, then: Callable[[ResidencyView], None]) -> None:
        """Ask for the advice; where it cannot be had the page says why."""
        residency = self._work.link.residency

        def found(view: ResidencyView) -> None:
            if self._work.shows(self._page):
                then(view)

        self._work.asking.ask(lambda: residency.view(registrant_id, check_in_id), found, self._trouble)

    def open(self, registrant_id: str, check_in_id: str = "") -> None:
        """Show it."""
        self.look(registrant_id, check_in_id, lambda view: self._show(view, check_in_id))

    def _show(self, view: ResidencyView, check_in_id: str) -> None:
        work = self._work
        if work.window.locked:
            return
        dialog = ResidencyDialog(work.here, view, work.here.day_of(work.now()), work.window)
        ids = [new_id()]  # of the notice that is entered next
        dialog.notice_served.connect(lambda said: self._serve(dialog, view, ids, said))
        dialog.paper_wanted.connect(lambda address: self._paper(dialog, view, address))
        dialog.opening_asked.connect(lambda day: self._opening(dialog, view, check_in_id, day))
        dialog.notice_ended.connect(lambda ended, asked: self._end(dialog, view, ended, asked))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _serve(
        self,
        dialog: ResidencyDialog,
        view: ResidencyView,
        ids: list[str],
        said: tuple[str, dt.date, Manner],
    ) -> None:
        residency, here = self._work.link.residency, self._work.here
        asked = asked_of(ids[0], said)

        def served(found: Notices) -> None:
            ids[:] = [new_id()]
            if not isValid(dialog):
                return
            dialog.show_notices(found.notices)
            dialog.say(here.say("homes.was_served"), "done")

        self._work.asking.ask(lambda: residency.serve(view.registrant_id, asked), served, self._tell(dialog))

    def _opening(
        self, dialog: ResidencyDialog, view: ResidencyView, check_in_id: str, opened: dt.date
    ) -> None:
        residency, here = self._work.link.residency, self._work.here

        def told(found: Openings) -> None:
            if isValid(dialog):
                dialog.say(openings_said(here, found), "caution")

        self._work.asking.ask(
            lambda: residency.opening(view.registrant_id, check_in_id, opened), told, self._tell(dialog)
        )

    def _paper(self, dialog: ResidencyDialog, view: ResidencyView, address: str) -> None:
        residency, here = self._work.link.residency, self._work.here
        language = here.look.language.code

        def made(found: NoticePaper) -> None:
            if not isValid(dialog):
                return

            def told(text: str, tone: str) -> None:
                if isValid(dialog):
                    dialog.say(text, tone)

            name = f"notice-{found.number}.pdf"
            save(self._work, here.say("homes.save"), name, lambda: notice_pdf(found, here.say), told)

        self._work.asking.ask(
            lambda: residency.paper(view.registrant_id, address, language), made, self._tell(dialog)
        )

    def _end(self, dialog: ResidencyDialog, view: ResidencyView, notice_id: str, asked: EndNotice) -> None:
        residency = self._work.link.residency

        def ended(found: Notices) -> None:
            if not isValid(dialog):
                return
            dialog.show_notices(found.notices)
            dialog.say("")

        self._work.asking.ask(
            lambda: residency.end(view.registrant_id, notice_id, asked), ended, self._tell(dialog)
        )

    def _tell(self, dialog: ResidencyDialog) -> Callable[[Refused | Unreachable], None]:
        def tell(trouble: Refused | Unreachable) -> None:
            if isValid(dialog):
                dialog.say(trouble_said(self._work.here, trouble))
            else:
                self._trouble(trouble)

        return tell

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble))
