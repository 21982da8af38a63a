"""The lobby's window: shows the screen of the visit's state and turns wishes into events."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal

from kiosk.visit import Visit
from kiosk.visit import events as ev
from kiosk.visit import states as st
from ui.lobby.frame import Frame, bars_said
from ui.lobby.scene import OfficeDay, Scene
from ui.lobby.screens import draw
from ui.lobby.screens.base import Screen
from ui.lobby.sheets import Sheets
from ui.lobby.steps import STEPS, step_of
from ui.lobby.wishes import KeepStill, Listen, MoreContrast, Report, Sign, Wish
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language, languages

if TYPE_CHECKING:
    from kiosk.problems import Problem
    from sync.kiosk_wire import TicketPlace
    from ui.lobby.forms.places import Places
    from ui.lobby.screens.scanning import ScanningScreen


class LobbyWindow(Frame):
    """Draws; decides nothing. ``wished`` emits events of the visit. ``now`` tells the office's own time."""

    wished = Signal(object)
    listen_wanted = Signal()
    louder_wanted = Signal()

    def __init__(
        self,
        now: Callable[[], dt.datetime],
        places: Places,
        *,
        motion: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(clock)
        self._now, self._places, self._motion, self._may_move = now, places, motion, motion
        self._listening = self._more_comes = False
        self.can_speak = False
        """Whether this kiosk has a voice."""
        self._visit, self._office = Visit(), OfficeDay()
        self._place: TicketPlace | None = None
        self._text_size, self._contrast = TextSize.STANDARD, Contrast.STANDARD
        self._sheets = Sheets(self, lambda: self.look)
        self.warning_ms = 20_000
        """How long the idle warning stands."""
        self.language_wanted.connect(self._other_language)
        self.larger_wanted.connect(self._larger)
        self.hide_wanted.connect(self._sheets.hide_page)
        self.back_wanted.connect(self._back)
        self.help_wanted.connect(lambda: self.wished.emit(ev.HelpWanted(ev.HelpKind.HELP)))
        self.interpreter_wanted.connect(lambda: self.wished.emit(ev.HelpWanted(ev.HelpKind.INTERPRETER)))
        self.action_wanted.connect(self._act)
        self._draw(still=True, dressed=False)

    @property
    def look(self) -> Look:
        """What everything is drawn with now."""
        made = theme(Surface.LOBBY, self._contrast, self._text_size)
        return Look(made, language(self._visit.language), self._motion)

    @property
    def visit(self) -> Visit:
        """The visit shown."""
        return self._visit

    @property
    def scanning(self) -> ScanningScreen | None:
        """The scan screen while it is shown."""
        scans = isinstance(self._visit.screen, st.Scanning)
        return cast("ScanningScreen", self.screen_shown) if scans else None

    @property
    def worn(self) -> bool:
        """Whether somebody left other letters or another contrast than everybody starts with, or a sheet."""
        changed = (self._text_size, self._contrast) != (TextSize.STANDARD, Contrast.STANDARD)
        return changed or self._listening or self._motion != self._may_move or self._sheets.any

    def wear(self, text_size: TextSize, contrast: Contrast) -> None:
        """Draw everything at ``text_size`` and ``contrast`` from now on; nothing begun is lost."""
        self._text_size, self._contrast = text_size, contrast
        self._draw(keep=True, dressed=False)

    def listen(self, on: bool) -> None:
        """Somebody listens now, or does no longer."""
        if on != self._listening:
            self._listening = on
            self._draw(keep=True)

    def show_visit(self, visit: Visit, refused: Problem | None = None) -> None:
        """Show the screen of ``visit``, and why the last wish was not granted, if it was not."""
        if self._more_comes and refused is None:
            return
        before, self._visit = self._visit, visit
        if _drawn(before) != _drawn(visit):
            steps_back = 0 < step_of(visit.screen) < step_of(before.screen)
            keep = before.screen == visit.screen and before.changes == visit.changes
            self._draw(back=steps_back, keep=keep)
        elif isinstance(self.screen_shown, Screen):
            self.screen_shown.scene = self._scene(visit)
        self._show_warning()
        if refused is not None:
            self._sheets.say_refused(refused)

    def show_office(self, office: OfficeDay) -> None:
        """What the kiosk knows of its office now; only the first screen shows it."""
        drawn_anew = office != self._office and isinstance(self._visit.screen, st.Welcome)
        self._office = office
        if drawn_anew:
            self._draw(still=True)

    def show_place(self, place: TicketPlace | None) -> None:
        """Where this person's ticket stands in the queue."""
        drawn_anew = place != self._place and isinstance(self._visit.screen, st.Finished)
        self._place = place
        if drawn_anew:
            self._draw(still=True)

    def show_help(self, sentence: str) -> None:
        """What became of the call for help, in the person's language."""
        self._sheets.say_help(sentence)

    def wipe(self) -> None:
        """Forget everything of the visit, and stand as for the first person of the day."""
        self._sheets.take_all_away()
        self._place = None
        self._text_size, self._contrast = TextSize.STANDARD, Contrast.STANDARD
        self._listening, self._motion = False, self._may_move
        self._visit = Visit()
        self._draw(still=True, dressed=False)

    def _scene(self, visit: Visit) -> Scene:
        return Scene(
            self.look,
            visit,
            self._office,
            self._now().date(),
            self._places,
            self._place,
            listening=self._listening,
            can_speak=self.can_speak,
        )

    def _draw(
        self, *, back: bool = False, keep: bool = False, still: bool = False, dressed: bool = True
    ) -> None:
        if not dressed:
            apply_theme(self, self.look.theme)
        before, scene = self.screen_shown, self._scene(self._visit)
        begun = before.kept() if keep and before is not None else None
        if before is not None:
            before.wipe()
        screen = draw(scene)
        screen.wished.connect(self._wish)
        step = step_of(self._visit.screen)
        said = bars_said(scene.look, self._office.name, step, STEPS, louder=self._listening)
        self.show_screen(screen, said, scene.look, back=back, still=still or keep)
        if begun is not None:
            screen.restore(begun)
        self._sheets.rise()

    def _wish(self, wish: Wish) -> None:
        match wish:
            case Report(changes=changes):
                for left, change in zip(reversed(range(len(changes))), changes, strict=True):
                    self._more_comes = left > 0
                    self.wished.emit(ev.ChangeReported(change, self._now().date()))
            case Sign():
                signer = (wish.signer, wish.signer_name, wish.relation, wish.read_by)
                self.wished.emit(ev.Signed(wish.strokes, wish.shown, self._now(), *signer))
            case MoreContrast():
                high = self._contrast is Contrast.HIGH
                self.wear(self._text_size, Contrast.STANDARD if high else Contrast.HIGH)
            case Listen():
                self.listen_wanted.emit()
            case KeepStill():
                self._motion = not self._motion
                self._draw(still=True)
            case _:
                self.wished.emit(wish)

    def _other_language(self) -> None:
        others = _others(self._visit.language)
        if len(others) == 1:
            self.wished.emit(ev.LanguageChosen(others[0]))
        else:
            self._sheets.offer_languages(languages(), lambda code: self.wished.emit(ev.LanguageChosen(code)))

    def _back(self) -> None:
        if self.screen_shown is not None and not self.screen_shown.go_back():
            self.wished.emit(ev.WentBack())

    def _act(self) -> None:
        if self.screen_shown is not None and self.hears:
            self.screen_shown.act()

    def _larger(self) -> None:
        if self._listening:
            self.louder_wanted.emit()
            return
        self.wear(self._text_size.next(), self._contrast)

    def _show_warning(self) -> None:
        if not self._visit.warned:
            self._sheets.take_away("idle")
        else:
            more = lambda: self.wished.emit(ev.MoreTimeWanted())  # noqa: E731
            # Whoever was about to touch the page meant nothing that lies over it since.
            leave = lambda: self.wished.emit(ev.WalkedAway() if self.hears else ev.MoreTimeWanted())  # noqa: E731
            self._sheets.warn(self.warning_ms, more, leave)


def _others(code: str) -> tuple[str, ...]:
    return tuple(other for other in languages() if other != code)


def _drawn(visit: Visit) -> Visit:
    """``visit`` without what no screen draws: a change of that alone draws nothing anew."""
    return replace(visit, seen=frozenset(), same=frozenset(), warned=False)
