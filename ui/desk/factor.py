"""Sets a person's PIN: they choose and type it themselves, twice, and nobody reads it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.desk.here import Here
from ui.desk.parts import column, field, label, line, mark_wrong
from ui.desk.said import Said
from ui.desk.verb import Verb


class FactorDialog(QDialog):
    """Asks twice; what differs is asked again. The station says which PINs will do."""

    chosen = Signal(str)

    def __init__(self, here: Here, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("factor")
        self.setWindowTitle(here.say("desk.factor.title"))
        self._here = here
        look, say = here.look, here.say
        self._first = self._line("factor.first", say("desk.factor.first"))
        self._again = self._line("factor.again", say("desk.factor.again"))
        self._said = Said(look, "factor.said")
        self.setMinimumWidth(look.shape.form)
        self.setLayout(
            column(
                look,
                label(say("desk.factor.of", name=name), "heading"),
                label(say("desk.factor.how")),
                label(say("desk.factor.first"), "strong"),
                self._first,
                label(say("desk.factor.again"), "strong"),
                self._again,
                self._said,
                line(
                    look,
                    None,
                    Verb(look, say("desk.correct.cancel"), "factor.cancel", self.reject, key="Esc"),
                    Verb(look, say("desk.factor.set"), "factor.set", self._set, key="F9", role="primary"),
                ),
                margin=look.shape.margin,
                gap=look.shape.tight * 2,
            )
        )

    def _line(self, name: str, accessible: str) -> QLineEdit:
        made = field(name, accessible)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _set(self) -> None:
        same = bool(self._first.text()) and self._first.text() == self._again.text()
        mark_wrong(self._again, wrong=not same)
        if not same:
            self._said.say(self._here.say("desk.factor.differ"))
            self._again.clear()
            self._again.setFocus()
            return
        self.chosen.emit(self._first.text())
        self.accept()
