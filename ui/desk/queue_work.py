"""Works the queue page: keeps it live, calls numbers, prints tickets again, answers calls for help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kiosk.papers import Paper
from kiosk.review import Decision
from sync.station.desk_wire import Outcome, QueueView, Refused, Trouble, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.live import Live
from ui.desk.pages.closing import ClosingPage
from ui.desk.pages.queue import QueuePage
from ui.desk.paper_work import PaperWork
from ui.desk.work import Work


class QueueWork:
    """``opened`` is called with a check-in's id."""

    def __init__(self, work: Work, opened: Callable[[str], None]) -> None:
        self._work, self._opened = work, opened
        self.also_seen: list[Callable[[QueueView], None]] = []
        """Others who want each live view."""
        self._page: QueuePage | ClosingPage | None = None
        self.view: QueueView | None = None
        self._calls: frozenset[str] = frozenset()
        """The newest live view."""
        self._paper: PaperWork | None = None
        self.live = Live(work, self._seen, self._say)

    def show(self, said: str = "") -> None:
        """Show the queue, and above it what happened to the last one."""
        page = QueuePage(self._work.here)
        page.open_wanted.connect(self._open)
        page.end_wanted.connect(self._end_number)
        page.call_wanted.connect(self._call)
        page.ticket_wanted.connect(self._print_ticket)
        page.help_answered.connect(self.answer_help)
        page.attention_wanted.connect(self._work.window.attention)
        page.closing_wanted.connect(self.show_closing)
        self._page = page
        if self.view is not None:
            page.show_queue(self.view)
        self._work.window.show_page(page, "queue")
        if said:
            page.say(said)

    def show_closing(self) -> None:
        """Show who still has no ending."""
        page = ClosingPage(self._work.here)
        page.back_wanted.connect(self.show)
        page.open_wanted.connect(self._open)
        page.ending_wanted.connect(self._end)
        self._page = page
        if self.view is not None:
            page.show_queue(self.view)
        self._work.window.show_page(page, "queue")

    def _end(self, check_in_id: str, decision: Decision, reason: str) -> None:
        visits = self._work.link.visits
        self._work.asking.ask(
            lambda: visits.decide(check_in_id, decision, reason),
            lambda _outcome: self._say("", "done"),
            self._trouble,
        )

    def forget(self) -> None:
        """Another officer is here: nothing of the last view is shown to them."""
        self._page = self.view = None

    def _seen(self, view: QueueView) -> None:
        self.view = view
        self._work.station_ahead = view.now - dt.datetime.now(dt.UTC)
        if self._page is not None and self._work.window.page is self._page:
            self._page.show_queue(view)
        else:
            self._tell_elsewhere(view)
        self._calls = frozenset(call.help_id for call in view.help_calls if not call.answer)
        for also in self.also_seen:
            also(view)

    def _tell_elsewhere(self, view: QueueView) -> None:
        """Somebody calls while the officer is on another page: a sound, and a line above it."""
        new = [call for call in view.help_calls if not call.answer and call.help_id not in self._calls]
        if new:
            self._work.window.attention()
            self._work.window.notice(self._work.here.say("desk.queue.somebody_calls"), "caution")

    def _say(self, text: str, tone: str = "trouble") -> None:
        if self._page is not None and self._work.window.page is self._page:
            self._page.say(text, tone)

    def _open(self, check_in_id: str) -> None:
        entries = self.view.entries if self.view is not None else ()
        if any(one.service for one in entries if one.check_in_id == check_in_id):
            return  # a number for another service has no page
        self._opened(check_in_id)

    def _end_number(self, number_id: str) -> None:
        visits = self._work.link.visits
        self._work.asking.ask(lambda: visits.end_number(number_id), self._seen, self._trouble)

    def _call(self, check_in_id: str) -> None:
        work = self._work

        def called(_answer: Outcome | QueueView) -> None:
            self._say(work.here.say("desk.queue.called", window=work.here.window), "done")

        visits, window = work.link.visits, work.here.window
        entries = self.view.entries if self.view is not None else ()
        if any(one.service for one in entries if one.check_in_id == check_in_id):
            work.asking.ask(lambda: visits.call_number(check_in_id, window), called, self._trouble)
        else:
            work.asking.ask(lambda: visits.call(check_in_id, window), called, self._trouble)

    def _print_ticket(self, check_in_id: str) -> None:
        visits = self._work.link.visits

        def fetch() -> Paper | Trouble:
            return visits.ticket(check_in_id)

        self._paper = PaperWork(self._work, check_in_id, fetch, self._say)
        self._paper.print()

    def answer_help(self, help_id: str, answer: str) -> None:
        """Tell the person at the kiosk who comes, or where to come."""
        office, window = self._work.link.office, self._work.here.window if answer == "window" else ""
        self._work.asking.ask(
            lambda: office.answer_help(help_id, answer, window), lambda _nothing: None, self._trouble
        )

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        text = trouble_said(self._work.here, trouble)
        if self._page is not None:
            self._work.tell(self._page, text)
        else:
            self._work.window.notice(text)
