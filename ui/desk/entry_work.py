"""Works the page for typing into the state's system; the confirmation stops the update's clock."""

from __future__ import annotations

from collections.abc import Callable

from sync.station.desk_wire import DeliveryRow
from sync.station.people_wire import Entered, HandEntry
from ui.desk.asking import trouble_said
from ui.desk.pages.entry import EntryPage
from ui.desk.work import Speaks, Work


class EntryWork:
    """``left`` is called with a sentence for the queue when the officer is done or goes on without."""

    def __init__(self, work: Work, left: Callable[[str], None]) -> None:
        self._work, self._left = work, left

    def show(self, update_id: str, asked_from: Speaks) -> None:
        """Fetch what is to be typed and show it in the place of ``asked_from``, which else says why not."""
        work = self._work

        def shown(entry: HandEntry) -> None:
            if not work.shows(asked_from):
                return
            page = EntryPage(work.here, entry)
            page.later_wanted.connect(lambda: self._left(""))
            page.confirm_wanted.connect(lambda reference: self._confirm(page, update_id, reference))
            work.window.show_page(page, "delivery")
            work.window.tally.begin()

        work.asking.ask(
            lambda: work.link.records.hand_entry(update_id),
            shown,
            lambda trouble: work.tell(asked_from, trouble_said(work.here, trouble)),
        )

    def _confirm(self, page: EntryPage, update_id: str, reference: str) -> None:
        work = self._work
        effort = work.window.tally.effort()
        said = Entered(effort.seconds, effort.presses, reference)

        def entered(_row: DeliveryRow) -> None:
            said = work.here.say("desk.entry.done")
            if work.shows(page):
                self._left(said)
            else:
                work.window.notice(said, "done")

        # Asked again it is harmless, so a lost answer needs no more than another press.
        work.asking.ask(
            lambda: work.link.records.entered(update_id, said),
            entered,
            lambda trouble: work.tell(page, trouble_said(work.here, trouble)),
        )
