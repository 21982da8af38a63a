"""Works the page of the state's file: what differs from our roster, why, and an officer's word about it."""

from __future__ import annotations

from kiosk.words import words
from sync.station.state_wire import (
    BY_HAND,
    STATE_LINES,
    BadRow,
    Differing,
    Explain,
    Explained,
    StateComparison,
    StateException,
)
from ui.desk.book_work import Book
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage, Shown
from ui.desk.parts import field, mark_wrong
from ui.desk.rows import Cell, Column
from ui.desk.said import sentence
from ui.desk.verb import Verb
from ui.style.icons import Icon

_ROW = "row-"
"""Before the number of a row that could not be read, where an exception has its id."""


class StateWork(Book):
    """One page at a time; an explanation needs a reason and a note."""

    def show(self) -> None:
        """What the last comparison found, the unexplained first."""
        here, look = self._work.here, self._work.here.look
        reason, note = here.say("statefile.reason"), here.say("statefile.note")
        self._reason = Choice(look, "state.reason", reason, reason)
        self._reason.addItems([_why(here, one) for one in BY_HAND])
        self._reason.setCurrentIndex(-1)
        self._note = field("state.note", note, note)
        self._note.returnPressed.connect(self._explain)
        verb = Verb(look, here.say("statefile.say"), "state.say", self._explain, key="Ctrl+S", role="primary")
        page = ListPage(
            here,
            "state",
            here.say("statefile.title"),
            state_columns(here),
            below=(self._reason, self._note, verb),
        )
        page.turned.connect(self._load)
        self._number = 0
        self._open(page, "state", "due")
        self._load(0)

    def _load(self, number: int) -> None:
        self._number, boards = number, self._work.link.boards

        def loaded(found: StateComparison) -> None:
            page = self._on_screen()
            if page is not None and number == self._number:
                page.show_list(state_shown(self._work.here, found, number))

        self._work.asking.ask(lambda: boards.state(number), loaded, self._trouble)

    def _explain(self) -> None:
        page, note = self._on_screen(), self._note.text().strip()
        mark_wrong(self._note, wrong=not note)
        chosen = self._reason.currentIndex()
        if page is not None and page.chosen.startswith(_ROW):
            self._say(self._work.here.say("statefile.row_in_file"), "caution")
            return
        if page is None or not page.chosen or not note or chosen < 0:
            (self._note if chosen >= 0 else self._reason).setFocus()
            return
        boards, exception, said = self._work.link.boards, page.chosen, Explain(BY_HAND[chosen], note)

        def then() -> None:
            self._note.clear()
            self._load(self._number)

        self._work.asking.ask(
            lambda: boards.explain(exception, said), self._done(page, then), self._not_done(page)
        )


def state_columns(here: Here) -> tuple[Column, ...]:
    """Of the differences."""
    say = here.say
    return (
        Column(say("desk.people.name")),
        Column(say("statefile.what")),
        Column(say("statefile.there"), stretches=True),
        Column(say("statefile.why")),
        Column(say("statefile.since"), figures=True),
    )


def state_shown(here: Here, found: StateComparison, page: int) -> Shown:
    """One page of them."""
    say = here.say
    if found.compared_on is None:
        return Shown(say("statefile.never"), "", {}, {}, "")
    told = say(
        "statefile.told",
        day=here.date(found.compared_on),
        there=found.there,
        here=found.here,
        total=found.total,
        refused=found.refused_rows,
    )
    title = (
        say("statefile.unexplained", unexplained=found.unexplained)
        if found.unexplained
        else say("statefile.all_explained")
    )
    # After what an officer can explain: a row is set right in the file.
    rows = found.bad_rows if page == 0 else ()
    bad = {f"{_ROW}{one.row}": _bad_cells(here, one) for one in rows}
    bad_told = {f"{_ROW}{one.row}": _bad_told(here, one) for one in rows}
    return Shown(
        title,
        told,
        {one.exception_id: _cells(here, one) for one in found.lines} | bad,
        {one.exception_id: _told(here, one) for one in found.lines} | bad_told,
        say("statefile.none"),
        page,
        found.total,
        STATE_LINES,
    )


def _cells(here: Here, one: StateException) -> tuple[Cell, ...]:
    known = one.explained is not Explained.UNEXPLAINED
    there = _side(here, one, one.there)
    icon, ink = (Icon.DONE, "quiet") if known else (Icon.CAUTION, "on_caution")
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(here.say(words(f"statefile.differing.{one.differing.value}"))),
        Cell(there, tells=there),
        Cell(_why(here, one.explained)),
        Cell(here.short(one.first_seen)),
    )


def _bad_cells(here: Here, one: BadRow) -> tuple[Cell, ...]:
    name, why = here.say("statefile.row", row=one.row), sentence(here.look, one.why)
    not_read = here.say("statefile.not_read")
    return (
        Cell(name, Icon.TROUBLE, "on_trouble", name),
        Cell(not_read),
        Cell(why, tells=why),
        Cell(""),
        Cell(""),
    )


def _bad_told(here: Here, one: BadRow) -> tuple[str, ...]:
    return (
        here.say("statefile.row", row=one.row),
        here.say("statefile.not_read"),
        sentence(here.look, one.why),
    )


def _told(here: Here, one: StateException) -> tuple[str, ...]:
    say, nothing = here.say, here.say("statefile.nothing")
    what = say(words(f"statefile.differing.{one.differing.value}"))
    there, ours = (_side(here, one, said) or nothing for said in (one.there, one.here))
    both = say("statefile.both", there=there, here=ours)
    by = say("statefile.by", officer=one.explained_by, note=one.note) if one.explained_by else ""
    seen = say("statefile.seen", day=here.date(one.first_seen))
    return tuple(text for text in (one.name, what, both, _why(here, one.explained), by, seen) if text)


def _side(here: Here, one: StateException, said: str) -> str:
    """What one side says; a standing in words."""
    coded = one.differing in (Differing.STANDING, Differing.ONLY_HERE) and said
    return here.say(words(f"desk.standing.{said}")) if coded else said


def _why(here: Here, explained: Explained) -> str:
    return here.say(words(f"statefile.explained.{explained.value}"))
