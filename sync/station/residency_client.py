"""The desk's side of the wire for the residency advice."""

from __future__ import annotations

import datetime as dt

from kiosk.case_papers import NoticePaper
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.residency_wire import AskNotice, EndNotice, Notices, Openings, ResidencyView, ServeNotice


class Residency:
    """Advice for the officer alone."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def view(self, registrant_id: str, check_in_id: str = "") -> ResidencyView | Trouble:
        """Where a person lives, and with ``check_in_id`` would live by what was reported in it."""
        query = {"check_in": check_in_id} if check_in_id else {}
        path = f"/v1/desk/registrants/{registrant_id}/residency"
        return self._asker.ask(ResidencyView, "GET", path, query=query)

    def opening(self, registrant_id: str, check_in_id: str, opened: dt.date) -> Openings | Trouble:
        """What follows for each home that ``view`` shows of a school that opened on this day."""
        query = {"opened": opened.isoformat(), "check_in": check_in_id}
        path = f"/v1/desk/registrants/{registrant_id}/residency/opening"
        return self._asker.ask(Openings, "GET", path, query=query)

    def serve(self, registrant_id: str, asked: ServeNotice) -> Notices | Trouble:
        """A notice to relocate was served."""
        path = f"/v1/desk/registrants/{registrant_id}/residency/notices"
        return self._asker.ask(Notices, "POST", path, body=asked)

    def paper(self, registrant_id: str, address: str, language: str) -> NoticePaper | Trouble:
        """The paper of a notice about one home, to be served."""
        path, body = f"/v1/desk/registrants/{registrant_id}/residency/paper", AskNotice(address, language)
        return self._asker.ask(NoticePaper, "POST", path, body=body)

    def end(self, registrant_id: str, notice_id: str, asked: EndNotice) -> Notices | Trouble:
        """A notice ended."""
        path = f"/v1/desk/registrants/{registrant_id}/residency/notices/{notice_id}/end"
        return self._asker.ask(Notices, "POST", path, body=asked)
