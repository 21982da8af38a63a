"""Updates on their way to the registry, each with its three-day clock; parked and released with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.delivery import Clock, ParkedFor
from kiosk.words import words
from sync.station.desk_wire import DeliveryRow, DeliveryState
from ui.desk.here import Here
from ui.desk.parts import clear, column, field, holding, label, line, mark_wrong, scrolling
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_FINISHED = frozenset({DeliveryState.DELIVERED, DeliveryState.WITHDRAWN})
_NEVER_LOOKED_AT = (ParkedFor.BY_AN_OFFICER, ParkedFor.STATION_NOT_LET_IN)
"""The registry said nothing of the update itself: it is sent again, never passed over."""
_CAN_PARK = frozenset({DeliveryState.WAITING, DeliveryState.HELD})


class DeliveryPage(QWidget):
    """The rows, the ones that need somebody first, and the chosen one in full sentences."""

    park_wanted = Signal(str, str)
    """An update's id, and the reason."""
    release_wanted = Signal(str)
    replace_wanted = Signal(str, str)
    """An update's id, and why the person's later version goes in its place."""
    enter_wanted = Signal(str)
    """Type this update into the state's system."""
    refresh_wanted = Signal()

    def __init__(self, here: Here, *, by_hand: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._enter = Verb(
            here.look,
            here.say("desk.done.enter"),
            "delivery.enter",
            lambda: self.enter_wanted.emit(self._rows.chosen()),
            key="Ctrl+E",
            role="primary",
            icon=Icon.KEYBOARD,
        )
        self._enter.setVisible(by_hand)
        self._shown: dict[str, DeliveryRow] = {}
        look, say = here.look, here.say
        self._title = label(say("desk.delivery.title"), "title", wraps=False, name="delivery.title")
        self._said = Said(look, "delivery.said")
        self._rows = Rows(look, "delivery.table", say("desk.rail.delivery"), _columns(here), self._nothing)
        self._rows.itemSelectionChanged.connect(self._show_chosen)
        again = Verb(
            look,
            say("desk.delivery.refresh"),
            "delivery.refresh",
            self.refresh_wanted.emit,
            key="F5",
            icon=Icon.REDO,
        )
        both = line(look, self._rows, self._card())
        both.setStretch(0, 1)
        layout = column(
            look, line(look, self._title, None, again), self._said, both, margin=look.shape.margin
        )
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_deliveries(self, rows: Sequence[DeliveryRow]) -> None:
        """Draw the rows, keeping the chosen one chosen."""
        self._shown = {row.update_id: row for row in rows}
        self._rows.show_rows(tuple(self._shown), [_cells(self._here, row) for row in rows])

    def choose(self, update_id: str) -> None:
        """Choose this update's row, if it is there."""
        self._rows.choose(update_id)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _nothing(self) -> None:
        """Double click opens nothing more: all there is stands beside the list."""

    def _card(self) -> QFrame:
        look, say = self._here.look, self._here.say
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside)
        self._told = column(look, gap=look.shape.tight * 2)
        reason = say("desk.delivery.reason")
        self._reason = field("delivery.reason", reason, reason)
        self._park = Verb(
            look, say("desk.delivery.park"), "delivery.park", self._ask_park, key="Ctrl+P", icon=Icon.STOP
        )
        self._release = Verb(
            look,
            say("desk.delivery.release"),
            "delivery.release",
            self._ask_release,
            key="Ctrl+R",
            icon=Icon.DELIVERY,
        )
        self._replace = Verb(
            look,
            say("desk.delivery.replace"),
            "delivery.replace",
            self._ask_replace,
            key="Ctrl+L",
            icon=Icon.REDO,
        )
        made.setLayout(
            column(
                look,
                scrolling(holding(column(look, self._told, None)), "delivery.told"),
                self._reason,
                self._park,
                self._release,
                self._replace,
                self._enter,
                margin=look.shape.gap,
                gap=look.shape.tight * 2,
            )
        )
        return made

    def _show_chosen(self) -> None:
        clear(self._told)
        row = self._shown.get(self._rows.chosen())
        self._park.setEnabled(row is not None and row.state in _CAN_PARK)
        self._release.setEnabled(row is not None and row.state is DeliveryState.PARKED)
        refused = row is not None and row.parked_for not in _NEVER_LOOKED_AT
        self._replace.setEnabled(self._release.isEnabled() and refused)
        self._reason.setEnabled(self._park.isEnabled() or self._replace.isEnabled())
        self._enter.setEnabled(row is not None and row.state not in _FINISHED)
        if row is None:
            self._reason.clear()
            nothing = "desk.queue.gone" if self._shown else "desk.delivery.empty"
            self._told.addWidget(label(self._here.say(nothing)))
            return
        self._told.addWidget(label(row.name, "heading"))
        for text in told(self._here, row):
            self._told.addWidget(label(text))

    def _ask_park(self) -> None:
        if reason := self._reason_given():
            self.park_wanted.emit(self._rows.chosen(), reason)

    def _ask_replace(self) -> None:
        if reason := self._reason_given():
            self.replace_wanted.emit(self._rows.chosen(), reason)

    def _reason_given(self) -> str:
        """The reason as typed, taken from its field; empty, and the field marked, when there is none."""
        reason = self._reason.text().strip()
        mark_wrong(self._reason, wrong=not reason)
        if reason:
            self._reason.clear()
        else:
            self._reason.setFocus()
        return reason

    def _ask_release(self) -> None:
        self.release_wanted.emit(self._rows.chosen())


def told(here: Here, row: DeliveryRow) -> list[str]:
    """Everything about one update, each a sentence."""
    say = here.say
    found = [
        say(words(f"desk.delivery.state.{row.state.value}")),
        say("desk.delivery.completed", at=here.moment(row.completed_at), version=row.version),
        say(words(f"desk.delivery.clock.{row.clock.value}", at=here.moment(row.deadline))),
    ]
    if row.parked_for is not None:
        found.append(say(words(f"desk.delivery.parked.{row.parked_for.value}")))
    found += [say("desk.delivery.detail", detail=detail) for detail in row.details]
    if row.tries:
        found.append(say("desk.delivery.tried", tries=row.tries))
    if row.next_try_at is not None:
        found.append(say("desk.delivery.next_try", at=here.time(row.next_try_at)))
    if row.behind:
        found.append(say("desk.delivery.behind"))
    if row.receipt:
        found.append(say("desk.delivery.receipt", receipt=row.receipt))
    return found


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.delivery.where")),
        Column(say("desk.people.name"), stretches=True),
        Column(say("desk.delivery.version"), figures=True),
        Column(say("desk.delivery.since"), figures=True),
        Column(say("desk.delivery.deadline"), figures=True),
        Column(say("desk.delivery.tries"), figures=True),
    )


def _cells(here: Here, row: DeliveryRow) -> tuple[Cell, ...]:
    troubled = row.state is DeliveryState.PARKED or row.clock is not Clock.ON_TIME
    sign, ink = (Icon.CAUTION, "on_trouble") if troubled else (Icon.DELIVERY, "quiet")
    if row.state is DeliveryState.DELIVERED:
        sign, ink = Icon.DONE, "quiet"
    where = here.say(words(f"desk.delivery.short.{row.state.value}"))
    if row.clock is Clock.LATE and row.state is not DeliveryState.DELIVERED:
        where = here.say("desk.delivery.short_late", where=where)
    return (
        Cell(where, sign, ink),
        Cell(row.name, tells=row.name),
        Cell(str(row.version)),
        Cell(here.brief(row.completed_at)),
        Cell(here.brief(row.deadline)),
        Cell(str(row.tries)),
    )
