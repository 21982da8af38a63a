"""One person in the queue: the row in the list, and beside it all that matters before the page is opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame

from kiosk.check_in import State
from kiosk.law.lanes import Coming
from kiosk.words import words
from sync.station.appointment_wire import Booked, BookedState
from sync.station.desk_wire import QueueEntry
from ui.desk.here import Here
from ui.desk.parts import clear, column, holding, label, scrolling, with_icon
from ui.desk.rows import Cell, Column
from ui.desk.verb import Verb
from ui.services import service_said
from ui.style.icons import Icon

_BOOKED_SHOWN = 4
"""Appointments named below the queue; the others are counted, and stand in the book."""
_KINDS_SHOWN = 2
"""Kinds of change named in a row; the others are counted, and stand in the aside."""


def columns(here: Here) -> tuple[Column, ...]:
    """The columns of the queue."""
    say = here.say
    return (
        Column(say("desk.queue.ticket")),
        Column(say("desk.queue.waiting"), figures=True),
        Column(say("desk.queue.name"), stretches=True),
        Column(say("desk.queue.language")),
        Column(say("desk.queue.lane")),
        Column(say("desk.queue.kinds")),
        Column(say("desk.queue.flags")),
        Column(say("desk.queue.state")),
    )


def cells(here: Here, entry: QueueEntry, now: dt.datetime) -> tuple[Cell, ...]:
    """One row of the queue."""
    say = here.say
    kinds = [say(words(f"paper.kind.{kind.value}")) for kind in entry.kinds]
    shown = ", ".join(kinds[:_KINDS_SHOWN]) or say("desk.queue.no_change")
    if entry.service:
        shown = ""
    if len(kinds) > _KINDS_SHOWN:
        shown = say("desk.queue.more_kinds", kinds=shown, more=len(kinds) - _KINDS_SHOWN)
    flags = len(flags_said(here, entry))
    return (
        Cell(entry.ticket),
        Cell(say("desk.queue.minutes", minutes=waited(entry, now))),
        Cell(name_said(here, entry), tells=name_said(here, entry)),
        Cell(entry.language.upper()),
        Cell(_lane_said(here, entry)),
        Cell(shown, tells=", ".join(kinds)),
        Cell(say("desk.queue.flag_count", flags=flags), Icon.CAUTION, "on_caution") if flags else Cell(""),
        Cell(state_said(here, entry)),
    )


def _lane_said(here: Here, entry: QueueEntry) -> str:
    if entry.service:
        return here.say("desk.lane.service")
    if entry.appointment is None:
        return here.say(words(f"desk.lane.{entry.lane.value}"))
    return here.say("appointment.booked_at", at=here.time(entry.appointment))


def to_come_said(here: Here, booked: Sequence[Booked]) -> str:
    """Today's appointments of people who are not there yet, as one line; empty without any."""
    said = []
    for state, key in ((BookedState.MISSED, "not_come"), (BookedState.BOOKED, "still_to_come")):
        ones = [one for one in booked if one.state is state]
        who = ", ".join(
            here.say("appointment.who_at", at=here.time(one.starts), name=one.name)
            for one in ones[:_BOOKED_SHOWN]
        )
        if len(ones) > _BOOKED_SHOWN:
            who = here.say("appointment.and_more", who=who, more=len(ones) - _BOOKED_SHOWN)
        said += [here.say(words(f"appointment.{key}", who=who))] if ones else []
    return "   ".join(said)


def waited(entry: QueueEntry, now: dt.datetime) -> int:
    """Whole minutes since the check-in was submitted."""
    return max(0, int((now - entry.submitted_at).total_seconds() // 60))


def name_said(here: Here, entry: QueueEntry) -> str:
    """Whose check-in it is, as far as anybody knows; or which other service the number is for."""
    if entry.service:
        return service_said(entry.service, here.look.language)
    return entry.name or here.say("desk.queue.nobody")


def state_said(here: Here, entry: QueueEntry) -> str:
    """Where it stands: with whom, called to which window, or waiting."""
    if entry.state is State.CLAIMED:
        return here.say("desk.queue.with", name=entry.claimed_by_name)
    if entry.called_to:
        return here.say("desk.queue.called_to", window=entry.called_to)
    return here.say(words(f"desk.state.{entry.state.value}"))


def flags_said(here: Here, entry: QueueEntry) -> list[str]:
    """What the officer should look at, each as a sentence."""
    said = [here.say(flag) for flag in entry.flags]
    if not entry.registrant_id and not entry.service:
        said.insert(0, here.say("desk.queue.candidates", candidates=entry.candidates))
    return said


_COMING = frozenset({Coming.ON_TIME, Coming.EARLY, Coming.LATE})


class WaitingCard(QFrame):
    """The chosen person, in full sentences, and what can be done."""

    open_wanted = Signal(str)
    """A check-in's id."""
    end_wanted = Signal(str)
    """The id of a number for another service: whoever had it was served, or is gone."""
    call_wanted = Signal(str)
    ticket_wanted = Signal(str)
    """Print the ticket again."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self._entry: QueueEntry | None = None
        look, say = here.look, here.say
        self.setProperty("role", "card")
        self.setFixedWidth(look.shape.aside)
        self._told = column(look, gap=look.shape.tight * 2)
        told = holding(column(look, self._told, None))
        self._open = self._verb("open", self.open_wanted, "Return", role="primary")
        calls = say("desk.queue.call", window=here.window)
        self._call = self._verb("call", self.call_wanted, "C", Icon.SOUND, text=calls)
        self._ticket = self._verb(
            "ticket", self.ticket_wanted, "T", Icon.PRINTER, text=say("desk.queue.print_ticket")
        )
        self._end = self._verb("end_number", self.end_wanted, "D", role="primary")
        self._end.hide()
        for verb in (self._open, self._call, self._ticket):
            verb.setEnabled(False)
        if not here.window:
            self._call.hide()
        self.setLayout(
            column(
                look,
                scrolling(told, "queue.told"),
                self._call,
                self._ticket,
                self._open,
                self._end,
                margin=look.shape.gap,
                gap=look.shape.tight * 2,
            )
        )

    def _verb(
        self,
        name: str,
        wanted: SignalInstance,
        key: str,
        icon: Icon | None = None,
        *,
        role: str = "row",
        text: str = "",
    ) -> Verb:
        here = self._here
        said = text or here.say(f"desk.queue.{name}")
        wish = partial(self._wish, wanted)
        return Verb(here.look, said, f"queue.{name}", wish, key=key, icon=icon, role=role)

    def show_entry(
        self, entry: QueueEntry | None, now: dt.datetime, kiosk: str = "", nobody: str = "desk.queue.empty"
    ) -> None:
        """Tell about ``entry``, who came from ``kiosk``; None: nobody is chosen, and ``nobody`` is said."""
        self._entry = entry
        clear(self._told)
        for verb in (self._open, self._call, self._ticket):
            verb.setEnabled(entry is not None)
        self._show_verbs(of_service=entry is not None and bool(entry.service))
        if entry is None:
            self._told.addWidget(label(self._here.say(nobody)))
            return
        here, look = self._here, self._here.look
        self._told.addWidget(label(entry.ticket, "huge", name="queue.chosen"))
        self._told.addWidget(label(name_said(here, entry), "heading"))
        told = (
            here.say(
                "desk.queue.since",
                at=here.time(entry.submitted_at),
                minutes=waited(entry, now),
                kiosk=kiosk or entry.kiosk_id,
            ),
            here.say("desk.queue.speaks", language=words(f"desk.language.{entry.language}")),
            state_said(here, entry),
        )
        for text in told:
            self._told.addWidget(label(text))
        if entry.appointment is not None and entry.coming in _COMING:
            key, at = f"appointment.{entry.coming.value}", here.time(entry.appointment)
            self._told.addLayout(with_icon(look, Icon.CLOCK, "action", label(here.say(words(key, at=at)))))
        if entry.service:
            return
        kinds = ", ".join(here.say(words(f"paper.kind.{kind.value}")) for kind in entry.kinds)
        said = (
            here.say("desk.queue.changed", kinds=kinds) if kinds else here.say("desk.queue.nothing_changed")
        )
        self._told.addLayout(with_icon(look, Icon.CHANGED if kinds else Icon.CHECK, "action", label(said)))
        for flag in flags_said(here, entry):
            self._told.addLayout(with_icon(look, Icon.CAUTION, "on_caution", label(flag)))

    def _show_verbs(self, *, of_service: bool) -> None:
        """A number for another service has no page and no ticket of ours: it is called and ended."""
        self._ticket.setVisible(not of_service)
        self._open.setVisible(not of_service)
        self._end.setVisible(of_service)

    def _wish(self, signal: SignalInstance) -> None:
        if self._entry is not None:
            signal.emit(self._entry.check_in_id)
