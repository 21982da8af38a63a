"""Whom the change of law concerns: both laws' answers side by side, for people to decide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.law.worklist import Differs
from kiosk.words import words
from sync.station.board_wire import LINES_A_PAGE, LawLine, LawWorklist
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.parts import clear, column, holding, label, line, scrolling
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.turner import Turner
from ui.desk.verb import Verb
from ui.style.icons import Icon


class LawPage(QWidget):
    """Draws one page of the worklist; the chosen entry stands beside it in full."""

    asked = Signal(object, int)
    """A ``Differs`` or None, and a page."""
    open_wanted = Signal(str)
    """A registrant's id."""

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        self._lines: dict[str, LawLine] = {}
        self._kinds: tuple[Differs | None, ...] = (None,)
        self._drawing = False
        look, say = here.look, here.say
        self._title = label(say("supervisor.law.title"), "title", wraps=False, name="lawlist.found")
        self._told = label("", "caption", name="lawlist.told")
        self._said = Said(look, "lawlist.trouble")
        self._which = Choice(look, "lawlist.which", say("supervisor.law.how"))
        self._which.addItems([say("supervisor.law.all")])
        self._which.currentIndexChanged.connect(lambda _place: self._ask(0))
        self._rows = Rows(look, "lawlist.table", say("supervisor.law.title"), _columns(here), self._open)
        self._rows.itemSelectionChanged.connect(self._show_chosen)
        self._rows.itemActivated.connect(lambda _item: self._open())
        self._turner = Turner(here, "lawlist")
        self._turner.turned.connect(self._ask)
        self._verb = Verb(
            look, say("desk.people.open"), "lawlist.open", self._open, key="Ctrl+O", role="primary"
        )
        both = line(look, self._rows, self._card())
        both.setStretch(0, 1)
        layout = column(
            look,
            line(look, self._title, None, self._which),
            self._told,
            self._said,
            both,
            line(look, self._turner, None, self._verb),
            margin=look.shape.margin,
            gap=look.shape.tight * 3,
        )
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_worklist(self, found: LawWorklist, differs: Differs | None, page: int) -> None:
        """Draw a page of the entries that differ in ``differs``, keeping the chosen one chosen."""
        here = self._here
        self._title.setText(_finding(here, found.total))
        told = here.say("supervisor.law.told", new=found.new, old=found.old, day=here.date(found.as_of))
        behind = here.say("supervisor.due.behind", people=found.behind) if found.behind else ""
        self._told.setText(f"{told} {behind}".strip())
        self._show_kinds(found, differs)
        self._lines = {f"{one.registrant_id} {place}": one for place, one in enumerate(found.lines)}
        self._rows.show_rows(tuple(self._lines), [_cells(here, one) for one in found.lines], another=True)
        nobody = here.say("supervisor.due.nobody")
        self._turner.show_place(page, len(found.lines), found.total, LINES_A_PAGE, nobody)
        self._verb.setEnabled(bool(found.lines))

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _card(self) -> QFrame:
        look = self._here.look
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside)
        self._whole = column(look, gap=look.shape.tight * 2)
        inner = scrolling(holding(column(look, self._whole, None)), "lawlist.whole")
        made.setLayout(column(look, inner, margin=look.shape.gap))
        return made

    def _show_kinds(self, found: LawWorklist, differs: Differs | None) -> None:
        say, self._drawing = self._here.say, True
        self._kinds = (None, *(one.differs for one in found.counts))
        self._which.clear()
        self._which.addItems(
            [
                say("supervisor.law.all"),
                *(
                    say("supervisor.law.choice", differs=_named(self._here, one.differs), people=one.people)
                    for one in found.counts
                ),
            ]
        )
        self._which.setCurrentIndex(self._kinds.index(differs) if differs in self._kinds else 0)
        self._drawing = False

    def _show_chosen(self) -> None:
        clear(self._whole)
        chosen = self._lines.get(self._rows.chosen())
        if chosen is not None:
            self._whole.addWidget(label(chosen.name, "heading"))
            self._whole.addWidget(label(_named(self._here, chosen.differs), "strong"))
            self._whole.addWidget(label(self._here.say(chosen.reason), name="lawlist.reason"))

    def _ask(self, page: int) -> None:
        if not self._drawing:
            self.asked.emit(self._kinds[self._which.currentIndex()], page)

    def _open(self) -> None:
        if chosen := self._lines.get(self._rows.chosen()):
            self.open_wanted.emit(chosen.registrant_id)


def _finding(here: Here, total: int) -> str:
    if not total:
        return here.say("supervisor.law.nobody")
    return here.say(words("supervisor.law.one" if total == 1 else "supervisor.law.many", entries=total))


def _named(here: Here, differs: Differs) -> str:
    return here.say(words(f"supervisor.law.differs.{differs.value}"))


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.people.name")),
        Column(say("supervisor.due.tier_short")),
        Column(say("supervisor.law.how")),
        Column(say("supervisor.law.both"), stretches=True),
    )


def _cells(here: Here, one: LawLine) -> tuple[Cell, ...]:
    reason = here.say(one.reason)
    return (
        Cell(one.name, Icon.RULES, "quiet", one.name),
        Cell(one.tier),
        Cell(_named(here, one.differs)),
        Cell(reason, tells=reason),
    )
