"""The appointment book: one day, who comes when, and the times that are still free."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kiosk.law.lanes import Lane
from kiosk.words import words
from sync.station.appointment_wire import AppointmentDay, Booked, BookedState, FreeTime
from ui.desk.correcting import day_typed
from ui.desk.here import Here
from ui.desk.parts import Part, column, field, label, line, mark_wrong
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom a time is wanted for; ``moving`` is the appointment that they have now."""

    registrant_id: str
    name: str
    moving: Booked | None = None


class AppointmentsPage(QWidget):
    """Draws one day and emits what the officer wishes."""

    day_wanted = Signal(object)
    """A date."""
    time_chosen = Signal(object)
    """A ``FreeTime`` for whom a time is wanted."""
    move_wanted = Signal(object)
    """A ``Booked`` that is to begin at another time."""
    cancel_wanted = Signal(object, str)
    """A ``Booked`` and the reason."""
    open_wanted = Signal(str)
    """A registrant's id."""
    stopped = Signal()
    """No time is wanted for anybody any more."""

    def __init__(self, here: Here, day: dt.date, wanted: Wanted | None = None) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self.day, self._wanted = here, day, wanted
        self._booked: dict[str, Booked] = {}
        self._free: dict[str, FreeTime] = {}
        look, say = here.look, here.say
        self._told = label("", "strong", name="appointments.told")
        self._said = Said(look, "appointments.said")
        self._rows = Rows(look, "appointments.table", say("appointment.booked"), _columns(here), self._open)
        self._rows.itemSelectionChanged.connect(self._chosen_changed)
        both = line(look, self._left(), self._card())
        both.setStretch(0, 1)
        layout = column(look, self._head(), self._told, self._said, both, margin=look.shape.margin)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._times if wanted else self._rows)
        self.want(wanted)

    @property
    def wanted(self) -> Wanted | None:
        """Whom a time is wanted for."""
        return self._wanted

    def want(self, wanted: Wanted | None) -> None:
        """Let a time be chosen for somebody; None: for nobody."""
        self._wanted = wanted
        here = self._here
        if wanted is None:
            told = here.say("appointment.for_nobody")
        elif wanted.moving is None:
            told = here.say("appointment.for", name=wanted.name)
        else:
            starts = wanted.moving.starts
            day, at = here.day_of(starts), here.time(starts)
            told = here.say("appointment.moving", name=wanted.name, day=day, at=at)
        self._for.setText(told)
        moving = wanted is not None and wanted.moving is not None
        self._book.say(here.say("appointment.move_here" if moving else "appointment.book"))
        self._stop.setVisible(wanted is not None)
        self._set_book()

    def show_day(self, found: AppointmentDay) -> None:
        """Draw the day, keeping what is chosen chosen."""
        here, another = self._here, found.day != self.day
        self.day = found.day
        self._typed.setText(f"{found.day:%m/%d/%Y}")
        mark_wrong(self._typed, wrong=False)
        self._told.setText(_day_told(here, found))
        self._booked = {one.appointment_id: one for one in found.booked}
        booked = [_cells(here, one) for one in found.booked]
        self._rows.show_rows(tuple(self._booked), booked, another=another)
        self._free = {f"{one.lane.value} {one.starts.isoformat()}": one for one in found.free}
        times = [_free_cells(here, one) for one in found.free]
        self._times.show_rows(tuple(self._free), times, another=another)
        self._nothing.setVisible(not found.free and found.closed is None)
        self._chosen_changed()
        self._set_book()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _head(self) -> Part:
        look, say = self._here.look, self._here.say
        hint = say("appointment.day")
        self._typed = field("appointments.day", hint, hint)
        self._typed.setMaximumWidth(look.shape.rail)
        self._typed.returnPressed.connect(self._type_day)
        earlier = Verb(
            look, say("appointment.earlier"), "appointments.earlier", self._earlier, key="Alt+Left"
        )
        today = Verb(look, say("appointment.today"), "appointments.today", self._today, key="Alt+Home")
        later = Verb(look, say("appointment.later"), "appointments.later", self._later, key="Alt+Right")
        title = label(say("appointment.title"), "title", wraps=False)
        return line(look, title, None, self._typed, earlier, today, later, gap=look.shape.tight * 2)

    def _left(self) -> QVBoxLayout:
        look, say = self._here.look, self._here.say
        reason = say("appointment.reason")
        self._reason = field("appointments.reason", reason, reason)
        self._cancel = Verb(
            look, say("appointment.cancel"), "appointments.cancel", self._ask_cancel, key="Ctrl+R"
        )
        self._move = Verb(look, say("appointment.move"), "appointments.move", self._ask_move, key="Ctrl+M")
        self._open_verb = Verb(look, say("desk.people.open"), "appointments.open", self._open, key="Ctrl+O")
        foot = line(look, None, self._cancel, self._move, self._open_verb, gap=look.shape.tight * 2)
        made = column(look, self._rows, self._reason, foot, gap=look.shape.tight * 2)
        made.setStretch(0, 1)
        return made

    def _card(self) -> QFrame:
        look, say = self._here.look, self._here.say
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside + look.shape.rail // 2)
        self._for = label("", "heading", name="appointments.for")
        self._nothing = label(say("appointment.nothing_free"), name="appointments.nothing")
        self._times = Rows(
            look, "appointments.times", say("appointment.free"), _free_columns(self._here), self._choose
        )
        self._book = Verb(
            look,
            say("appointment.book"),
            "appointments.book",
            self._choose,
            key="F9",
            role="primary",
            icon=Icon.CHECK,
        )
        self._stop = Verb(look, say("appointment.stop"), "appointments.stop", self._ask_stop, key="Esc")
        parts = (self._for, label(say("appointment.free"), "strong"), self._nothing, self._times)
        layout = column(look, *parts, self._book, self._stop, margin=look.shape.gap, gap=look.shape.tight * 2)
        layout.setStretchFactor(self._times, 1)
        made.setLayout(layout)
        return made

    def _chosen(self) -> Booked | None:
        return self._booked.get(self._rows.chosen())

    def _chosen_changed(self) -> None:
        chosen = self._chosen()
        to_come = chosen is not None and chosen.state in (BookedState.BOOKED, BookedState.MISSED)
        for part in (self._reason, self._cancel, self._move):
            part.setEnabled(to_come)
        if chosen is None:
            self._reason.clear()
        self._open_verb.setEnabled(chosen is not None)

    def _set_book(self) -> None:
        self._book.setEnabled(self._wanted is not None and bool(self._free))

    def _type_day(self) -> None:
        day = day_typed(self._typed.text())
        mark_wrong(self._typed, wrong=day is None)
        if day is not None:
            self.day_wanted.emit(day)

    def _earlier(self) -> None:
        self.day_wanted.emit(self.day - _DAY)

    def _later(self) -> None:
        self.day_wanted.emit(self.day + _DAY)

    def _today(self) -> None:
        self.day_wanted.emit(self._here.today())

    def _choose(self) -> None:
        chosen = self._free.get(self._times.chosen())
        if chosen is not None and self._wanted is not None:
            self.time_chosen.emit(chosen)

    def _ask_move(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.move_wanted.emit(chosen)

    def _ask_cancel(self) -> None:
        reason = self._reason.text().strip()
        mark_wrong(self._reason, wrong=not reason)
        chosen = self._chosen()
        if not reason:
            self._reason.setFocus()
        elif chosen is not None:
            self._reason.clear()
            self.cancel_wanted.emit(chosen, reason)

    def _ask_stop(self) -> None:
        self.want(None)
        self.stopped.emit()

    def _open(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.open_wanted.emit(chosen.registrant_id)


def lane_said(here: Here, lane: Lane) -> str:
    """What a lane is called."""
    return here.say(words(f"desk.lane.{lane.value}"))


def _day_told(here: Here, found: AppointmentDay) -> str:
    if found.opens is None or found.closes is None:
        why = here.say(found.closed) if found.closed is not None else ""
        return here.say("appointment.closed", day=found.day, why=why, next=found.next_open)
    opens, closes = here.time(found.opens), here.time(found.closes)
    told = here.say("appointment.open", day=found.day, opens=opens, closes=closes)
    return told if found.booked else f"{told} {here.say('appointment.none')}"


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("appointment.time"), figures=True),
        Column(say("desk.people.name"), stretches=True),
        Column(say("appointment.lane")),
        Column(say("appointment.state")),
    )


_SIGNS = {
    BookedState.BOOKED: (Icon.CLOCK, "quiet"),
    BookedState.CAME: (Icon.QUEUE, "action"),
    BookedState.SERVED: (Icon.DONE, "quiet"),
    BookedState.MISSED: (Icon.CAUTION, "on_caution"),
}


def _cells(here: Here, one: Booked) -> tuple[Cell, ...]:
    icon, ink = _SIGNS[one.state]
    return (
        Cell(here.time(one.starts)),
        Cell(one.name, tells=one.name),
        Cell(lane_said(here, one.lane)),
        Cell(here.say(words(f"appointment.stands.{one.state.value}")), icon, ink),
    )


def _free_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("appointment.time"), figures=True),
        Column(say("appointment.lane"), stretches=True),
        Column(say("appointment.places"), figures=True),
    )


def _free_cells(here: Here, one: FreeTime) -> tuple[Cell, ...]:
    return Cell(here.time(one.starts)), Cell(lane_said(here, one.lane)), Cell(str(one.free))
