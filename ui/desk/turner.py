"""Turns the pages of a long list: which lines are shown of how many, and the way to the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.desk.here import Here
from ui.desk.parts import label, line
from ui.desk.verb import Verb
from ui.style.icons import Icon


class Turner(QWidget):
    """Asks for another page; both buttons are gone where one page holds everything."""

    turned = Signal(int)
    """The page wanted, from 0."""

    def __init__(self, here: Here, name: str) -> None:
        super().__init__()
        self._here, self._page = here, 0
        look, say = here.look, here.say
        self._told = label("", "caption", wraps=False, name=f"{name}.shown")
        self._back = Verb(
            look,
            say("supervisor.turner.back"),
            f"{name}.back",
            lambda: self.turned.emit(self._page - 1),
            key="Alt+Left",
            icon=Icon.ARROW_LEFT,
        )
        self._on = Verb(
            look,
            say("supervisor.turner.on"),
            f"{name}.on",
            lambda: self.turned.emit(self._page + 1),
            key="Alt+Right",
            icon=Icon.ARROW_RIGHT,
        )
        for verb in (self._back, self._on):
            verb.hide()  # what has no pages yet needs no room for turning them
        self.setLayout(line(look, self._told, self._back, self._on))

    def show_place(self, page: int, shown: int, total: int, a_page: int, nothing: str) -> None:
        """A page of at most ``a_page`` lines shows ``shown`` of ``total``; ``nothing`` is said of none."""
        self._page, first = page, page * a_page
        told = self._here.say("supervisor.turner.shown", first=first + 1, last=first + shown, total=total)
        self._told.setText(told if shown else nothing)
        for verb, there in ((self._back, page > 0), (self._on, first + shown < total)):
            verb.setEnabled(there)
            verb.setVisible(total > a_page)
