"""Works the delivery and office pages: parks, sends and replaces updates, looks whether the log is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.review import Role
from sync.station.desk_wire import (
    AuditLine,
    AuditVerdict,
    DeliveryHealth,
    DeliveryRow,
    QueueView,
    Refused,
    Trouble,
    Unreachable,
)
from sync.station.people_wire import DayOfFees, Efforts, TicketChecked
from ui.desk.asking import trouble_said
from ui.desk.pages.delivery import DeliveryPage
from ui.desk.pages.office import OfficePage
from ui.desk.queue_work import QueueWork
from ui.desk.work import Work

SEES_FEES = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR})
_LINES = 50
"""Newest lines of the audit log that are shown."""


@dataclass(frozen=True)
class _Audited:
    verdict: AuditVerdict
    lines: tuple[AuditLine, ...]


class DeliveryWork:
    """Draws the list anew whenever the live view says that a number in it changed."""

    def __init__(self, work: Work, enter: Callable[[str, DeliveryPage], None]) -> None:
        """``enter`` is called with an update to type into the state's system, and the page that asks."""
        self._work, self._enter = work, enter
        self._page: DeliveryPage | None = None
        self._health: DeliveryHealth | None = None

    def show(self) -> None:
        """The updates as they stand."""
        page = DeliveryPage(self._work.here, by_hand=self._work.by_hand)
        page.enter_wanted.connect(lambda update_id: self._enter(update_id, page))
        page.park_wanted.connect(self._park)
        page.release_wanted.connect(self._release)
        page.replace_wanted.connect(self._replace)
        page.refresh_wanted.connect(self._load)
        self._page = page
        self._work.window.show_page(page, "delivery")
        self._load()

    def seen(self, view: QueueView) -> None:
        """The live view: when its numbers are new, so is the list."""
        if view.delivery != self._health and self._on_screen() is not None:
            self._load()
        self._health = view.delivery

    def _on_screen(self) -> DeliveryPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self) -> None:
        self._work.asking.ask(self._work.link.office.deliveries, self._loaded, self._trouble)

    def _loaded(self, rows: tuple[DeliveryRow, ...]) -> None:
        if (page := self._on_screen()) is not None:
            page.show_deliveries(rows)

    def _park(self, update_id: str, reason: str) -> None:
        office = self._work.link.office
        self._work.asking.ask(lambda: office.park(update_id, reason), self._done, self._trouble)

    def _release(self, update_id: str) -> None:
        office = self._work.link.office
        self._work.asking.ask(lambda: office.release(update_id), self._done, self._trouble)

    def _replace(self, update_id: str, reason: str) -> None:
        office = self._work.link.office
        self._work.asking.ask(lambda: office.replace(update_id, reason), self._done, self._trouble)

    def _done(self, _row: DeliveryRow) -> None:
        if (page := self._on_screen()) is not None:
            page.say("")
        self._load()

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))
        if isinstance(trouble, Unreachable) and trouble.maybe_done:
            self._load()


class OfficeWork:
    """Calls, kiosks and the audit log."""

    def __init__(self, work: Work, queue: QueueWork) -> None:
        self._work, self._queue = work, queue
        self._page: OfficePage | None = None

    def show(self) -> None:
        """The office at a glance."""
        page = OfficePage(self._work.here)
        page.help_answered.connect(self._queue.answer_help)
        page.audit_wanted.connect(self._verify)
        page.ticket_wanted.connect(self._check_ticket)
        page.attention_wanted.connect(self._work.window.attention)
        self._page = page
        if (view := self._queue.view) is not None:
            page.show_live(view)
        self._work.window.show_page(page, "office")
        records, asking = self._work.link.records, self._work.asking
        today = self._work.here.day_of(self._work.now())
        asking.ask(records.efforts, self._show_efforts, self._trouble)
        if SEES_FEES & frozenset(self._work.officer.roles if self._work.officer else ()):
            asking.ask(lambda: records.fees_on(today), self._show_fees, self._trouble)

    def _show_fees(self, day: DayOfFees) -> None:
        if (page := self._on_screen()) is not None:
            page.show_fees(day)

    def _check_ticket(self, number: str, code: str) -> None:
        today = self._work.here.day_of(self._work.now())

        def checked(found: TicketChecked) -> None:
            if (page := self._on_screen()) is not None:
                page.show_ticket(number, found)

        records = self._work.link.records
        self._work.asking.ask(lambda: records.check_ticket(number, today, code), checked, self._trouble)

    def _show_efforts(self, efforts: Efforts) -> None:
        if (page := self._on_screen()) is not None:
            page.show_efforts(efforts)

    def seen(self, view: QueueView) -> None:
        """The live view."""
        if (page := self._on_screen()) is not None:
            page.show_live(view)

    def _on_screen(self) -> OfficePage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _verify(self) -> None:
        office = self._work.link.office

        def asking() -> _Audited | Trouble:
            verdict = office.verify_audit()
            if not isinstance(verdict, AuditVerdict):
                return verdict
            lines = office.audit(max(0, verdict.lines - _LINES))
            return _Audited(verdict, lines) if isinstance(lines, tuple) else lines

        def audited(found: _Audited) -> None:
            if (page := self._on_screen()) is not None:
                page.say("")
                page.show_audit(found.verdict, found.lines)

        self._work.asking.ask(asking, audited, self._trouble)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))
