"""Finds a person in the roster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.words import words
from sync.station.desk_wire import Found
from ui.desk.correcting import day_typed
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class PeoplePage(QWidget):
    """A line to search in, and the people found."""

    search_wanted = Signal(str, object)
    """What to look for, and a birth date or None."""
    open_wanted = Signal(str)
    """A registrant's id."""
    new_wanted = Signal()
    """Somebody who is not on the roster yet."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        look, say = here.look, here.say
        self._text = field("people.search", say("desk.people.search"), say("desk.people.search_hint"))
        self._born = field("people.born", say("desk.people.born"), say("desk.people.born_hint"))
        self._born.setMaximumWidth(look.shape.rail)
        self._text.returnPressed.connect(self._search)
        self._born.returnPressed.connect(self._search)
        find = Verb(look, say("desk.people.find"), "people.find", self._search, icon=Icon.SEARCH)
        self._said = Said(look, "people.said")
        self._told = label("", "caption", name="people.told")
        self._rows = Rows(look, "people.table", say("desk.rail.people"), _columns(here), self._open)
        self._rows.itemActivated.connect(lambda _item: self._open())
        self._open_verb = Verb(
            look, say("desk.people.open"), "people.open", self._open, key="Ctrl+O", role="primary"
        )
        self._open_verb.setEnabled(False)
        new = Verb(
            look, say("desk.people.new"), "people.new", self.new_wanted.emit, key="Ctrl+N", icon=Icon.ADD
        )
        search = line(look, self._text, self._born, find)
        search.setStretch(0, 1)
        layout = column(
            look,
            line(look, label(say("desk.rail.people"), "title"), None, new),
            search,
            self._said,
            self._rows,
            line(look, self._told, None, self._open_verb),
            margin=look.shape.margin,
        )
        layout.setStretchFactor(self._rows, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._text)

    def show_found(self, found: Sequence[Found]) -> None:
        """Draw the people found, the likeliest first, and let the keyboard choose among them."""
        # Nobody: said beneath what was typed, where the eyes are.
        self._said.say("" if found else self._here.say("desk.people.nobody"), "caution")
        keys = [one.registrant_id for one in found]
        self._rows.show_rows(keys, [_cells(self._here, one) for one in found], another=True)
        self._open_verb.setEnabled(bool(found))
        self._told.setText(self._here.say("desk.people.found", found=len(found)) if found else "")
        if found:
            self._rows.setFocus()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _search(self) -> None:
        text, typed = self._text.text().strip(), self._born.text().strip()
        born: dt.date | None = day_typed(typed)
        mark_wrong(self._born, wrong=bool(typed) and born is None)
        if typed and born is None:
            self._born.setFocus()
        elif text or born:
            self.search_wanted.emit(text, born)

    def _open(self) -> None:
        if chosen := self._rows.chosen():
            self.open_wanted.emit(chosen)


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.people.name")),
        Column(say("desk.people.born"), figures=True),
        Column(say("desk.row.id_number")),
        Column(say("desk.row.registration_number")),
        Column(say("desk.people.standing")),
        Column(say("desk.people.address"), stretches=True),
    )


def _cells(here: Here, one: Found) -> tuple[Cell, ...]:
    return (
        Cell(one.name if not one.alike else here.say("desk.people.alike", name=one.name), tells=one.name),
        Cell(here.short(one.birth_date)),
        Cell(one.id_number),
        Cell(one.registry_id),
        Cell(here.say(words(f"desk.standing.{one.standing.value}"))),
        Cell(one.address, tells=one.address),
    )
