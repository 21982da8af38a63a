"""Works the page of the change of law: asks for its pages, opens records."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.law.worklist import Differs
from sync.station.board_wire import LawWorklist
from sync.station.desk_wire import Refused, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.pages.law import LawPage
from ui.desk.work import Work


class LawWork:
    """``record_wanted`` is called with the id of the registrant whose record is to be opened."""

    def __init__(self, work: Work, record_wanted: Callable[[str], None]) -> None:
        self._work, self._record_wanted = work, record_wanted
        self._page: LawPage | None = None
        self._asked: tuple[Differs | None, int] = (None, 0)

    def show(self) -> None:
        """Everybody whom it concerns."""
        page = LawPage(self._work.here)
        page.asked.connect(self._load)
        page.open_wanted.connect(self._record_wanted)
        self._page = page
        self._work.window.show_page(page, "due", "law")
        self._load(None, 0)

    def _load(self, differs: Differs | None, number: int) -> None:
        asked = self._asked = (differs, number)
        boards = self._work.link.boards

        def loaded(found: LawWorklist) -> None:
            page = self._on_screen()
            if page is not None and asked == self._asked:
                page.say("")
                page.show_worklist(found, differs, number)

        self._work.asking.ask(lambda: boards.law(differs, number), loaded, self._trouble)

    def _on_screen(self) -> LawPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        if (page := self._on_screen()) is not None:
            page.say(trouble_said(self._work.here, trouble))
