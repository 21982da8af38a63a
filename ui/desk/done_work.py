"""Works the page of a completed appearance: prints the receipt, saves it, takes the completion back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.papers import Paper
from kiosk.words import words
from sync.station.desk_wire import CompletedView, Outcome, Trouble
from ui.desk.asking import trouble_said
from ui.desk.pages.done import DonePage
from ui.desk.paper_work import PaperWork
from ui.desk.work import Work


class DoneWork:
    """``left`` is called when the officer goes on, ``undone`` with the id of what is theirs again."""

    def __init__(
        self,
        work: Work,
        left: Callable[[], None],
        undone: Callable[[str], None],
        enter: Callable[[str, DonePage], None],
    ) -> None:
        """``enter`` is called with an update to type into the state's system, and the page that asks."""
        self._work, self._left, self._undone, self._enter = work, left, undone, enter
        self._paper: PaperWork | None = None

    def show(self, view: CompletedView, note: str) -> None:
        """Show what was completed and print its receipt; ``note`` says what was odd about it."""
        work, check_in_id = self._work, view.appearance.check_in_id
        effort = work.window.tally.effort()
        page = DonePage(work.here, view, work.now(), effort=effort, by_hand=work.by_hand)
        page.enter_wanted.connect(lambda: self._enter(view.appearance.appearance_id, page))
        page.queue_wanted.connect(self._left)
        page.undo_wanted.connect(partial(self._undo, page, check_in_id))

        def fetch() -> Paper | Trouble:
            return work.link.visits.receipt(check_in_id)

        def tell(text: str, tone: str) -> None:
            if work.shows(page):
                page.say_printed(text, tone)
            elif tone == "trouble":
                # The officer has gone on to the next person; this one may still be at the counter.
                told = words("desk.paper.of", name=view.receipt.registrant, ticket=view.receipt.ticket)
                work.window.notice(f"{work.here.say(told)} {text}")

        paper = PaperWork(work, f"receipt-{view.receipt.number}", fetch, tell)
        page.print_wanted.connect(paper.print)
        page.save_wanted.connect(paper.save)
        self._paper = paper
        work.window.show_page(page, "queue")
        if note:
            page.say(note, "caution")
        paper.print()

    def _undo(self, page: DonePage, check_in_id: str, reason: str) -> None:
        work = self._work

        def taken_back(_outcome: Outcome) -> None:
            if work.shows(page):
                self._undone(check_in_id)
            else:
                work.window.notice(work.here.say("desk.done.undone"), "caution")

        work.asking.ask(
            lambda: work.link.visits.undo(check_in_id, reason),
            taken_back,
            lambda trouble: work.tell(page, trouble_said(work.here, trouble)),
        )
