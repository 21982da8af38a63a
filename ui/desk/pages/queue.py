"""Who waits: one row a person, in the station's order, and beside it the chosen one in full sentences."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.check_in import State
from sync.station.desk_wire import QueueEntry, QueueView
from ui.desk.calls import Calls, Health, letters
from ui.desk.here import Here
from ui.desk.parts import column, label, line
from ui.desk.rows import Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.desk.waiting import WaitingCard, cells, columns, to_come_said
from ui.style.icons import Icon

_EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)


class QueuePage(QWidget):
    """The live queue."""

    open_wanted = Signal(str)
    """A check-in's id."""
    end_wanted = Signal(str)
    """The id of a number for another service."""
    call_wanted = Signal(str)
    ticket_wanted = Signal(str)
    help_answered = Signal(str, str)
    """A help call's id, and ``coming`` or ``window``."""
    closing_wanted = Signal()
    """The day ends: everybody gets an ending."""
    attention_wanted = Signal()
    """Somebody new waits or calls for help: worth a sound."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._entries: dict[str, QueueEntry] = {}
        self._now = _EPOCH
        self._letters: dict[str, str] = {}
        self._drawn = False
        look = here.look
        self._title = label("", "title", name="queue.title")
        self._said = Said(look, "queue.said")
        self._calls = Calls(here)
        self._calls.answered.connect(self.help_answered)
        self._health = Health(here)
        self._to_come = label("", "caption", wraps=False, name="queue.to_come")
        self._card = WaitingCard(here)
        self._card.open_wanted.connect(self.open_wanted)
        self._card.end_wanted.connect(self.end_wanted)
        self._card.call_wanted.connect(self.call_wanted)
        self._card.ticket_wanted.connect(self.ticket_wanted)
        self._rows = Rows(look, "queue.table", here.say("desk.rail.queue"), columns(here), self._open_chosen)
        self._rows.itemSelectionChanged.connect(self._show_chosen)
        both = line(look, self._rows, self._card)
        both.setStretch(0, 1)
        layout = column(
            look,
            line(look, self._title, None, self._closing()),
            self._calls,
            self._said,
            both,
            self._to_come,
            self._health,
            margin=look.shape.margin,
        )
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def _closing(self) -> Verb:
        look, wish = self._here.look, self.closing_wanted.emit
        return Verb(
            look, self._here.say("desk.closing.verb"), "queue.closing", wish, key="Ctrl+D", icon=Icon.CLOSED
        )

    def show_queue(self, view: QueueView) -> None:
        """Draw ``view``, keeping the chosen row chosen."""
        known, first = set(self._entries), not self._drawn
        self._entries = {entry.check_in_id: entry for entry in view.entries}
        self._now, self._drawn, self._letters = view.now, True, letters(view.kiosks)
        waiting = sum(entry.state is State.WAITING for entry in view.entries)
        self._title.setText(self._here.say("desk.queue.title", waiting=waiting))
        new_call = self._calls.show_calls(view.help_calls, letters(view.kiosks), view.now)
        self._health.show_health(view.delivery, view.kiosks, view.now, view.alarms)
        to_come = to_come_said(self._here, view.appointments)
        self._to_come.setText(to_come)
        self._to_come.setVisible(bool(to_come))
        self._rows.show_rows(
            tuple(self._entries), [cells(self._here, entry, view.now) for entry in view.entries]
        )
        if new_call or (not first and self._entries.keys() - known):
            self.attention_wanted.emit()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def choose(self, check_in_id: str) -> None:
        """Choose this person's row, if it is there."""
        self._rows.choose(check_in_id)

    def entry(self, check_in_id: str) -> QueueEntry | None:
        """The row as it was last drawn."""
        return self._entries.get(check_in_id)

    def _show_chosen(self) -> None:
        entry = self._entries.get(self._rows.chosen())
        kiosk = self._letters.get(entry.kiosk_id, "") if entry else ""
        nobody = "desk.queue.gone" if self._entries else "desk.queue.empty"
        self._card.show_entry(entry, self._now, kiosk, nobody)

    def _open_chosen(self) -> None:
        if chosen := self._rows.chosen():
            self.open_wanted.emit(chosen)
