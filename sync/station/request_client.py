"""The desk's side of the wire for requests for records."""

from __future__ import annotations

from dataclasses import replace

from kiosk.records_request import RecordsPack
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.request_wire import MakePack, PackPart, Packs


class RecordsRequests:
    """Who asked for records, and what they were given."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def listed(self, page: int = 0) -> Packs | Trouble:
        """The newest first."""
        return self._asker.ask(Packs, "GET", "/v1/desk/records-requests", query={"page": str(page)})

    def make(self, said: MakePack) -> RecordsPack | Trouble:
        """The answer to a request; a long list takes its time."""
        first = self._asker.ask(PackPart, "POST", "/v1/desk/records-requests", body=said, patience_s=60.0)
        return self._whole(said.request_id, first)

    def again(self, request_id: str) -> RecordsPack | Trouble:
        """The answer as it was given."""
        return self._whole(request_id, self._part(request_id, 0))

    def _part(self, request_id: str, number: int) -> PackPart | Trouble:
        path = f"/v1/desk/records-requests/{request_id}/paper"
        return self._asker.ask(PackPart, "POST", path, query={"part": str(number)})

    def _whole(self, request_id: str, first: PackPart | Trouble) -> RecordsPack | Trouble:
        """A long answer comes in parts."""
        if not isinstance(first, PackPart):
            return first
        answers = list(first.paper.answers)
        for number in range(1, first.parts):
            more = self._part(request_id, number)
            if not isinstance(more, PackPart):
                return more
            answers += more.paper.answers
        return replace(first.paper, answers=tuple(answers))
