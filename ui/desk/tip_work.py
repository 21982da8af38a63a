"""Works the page of tips: takes one down, says who got it, and closes it by what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from kiosk.tips import TipKind
from kiosk.words import words
from sync.station.client import new_id
from sync.station.desk_wire import Trouble
from sync.station.tip_wire import TakeTip, Tips, TipView
from ui.desk.asks import Asks
from ui.desk.book_work import Book
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage
from ui.desk.parts import field, label, mark_wrong
from ui.desk.tips_said import tip_columns, tips_shown
from ui.desk.verb import Verb
from ui.desk.work import Work
from ui.style.icons import Icon


class TipDialog(Asks):
    """What a tip is about, whom it means and what it says; it stays until the station has taken it."""

    chosen = Signal(object)
    """A ``TakeTip``."""

    def __init__(self, here: Here, parent: QWidget) -> None:
        super().__init__(here, "tip", here.say("tip.new"), parent)
        say = here.say
        self._tip_id = new_id()  # pressed again after a lost answer, it is the same tip
        self._kind = Choice(here.look, "tip.kind", say("tip.kind"), say("tip.kind"))
        self._kind.addItems([say(words(f"tip.kinds.{one.value}")) for one in TipKind])
        self._kind.setCurrentIndex(-1)
        self._kind.currentIndexChanged.connect(self._warn)
        self._about, self._by = field("tip.about", say("tip.about")), field("tip.said_by", say("tip.said_by"))
        self._says = QPlainTextEdit()
        self._says.setObjectName("tip.says")
        self._says.setAccessibleName(say("tip.says"))
        self._says.setTabChangesFocus(True)
        lines = (self._kind, self._about, label(say("tip.hint"), "caption"), self._says, self._by)
        named = [
            part
            for one in lines
            for part in ((label(one.accessibleName(), "strong"), one) if one.accessibleName() else (one,))
        ]
        self._lay("tip.take", *named)

    def _warn(self, place: int) -> None:
        danger = place >= 0 and tuple(TipKind)[place] is TipKind.DANGER
        self._said.say(self._here.say("tip.go_police") if danger else "", "caution")

    def _go(self) -> None:
        place = self._kind.currentIndex()
        if place < 0:
            self._wrong(None, "tip.choose")
            self._kind.setFocus()
            return
        about, says = self._about.text().strip(), self._says.toPlainText().strip()
        said = TakeTip(self._tip_id, tuple(TipKind)[place], about, says, self._by.text().strip())
        self.chosen.emit(said)

    def say(self, text: str) -> None:
        """Say why it was not taken; what was typed stays."""
        self._said.say(text)


class TipWork(Book):
    """The open tips first."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._number = 0

    def show(self) -> None:
        """The book of tips."""
        here, look, say = self._work.here, self._work.here.look, self._work.here.say
        new = Verb(look, say("tip.new"), "tips.new", self._new, key="Ctrl+N", icon=Icon.ADD)
        self._text = field("tips.text", say("tip.text"), say("tip.text"))
        send = Verb(look, say("tip.send"), "tips.send", self._send, key="Ctrl+O", icon=Icon.DELIVERY)
        close = Verb(look, say("tip.close"), "tips.close", self._close, key="Ctrl+S", role="primary")
        page = ListPage(here, "tips", say("tip.title"), tip_columns(here), (new,), (self._text, send, close))
        page.turned.connect(self._load)
        self._open(page, "tips", "cases")
        self._load(0)

    def _load(self, number: int) -> None:
        tips, self._number = self._work.link.tips, number

        def loaded(found: Tips) -> None:
            if (page := self._on_screen()) is not None:
                page.show_list(tips_shown(self._work.here, found, number))

        self._work.asking.ask(lambda: tips.listed(number), loaded, self._trouble)

    def _new(self) -> None:
        dialog = TipDialog(self._work.here, self._work.window)
        dialog.chosen.connect(lambda said: self._take(dialog, said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, dialog: TipDialog, said: TakeTip) -> None:
        tips, here = self._work.link.tips, self._work.here

        def taken(found: TipView) -> None:
            if isValid(dialog):
                dialog.accept()
            self._load(0)
            self._say(_taken(here, found), "done")

        self._work.asking.ask(lambda: tips.take(said), taken, self._not_taken(dialog, dialog.say))

    def _send(self) -> None:
        self._do(self._work.link.tips.send_on)

    def _close(self) -> None:
        self._do(self._work.link.tips.close)

    def _do(self, change: Callable[[str, str], TipView | Trouble]) -> None:
        page, text = self._on_screen(), self._text.text().strip()
        if page is None or not page.chosen:
            return
        mark_wrong(self._text, wrong=not text)
        if not text:
            self._say(self._work.here.say("tip.needs"), "caution")
            self._text.setFocus()
            return
        chosen = page.chosen

        def then() -> None:
            self._text.clear()
            self._load(self._number)

        self._work.asking.ask(lambda: change(chosen, text), self._done(page, then), self._not_done(page))


def _taken(here: Here, found: TipView) -> str:
    if not found.name:
        return here.say("tip.taken_unknown")
    if found.tip.kind is TipKind.DOES_NOT_LIVE_HERE:
        return here.say("tip.taken_door", name=found.name)
    return here.say("tip.taken_about", name=found.name)
