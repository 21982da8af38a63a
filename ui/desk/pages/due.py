"""Who is due, soon due and overdue: the schedules with their numbers, and beside them the people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.words import words
from sync.station.board_wire import LINES_A_PAGE, Board, BoardAsked, DueCount, DueLine, DueState
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.parts import Part, column, label, line
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.turner import Turner
from ui.desk.verb import Verb
from ui.style.icons import Icon

_ALL = "all"
_STATES = (*(state.value for state in DueState), _ALL)
_TIERS = ("", "I", "II", "III", "-")
_SHOWN = (DueState.OVERDUE, DueState.DUE, DueState.SOON)
"""The states that have a column beside each schedule."""


class DuePage(QWidget):
    """Draws a board and emits what is to be shown instead."""

    asked = Signal(object)
    """A ``BoardAsked``."""
    open_wanted = Signal(str)
    """A registrant's id."""
    export_wanted = Signal(object)
    """A ``BoardAsked``."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._asked = BoardAsked(DueState.OVERDUE)
        self._drawing = False
        self._weeks: tuple[dt.date | None, ...] = (None,)
        look, say = here.look, here.say
        self._title = label(say("supervisor.due.title"), "title", wraps=False, name="due.title")
        self._told = label("", "caption", name="due.told")
        self._said = Said(look, "due.said")
        self._schedules = Rows(
            look, "due.schedules", say("supervisor.due.schedules"), _schedule_columns(here), self._nothing
        )
        self._schedules.itemSelectionChanged.connect(self._ask)
        self._schedules.setFixedWidth(look.shape.aside + look.shape.rail // 2)
        self._rows = Rows(look, "due.table", say("supervisor.due.people"), _columns(here), self._open)
        self._rows.itemActivated.connect(lambda _item: self._open())
        self._turner = Turner(here, "due")
        self._turner.turned.connect(self._turn)
        both = line(look, self._schedules, self._rows)
        both.setStretch(1, 1)
        layout = self._laid_out(both)
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def _laid_out(self, both: Part) -> QVBoxLayout:
        look, say = self._here.look, self._here.say
        self._state = self._choice("state", [say(words(f"supervisor.due.state.{one}")) for one in _STATES])
        self._tier = self._choice(
            "tier", [say(words(f"supervisor.due.tier.{_tier_key(one)}")) for one in _TIERS]
        )
        self._week = self._choice("week", [say("supervisor.due.every_week")])
        self._printed = self._choice(
            "printed", [say("supervisor.due.printed_only"), say("supervisor.due.every_schedule")]
        )
        self._export = Verb(
            look,
            say("supervisor.due.export"),
            "due.export",
            self._ask_export,
            key="Ctrl+E",
            icon=Icon.DOCUMENT,
        )
        self._open_verb = Verb(
            look, say("desk.people.open"), "due.open", self._open, key="Ctrl+O", role="primary"
        )
        again = Verb(
            look, say("desk.delivery.refresh"), "due.refresh", self._ask_again, key="F5", icon=Icon.REDO
        )
        return column(
            look,
            line(look, self._title, None, again),
            self._told,
            line(look, self._state, self._week, self._tier, self._printed, None),
            self._said,
            both,
            line(look, self._turner, None, self._export, self._open_verb),
            margin=look.shape.margin,
            gap=look.shape.tight * 3,
        )

    @property
    def wanted(self) -> BoardAsked:
        """What the page asks for now."""
        return self._asked

    def show_board(self, board: Board) -> None:
        """Draw the board, keeping the chosen schedule and person chosen."""
        self._drawing = True
        self._title.setText(_finding(self._here, board))
        self._told.setText(_told(self._here, board))
        self._show_schedules(board.counts)
        self._show_weeks(board.counts)
        self._rows.show_rows(
            [f"{one.registrant_id} {place}" for place, one in enumerate(board.lines)],
            [_cells(self._here, one) for one in board.lines],
            another=True,
        )
        nobody = self._here.say("supervisor.due.nobody")
        self._turner.show_place(self._asked.page, len(board.lines), board.total, LINES_A_PAGE, nobody)
        self._open_verb.setEnabled(bool(board.lines))
        self._export.setEnabled(bool(board.lines))
        self._drawing = False

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _choice(self, name: str, texts: Sequence[str]) -> Choice:
        said = self._here.say(words(f"supervisor.due.label.{name}"))
        made = Choice(self._here.look, f"due.{name}", said)
        made.addItems(list(texts))
        made.currentIndexChanged.connect(lambda _place: self._ask())
        return made

    def _show_schedules(self, counts: Sequence[DueCount]) -> None:
        found: dict[str, dict[DueState, int]] = {"": dict.fromkeys(_SHOWN, 0)}
        for one in counts:
            for key in ("", f"{one.rule_id} {one.what}"):
                numbers = found.setdefault(key, dict.fromkeys(_SHOWN, 0))
                if one.state in numbers:
                    numbers[one.state] += one.obligations
        keys = ["", *sorted(key for key in found if key)]
        cells = [_schedule_cells(self._here, key, found[key]) for key in keys]
        self._schedules.show_rows(keys, cells, another=True)

    def _show_weeks(self, counts: Sequence[DueCount]) -> None:
        weeks = (None, *sorted({one.week for one in counts if one.week is not None}))
        if weeks != self._weeks:
            chosen = self._weeks[self._week.currentIndex()]
            self._weeks = weeks
            self._week.clear()
            self._week.addItems([_week_said(self._here, week) for week in weeks])
            self._week.setCurrentIndex(weeks.index(chosen) if chosen in weeks else 0)

    def _ask(self) -> None:
        if self._drawing:
            return
        rule_id, _, what = self._schedules.chosen().partition(" ")
        state = _STATES[self._state.currentIndex()]
        wanted = BoardAsked(
            None if state == _ALL else DueState(state),
            rule_id,
            what,
            _TIERS[self._tier.currentIndex()],
            self._weeks[self._week.currentIndex()],
            printed_only=self._printed.currentIndex() == 0,
        )
        if wanted != replace(self._asked, page=0):
            self._asked = wanted
            self.asked.emit(wanted)

    def _ask_again(self) -> None:
        self._asked = replace(self._asked)
        self.asked.emit(self._asked)

    def _turn(self, page: int) -> None:
        self._asked = replace(self._asked, page=page)
        self.asked.emit(self._asked)

    def _ask_export(self) -> None:
        self.export_wanted.emit(self._asked)

    def _open(self) -> None:
        if chosen := self._rows.chosen():
            self.open_wanted.emit(chosen.partition(" ")[0])

    def _nothing(self) -> None:
        """A double click on a schedule opens nothing more: one click has chosen it."""


def _tier_key(tier: str) -> str:
    return {"": "all", "-": "none"}.get(tier, tier.lower())


def _finding(here: Here, board: Board) -> str:
    if board.people_overdue == 0:
        return here.say("supervisor.due.nobody_overdue")
    one = board.people_overdue == 1
    key = "supervisor.due.one_overdue" if one else "supervisor.due.many_overdue"
    return here.say(words(key, people=board.people_overdue))


def _told(here: Here, board: Board) -> str:
    due = sum(one.obligations for one in board.counts if one.state is DueState.DUE)
    told = here.say("supervisor.due.as_of", people=board.people, due=due, day=here.date(board.as_of))
    if board.behind:
        told = f"{told} {here.say('supervisor.due.behind', people=board.behind)}"
    return told


def _week_said(here: Here, week: dt.date | None) -> str:
    if week is None:
        return here.say("supervisor.due.every_week")
    return here.say("supervisor.due.week_of", day=here.short(week))


def _schedule_columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("supervisor.due.schedule"), stretches=True),
        *(Column(say(words(f"supervisor.due.short.{state.value}")), figures=True) for state in _SHOWN),
    )


def _schedule_cells(here: Here, key: str, numbers: dict[DueState, int]) -> tuple[Cell, ...]:
    rule_id, _, what = key.partition(" ")
    said = here.say(words(f"supervisor.due.what.{what}")) if key else ""
    name = f"{rule_id} {said}" if key else here.say("supervisor.due.all_schedules")
    return (Cell(name, tells=name), *(Cell(str(numbers[state])) for state in _SHOWN))


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.people.name")),
        Column(say("supervisor.due.tier_short")),
        Column(say("supervisor.due.what_owed")),
        Column(say("supervisor.due.last_day"), figures=True),
        Column(say("supervisor.due.late"), figures=True),
        Column(say("desk.people.address"), stretches=True),
    )


def _cells(here: Here, one: DueLine) -> tuple[Cell, ...]:
    late = one.state is DueState.OVERDUE
    what = here.say(words(f"supervisor.due.what.{one.what}"))
    owed = f"{one.rule_id} {what}"
    return (
        Cell(one.name, Icon.CAUTION if late else Icon.CLOCK, "on_caution" if late else "quiet", one.name),
        Cell(one.tier),
        Cell(owed, tells=f"{owed} ({one.section})"),
        Cell("" if one.due is None else here.short(one.due)),
        Cell(here.say("supervisor.due.days", days=one.days_late) if late else ""),
        Cell(one.address, tells=one.address),
    )
