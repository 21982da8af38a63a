"""The pages that stand together under one place of the rail, as a line of buttons above the page."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.review import Role
from ui.desk.here import Here
from ui.desk.parts import line
from ui.desk.verb import Verb

_S, _A, _U = Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR
SHELVES: dict[str, dict[str, tuple[str, frozenset[Role]]]] = {
    "due": {
        "due": ("supervisor.due.title", frozenset(Role)),
        "law": ("supervisor.law.title", frozenset({Role.OFFICER, _S})),
        "state": ("statefile.title", frozenset({Role.OFFICER, _S})),
        "reminders": ("reminder.title", frozenset({_S})),
        "figures": ("figure.title", frozenset({_S, _U})),
    },
    "cases": {
        "cases": ("desk.rail.cases", frozenset(Role)),
        "tips": ("tip.title", frozenset({Role.OFFICER, _S})),
        "addresses": ("address.title", frozenset({Role.OFFICER, _S})),
        "requests": ("request.title", frozenset({_S})),
    },
    "office": {
        "office": ("book.today", frozenset(Role)),
        "fees": ("book.fees.title", frozenset({Role.OFFICER, _S, _U})),
        "second": ("book.second.title", frozenset({Role.OFFICER, _S})),
        "retention": ("retention.title", frozenset({_S})),
        "log": ("book.log.title", frozenset({_S, _A, _U})),
        "rules": ("book.rules.title", frozenset(Role)),
    },
}
"""By place of the rail: each page with its name's key, and who may see it."""


class Shelf(QWidget):
    """One button a page; the one of the page shown is pressed."""

    page_wanted = Signal(str)

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._roles: frozenset[Role] = frozenset()
        self._layout = line(here.look, gap=here.look.shape.tight)
        margin = here.look.shape.margin
        self._layout.setContentsMargins(margin, here.look.shape.tight * 2, margin, 0)
        self.setLayout(self._layout)
        self._shown: dict[str, Verb] = {}
        self.hide()

    def give_to(self, here: Here, roles: Collection[Role]) -> None:
        """Another officer sees other pages."""
        self._here, self._roles = here, frozenset(roles)

    def show_place(self, place: str, page: str) -> None:
        """Stand above ``page``; hidden where a place has one page for this officer."""
        pages = {name: said for name, (said, who) in SHELVES.get(place, {}).items() if who & self._roles}
        for old in self._shown.values():
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        while self._layout.takeAt(0) is not None:
            pass
        self._shown = {}
        for number, (name, said) in enumerate(pages.items(), 1):
            made = self._button(name, said, number)
            made.setChecked(name == page)
            self._shown[name] = made
            self._layout.addWidget(made)
        self._layout.addStretch(1)
        self.setVisible(len(pages) > 1 and page in pages)

    def _button(self, name: str, said: str, number: int) -> Verb:
        wish = partial(self._want, name)
        text = self._here.say(said)
        made = Verb(self._here.look, text, f"shelf.{name}", wish, key=f"Ctrl+{number}", role="tab")
        made.setCheckable(True)
        return made

    def _want(self, name: str) -> None:
        # Pressed stays the page that is shown, until another one is.
        for other, button in self._shown.items():
            button.setChecked(other == name)
        self.page_wanted.emit(name)
