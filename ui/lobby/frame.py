"""What stands around every screen: the bars above and below, and the slide between screens."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.lobby.screens.base import BareScreen
from ui.style.look import Look
from ui.texts import language, languages
from ui.widgets.bars import BottomBar, TopBar
from ui.widgets.slide import Slides
from ui.widgets.typing_page import TypingPage

UNREAD_MS = 400
"""What has stood on the screen for less, nobody has read: a touch was meant for what stood there before."""


@dataclass(frozen=True)
class BarsSaid:
    """What the bars show besides their buttons."""

    title: str
    other_language: str
    step: int
    steps: int
    louder: bool = False
    """Somebody listens: larger letters are of no use to them, a louder voice is."""


def bars_said(look: Look, office: str, step: int = 0, steps: int = 0, *, louder: bool = False) -> BarsSaid:
    """The bars of ``office``, whose name may not be known yet."""
    others = [code for code in languages() if code != look.language.code]
    # The other language by its own name, or the word for all of them where there are more than two.
    way = language(others[0]).name if len(others) == 1 else look.say("lobby.language.others")
    return BarsSaid(office or look.say("lobby.title"), way, step, steps, louder)


class Frame(QWidget):
    """Bars in the same place on every screen; their buttons are wishes. ``clock`` counts seconds.

    The second of two quick touches falls on a page that nobody has read, often in the same place: for a
    moment a new page takes no touch but a key's.
    """

    language_wanted = Signal()
    larger_wanted = Signal()
    hide_wanted = Signal()
    back_wanted = Signal()
    help_wanted = Signal()
    interpreter_wanted = Signal()
    action_wanted = Signal()
    drawn = Signal()
    """Something else is to be read on the screen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._moved_at = clock, float("-inf")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # also where it fills another's window
        self._slides = Slides()
        self._slides.setParent(self)
        # Over the page, under every sheet that is laid over the window later.
        self._pane = QWidget(self)
        self._pane.hide()
        self._pane_goes = QTimer(self, singleShot=True, interval=UNREAD_MS)
        self._pane_goes.timeout.connect(self._pane.hide)
        self._top: TopBar | None = None
        self._bottom: BottomBar | None = None
        self._screen: BareScreen | None = None
        self._placing = False

    @property
    def screen_shown(self) -> BareScreen | None:
        """The screen between the bars."""
        return self._screen

    @property
    def hears(self) -> bool:
        """Whether the action answers by now."""
        return (self._clock() - self._moved_at) * 1000 >= UNREAD_MS

    @property
    def bars(self) -> tuple[TopBar, BottomBar]:
        """The bars shown now."""
        assert self._top is not None
        assert self._bottom is not None
        return self._top, self._bottom

    def show_screen(
        self, screen: BareScreen, said: BarsSaid, look: Look, *, back: bool = False, still: bool = False
    ) -> None:
        """Show ``screen`` between bars drawn for it; ``still`` without sliding."""
        self._screen = screen
        self._draw_bars(said, look)
        self._place_parts()
        self._slides.show_page(screen, look, back=back, still=still)
        screen.bars_changed.connect(self._show_action)
        screen.bars_changed.connect(self.drawn)
        screen.moved.connect(self.rest)
        screen.act_wanted.connect(self.action_wanted)
        self._show_action()
        if screen.focusWidget() is None:
            # A screen reader says the question, and Tab goes on to the first answer.
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.drawn.emit()
        if not still:
            self.rest()

    def rest(self) -> None:
        """Let nothing be touched for a moment but a keyboard that types: its answer is read back."""
        self._moved_at = self._clock()
        body = self._screen.body if self._screen is not None else None
        box = self._slides.geometry()
        if isinstance(body, TypingPage):
            box.setHeight(body.keyboard.y())
        self._pane.setGeometry(box)
        self._pane.show()
        self._pane_goes.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars above and below, the screen between."""
        self._place_parts()

    def _draw_bars(self, said: BarsSaid, look: Look) -> None:
        for bar in (self._top, self._bottom):
            if bar is not None:
                bar.hide()
                bar.deleteLater()
        steps = said.steps if said.step else 0
        top = TopBar(look, said.title, said.other_language, said.step, steps, louder=said.louder)
        top.language_wanted.connect(self.language_wanted)
        top.larger_wanted.connect(self.larger_wanted)
        top.hide_wanted.connect(self.hide_wanted)
        top.hide_button.setVisible(said.step > 0)
        bottom = BottomBar(look, back=False, action=None, interpreter=True)
        bottom.back_wanted.connect(self.back_wanted)
        bottom.help_wanted.connect(self.help_wanted)
        bottom.interpreter_wanted.connect(self.interpreter_wanted)
        bottom.action_wanted.connect(self.action_wanted)
        for bar in (top, bottom):
            bar.setParent(self)
            bar.show()
        self._top, self._bottom = top, bottom

    def _place_parts(self) -> None:
        if self._top is None or self._bottom is None:
            return
        above, below = (bar.heightForWidth(self.width()) for bar in (self._top, self._bottom))
        self._top.setGeometry(0, 0, self.width(), above)
        self._bottom.setGeometry(0, self.height() - below, self.width(), below)
        self._slides.setGeometry(0, above, self.width(), self.height() - above - below)

    def _show_action(self) -> None:
        if self._bottom is not None and self._screen is not None:
            self._bottom.show_action(self._screen.action())
            self._bottom.back.setVisible(self._screen.back_leads_on)
            if not self._placing and self._bottom.heightForWidth(self.width()) != self._bottom.height():
                # Long words need a row of their own. The screen may ask for other words in its new room:
                # those must do with the bar as it is.
                self._placing = True
                self._place_parts()
                self._placing = False
