"""The visit for those who listen or have only four keys: joins window, keys and voice."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.visit import states as st
from ui.lobby.aloud import on_screen, said_of, sheet_over, slowly
from ui.lobby.four_keys import FourKeys
from ui.lobby.voice import VOLUMES, Voice
from ui.lobby.window import LobbyWindow
from ui.widgets.curtain import Curtain
from ui.widgets.typing_page import TypingPage


class Access(QObject):
    """Reads every new screen aloud while somebody listens, and where the keys have come to.

    An arrow key on the first screen means that somebody may have no other way: the voice begins by itself.
    """

    def __init__(self, app: QApplication, window: LobbyWindow, voice: Voice) -> None:
        super().__init__(window)
        self._app, self._window, self.voice = app, window, voice
        self.keys = FourKeys(window)
        self._said: tuple[str, ...] = ()
        self._shown: QObject | None = None
        self._typing: TypingPage | None = None
        self._curtain: Curtain | None = None
        self._lifted = False
        self.keys.used.connect(self._used)
        self.keys.came_to.connect(self._came_to)
        voice.turned.connect(self._turned)
        window.drawn.connect(self._drawn)
        window.listen_wanted.connect(lambda: voice.turn(not voice.on))
        window.louder_wanted.connect(self._louder)
        window.can_speak = voice.able
        app.installEventFilter(self)

    def forget(self) -> None:
        """The visit is over: silent, and as for the first person of the day."""
        self.keys.alone = False
        self._said, self._shown, self._typing, self._lifted = (), None, None, False
        self.voice.forget()

    def stop(self) -> None:
        """Listen to no key any more, and be silent."""
        self._app.removeEventFilter(self)
        self.voice.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys go through the screen, wherever the focus is; every other key goes its own way."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        focused = self._window.focusWidget() or self._window
        if (
            watched is not focused
            or not self._window.isAncestorOf(watched)
            or not isinstance(event, QKeyEvent)
        ):
            return False
        return self.keys.handles(event)

    def _used(self) -> None:
        if isinstance(self._window.visit.screen, st.Welcome | st.ChoosingLanguage) and not self.keys.alone:
            self.keys.alone = True
            self.voice.turn(on=self.voice.able)

    def _turned(self, on: bool) -> None:
        self.keys.alone = self.keys.alone or on
        self._lifted = False
        self._said = ()
        self._window.listen(on)
        self._drawn()

    def _louder(self) -> None:
        at = self.voice.louder()
        self._say((self._window.look.say("lobby.voice.loudness", at=at, of=len(VOLUMES)),))

    def _came_to(self, stop: QWidget) -> None:
        self._say((said_of(stop, self._window.look),))

    def _drawn(self) -> None:
        over = sheet_over(self._window)
        screen = self._window.screen_shown
        shown: QObject | None = over if over is not None else screen.body if screen is not None else None
        if shown is not self._shown:
            self._shown, self._said = shown, ()
            self.keys.begin_anew()
            self._follow(shown)
        now = on_screen(self._window) if self.voice.on else ()
        new = [sentence for sentence in now if sentence not in self._said]
        self._said = now
        if new:
            self._say((*new, self._way_on()) if len(new) == len(now) else new)
        self._draw_curtain()

    def _way_on(self) -> str:
        first = isinstance(self._window.visit.screen, st.ChoosingLanguage)
        return self._window.look.say("lobby.voice.keys") if first else ""

    def _follow(self, shown: QObject | None) -> None:
        self._typing = shown if isinstance(shown, TypingPage) else None
        if self._typing is not None:
            self._typing.changed.connect(self._echo)

    def _echo(self, text: str) -> None:
        if self._typing is None or self.sender() is not self._typing:
            return
        look = self._window.look
        masked = self._typing.field.echoMode() is not self._typing.field.EchoMode.Normal
        if masked:
            said = look.say("lobby.voice.typed", count=len(text))
        elif text.endswith(" "):
            said = look.say("widgets.keyboard.space.name")
        else:
            said = slowly(text[-1:])
        self._say((said or look.say("lobby.voice.empty"),))

    def _say(self, sentences: tuple[str, ...] | list[str]) -> None:
        self.voice.say([sentence for sentence in sentences if sentence], self._window.look.language.code)

    def _draw_curtain(self) -> None:
        """Whoever listens needs no picture, and nobody else should read along; a touch lifts it."""
        screen = self._window.visit.screen
        wanted = self.voice.on and not self._lifted
        wanted = wanted and not isinstance(screen, st.Welcome | st.ChoosingLanguage | st.Scanning)
        if wanted and self._curtain is None:
            self._curtain = Curtain(
                self._window, self._window.look, self._window.look.say("lobby.voice.curtain")
            )
            self._curtain.lifted.connect(self._lift)
        elif not wanted and self._curtain is not None:
            curtain, self._curtain = self._curtain, None
            curtain.hide()
            curtain.deleteLater()
        if self._curtain is not None:
            self._curtain.raise_()

    def _lift(self) -> None:
        self._lifted = True
        self._draw_curtain()
