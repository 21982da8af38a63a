"""What may lie over a screen: the idle warning, the hidden page, help on its way, a wish not granted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from kiosk.problems import Problem
from ui.lobby.frame import Frame
from ui.style.icons import Icon
from ui.style.look import Look
from ui.texts import language
from ui.widgets.blocks import Question, SideBySide
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, CardWords
from ui.widgets.progress import QuietBar
from ui.widgets.sheet import Sheet

_TICK_MS = 500


class IdleSheet(Sheet):
    """Are you still there? A quiet bar shows how long the question stands; the page is hidden meanwhile."""

    def __init__(
        self, over: QWidget, look: Look, warning_ms: int, more: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        head = Question(look, look.say("lobby.idle.title"), look.say("lobby.idle.help"), Icon.CLOCK)
        self._bar = QuietBar(look, look.say("lobby.idle.title"), 1.0)
        stay = primary(look, look.say("lobby.idle.more_time"), Icon.CHECK)
        stay.clicked.connect(more)
        go = secondary(look, look.say("lobby.idle.leave"), Icon.ERASE)
        go.clicked.connect(leave)
        super().__init__(over, look, [head, self._bar, SideBySide(look, [stay, go])], opaque=True)
        self._left = self._whole = max(warning_ms, 1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def _tick(self) -> None:
        self._left -= _TICK_MS
        self._bar.fill(self._left / self._whole)


def hidden_sheet(over: QWidget, look: Look, show: Callable[[], None]) -> Sheet:
    """Nothing of the page can be read until its owner asks for it."""
    head = Question(look, look.say("lobby.hidden.title"), look.say("lobby.hidden.help"), Icon.HIDE)
    button = primary(look, look.say("lobby.hidden.show"), Icon.CHECK)
    button.clicked.connect(show)
    return Sheet(over, look, [head, SideBySide(look, [button])], opaque=True)


def help_sheet(over: QWidget, look: Look, sentence: str, go_on: Callable[[], None]) -> Sheet:
    """What became of the call for help."""
    head = Question(look, look.say("lobby.help.title"), sentence, Icon.HELP)
    button = primary(look, look.say("lobby.help.go_on"), Icon.CHECK)
    button.clicked.connect(go_on)
    return Sheet(over, look, [head, SideBySide(look, [button])])


def refused_sheet(over: QWidget, look: Look, problem: Problem, understood: Callable[[], None]) -> Sheet:
    """Why a wish was not granted, and what to do."""
    head = Question(look, look.say(problem.what_happened), look.say(problem.what_to_do), Icon.CAUTION)
    button = primary(look, look.say("lobby.refused.understood"), Icon.ARROW_LEFT)
    button.clicked.connect(understood)
    return Sheet(over, look, [head, SideBySide(look, [button])])


def language_sheet(over: QWidget, look: Look, codes: Sequence[str], chosen: Callable[[str], None]) -> Sheet:
    """Every language in its own name."""
    head = Question(look, look.say("lobby.language.title"), look.say("lobby.language.help"), Icon.LANGUAGE)
    cards: list[QWidget] = []
    for code in codes:
        spoken = language(code)
        card = Card(look, CardWords(spoken.name), Icon.GLOBE, chosen=spoken is look.language)
        card.clicked.connect(partial(_choose, chosen, code))
        cards.append(card)
    return Sheet(over, look, [head, *cards])


def _choose(chosen: Callable[[str], None], code: str, _checked: bool = False) -> None:
    chosen(code)


class Sheets:
    """The sheets that lie over one window, by name; one of each. ``over.drawn`` tells of changes."""

    def __init__(self, over: Frame, look: Callable[[], Look]) -> None:
        self._over, self._look = over, look
        self._lying: dict[str, Sheet] = {}

    @property
    def any(self) -> bool:
        """Whether something lies there."""
        return bool(self._lying)

    def lies(self, name: str) -> bool:
        """Whether sheet ``name`` is there."""
        return name in self._lying

    def hide_page(self) -> None:
        """Nothing can be read until its owner asks for it."""
        self._lay("hidden", hidden_sheet(self._over, self._look(), lambda: self.take_away("hidden")))

    def offer_languages(self, codes: Sequence[str], chosen: Callable[[str], None]) -> None:
        """One touch a language; nothing begun is lost."""

        def gone(code: str) -> None:
            self.take_away("languages")
            chosen(code)

        self._lay("languages", language_sheet(self._over, self._look(), codes, gone))

    def say_help(self, sentence: str) -> None:
        """What became of the call for help."""
        self._lay("help", help_sheet(self._over, self._look(), sentence, lambda: self._was_read("help")))

    def say_refused(self, problem: Problem) -> None:
        """Why a wish was not granted."""
        gone = lambda: self._was_read("refused")  # noqa: E731
        self._lay("refused", refused_sheet(self._over, self._look(), problem, gone))

    def warn(self, warning_ms: int, more: Callable[[], None], leave: Callable[[], None]) -> None:
        """Ask whether somebody is still there, unless that is being asked."""
        if not self.lies("idle"):
            self._lay("idle", IdleSheet(self._over, self._look(), warning_ms, more, leave))

    def take_away(self, name: str) -> None:
        """Remove sheet ``name``, if it is there."""
        sheet = self._lying.pop(name, None)
        if sheet is not None:
            sheet.hide()
            sheet.deleteLater()
            if self._lying:
                self.rise()
            else:
                sheet.give_back()
            self._over.drawn.emit()

    def take_all_away(self) -> None:
        """Remove every sheet."""
        for name in list(self._lying):
            self.take_away(name)

    def rise(self) -> None:
        """Lie above whatever was drawn since, and keep the keys."""
        for sheet in self._lying.values():
            sheet.raise_()
            if not sheet.isAncestorOf(self._over.focusWidget() or self._over):
                sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _was_read(self, name: str) -> None:
        # A touch that was under way when the sheet came was meant for the page.
        if self._over.hears:
            self.take_away(name)

    def _lay(self, name: str, sheet: Sheet) -> None:
        self.take_away(name)
        self._lying[name] = sheet
        self._over.rest()
        self._over.drawn.emit()
