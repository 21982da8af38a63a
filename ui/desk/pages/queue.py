"""Who waits: one row a person, in the station's order, with what matters before the page is opened."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kiosk.check_in import State
from sync.station.desk_wire import HelpCall, QueueEntry, QueueView
from ui.desk.parts import button, clear, column, label, line, panel
from ui.style.look import Look

COLUMNS = ("ticket", "waiting", "name", "language", "kinds", "flags", "state")


class QueuePage(QWidget):
    """The live queue."""

    open_wanted = Signal(str)
    """A check-in's id."""
    help_answered = Signal(str, str)
    """A help call's id, and ``coming`` or ``window``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._look = look
        self._shown: tuple[str, ...] = ()
        self._title = label("", "title")
        self._health = label("", "caption")
        self._calls = QVBoxLayout()
        self._table = self._made_table()
        self._empty = label(look.say("desk.queue.empty"), "caption")
        self._open = button(
            look.say("desk.queue.open"), "queue.open", self._open_chosen, key="Return", role="primary"
        )
        layout = column(
            look,
            line(look, self._title, None, self._health),
            self._calls,
            self._table,
            self._empty,
            line(look, self._open, None),
            margin=look.shape.margin,
        )
        layout.setStretchFactor(self._table, 1)
        self.setLayout(layout)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setObjectName("queue.table")
        table.setAccessibleName(self._look.say("desk.queue.title", waiting=0))
        table.setHorizontalHeaderLabels([self._look.say(f"desk.queue.{name}") for name in COLUMNS])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._look.shape.row)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(COLUMNS.index("flags"), QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        table.cellDoubleClicked.connect(lambda _row, _column: self._open_chosen())
        return table

    def show_queue(self, view: QueueView) -> None:
        """Draw ``view``, keeping the chosen row where it is."""
        chosen = self._chosen()
        waiting = [entry for entry in view.entries if entry.state is not State.COMPLETED]
        self._title.setText(self._look.say("desk.queue.title", waiting=len(waiting)))
        self._health.setText(
            self._look.say("desk.queue.delivery", waiting=view.delivery.waiting, parked=view.delivery.parked)
        )
        self._show_calls(view.help_calls)
        self._shown = tuple(entry.check_in_id for entry in view.entries)
        self._table.setRowCount(len(view.entries))
        for row, entry in enumerate(view.entries):
            for place, text in enumerate(self._cells(entry, view.now)):
                self._table.setItem(row, place, _cell(text, right=COLUMNS[place] == "waiting"))
        self._empty.setVisible(not view.entries)
        self._open.setEnabled(bool(view.entries))
        if view.entries:
            self._table.selectRow(self._shown.index(chosen) if chosen in self._shown else 0)

    def _cells(self, entry: QueueEntry, now: dt.datetime) -> tuple[str, ...]:
        say = self._look.say
        minutes = max(0, int((now - entry.submitted_at).total_seconds() // 60))
        kinds = ", ".join(say(f"paper.kind.{kind.value}") for kind in entry.kinds)
        name = entry.name or say("desk.queue.nobody", candidates=entry.candidates)
        state = say(f"desk.state.{entry.state.value}")
        by = f"{state}: {entry.claimed_by_name}" if entry.claimed_by_name else state
        flags = " ".join(say(flag) for flag in entry.flags)
        return (
            entry.ticket,
            say("desk.queue.minutes", minutes=minutes),
            name,
            entry.language.upper(),
            kinds or say("desk.queue.no_change"),
            flags,
            by,
        )

    def _show_calls(self, calls: tuple[HelpCall, ...]) -> None:
        clear(self._calls)
        say = self._look.say
        for call in calls:
            if call.answer:
                continue
            words = say(f"desk.help.{call.wants}", kiosk=call.kiosk_id, language=call.language.upper())
            self._calls.addWidget(
                panel(
                    self._look,
                    "caution",
                    line(
                        self._look,
                        label(words, "strong"),
                        None,
                        button(
                            say("desk.help.coming"),
                            f"help.coming.{call.help_id}",
                            lambda call=call: self.help_answered.emit(call.help_id, "coming"),  # type: ignore[misc]
                        ),
                        button(
                            say("desk.help.window"),
                            f"help.window.{call.help_id}",
                            lambda call=call: self.help_answered.emit(call.help_id, "window"),  # type: ignore[misc]
                        ),
                    ),
                )
            )

    def _chosen(self) -> str:
        row = self._table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else ""

    def _open_chosen(self) -> None:
        if chosen := self._chosen():
            self.open_wanted.emit(chosen)


def _cell(text: str, *, right: bool) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    made.setTextAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    return made
