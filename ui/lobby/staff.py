"""What staff sees at the kiosk itself: behind five touches of a corner and a PIN, what the doctor finds."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from devices.ports import Camera
from ui.commands.doctor import Found
from ui.jobs import Cancel, Jobs
from ui.lobby.pin_tries import PinTries
from ui.lobby.plain_page import PlainPage
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Block, Notice, Question
from ui.widgets.buttons import Button, primary, secondary
from ui.widgets.key_layouts import Keys
from ui.widgets.pages import Pages
from ui.widgets.typing_page import Typing, TypingPage

TOUCHES, _WITHIN_S, _CORNER = 5, 4.0, 140
"""So many touches within so long, so near to the upper left corner: nobody does that by chance."""
_LEFT_ALONE_MS = 120_000
_LONGEST = 8


@dataclass(frozen=True)
class StaffParts:
    """What the page needs of the kiosk."""

    pin: str
    examine: Callable[[], Sequence[Found]]
    """Looks at every part; takes seconds, in a thread of its own."""
    camera: Camera
    tries: PinTries


class StaffDoor(QObject):
    """Opens the page over ``over`` while ``free`` says that nobody is checking in."""

    def __init__(
        self,
        app: QApplication,
        over: QWidget,
        free: Callable[[], bool],
        look: Callable[[], Look],
        parts: StaffParts,
        jobs: Jobs,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(over)
        self._over, self._free, self._look = over, free, look
        self._parts, self._jobs, self._clock = parts, jobs, clock
        self._touches: list[float] = []
        self.page: StaffPage | None = None
        """The page while it is open."""
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts touches of the corner; takes none away."""
        # The window itself hears of each touch once, whatever lies under it.
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWindow):
            assert isinstance(event, QMouseEvent)
            if self.page is not None:
                self.page.stay()
            elif event.position().x() < _CORNER and event.position().y() < _CORNER and self._free():
                self._touched()
        return False

    def _touched(self) -> None:
        now = self._clock()
        self._touches = [before for before in self._touches if now - before < _WITHIN_S] + [now]
        if len(self._touches) >= TOUCHES:
            self._touches.clear()
            self.page = StaffPage(self._over, self._look(), self._parts, self._jobs, self._try)
            self.page.destroyed.connect(self._closed)

    def _try(self, pin: str) -> str:
        """What is wrong with ``pin``, as the key of a sentence, or nothing."""
        tries = self._parts.tries
        if not tries.locked:
            if hmac.compare_digest(pin, self._parts.pin):
                tries.right()
                return ""
            tries.wrong()
        return "staff.pin.locked" if tries.locked else "staff.pin.wrong"

    def _closed(self) -> None:
        self.page = None


class StaffPage(PlainPage):
    """The PIN, then what was found, then the camera's picture; one at a time, above one row of buttons."""

    def __init__(
        self, over: QWidget, look: Look, parts: StaffParts, jobs: Jobs, try_pin: Callable[[str], str]
    ) -> None:
        super().__init__(look, over)
        self._parts, self._jobs, self._try_pin = parts, jobs, try_pin
        self._looking: Cancel | None = None
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.timeout.connect(self.leave)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.stay()
        self._ask()
        self.show()
        self.raise_()

    def stay(self) -> None:
        """Somebody is here: count from the start until the page goes by itself."""
        self._alone.start(_LEFT_ALONE_MS)

    def leave(self) -> None:
        """The first screen again."""
        self.look_away()
        if self._looking is not None:
            self._looking.ask()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as what it covers."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def _ask(self) -> None:
        say = self._look.say
        asked = Typing(
            say("staff.pin.title"),
            say("staff.pin.help"),
            Keys.NUMBERS,
            masked=True,
            longest=_LONGEST,
            shape=lambda text: "".join(figure for figure in text if figure.isdecimal()),
        )
        typing = TypingPage(self._look, asked)
        go_on = primary(self._look, say("lobby.go_on"), Icon.ARROW_RIGHT)

        def tried() -> None:
            if trouble := self._try_pin(typing.text):
                typing.field.wipe()
                typing.note(say(trouble), wrong=True)
            else:
                self._examine()

        go_on.clicked.connect(tried)
        typing.entered.connect(tried)
        self._show(typing, [go_on])

    def _examine(self) -> None:
        say = self._look.say
        head = Question(self._look, say("staff.title"), say("staff.looking"), Icon.CLOCK)
        self._show(Pages(self._look, head, []), [])
        self._looking = self._jobs.run(lambda _cancel: tuple(self._parts.examine()), self.show_found)

    def show_found(self, found: Sequence[Found]) -> None:
        """What the doctor says, each part with what to do about it."""
        look, say = self._look, self._look.say
        ill = sum(one.trouble is not None for one in found)
        told = say("staff.ill", count=ill) if ill else say("staff.well")
        head = Question(look, say("staff.title"), told, Icon.CAUTION if ill else Icon.DONE)
        # What needs a hand comes first.
        rows = [_row(look, one) for one in sorted(found, key=lambda one: one.trouble is None)]
        pages = Pages(look, head, rows, gap=look.shape.tight)
        more = secondary(look, say("widgets.pages.more"), Icon.ARROW_DOWN)
        # After the last page the first one again.
        more.clicked.connect(lambda: pages.forward() or _rewound(pages))
        again = secondary(look, say("staff.again"), Icon.TURN)
        again.clicked.connect(self._examine)
        camera = primary(look, say("staff.camera"), Icon.CAMERA)
        camera.clicked.connect(self.show_camera)
        self._show(pages, [more, again, camera])

    def show_camera(self) -> None:
        """The camera's picture, live."""
        look = self._look
        head = Question(look, look.say("staff.camera_title"), look.say("staff.camera_help"), Icon.CAMERA)
        back = primary(look, look.say("staff.back"), Icon.ARROW_LEFT)
        back.clicked.connect(self._examine)
        self.show_picture(head, self._parts.camera, [self._way_out(), back])

    def _show(self, body: QWidget, ways: list[Button]) -> None:
        self.show_body(body, [self._way_out(), *ways])

    def _way_out(self) -> Button:
        leave = secondary(self._look, self._look.say("staff.leave"), Icon.CLOSED)
        leave.clicked.connect(self.leave)
        return leave


def _row(look: Look, found: Found) -> Block:
    part = f"{look.say(f'staff.part.{found.part}')}: {look.say(found.what)}"
    if found.trouble is None:
        return Notice(look, "", part, Icon.CHECK, "chosen")
    told = f"{look.say(found.trouble.what_happened)} {look.say(found.trouble.what_to_do)}"
    return Notice(look, part, told, Icon.CAUTION, "caution")


def _rewound(pages: Pages) -> bool:
    while pages.backward():
        pass
    return True
