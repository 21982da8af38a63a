"""The day's messages from the lobby: who asked for help or an interpreter, and what was answered by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.words import words
from sync.station.desk_wire import HelpCall
from ui.desk.calls import screen_said
from ui.desk.here import Here
from ui.desk.parts import column, label, line
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class MessagesPage(QWidget):
    """The newest first; one that waits is answered with one key."""

    answer_wanted = Signal(str, str)
    """A call's id, and ``coming`` or ``window``."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._calls: dict[str, HelpCall] = {}
        look, say = here.look, here.say
        self._title = label(say("desk.messages.title"), "title", wraps=False, name="messages.title")
        self._told = label("", "caption", name="messages.told")
        self._said = Said(look, "messages.said")
        self._rows = Rows(look, "messages.table", say("desk.messages.title"), _columns(here), self._coming)
        self._rows.itemSelectionChanged.connect(self._chosen_changed)
        coming = Verb(look, say("desk.help.coming"), "messages.coming", self._coming, key="F7")
        window = Verb(
            look,
            say("desk.help.window", window=here.window),
            "messages.window",
            partial(self._answer, "window"),
            key="F8",
        )
        if not here.window:
            window.hide()
        self._verbs = (coming, window)
        layout = column(
            look,
            self._title,
            self._told,
            self._said,
            self._rows,
            line(look, None, *self._verbs),
            margin=look.shape.margin,
            gap=look.shape.tight * 3,
        )
        layout.setStretchFactor(self._rows, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_messages(self, calls: Sequence[HelpCall], letters: Mapping[str, str]) -> None:
        """Draw the day's calls; ``letters`` are what people call the kiosks."""
        here = self._here
        self._calls = {call.help_id: call for call in calls}
        waiting = sum(not call.answer for call in calls)
        key = "open" if waiting else "answered" if calls else "none"
        self._told.setText(here.say(words(f"desk.messages.{key}", calls=waiting)))
        rows = [_cells(here, call, letters.get(call.kiosk_id, call.kiosk_id)) for call in calls]
        self._rows.show_rows(tuple(self._calls), rows)
        self._chosen_changed()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _chosen_changed(self) -> None:
        call = self._calls.get(self._rows.chosen())
        for verb in self._verbs:
            verb.setEnabled(call is not None and not call.answer)

    def _coming(self) -> None:
        self._answer("coming")

    def _answer(self, answer: str) -> None:
        call = self._calls.get(self._rows.chosen())
        if call is not None and not call.answer:
            self.answer_wanted.emit(call.help_id, answer)


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.messages.called"), figures=True),
        Column(say("desk.messages.kiosk")),
        Column(say("desk.messages.wants")),
        Column(say("desk.queue.language")),
        Column(say("desk.messages.screen")),
        Column(say("desk.messages.answer"), stretches=True),
        Column(say("desk.messages.by")),
    )


def _cells(here: Here, call: HelpCall, kiosk: str) -> tuple[Cell, ...]:
    answer = _answer_said(here, call)
    icon, ink = (Icon.DONE, "quiet") if call.answer else (Icon.HELP, "on_caution")
    return (
        Cell(here.time(call.called_at)),
        Cell(kiosk),
        Cell(here.say(words(f"desk.messages.{call.wants}"))),
        Cell(here.say(words(f"desk.language.{call.language}"))),
        Cell(screen_said(here, call.screen)),
        Cell(answer, icon, ink, answer),
        Cell(call.answered_by),
    )


def _answer_said(here: Here, call: HelpCall) -> str:
    if not call.answer:
        return here.say("desk.messages.unanswered")
    answer = words(f"desk.messages.{call.answer}", window=call.window)
    if call.answered_at is None:
        return here.say(answer)
    minutes = max(0, int((call.answered_at - call.called_at).total_seconds() // 60))
    return here.say("desk.messages.after", answer=answer, minutes=minutes)
