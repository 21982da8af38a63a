"""Typing into the state's system: one field after the other, each copied by a key, what changed first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.assisted_entry import EntryLine
from sync.station.people_wire import HandEntry
from ui.desk.here import Here
from ui.desk.parts import column, field, label, line
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class EntryPage(QWidget):
    """Shows a ``HandEntry``; the value in hand stands large, and lies in the clipboard once copied."""

    confirm_wanted = Signal(str)
    """The state system's own number for the entry, or nothing."""
    later_wanted = Signal()

    def __init__(self, here: Here, entry: HandEntry) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._lines = here, entry.sheet.lines
        self._copied: set[int] = set()
        look, say = here.look, here.say
        self._said = Said(look, "typing.said")
        self._field = label("", "heading", name="typing.field")
        self._value = label("", "huge", name="typing.value")
        self._before = label("", "caption", name="typing.before")
        self._left = label("", "caption", name="typing.left")
        self._rows = Rows(look, "typing.table", say("desk.entry.title"), _columns(here), self._copy)
        self._rows.itemSelectionChanged.connect(self._show_chosen)
        reference = say("desk.entry.reference")
        self._reference = field("typing.reference", reference, reference)
        copy = Verb(look, say("desk.entry.copy"), "typing.copy", self._copy, key="Return", icon=Icon.DOCUMENT)
        self._confirm = Verb(
            look,
            say("desk.entry.confirm"),
            "typing.confirm",
            self._ask,
            key="F9",
            role="primary",
            icon=Icon.CHECK,
        )
        title = say("desk.entry.of", name=entry.name, system=entry.sheet.system)
        parts: list[QWidget] = [label(title, "title", name="typing.title")]
        if not entry.sheet.verified_by:
            parts.append(label(say("desk.entry.not_compared"), "caption"))
        layout = column(
            look,
            *parts,
            self._said,
            line(
                look, column(look, self._field, self._value, self._before, gap=look.shape.tight), None, copy
            ),
            self._rows,
            self._foot(),
            margin=look.shape.margin,
        )
        layout.setStretchFactor(self._rows, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)
        self._draw()
        self._rows.choose("0")
        if entry.entered:
            self._said.say(say("desk.entry.was_entered"), "caution")

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went, and let the officer confirm again."""
        self._said.say(text, tone)
        self._confirm.setEnabled(True)

    def _foot(self) -> QHBoxLayout:
        look, wish = self._here.look, self.later_wanted.emit
        later = Verb(look, self._here.say("desk.entry.later"), "typing.later", wish, key="Esc")
        foot = line(look, self._left, self._reference, later, self._confirm)
        foot.setStretch(0, 2)
        foot.setStretch(1, 3)
        return foot

    def _draw(self) -> None:
        keys = [str(place) for place in range(len(self._lines))]
        rows = [_cells(self._here, one, copied=at in self._copied) for at, one in enumerate(self._lines)]
        self._rows.show_rows(keys, rows)
        left = sum(one.changed and at not in self._copied for at, one in enumerate(self._lines))
        said = (
            self._here.say("desk.entry.left", left=left) if left else self._here.say("desk.entry.all_copied")
        )
        self._left.setText(said)

    def _show_chosen(self) -> None:
        chosen = self._rows.chosen()
        if not chosen:
            return
        one, say = self._lines[int(chosen)], self._here.say
        self._field.setText(say("desk.entry.where", screen=one.screen, field=one.label))
        self._value.setText(one.value or say("desk.entry.emptied"))
        self._before.setText(
            say("desk.entry.before", before=one.before) if one.changed and one.before else ""
        )

    def _copy(self) -> None:
        chosen = self._rows.chosen()
        if not chosen:
            return
        at = int(chosen)
        QGuiApplication.clipboard().setText(self._lines[at].value)
        self._copied.add(at)
        self._draw()
        if at + 1 < len(self._lines):
            self._rows.choose(str(at + 1))

    def _ask(self) -> None:
        self._confirm.setEnabled(False)
        self.confirm_wanted.emit(self._reference.text().strip())


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.entry.screen")),
        Column(say("desk.entry.field")),
        Column(say("desk.entry.value"), stretches=True),
        Column(say("desk.entry.is")),
    )


def _cells(here: Here, one: EntryLine, *, copied: bool) -> tuple[Cell, ...]:
    state = here.say("desk.entry.changed" if one.changed else "desk.entry.same")
    icon = Icon.DONE if copied else Icon.CHANGED if one.changed else None
    value = one.value or here.say("desk.entry.emptied")
    return (
        Cell(one.screen),
        Cell(one.label),
        Cell(value, tells=value),
        Cell(here.say("desk.entry.copied") if copied else state, icon, "action"),
    )
