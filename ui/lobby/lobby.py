"""One lobby: wishes and answers in, ``advance`` decides, screens and effects out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from kiosk.visit import Visit, advance
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from ui.lobby.idle import IdleWatch
from ui.lobby.window import LobbyWindow

if TYPE_CHECKING:
    from ui.lobby.working import Working


class Lobby(QObject):
    """The window and the visit before it. What works for the visit joins later: the first screen needs none.

    ``visit_over`` says that nothing of a person is held any more.
    """

    visit_over = Signal()
    occupied = Signal(bool)
    """A visit began; or, False, the first screen is nobody's again."""
    bug_found = Signal(object)
    """A job raised: the program should start itself afresh before it harms the person's visit."""

    def __init__(self, app: QApplication, window: LobbyWindow, idle: IdleWatch) -> None:
        super().__init__()
        self.window, self._idle = window, idle
        self.visit = Visit()
        self._working: Working | None = None
        self._wanted: list[tuple[tuple[fx.Effect, ...], str]] = []
        """Effects wanted before anything could perform them."""
        window.warning_ms = idle.warning_ms
        window.wished.connect(self.happen)
        idle.idle.connect(lambda: self.happen(ev.IdleNoticed()))
        idle.gone.connect(self._gone)
        idle.touched.connect(lambda: self.happen(ev.MoreTimeWanted()))
        app.aboutToQuit.connect(self.stop)
        window.show_visit(self.visit)

    def join(self, working: Working) -> None:
        """Let ``working`` perform what is wanted, from the first effect on."""
        self._working = working
        working.bug_found.connect(self.bug_found)
        working.runner.happened.connect(self.happen)
        working.forgotten.connect(self.visit_over)
        working.access.voice.turned.connect(self._idle.wait_for_listener)
        working.look_at(self.visit)
        for effects, language in self._wanted:
            working.runner.perform(effects, language)
        self._wanted.clear()

    def start(self) -> None:
        """Keep in touch with the station from now on."""
        if self._working is not None:
            self._working.start()

    def stop(self) -> None:
        """Let go of everything in order; what is being written is written."""
        self._idle.stop()
        if self._working is not None:
            self._working.stop()

    def happen(self, event: ev.Event) -> None:
        """One event of the visit: decide, show, do."""
        was, step = self.visit, advance(self.visit, event)
        self.visit = step.visit
        if (was == Visit()) is not (step.visit == Visit()):
            self.occupied.emit(was == Visit())
        if was.screen != step.visit.screen or (was.warned and not step.visit.warned):
            # Also what the camera or the station brings takes the warning away: nobody is wiped without one.
            self._idle.start_over()
        self.window.show_visit(step.visit, step.refused)
        if self._working is None:
            self._wanted.append((step.effects, step.visit.language))
            return
        self._working.look_at(step.visit)
        self._working.runner.perform(step.effects, step.visit.language)

    def _gone(self) -> None:
        # A check-in on its way to the disk is never wiped; a first screen nobody touched needs no wiping.
        if isinstance(self.visit.screen, st.Submitting):
            return
        if self.visit != Visit() or self.window.worn:
            self.happen(ev.WalkedAway())
