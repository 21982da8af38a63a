"""The desk's side of the wire for retention and legal holds."""

from __future__ import annotations

from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.retention_wire import LiftHold, PlaceHold, Preview, RetentionPage, RunReport, RunSeries


class Retention:
    """What is kept how long."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def page(self) -> RetentionPage | Trouble:
        """Series, holds and runs."""
        return self._asker.ask(RetentionPage, "GET", "/v1/desk/retention")

    def preview(self, series_id: str) -> Preview | Trouble:
        """What a run would remove now, and what stays."""
        return self._asker.ask(Preview, "GET", f"/v1/desk/retention/{series_id}")

    def run(self, series_id: str, said: RunSeries) -> RunReport | Trouble:
        """Remove it."""
        path = f"/v1/desk/retention/{series_id}/runs"
        return self._asker.ask(RunReport, "POST", path, body=said, patience_s=60.0)

    def report(self, run_id: str) -> RunReport | Trouble:
        """What a run removed."""
        return self._asker.ask(RunReport, "GET", f"/v1/desk/retention-runs/{run_id}")

    def place_hold(self, said: PlaceHold) -> Trouble | None:
        """Hold one person's record."""
        return self._asker.ask(type(None), "POST", "/v1/desk/holds", body=said)

    def lift_hold(self, hold_id: str, said: LiftHold) -> Trouble | None:
        """Let it go."""
        return self._asker.ask(type(None), "POST", f"/v1/desk/holds/{hold_id}/lifting", body=said)
