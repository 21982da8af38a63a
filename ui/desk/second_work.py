"""Works the page of the second check: the week's sample, and what a second person found."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.words import words
from sync.station.second_wire import CheckSecond, SecondCheck, SecondChecks
from ui.desk.book_work import Book
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage, Shown
from ui.desk.parts import field, mark_wrong
from ui.desk.rows import Cell, Column
from ui.desk.verb import Verb
from ui.desk.work import Work
from ui.style.icons import Icon


class SecondWork(Book):
    """``record_wanted`` is called with the id of the registrant whose record is to be looked at."""

    def __init__(self, work: Work, record_wanted: Callable[[str], None]) -> None:
        super().__init__(work)
        self._record_wanted = record_wanted
        self._people: dict[str, str] = {}

    def show(self) -> None:
        """What is still to be checked, first."""
        here, look = self._work.here, self._work.here.look
        note = here.say("book.second.note")
        self._note = field("second.note", note, note)
        wrong = Verb(look, here.say("book.second.say_wrong"), "second.wrong", self._wrong, icon=Icon.END)
        right = Verb(
            look,
            here.say("book.second.say_right"),
            "second.right",
            self._right,
            key="Ctrl+S",
            role="primary",
        )
        opens = Verb(look, here.say("desk.people.open"), "second.open", self._open_record, key="Ctrl+O")
        title = here.say("book.second.title")
        below = (opens, self._note, wrong, right)
        self._open(ListPage(here, "second", title, second_columns(here), below=below), "second")
        self._load()

    def _load(self) -> None:
        def loaded(found: SecondChecks) -> None:
            if (page := self._on_screen()) is not None:
                self._people = {one.appearance_id: one.registrant_id for one in found.lines}
                page.show_list(second_shown(self._work.here, found))

        self._work.asking.ask(self._work.link.books.sample, loaded, self._trouble)

    def _right(self) -> None:
        self._check(CheckSecond(right=True))

    def _wrong(self) -> None:
        note = self._note.text().strip()
        mark_wrong(self._note, wrong=not note)
        if note:
            self._check(CheckSecond(right=False, note=note))
        else:
            self._note.setFocus()

    def _check(self, said: CheckSecond) -> None:
        page, books = self._on_screen(), self._work.link.books
        if page is None or not page.chosen:
            return
        chosen = page.chosen

        def then() -> None:
            self._note.clear()
            self._load()

        self._work.asking.ask(lambda: books.check(chosen, said), self._done(page, then), self._not_done(page))

    def _open_record(self) -> None:
        page = self._on_screen()
        if page is not None and (person := self._people.get(page.chosen)):
            self._record_wanted(person)


def second_columns(here: Here) -> tuple[Column, ...]:
    """Of the sample."""
    say = here.say
    return (
        Column(say("desk.people.name"), stretches=True),
        Column(say("book.second.completed"), figures=True),
        Column(say("book.officer")),
        Column(say("book.second.verdict")),
    )


def second_shown(here: Here, found: SecondChecks) -> Shown:
    """The sample with the error rate as its title."""
    say = here.say
    left = sum(one.right is None for one in found.lines)
    title = say("book.second.nothing")
    if found.checked:
        permille = round(1000 * found.wrong / found.checked)
        rate = f"{permille // 10}.{permille % 10}"
        title = say("book.second.found", wrong=found.wrong, checked=found.checked, rate=rate)
    return Shown(
        title,
        say("book.second.told", left=left),
        {one.appearance_id: _cells(here, one) for one in found.lines},
        {one.appearance_id: _told(here, one) for one in found.lines},
        say("book.second.none"),
        a_page=max(1, len(found.lines)),
    )


def _cells(here: Here, one: SecondCheck) -> tuple[Cell, ...]:
    icon, ink = {
        None: (Icon.CLOCK, "quiet"),
        True: (Icon.DONE, "quiet"),
        False: (Icon.CAUTION, "on_caution"),
    }[one.right]
    return (
        Cell(one.name, icon, ink, one.name),
        Cell(here.brief(one.completed_at)),
        Cell(one.officer),
        Cell(_verdict(here, one)),
    )


def _told(here: Here, one: SecondCheck) -> tuple[str, ...]:
    by = ""
    if one.right is not None:
        by = here.say("book.second.by", officer=one.checked_by, found=_verdict(here, one), note=one.note)
    return tuple(text for text in (one.name, here.moment(one.completed_at), one.officer, by) if text)


def _verdict(here: Here, one: SecondCheck) -> str:
    name = {None: "waits", True: "right", False: "wrong"}[one.right]
    return here.say(words(f"book.second.{name}"))
