"""Fields to type in, one a row, for whatever an officer may correct or enter."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kiosk.words import words
from ui.desk.choice import Choice
from ui.desk.correcting import Correctable, Sort
from ui.desk.here import Here
from ui.desk.parts import field, label, mark_wrong


class Fields(QWidget):
    """Draws fields and reads what was typed, by the fields' ids; their names begin with ``prefix``."""

    edited = Signal()
    """A person typed or chose."""

    def __init__(self, here: Here, prefix: str, fields: Iterable[Correctable]) -> None:
        super().__init__()
        self._here, self._prefix = here, prefix
        self._lines: dict[str, QLineEdit] = {}
        self._choices: dict[str, Choice] = {}
        look = here.look
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.shape.gap)
        grid.setVerticalSpacing(look.shape.tight)
        # One width for all, so that the fields of several forms stand under each other.
        grid.setColumnMinimumWidth(0, look.shape.rail)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(fields):
            said = here.say(words(f"desk.field.{one.name}"))
            grid.addWidget(label(said), row, 0)
            grid.addWidget(self._made(one, said), row, 1)

    def _made(self, one: Correctable, said: str) -> QWidget:
        name = f"{self._prefix}.{one.id}"
        if one.sort in (Sort.CHOICE, Sort.YES):
            box = Choice(self._here.look, name, said)
            values = [member.value for member in one.kind] if one.kind else ["yes", "no"]
            for value in ["", *values] if one.optional else values:
                box.addItem(self._here.say(words(f"choice.{(value or 'none').lower()}")), value)
            box.setCurrentIndex(max(0, box.findData(one.text)))
            box.activated.connect(lambda _row: self.edited.emit())
            self._choices[one.id] = box
            return box
        hint = self._here.say("desk.people.born_hint") if one.sort is Sort.DAY else ""
        edit = field(name, said, hint)
        edit.setText(one.text)
        edit.textEdited.connect(lambda _text: self.edited.emit())
        self._lines[one.id] = edit
        return edit

    def begin(self, field_id: str) -> None:
        """Begin typing in this field."""
        (self._lines | self._choices)[field_id].setFocus()

    def texts(self) -> dict[str, str]:
        """What stands in each field."""
        typed = {name: edit.text() for name, edit in self._lines.items()}
        return typed | {name: str(box.currentData()) for name, box in self._choices.items()}

    def mark(self, wrong: str) -> bool:
        """Mark the field called ``wrong``, and no other; whether it is one of these."""
        for name, edit in self._lines.items():
            mark_wrong(edit, wrong=name == wrong)
        if wrong in self._lines:
            self._lines[wrong].setFocus()
        return wrong in self._lines
