"""The desk's side of the wire for tips."""

from __future__ import annotations

from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.tip_wire import CloseTip, SendTip, TakeTip, Tips, TipView


class TipsLink:
    """What people tell the office about somebody."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def listed(self, page: int = 0) -> Tips | Trouble:
        """The open ones first."""
        return self._asker.ask(Tips, "GET", "/v1/desk/tips", query={"page": str(page)})

    def take(self, said: TakeTip) -> TipView | Trouble:
        """Write one down."""
        return self._asker.ask(TipView, "POST", "/v1/desk/tips", body=said)

    def send_on(self, tip_id: str, agency: str) -> TipView | Trouble:
        """It went to another agency."""
        path = f"/v1/desk/tips/{tip_id}/sending"
        return self._asker.ask(TipView, "POST", path, body=SendTip(agency))

    def close(self, tip_id: str, outcome: str) -> TipView | Trouble:
        """It ends by what came of it."""
        path = f"/v1/desk/tips/{tip_id}/closing"
        return self._asker.ask(TipView, "POST", path, body=CloseTip(outcome))
