"""Works the page for typing into the state's system; the confirmation stops the update's clock."""

from __future__ import annotations

from collections.abc import Callable

from sync.station.desk_wire import DeliveryRow
from sync.station.people_wire import Entered, HandEntry
from ui.desk.asking import trouble_said
from ui.desk.pages.entry import EntryPage
from ui.desk.work import Work


class EntryWork:
    """``left`` is called with a sentence for the queue when the officer is done or goes on without."""

    def __init__(self, work: Work, left: Callable[[str], None]) -> None:
        self._work, self._left = work, left
        self._page: EntryPage | None = None

    def show(self, update_id: str, not_shown: Callable[[str], None]) -> None:
        """Fetch what is to be typed and show it; ``not_shown`` is told why it cannot be."""
        work = self._work

        def shown(entry: HandEntry) -> None:
            page = EntryPage(work.here, entry)
            page.later_wanted.connect(lambda: self._left(""))
            page.confirm_wanted.connect(lambda reference: self._confirm(update_id, reference))
            self._page = page
            work.window.show_page(page, "delivery")
            work.window.tally.begin()

        work.asking.ask(
            lambda: work.link.records.hand_entry(update_id),
            shown,
            lambda trouble: not_shown(trouble_said(work.here, trouble)),
        )

    def _confirm(self, update_id: str, reference: str) -> None:
        work, page = self._work, self._page
        effort = work.window.tally.effort()
        said = Entered(effort.seconds, effort.presses, reference)

        def entered(_row: DeliveryRow) -> None:
            self._left(work.here.say("desk.entry.done"))

        def not_entered(text: str) -> None:
            if page is not None and work.window.page is page:
                page.say(text)

        # Asked again it is harmless, so a lost answer needs no more than another press.
        work.asking.ask(
            lambda: work.link.records.entered(update_id, said),
            entered,
            lambda trouble: not_entered(trouble_said(work.here, trouble)),
        )
