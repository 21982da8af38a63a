"""The desk's side of the wire for the supervisor's picture."""

from __future__ import annotations

from sync.station.asker import Asker
from sync.station.board_wire import Board, BoardAsked
from sync.station.desk_wire import Trouble

_PLACE = "/v1/desk/boards"


class Boards:
    """Who is due and who is late."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def due(self, asked: BoardAsked) -> Board | Trouble:
        """The board of today."""
        return self._asker.ask(Board, "GET", f"{_PLACE}/due", query=_query(asked))

    def export(self, asked: BoardAsked) -> bytes | Trouble:
        """Every line that fits, as CSV; that it was taken out is written down."""
        return self._asker.ask(bytes, "GET", f"{_PLACE}/due.csv", query=_query(asked), patience_s=40.0)


def _query(asked: BoardAsked) -> dict[str, str]:
    found = {"rule_id": asked.rule_id, "what": asked.what, "tier": asked.tier}
    found["state"] = asked.state.value if asked.state else ""
    found["week"] = asked.week.isoformat() if asked.week else ""
    return {name: value for name, value in found.items() if value} | {
        "printed_only": "true" if asked.printed_only else "false"
    }
