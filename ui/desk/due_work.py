"""Works the page of who is due: asks for boards, opens records, saves tables."""

from __future__ import annotations

from collections.abc import Callable

from sync.station.board_wire import Board, BoardAsked
from sync.station.desk_wire import Refused, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.pages.due import DuePage
from ui.desk.saving import write
from ui.desk.work import Work


class DueWork:
    """``record_wanted`` is called with the id of the registrant whose record is to be opened."""

    def __init__(self, work: Work, record_wanted: Callable[[str], None]) -> None:
        self._work, self._record_wanted = work, record_wanted
        self._page: DuePage | None = None

    def show(self) -> None:
        """Who is overdue today."""
        page = DuePage(self._work.here)
        page.asked.connect(self._load)
        page.open_wanted.connect(self._record_wanted)
        page.export_wanted.connect(self._export)
        self._page = page
        self._work.window.show_page(page, "due")
        self._load(page.wanted)

    def _on_screen(self) -> DuePage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _load(self, asked: BoardAsked) -> None:
        boards = self._work.link.boards

        def loaded(board: Board) -> None:
            page = self._on_screen()
            # Another filter may have been chosen while this answer was on its way.
            if page is not None and page.wanted == asked:
                page.say("")
                page.show_board(board)

        self._work.asking.ask(lambda: boards.due(asked), loaded, self._trouble)

    def _export(self, asked: BoardAsked) -> None:
        here, boards = self._work.here, self._work.link.boards
        day = here.day_of(self._work.now()).isoformat()
        place = self._work.choose_place(here.say("supervisor.due.export"), f"due-{day}.csv")
        if place is None:
            return

        def found(table: bytes) -> None:
            write(here, place, table, self._say)

        self._work.asking.ask(lambda: boards.export(asked), found, self._trouble)

    def _say(self, text: str, tone: str) -> None:
        if (page := self._on_screen()) is not None:
            page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble), "trouble")
