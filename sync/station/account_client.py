"""The desk's side of the wire for the office's books: its log, its fees, its rules."""

from __future__ import annotations

import datetime as dt

from kiosk.audit import AuditEvent
from sync.station.account_wire import LogPage, RulesPage
from sync.station.asker import Asker
from sync.station.desk_wire import Trouble
from sync.station.second_wire import CheckSecond, SecondChecks


class Books:
    """What was done, what was paid, and by which rules."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def log(self, event: AuditEvent | None = None, text: str = "", page: int = 0) -> LogPage | Trouble:
        """Lines of the audit log, the newest first."""
        query = {"text": text, "page": str(page)} | ({"event": event.value} if event else {})
        return self._asker.ask(LogPage, "GET", "/v1/desk/audit/search", query=query)

    def fees_table(self, day: dt.date) -> bytes | Trouble:
        """One day's ledger as CSV; that it was taken out is written down."""
        return self._asker.ask(bytes, "GET", "/v1/desk/fees.csv", query={"day": day.isoformat()})

    def rules(self) -> RulesPage | Trouble:
        """Every rule as this office uses it."""
        return self._asker.ask(RulesPage, "GET", "/v1/desk/rules")

    def sample(self) -> SecondChecks | Trouble:
        """The completions drawn for a second person to check, and how many were wrong."""
        return self._asker.ask(SecondChecks, "GET", "/v1/desk/second-checks")

    def check(self, appearance_id: str, said: CheckSecond) -> Trouble | None:
        """Say what was found."""
        return self._asker.ask(type(None), "POST", f"/v1/desk/second-checks/{appearance_id}", body=said)
