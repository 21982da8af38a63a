"""Advice on where people live, in memory."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.case_papers import NoticePaper
from sync.station.desk_wire import Trouble
from sync.station.residency_client import Residency
from sync.station.residency_wire import EndNotice, Notices, Openings, ResidencyView, ServeNotice
from tests.specimens import residency as specimens
from tests.specimens.records import TODAY

if TYPE_CHECKING:
    from tests.ui.desk.fake_station import Behaviour


class FakeResidency(Residency):
    """Nothing worth saying, until a test says otherwise."""

    def __init__(self, does: Behaviour) -> None:
        self._does = does
        self.shown = specimens.view()

    def view(self, registrant_id: str, check_in_id: str = "") -> ResidencyView | Trouble:
        """As shown."""
        return self._does.ask("residency", (registrant_id, check_in_id), lambda: self.shown)

    def opening(self, registrant_id: str, check_in_id: str, opened: dt.date) -> Openings | Trouble:
        """Told by the week's end."""
        asked = (registrant_id, check_in_id, opened)
        return self._does.ask("opening", asked, lambda: specimens.OPENINGS)

    def serve(self, registrant_id: str, asked: ServeNotice) -> Notices | Trouble:
        """One more notice."""

        def work() -> Notices:
            made = replace(
                specimens.NOTICE,
                notice_id=asked.notice_id,
                address=asked.address,
                served_on=asked.served_on,
                manner=asked.manner,
            )
            self.shown = replace(self.shown, notices=(made, *self.shown.notices))
            return Notices(self.shown.notices)

        return self._does.ask("serve", asked, work)

    def paper(self, registrant_id: str, address: str, language: str) -> NoticePaper | Trouble:
        """The notice."""
        return self._does.ask("paper", (address, language), lambda: specimens.paper(language))

    def end(self, registrant_id: str, notice_id: str, asked: EndNotice) -> Notices | Trouble:
        """Ended."""

        def work() -> Notices:
            notices = tuple(
                replace(one, ended=asked.ended, ended_on=TODAY, note=asked.note)
                if one.notice_id == notice_id
                else one
                for one in self.shown.notices
            )
            self.shown = replace(self.shown, notices=notices)
            return Notices(notices)

        return self._does.ask("end", (notice_id, asked), work)
