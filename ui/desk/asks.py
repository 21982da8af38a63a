"""A short form in a window of its own: its title, its fields, what is missing, and two buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui.desk.here import Here
from ui.desk.parts import Part, column, label, line, mark_wrong
from ui.desk.said import Said
from ui.desk.verb import Verb


class Asks(QDialog):
    """Whoever extends it lays the fields and says in ``_go`` what the second button does."""

    def __init__(self, here: Here, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setMinimumWidth(here.look.shape.form)
        self._here, self._name, self._title = here, name, title
        self._said = Said(here.look, f"{name}.said")

    def _lay(self, do: str, *parts: Part) -> None:
        here, name = self._here, self._name
        cancel = Verb(here.look, here.say("desk.correct.cancel"), f"{name}.cancel", self.reject, key="Esc")
        go = Verb(here.look, here.say(do), f"{name}.go", self._go, key="F9", role="primary")
        shape = here.look.shape
        self.setLayout(
            column(
                here.look,
                label(self._title, "heading"),
                *parts,
                self._said,
                line(here.look, None, cancel, go),
                margin=shape.margin,
                gap=shape.tight * 2,
            )
        )

    def _go(self) -> None:
        raise NotImplementedError

    def _wrong(self, at: QLineEdit | None, said: str, **args: int) -> None:
        self._said.say(self._here.say(said, **args))
        if at is not None:
            mark_wrong(at, wrong=True)
            at.setFocus()
