"""Failure-to-report cases: who is sought, what was done about each, and what comes next."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.cases import OUTCOMES, Code, StepKind
from kiosk.words import words
from sync.station.case_wire import CaseLine, CasePage, Cases, CloseCase, TakeStep
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.parts import clear, column, field, holding, label, line, mark_wrong, rule, scrolling
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class CasesPage(QWidget):
    """The open cases, the oldest first, and the chosen one with its steps."""

    chosen = Signal(str)
    """A case's id: its page is wanted."""
    step_taken = Signal(str, object)
    """A case's id, and a ``TakeStep`` without its id."""
    closing_wanted = Signal(str, object)
    """A case's id and a ``CloseCase``."""
    letters_wanted = Signal(object)
    """The ids of the cases that have no letter yet, or whose letter lies in no file yet."""
    again_wanted = Signal(str)
    """A case's id: its last letter, and those written together with it, once more."""
    packet_wanted = Signal(str)
    shown_wanted = Signal(bool)
    """Open cases (True) or closed ones."""

    def __init__(self, here: Here, today: dt.date) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._today = here, today
        self._lines: tuple[CaseLine, ...] = ()
        self._unsaved: tuple[str, ...] = ()
        self._page: CasePage | None = None
        look, say = here.look, here.say
        self._title = label(say("supervisor.cases.title"), "title", wraps=False, name="cases.title")
        self._told_all = label("", "caption", name="cases.told_all")
        self._said = Said(look, "cases.said")
        self._which = Choice(look, "cases.which", say("supervisor.cases.which"))
        self._which.addItems([say("supervisor.cases.open"), say("supervisor.cases.closed")])
        self._which.currentIndexChanged.connect(lambda place: self.shown_wanted.emit(place == 0))
        self._rows = Rows(look, "cases.table", say("supervisor.cases.title"), _columns(here), self._choose)
        self._rows.itemSelectionChanged.connect(self._choose)
        letters = say("supervisor.cases.letters")
        self._letters = Verb(look, letters, "cases.letters", self._ask_letters, key="Ctrl+L", icon=Icon.MAIL)
        both = line(look, self._rows, self._card())
        both.setStretch(0, 1)
        layout = column(
            look,
            line(look, self._title, None, self._which, self._letters),
            self._told_all,
            self._said,
            both,
            margin=look.shape.margin,
            gap=look.shape.tight * 3,
        )
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_cases(self, cases: Cases, unsaved: tuple[str, ...] = ()) -> None:
        """Draw the list, keeping the chosen case chosen; the letters of ``unsaved`` lie in no file yet."""
        self._unsaved = unsaved
        here = self._here
        another = {one.case_id for one in self._lines}.isdisjoint(one.case_id for one in cases.lines)
        self._lines = cases.lines
        sought = cases.people - cases.accounted_for
        permille = 1000 * cases.accounted_for // cases.people if cases.people else 1000
        whole = f"{permille // 10}.{permille % 10}"
        key = "supervisor.cases.nobody_sought" if not sought else "supervisor.cases.sought"
        self._title.setText(here.say(words(key, people=sought)))
        self._told_all.setText(
            here.say("supervisor.cases.rate", rate=whole, shown=len(cases.lines), total=cases.total)
        )
        rows = [_cells(here, one) for one in cases.lines]
        self._rows.show_rows([one.case_id for one in cases.lines], rows, another=another)
        self._letters.setEnabled(bool(self._without_letter()))
        if not self._rows.chosen():
            self._show(None)

    def show_case(self, page: CasePage) -> None:
        """Draw the chosen case."""
        if page.case.case_id == self._rows.chosen():
            self._show(page)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _card(self) -> QFrame:
        look, say = self._here.look, self._here.say
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside + look.shape.rail // 2)
        self._told = column(look, gap=look.shape.tight * 2)
        self._kind = Choice(look, "cases.kind", say("supervisor.cases.step"))
        self._kind.currentIndexChanged.connect(lambda _place: self._show_outcomes())
        outcome, code = say("supervisor.cases.outcome"), say("supervisor.cases.code")
        self._outcome = Choice(look, "cases.outcome", outcome, outcome)
        note = say("supervisor.cases.note")
        self._note = field("cases.note", note, note)
        self._take = Verb(
            look, say("supervisor.cases.take"), "cases.take", self._ask_step, key="Ctrl+S", role="primary"
        )
        self._code = Choice(look, "cases.code", code, code)
        self._code.addItems([say(words(f"case.code.{code.value}")) for code in Code])
        proof, place = say("supervisor.cases.proof"), say("supervisor.cases.place")
        self._proof, self._place = field("cases.proof", proof, proof), field("cases.place", place, place)
        self._close = Verb(
            look, say("supervisor.cases.close"), "cases.close", self._ask_close, icon=Icon.DONE
        )
        self._packet = self._asks(self.packet_wanted, "packet", Icon.DOCUMENT)
        self._again = self._asks(self.again_wanted, "again", Icon.MAIL)
        made.setLayout(
            column(
                look,
                scrolling(holding(column(look, self._told, None)), "cases.told"),
                rule(),
                line(look, self._kind, self._outcome),
                self._note,
                self._take,
                rule(),
                line(look, self._code, self._place),
                self._proof,
                line(look, self._close, self._packet),
                self._again,
                margin=look.shape.gap,
                gap=look.shape.tight * 2,
            )
        )
        self._parts = (self._kind, self._outcome, self._note, self._take)
        self._ends = (self._code, self._place, self._proof, self._close)
        return made

    def _show(self, page: CasePage | None) -> None:
        self._page = page
        clear(self._told)
        if page is None:
            for typed in (self._note, self._place, self._proof):
                typed.clear()
        opened = page is not None and page.case.closing is None
        for part in (*self._parts, *self._ends):
            part.setEnabled(opened)
        self._packet.setEnabled(page is not None)
        has_letter = page is not None and any(one.kind is StepKind.LETTER for one in page.case.steps)
        self._again.setEnabled(has_letter)
        self._code.setCurrentIndex(-1)
        if page is None:
            self._told.addWidget(label(self._here.say("supervisor.cases.none")))
            return
        self._told.addWidget(label(page.name, "heading", name="cases.name"))
        for text in told(self._here, page):
            self._told.addWidget(label(text))
        self._kind.clear()
        self._kind.addItems([self._here.say(words(f"case.step.{kind.value}")) for kind in page.may])
        undone = (n for n, kind in enumerate(page.may) if kind not in page.case.done)
        self._kind.setCurrentIndex(next(undone, 0))
        self._show_outcomes()

    def _kind_chosen(self) -> StepKind | None:
        place, page = self._kind.currentIndex(), self._page
        return page.may[place] if page is not None and 0 <= place < len(page.may) else None

    def _show_outcomes(self) -> None:
        kind = self._kind_chosen()
        self._outcome.clear()
        if kind is not None:
            said = [self._here.say(words(f"case.outcome.{one.value}")) for one in OUTCOMES[kind]]
            self._outcome.addItems(said)
            # Nothing is chosen beforehand that nobody has said, except where there is only one way to end.
            self._outcome.setCurrentIndex(0 if len(said) == 1 else -1)

    def _choose(self) -> None:
        case_id = self._rows.chosen()
        if self._page is not None and self._page.case.case_id != case_id:
            self._show(None)  # no key acts on the case before, while the chosen one is on its way
        if case_id:
            self.chosen.emit(case_id)

    def _ask_step(self) -> None:
        kind = self._kind_chosen()
        place = self._outcome.currentIndex()
        if self._page is None or kind is None or place < 0:
            self._outcome.setFocus()
            return
        outcome = OUTCOMES[kind][place]
        asked = TakeStep("", kind, self._today, outcome, self._note.text().strip())
        self._note.clear()
        self.step_taken.emit(self._page.case.case_id, asked)

    def _ask_close(self) -> None:
        proof = self._proof.text().strip()
        mark_wrong(self._proof, wrong=not proof)
        chosen = self._code.currentIndex()
        if self._page is None or not proof or chosen < 0:
            (self._proof if chosen >= 0 else self._code).setFocus()
            return
        code = tuple(Code)[chosen]
        asked = CloseCase(code, self._today, proof, self._place.text().strip())
        self.closing_wanted.emit(self._page.case.case_id, asked)

    def _asks(self, wanted: SignalInstance, name: str, icon: Icon) -> Verb:
        def ask() -> None:
            if self._page is not None:
                wanted.emit(self._page.case.case_id)

        said = self._here.say(words(f"supervisor.cases.{name}"))
        return Verb(self._here.look, said, f"cases.{name}", ask, icon=icon)

    def _ask_letters(self) -> None:
        self.letters_wanted.emit(self._without_letter())

    def _without_letter(self) -> tuple[str, ...]:
        wanted = (one for one in self._lines if not one.letters or one.case_id in self._unsaved)
        return tuple(one.case_id for one in wanted if one.code is None)


def told(here: Here, page: CasePage) -> list[str]:
    """The case in sentences: what was missed, where the person is looked for, each step, the end."""
    say, case = here.say, page.case
    what = say(words(f"supervisor.due.what.{case.missed.what}"))
    missed = case.missed
    found = [
        say("supervisor.cases.missed", owed=what, day=here.date(missed.due), rule=missed.rule_id),
        page.address,
        *page.phones,
        *page.work,
    ]
    for step in case.steps:
        kind, outcome = words(f"case.step.{step.kind.value}"), words(f"case.outcome.{step.outcome.value}")
        day = here.short(step.on)
        found.append(
            say("supervisor.cases.step_told", day=day, step=kind, outcome=outcome, officer=step.officer_name)
        )
        found += [f"{step.note} {step.paper}".strip()] if step.note or step.paper else []
    if case.closing is not None:
        end = case.closing
        code = words(f"case.code.{end.code.value}")
        found.append(
            say("supervisor.cases.ended", day=here.short(end.on), code=code, place=end.place, proof=end.proof)
        )
    return [text for text in found if text]


def _columns(here: Here) -> tuple[Column, ...]:
    say = here.say
    return (
        Column(say("desk.people.name"), stretches=True),
        Column(say("supervisor.cases.since"), figures=True),
        Column(say("supervisor.cases.steps"), figures=True),
        Column(say("supervisor.cases.next")),
    )


def _cells(here: Here, one: CaseLine) -> tuple[Cell, ...]:
    if one.code is not None:
        then = here.say(words(f"case.code.{one.code.value}"))
    elif one.next_step is not None:
        then = here.say(words(f"case.step.{one.next_step.value}"))
    else:
        then = here.say("supervisor.cases.all_done")
    icon, ink = (Icon.DONE, "quiet") if one.code else (Icon.SEARCH, "on_caution")
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(here.short(one.opened_on)),
        Cell(f"{one.steps}"),
        Cell(then, tells=then),
    )
