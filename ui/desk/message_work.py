"""Works the list of messages from the lobby: loads the day's, and answers the one chosen."""

from __future__ import annotations

from collections.abc import Callable

from sync.station.desk_wire import HelpCall, QueueView, Refused, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.calls import letters
from ui.desk.pages.messages import MessagesPage
from ui.desk.work import Work


class MessageWork:
    """``answer`` is called with a call's id and what is answered."""

    def __init__(self, work: Work, answer: Callable[[str, str], None]) -> None:
        self._work, self._answer = work, answer
        self._page: MessagesPage | None = None
        self._view: QueueView | None = None

    def show(self) -> None:
        """Today's."""
        page = MessagesPage(self._work.here)
        page.answer_wanted.connect(self._answer)
        self._page = page
        self._work.window.show_page(page, "messages")
        self._load()

    def seen(self, view: QueueView) -> None:
        """The live view: when somebody called or was answered, the list is drawn anew."""
        before, self._view = self._view, view
        if before is not None and before.help_calls != view.help_calls:
            self._load()

    def _on_screen(self) -> MessagesPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self) -> None:
        if self._on_screen() is None:
            return
        office, today = self._work.link.office, self._work.here.day_of(self._work.now())

        def loaded(calls: tuple[HelpCall, ...]) -> None:
            if (page := self._on_screen()) is not None:
                page.say("")
                page.show_messages(calls, letters(self._view.kiosks) if self._view else {})

        self._work.asking.ask(lambda: office.messages(today), loaded, self._trouble)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))
