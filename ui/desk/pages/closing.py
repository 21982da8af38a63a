"""The end of the day: nobody is left without one of the named endings."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.review import NEEDS_REASON, Decision
from sync.station.desk_wire import QueueEntry, QueueView
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong
from ui.desk.rows import Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.desk.waiting import cells, columns

ENDINGS = {
    Decision.APPEARED_NOT_SERVED: ("desk.closing.appeared_not_served", "F6"),
    Decision.LEFT: ("desk.decision.left", "F7"),
    Decision.NO_SHOW: ("desk.decision.no_show", "F8"),
}
"""What may become of somebody at closing; who is served is completed from the queue, as always."""


class ClosingPage(QWidget):
    """Everybody who still waits or is being served, and what becomes of the chosen one."""

    ending_wanted = Signal(str, object, str)
    """A check-in's id, a ``Decision`` and its reason."""
    open_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._entries: dict[str, QueueEntry] = {}
        look, say = here.look, here.say
        self._title = label("", "title", name="closing.title")
        self._said = Said(look, "closing.said")
        self._rows = Rows(look, "closing.table", say("desk.closing.title"), columns(here), self._open)
        self._rows.itemSelectionChanged.connect(self._chosen_changed)
        reason = say("desk.closing.reason")
        self._reason = field("closing.reason", reason, reason)
        self._verbs = [
            Verb(look, say(text), f"closing.{decision.value}", partial(self._end, decision), key=key)
            for decision, (text, key) in ENDINGS.items()
        ]
        serve = Verb(look, say("desk.queue.open"), "closing.open", self._open, key="Return")
        self._verbs.append(serve)
        back = Verb(look, say("desk.review.back"), "closing.back", self.back_wanted.emit, key="Esc")
        foot = line(look, self._reason, *self._verbs, back, gap=look.shape.tight * 2)
        foot.setStretch(0, 1)
        layout = column(
            look,
            self._title,
            label(say("desk.closing.how")),
            self._said,
            self._rows,
            foot,
            margin=look.shape.margin,
        )
        layout.setStretchFactor(self._rows, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_queue(self, view: QueueView) -> None:
        """Draw who is left."""
        # A number for another service needs no ending: nothing of it is kept.
        self._entries = {entry.check_in_id: entry for entry in view.entries if not entry.service}
        left = len(self._entries)
        said = (
            self._here.say("desk.closing.left", left=left)
            if left
            else self._here.say("desk.closing.none_left")
        )
        self._title.setText(said)
        rows = [cells(self._here, entry, view.now) for entry in self._entries.values()]
        self._rows.show_rows(tuple(self._entries), rows)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _chosen_changed(self) -> None:
        """Whoever was chosen may be gone by a live view: the reason was theirs, and nobody else's."""
        chosen = bool(self._rows.chosen())
        for verb in self._verbs:
            verb.setEnabled(chosen)
        if not chosen:
            self._reason.clear()
            self.say(self._here.say("desk.queue.gone") if self._entries else "", "caution")

    def _open(self) -> None:
        if chosen := self._rows.chosen():
            self.open_wanted.emit(chosen)

    def _end(self, decision: Decision) -> None:
        reason, chosen = self._reason.text().strip(), self._rows.chosen()
        missing = decision in NEEDS_REASON and not reason
        mark_wrong(self._reason, wrong=missing)
        if missing:
            self._reason.setFocus()
        elif chosen:
            self._reason.clear()
            self.ending_wanted.emit(chosen, decision, reason)
