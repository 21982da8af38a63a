"""The desk's side of the wire for requests for records."""

from __future__ import annotations

from kiosk.records_request import RecordsPack
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.request_wire import MakePack, Packs


class RecordsRequests:
    """Who asked for records, and what they were given."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def listed(self, page: int = 0) -> Packs | Trouble:
        """The newest first."""
        return self._asker.ask(Packs, "GET", "/v1/desk/records-requests", query={"page": str(page)})

    def make(self, said: MakePack) -> RecordsPack | Trouble:
        """The answer to a request; a long list takes its time."""
        return self._asker.ask(RecordsPack, "POST", "/v1/desk/records-requests", body=said, patience_s=60.0)

    def again(self, request_id: str) -> RecordsPack | Trouble:
        """The answer as it was given."""
        path = f"/v1/desk/records-requests/{request_id}/paper"
        return self._asker.ask(RecordsPack, "POST", path, patience_s=60.0)
