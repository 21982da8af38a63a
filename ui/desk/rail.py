"""The left rail: where one can go, who is signed in, and the lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.desk.here import Here
from ui.desk.parts import column, holding, label
from ui.desk.verb import Verb
from ui.style.icons import Icon

PLACES = {
    "queue": ("desk.rail.queue", Icon.QUEUE, "Alt+1"),
    "people": ("desk.rail.people", Icon.PEOPLE, "Alt+2"),
    "due": ("desk.rail.due", Icon.CALENDAR, "Alt+3"),
    "cases": ("desk.rail.cases", Icon.CASE, "Alt+4"),
    "delivery": ("desk.rail.delivery", Icon.DELIVERY, "Alt+5"),
    "office": ("desk.rail.office", Icon.SERVICES, "Alt+6"),
    "appointments": ("desk.rail.appointments", Icon.CLOCK, "Alt+8"),
    "messages": ("desk.rail.messages", Icon.INTERPRETER, "Alt+9"),
}
ADMINISTERED = {"access": ("desk.rail.access", Icon.LICENSE, "Alt+7")}
"""What only an administrator is shown."""


class Rail(QFrame):
    """One button a place; the one of the page shown is pressed."""

    place_wanted = Signal(str)
    lock_wanted = Signal()
    keys_wanted = Signal()

    def __init__(self, here: Here, officer: str, *, administers: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        look = here.look
        self.setFixedWidth(look.shape.rail)
        self._places = {
            name: self._button(here, said, f"rail.{name}", partial(self._go, name), key=key, icon=icon)
            for name, (said, icon, key) in (PLACES | (ADMINISTERED if administers else {})).items()
        }
        for button in self._places.values():
            button.setCheckable(True)
        lock = self._button(
            here, "desk.rail.lock", "rail.lock", self.lock_wanted.emit, key="Ctrl+K", icon=Icon.LOCK
        )
        keys = self._button(
            here, "desk.rail.keys", "rail.keys", self.keys_wanted.emit, key="?", icon=Icon.KEYBOARD
        )
        window = (
            [label(here.say("desk.sign_in.window", window=here.window), "caption")] if here.window else []
        )
        who = (label(here.office, "strong"), label(officer), *window)
        self.setLayout(
            column(
                look,
                holding(column(look, *who, margin=look.shape.padding, gap=0)),
                *self._places.values(),
                None,
                keys,
                lock,
                gap=0,
            )
        )

    def show_place(self, place: str) -> None:
        """Press the button of ``place``; none when it is not one of them."""
        for name, button in self._places.items():
            button.setChecked(name == place)

    def _button(
        self, here: Here, said: str, name: str, wish: Callable[[], object], *, key: str, icon: Icon
    ) -> Verb:
        return Verb(here.look, here.say(said), name, wish, key=key, role="rail", icon=icon)

    def _go(self, name: str) -> None:
        self.show_place(name)
        self.place_wanted.emit(name)
