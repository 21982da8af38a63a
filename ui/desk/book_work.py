"""Works the pages of the office's books: the fees of a day, the log, and the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from kiosk.audit import AuditEvent
from sync.station.account_wire import LogPage, RulesPage
from sync.station.desk_wire import Refused, Unreachable
from sync.station.people_wire import DayOfFees
from ui.desk import books_said as said
from ui.desk.asking import trouble_said
from ui.desk.choice import Choice
from ui.desk.pages.listing import ListPage
from ui.desk.parts import field
from ui.desk.saving import save
from ui.desk.verb import Verb
from ui.desk.work import Work
from ui.style.icons import Icon

_ONE_DAY: Final = dt.timedelta(days=1)


class Book:
    """What all lists have in common: one page on the screen, and where trouble is said."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._page: ListPage | None = None

    def _open(self, page: ListPage, leaf: str, place: str = "office") -> None:
        self._page = page
        self._work.window.show_page(page, place, leaf)

    def _on_screen(self) -> ListPage | None:
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def _done(self, page: ListPage, then: Callable[[], None]) -> Callable[[object], None]:
        """What follows once something was entered on ``page``: ``then``, if it is still shown."""

        def done(_answer: object) -> None:
            if self._work.shows(page):
                page.say("")
                then()

        return done

    def _not_done(self, page: ListPage) -> Callable[[Refused | Unreachable], None]:
        return lambda trouble: self._work.tell(page, trouble_said(self._work.here, trouble))

    def _not_taken(
        self, dialog: QDialog, say: Callable[[str], None]
    ) -> Callable[[Refused | Unreachable], None]:
        """Where trouble is said: in the dialog that asked; above the page once that is gone."""

        def met(trouble: Refused | Unreachable) -> None:
            text = trouble_said(self._work.here, trouble)
            if isValid(dialog):
                say(text)
            else:
                self._work.window.notice(text)

        return met

    def _say(self, text: str, tone: str = "trouble") -> None:
        if (page := self._on_screen()) is not None:
            page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble))


class FeeWork(Book):
    """One day's ledger, and its table."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._day = dt.date.min

    def show(self) -> None:
        """Today's."""
        here, look = self._work.here, self._work.here.look
        self._day = here.day_of(self._work.now())
        before = Verb(look, here.say("book.fees.before"), "fees.before", self._back, icon=Icon.ARROW_LEFT)
        after = Verb(look, here.say("book.fees.after"), "fees.after", self._on, icon=Icon.ARROW_RIGHT)
        table = Verb(
            look,
            here.say("supervisor.due.export"),
            "fees.export",
            self._export,
            key="Ctrl+E",
            icon=Icon.DOCUMENT,
        )
        title = here.say("book.fees.title")
        page = ListPage(here, "fees", title, said.fee_columns(here), (before, after), (table,))
        self._open(page, "fees")
        self._load()

    def _back(self) -> None:
        self._day -= _ONE_DAY
        self._load()

    def _on(self) -> None:
        self._day += _ONE_DAY
        self._load()

    def _load(self) -> None:
        records, day = self._work.link.records, self._day

        def loaded(found: DayOfFees) -> None:
            page = self._on_screen()
            if page is not None and found.day == self._day:
                page.say("")
                page.show_list(said.fees(self._work.here, found))

        self._work.asking.ask(lambda: records.fees_on(day), loaded, self._trouble)

    def _export(self) -> None:
        books, day, work = self._work.link.books, self._day, self._work

        def found(table: bytes) -> None:
            save(work, work.here.say("supervisor.due.export"), f"fees-{day}.csv", lambda: table, self._say)

        work.asking.ask(lambda: books.fees_table(day), found, self._trouble)


class LogWork(Book):
    """The audit log by event, and by whatever ids stand in it."""

    def show(self) -> None:
        """Its newest lines."""
        here, look = self._work.here, self._work.here.look
        self._event = Choice(look, "log.event", here.say("book.log.event"))
        self._event.addItems([here.say("book.log.any"), *(said.event(here, one.value) for one in AuditEvent)])
        self._event.currentIndexChanged.connect(lambda _place: self._load(0))
        self._text = field("log.text", here.say("book.log.text"), here.say("book.log.text"))
        self._text.returnPressed.connect(lambda: self._load(0))
        look_up = Verb(
            look, here.say("book.log.look"), "log.look", lambda: self._load(0), key="F5", icon=Icon.SEARCH
        )
        title = here.say("book.log.title")
        page = ListPage(here, "log", title, said.log_columns(here), (self._event, self._text, look_up))
        page.turned.connect(self._load)
        self._open(page, "log")
        self._load(0)

    def _asked(self) -> tuple[AuditEvent | None, str]:
        place = self._event.currentIndex()
        return tuple(AuditEvent)[place - 1] if place > 0 else None, self._text.text().strip()

    def _load(self, number: int) -> None:
        books, asked = self._work.link.books, self._asked()

        def loaded(found: LogPage) -> None:
            page = self._on_screen()
            # Something else may have been asked for while this answer was on its way.
            if page is not None and asked == self._asked():
                page.say("")
                page.show_list(said.log(self._work.here, found, number))

        self._work.asking.ask(lambda: books.log(*asked, number), loaded, self._trouble)


class RuleWork(Book):
    """Every rule: who has read it, how it is used, and what the unread ones would change."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._found: RulesPage | None = None
        self._sets: tuple[str, ...] = ("",)

    def show(self) -> None:
        """All rulesets."""
        here = self._work.here
        self._found, self._sets = None, ("",)
        self._which = Choice(here.look, "rules.which", here.say("book.rules.every"))
        self._which.addItems([here.say("book.rules.every")])
        self._which.currentIndexChanged.connect(lambda _place: self._draw())
        page = ListPage(here, "rules", here.say("book.rules.title"), said.rule_columns(here), (self._which,))
        self._open(page, "rules")
        books = self._work.link.books
        self._work.asking.ask(books.rules, self._loaded, self._trouble)

    def _loaded(self, found: RulesPage) -> None:
        if self._on_screen() is not None:
            self._sets = ("", *dict.fromkeys(one.ruleset for one in found.rules))
            self._found = found
            self._which.addItems(list(self._sets[1:]))
            self._draw()

    def _draw(self) -> None:
        page = self._on_screen()
        if page is not None and self._found is not None:
            page.show_list(said.rules(self._work.here, self._found, self._sets[self._which.currentIndex()]))
