"""One of a few things, each a button with a figure as its key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.desk.here import Here
from ui.desk.parts import Part, column, label, line
from ui.desk.verb import Verb

_KEYS = 9


class PickDialog(QDialog):
    """``options`` are values with what they are called; ``name`` begins the buttons' names."""

    picked = Signal(str)

    def __init__(
        self, here: Here, name: str, title: str, options: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        look = here.look
        verbs = [
            Verb(
                look,
                text,
                f"{name}.{value}",
                partial(self._pick, value),
                key=str(place) if place <= _KEYS else "",
            )
            for place, (value, text) in enumerate(options, 1)
        ]
        cancel = Verb(look, here.say("desk.correct.cancel"), f"{name}.cancel", self.reject, key="Esc")
        self.setMinimumWidth(look.shape.form)
        rows: list[Part] = [label(title, "heading"), *verbs, None, line(look, None, cancel)]
        self.setLayout(column(look, *rows, margin=look.shape.margin, gap=look.shape.tight * 2))

    def _pick(self, value: str) -> None:
        self.accept()
        self.picked.emit(value)
