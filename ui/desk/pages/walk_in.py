"""A visit without the kiosk: every topic with what is on file, asked by the officer, changed where needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.changes import Added, Changed, Ended, ReportedChange, Told, in_rows, keeps_its_past, since
from kiosk.registrant import Item, Registrant
from kiosk.topics import ITEM_OF, PAGES, TOLD_ONLY, Topic, on_file
from kiosk.words import words
from sync.station.client import new_id
from sync.station.people_wire import WalkIn
from ui.desk.change_dialog import ChangeDialog
from ui.desk.choice import Choice
from ui.desk.compare import change_said, said
from ui.desk.correcting import day_said, day_typed
from ui.desk.here import Here
from ui.desk.on_paper import time_typed
from ui.desk.parts import clear, column, field, holding, label, line, mark, mark_wrong, rule, scrolling
from ui.desk.record_form import blank
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon
from ui.texts import languages


@dataclass(frozen=True)
class _Row:
    """A topic, or one of its entries, in the sheet."""

    shown: QWidget
    topic: Topic
    entry: Item | None


class WalkInPage(QWidget):
    """The person signs on paper; what is entered here becomes a check-in in the officer's hands."""

    begin_wanted = Signal(object)
    """A ``WalkIn``."""
    back_wanted = Signal()

    def __init__(self, here: Here, record: Registrant, now: dt.datetime) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._record, self._id = here, record, new_id()
        self._changes: list[ReportedChange] = []
        look, say = here.look, here.say
        self._said = Said(look, "walk_in.said")
        self._told = QVBoxLayout()
        self._day = field("walk_in.day", say("desk.on_paper.day"))
        self._day.setText(day_said(here.day_of(now)))
        self._time = field("walk_in.time", say("desk.walk_in.arrived"), say("desk.on_paper.time_hint"))
        self._time.setText(now.astimezone(here.zone).strftime("%H:%M"))
        self._reader = field("walk_in.reader", say("desk.walk_in.reader"), say("desk.walk_in.reader"))
        self._language = Choice(look, "walk_in.language", say("desk.queue.language"))
        for code in languages():
            self._language.addItem(say(words(f"desk.language.{code}")), code)
        self._rows: list[_Row] = []
        self._at = 0
        topics = [self._topic(topic) for part in PAGES.values() for topic in part]
        sheet = self._sheet = scrolling(
            holding(column(look, holding(self._told), *topics, None, gap=look.shape.tight * 2)),
            "walk_in.sheet",
        )
        layout = column(
            look,
            label(say("desk.walk_in.title", name=record.name.full()), "title", name="walk_in.title"),
            label(say("desk.walk_in.how")),
            rule(),
            sheet,
            self._by_key(),
            self._said,
            rule(),
            self._foot(),
            margin=look.shape.gap,
        )
        layout.setStretchFactor(sheet, 1)
        self.setLayout(layout)
        self._show_changes()
        self._go(0)

    def _foot(self) -> QHBoxLayout:
        look, say = self._here.look, self._here.say
        begin = Verb(
            look,
            say("desk.walk_in.begin"),
            "walk_in.begin",
            self._begin,
            key="F9",
            role="primary",
            icon=Icon.CHECK,
        )
        back = Verb(look, say("desk.correct.cancel"), "walk_in.back", self.back_wanted.emit, key="Esc")
        arrived = label(say("desk.walk_in.arrived"), wraps=False)
        made = line(look, arrived, self._day, self._time, self._language, self._reader, back, begin)
        made.setStretch(4, 1)
        return made

    def _by_key(self) -> QHBoxLayout:
        """What the keys do to the row that is marked."""
        look, say = self._here.look, self._here.say
        wishes = (
            ("above", "Alt+Up", partial(self._go, -1)),
            ("below", "Alt+Down", partial(self._go, 1)),
            ("add", "F5", lambda: self._add(self._row.topic)),
            ("move", "F4", lambda: self._act(self._move)),
            ("change", "F6", lambda: self._act(self._change)),
            ("end", "F7", lambda: self._act(self._end)),
            ("undo", "F8", self._take_last_back),
        )
        self._verbs = {
            name: Verb(look, say(words(f"desk.walk_in.{name}")), f"walk_in.{name}", wish, key=key)
            for name, key, wish in wishes
        }
        return line(look, *self._verbs.values(), None, gap=look.shape.tight * 2)

    @property
    def _row(self) -> _Row:
        return self._rows[self._at]

    def _go(self, steps: int) -> None:
        """Mark another row; Alt and an arrow go from one to the next, wherever one is typing."""
        mark(self._row.shown, chosen=False)
        self._at = max(0, min(self._at + steps, len(self._rows) - 1))
        mark(self._row.shown, chosen=True)
        if steps:
            self._sheet.ensureWidgetVisible(self._row.shown)
        entry = self._row.entry
        for name in ("change", "end"):
            self._verbs[name].setEnabled(entry is not None)
        self._verbs["change"].say(self._here.say(_change_said(entry)))
        self._verbs["move"].setEnabled(entry is not None and keeps_its_past(entry))

    def _act(self, act: Callable[[Topic, Item], None]) -> None:
        if self._row.entry is not None:
            act(self._row.topic, self._row.entry)

    def _take_last_back(self) -> None:
        if self._changes:
            last = len(self._changes) - 1
            self._take_back(next(places for places in in_rows(self._changes) if last in places))

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _topic(self, topic: Topic) -> QWidget:
        look, say = self._here.look, self._here.say
        name = label(say(words(f"desk.topic.{topic.value}")), "strong")
        add = self._small("desk.walk_in.add", f"walk_in.add.{topic.value}", partial(self._add, topic))
        rows: list[QWidget] = [self._as_row(line(look, name, None, add), topic, None)]
        for entry in on_file(self._record, topic):
            acts = [
                ("desk.walk_in.move", "move", self._move),
                (_change_said(entry), "change", self._change),
                ("desk.walk_in.end", "end", self._end),
            ]
            verbs = [
                self._small(text, f"walk_in.{act}.{entry.item_id}", partial(wish, topic, entry))
                for text, act, wish in (acts if keeps_its_past(entry) else acts[1:])
            ]
            row = line(look, label(said(entry, self._here.look.language.say)), *verbs)
            row.setStretch(0, 1)
            rows.append(self._as_row(row, topic, entry))
        return holding(column(look, rule(), *rows, gap=look.shape.tight))

    def _as_row(self, layout: QHBoxLayout, topic: Topic, entry: Item | None) -> QWidget:
        made, beside = QFrame(), self._here.look.shape.tight * 2
        layout.setContentsMargins(beside, 0, 0, 0)
        made.setLayout(layout)
        self._rows.append(_Row(made, topic, entry))
        return made

    def _small(self, text: str, name: str, wish: object) -> Verb:
        return Verb(self._here.look, self._here.say(text), name, wish)  # type: ignore[arg-type]

    def _add(self, topic: Topic) -> None:
        today = self._here.today()
        if topic in TOLD_ONLY:
            self._ask(Told(topic, "", today))
        else:
            self._ask(Added(topic, blank(ITEM_OF[topic]), today))

    def _move(self, topic: Topic, entry: Item) -> None:
        """Another one in its place: the old one stays on the record with its end."""
        self._ask(Added(topic, blank(ITEM_OF[topic]), self._here.today()), ends=entry)

    def _change(self, topic: Topic, entry: Item) -> None:
        today = self._here.today()
        self._ask(Changed(topic, entry.item_id, entry, entry, today))

    def _end(self, topic: Topic, entry: Item) -> None:
        self._ask(Ended(topic, entry.item_id, entry, self._here.today()))

    def _ask(self, change: ReportedChange, ends: Item | None = None) -> None:
        dialog = ChangeDialog(self._here, change, self, ends)
        dialog.reported.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, changes: Sequence[ReportedChange]) -> None:
        """The person reports this too."""
        self._changes += changes
        self._show_changes()

    def _show_changes(self) -> None:
        clear(self._told)
        look, say = self._here.look, self._here.say
        self._verbs["undo"].setEnabled(bool(self._changes))
        title = "desk.walk_in.reported" if self._changes else "desk.walk_in.nothing"
        self._told.addWidget(label(say(title), "heading", name="walk_in.changes"))
        for places in in_rows(self._changes):
            change = self._changes[places[-1]]
            text = (
                f"{say(words(f'desk.topic.{change.topic.value}'))}: {change_said(change, look.language.say)}"
            )
            if len(places) > 1 and (day := since(change)) is not None:
                text = f"{text}\n{say('desk.compare.instead', day=day)}"
            take_back = self._small(
                "desk.done.undo", f"walk_in.undo.{places[-1]}", partial(self._take_back, places)
            )
            row = line(look, label(text), take_back)
            row.setStretch(0, 1)
            self._told.addWidget(holding(row))

    def _take_back(self, places: Sequence[int]) -> None:
        """Both halves of a move, or one change."""
        self._changes = [change for at, change in enumerate(self._changes) if at not in places]
        self._show_changes()

    def _begin(self) -> None:
        day, at = day_typed(self._day.text()), time_typed(self._time.text())
        mark_wrong(self._day, wrong=day is None)
        mark_wrong(self._time, wrong=at is None)
        if day is None or at is None:
            return
        self.begin_wanted.emit(
            WalkIn(
                self._id,
                self._record.registrant_id,
                str(self._language.currentData()),
                dt.datetime.combine(day, at, self._here.zone),
                tuple(self._changes),
                self._reader.text().strip(),
            )
        )


def _change_said(entry: Item | None) -> str:
    """What a change in place is called: of what keeps its past it only sets a mistake right."""
    return "desk.walk_in.mistake" if entry is not None and keeps_its_past(entry) else "desk.walk_in.change"
