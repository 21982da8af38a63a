"""The card before the camera: the live picture, one hint, and another way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer

from devices.ports import Hint, SourceStatus
from kiosk.visit.events import NoCard
from kiosk.visit.states import Scanning
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Question
from ui.widgets.hint import HintLine
from ui.widgets.live_picture import LivePicture
from ui.widgets.pages import Pages
from ui.widgets.progress import QuietBar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATIENCE_S = 20.0
"""After this long the hint says that typing is possible too."""
_TICK_MS = 250

_ICONS = {
    Hint.CLOSER: Icon.ARROW_UP,
    Hint.FARTHER: Icon.ARROW_DOWN,
    Hint.MORE_LIGHT: Icon.LIGHT,
    Hint.TILT_AWAY_FROM_LIGHT: Icon.LIGHT,
    Hint.HOLD_STILL: Icon.STOP,
    Hint.LET_IT_FOCUS: Icon.CAMERA,
    Hint.TURN_OVER: Icon.TURN,
}


class ScanningScreen(Screen):
    """Shows what the camera sees and what to do; decides nothing about the card."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look = self.look
        failed = scene.visit.screen.failed if isinstance(scene.visit.screen, Scanning) else 0
        help_key = "lobby.scanning.failed" if failed else "lobby.scanning.help"
        head = Question(look, look.say("lobby.scanning.title"), look.say(help_key), Icon.CARD)
        self.picture = LivePicture(look)
        self._hint = HintLine(look, look.say("lobby.scanning.hint.show"), Icon.CARD)
        self._bar = QuietBar(look, look.say("lobby.scanning.looking"))
        self._since = QElapsedTimer()
        self._since.start()
        self._hint_now: Hint | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)
        self.show_body(Pages(look, head, [self.picture, self._bar, self._hint], gap=look.shape.tight * 2))

    def own_action(self) -> Action:
        """Typing instead is always open; nobody is stuck before a camera."""
        return Action(self.look.say("lobby.scanning.no_card"), Icon.KEYBOARD)

    def do(self) -> None:
        """No card, or not this way."""
        self.wish(NoCard())

    def show_picture(self, picture: NDArray[np.uint8]) -> None:
        """The newest picture of the camera."""
        self.picture.show_picture(picture)

    def show_hint(self, hint: Hint | None) -> None:
        """What to do differently, or nothing."""
        self._hint_now = hint
        self._say_hint()

    def show_status(self, status: SourceStatus) -> None:
        """Whether the camera is there."""
        messages = {
            SourceStatus.OPENING: ("lobby.scanning.opening", Icon.CAMERA),
            SourceStatus.LOST: ("lobby.scanning.lost", Icon.CAMERA_LOST),
            SourceStatus.NONE: ("lobby.scanning.opening", Icon.CAMERA),
        }
        key, icon = messages.get(status, ("", Icon.CAMERA))
        self.picture.show_message(self.look.say(key) if key else "", icon)
        if status is SourceStatus.LOST:
            self._hint.say(self.look.say("lobby.scanning.hint.type"), Icon.KEYBOARD)
        else:
            self._say_hint()

    def show_found(self) -> None:
        """The card was read."""
        self._timer.stop()
        self._bar.fill(1.0)
        self.picture.show_found()
        self._hint.say(self.look.say("lobby.scanning.found"), Icon.DONE)

    def wipe(self) -> None:
        """Drop the picture."""
        self._timer.stop()
        self.picture.wipe()

    def _tick(self) -> None:
        share = self._since.elapsed() / 1000 / PATIENCE_S
        self._bar.fill(share)
        if share >= 1 and self._hint_now is None:
            self._hint.say(self.look.say("lobby.scanning.hint.type"), Icon.KEYBOARD)
            self._timer.stop()

    def _say_hint(self) -> None:
        hint = self._hint_now
        if hint is None:
            self._hint.say(self.look.say("lobby.scanning.hint.show"), Icon.CARD)
        else:
            self._hint.say(self.look.say(f"lobby.scanning.hint.{hint.value}"), _ICONS[hint])
