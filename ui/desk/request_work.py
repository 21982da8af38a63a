"""Works the page of records requests: who asked, a new request, and the paper that answers it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from devices.paper.records_pack import records_pack_pdf
from kiosk.records_request import RecordsPack
from sync.station.client import People, new_id
from sync.station.desk_wire import Refused, Trouble, Unreachable
from sync.station.request_wire import REQUESTS_A_PAGE, MakePack, PackLine, Packs
from ui.desk.asks import Asks
from ui.desk.book_work import Book
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage, Shown
from ui.desk.parts import field, label
from ui.desk.rows import Cell, Column
from ui.desk.saving import save
from ui.desk.verb import Verb
from ui.style.icons import Icon
from ui.texts import say_in


class RequestDialog(Asks):
    """Who asks, and about whom; it stays until the station has answered."""

    chosen = Signal(str, tuple)
    """Who asks, and the lines; without lines the whole list is meant."""

    def __init__(self, here: Here, parent: QWidget) -> None:
        super().__init__(here, "request", here.say("request.new"), parent)
        say = here.say
        self._who = field("request.who", say("request.who"))
        self._lines = QPlainTextEdit()
        self._lines.setObjectName("request.lines")
        self._lines.setAccessibleName(say("request.lines"))
        self._lines.setTabChangesFocus(True)
        self._lay(
            "request.make",
            label(say("request.who"), "strong"),
            self._who,
            label(say("request.lines"), "strong"),
            self._lines,
            label(say("request.hint"), "caption"),
        )

    def _go(self) -> None:
        lines = tuple(line.strip() for line in self._lines.toPlainText().splitlines() if line.strip())
        if not self._who.text().strip():
            self._wrong(self._who, "request.needs_name")
        else:
            self.chosen.emit(self._who.text().strip(), lines)

    def say(self, text: str) -> None:
        """Say why there is no answer; what was typed stays."""
        self._said.say(text)


class RequestWork(Book):
    """The newest requests first."""

    def show(self) -> None:
        """The book of requests."""
        here, look = self._work.here, self._work.here.look
        new = Verb(
            look,
            here.say("request.new"),
            "requests.new",
            self._new,
            key="Ctrl+N",
            role="primary",
            icon=Icon.ADD,
        )
        again = Verb(
            look, here.say("request.again"), "requests.again", self._again, key="Ctrl+P", icon=Icon.DOCUMENT
        )
        title = here.say("request.title")
        page = ListPage(here, "requests", title, request_columns(here), (new,), (again,))
        page.turned.connect(self._load)
        self._open(page, "requests", "cases")
        self._load(0)

    def _load(self, number: int) -> None:
        requests = self._work.link.requests

        def loaded(found: Packs) -> None:
            if (page := self._on_screen()) is not None:
                page.show_list(requests_shown(self._work.here, found, number))

        self._work.asking.ask(lambda: requests.listed(number), loaded, self._trouble)

    def _new(self) -> None:
        dialog = RequestDialog(self._work.here, self._work.window)
        request_id = new_id()  # pressed again after a lost answer, it is the same request
        dialog.chosen.connect(lambda who, lines: self._make(dialog, request_id, who, lines))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _make(self, dialog: RequestDialog, request_id: str, who: str, lines: tuple[str, ...]) -> None:
        requests, people = self._work.link.requests, self._work.link.people
        said = MakePack(request_id, who, lines, self._work.here.look.language.code)

        def made(found: _Made) -> None:
            if isValid(dialog):
                dialog.accept()
            self._save(found)
            self._load(0)

        self._work.asking.ask(
            lambda: _typeset(people, requests.make(said)), made, self._not_taken(dialog, dialog.say)
        )

    def _again(self) -> None:
        page, requests = self._on_screen(), self._work.link.requests
        if page is not None and page.chosen:
            chosen = page.chosen
            people = self._work.link.people
            self._work.asking.ask(lambda: _typeset(people, requests.again(chosen)), self._save, self._trouble)

    def _save(self, found: _Made) -> None:
        title = self._work.here.say("request.again")
        save(self._work, title, f"records-{found.number}.pdf", lambda: found.pdf, self._say)


@dataclass(frozen=True)
class _Made:
    number: str
    pdf: bytes


def _typeset(people: People, found: RecordsPack | Trouble) -> _Made | Trouble:
    """Off the window's thread: a whole county's list takes its time."""
    if not isinstance(found, RecordsPack):
        return found
    pictures = {}
    for one in found.pictures():
        jpeg = people.photograph(one)
        if isinstance(jpeg, bytes):
            pictures[one] = jpeg
        elif not (isinstance(jpeg, Refused) and jpeg.problem.code == "no_such_photograph"):
            # One that was never stored is only named. The answer itself is made and kept by now.
            return replace(jpeg, maybe_done=True) if isinstance(jpeg, Unreachable) else jpeg
    return _Made(found.number, records_pack_pdf(found, say_in(found.language), pictures))


def request_columns(here: Here) -> tuple[Column, ...]:
    """Of the requests."""
    say = here.say
    return (
        Column(say("request.number")),
        Column(say("book.at")),
        Column(say("request.who"), stretches=True),
        Column(say("request.given"), figures=True),
    )


def requests_shown(here: Here, found: Packs, page: int) -> Shown:
    """One page of requests."""
    title = here.say("request.answered", total=found.total) if found.total else here.say("request.title")
    return Shown(
        title,
        here.say("request.told"),
        {one.request_id: _cells(here, one) for one in found.lines},
        {one.request_id: _told(here, one) for one in found.lines},
        here.say("request.none"),
        page,
        found.total,
        REQUESTS_A_PAGE,
    )


def _cells(here: Here, one: PackLine) -> tuple[Cell, ...]:
    return (
        Cell(one.number, Icon.DOCUMENT, "quiet", one.number),
        Cell(here.brief(one.made_at)),
        Cell(one.asked_by, tells=one.asked_by),
        Cell(str(one.given)),
    )


def _told(here: Here, one: PackLine) -> tuple[str, ...]:
    return (
        f"{one.number} · {one.asked_by}",
        here.say("request.by", officer=one.officer, at=here.moment(one.made_at)),
        "\n".join(one.lines) or here.say("request.list"),
        # In groups, so that the line can be broken.
        here.say("request.proof", sha256=" ".join(re.findall(".{8}", one.sha256))),
    )
