"""The first start of a kiosk by touch alone: where the station is, the code from its desk, printer, PIN.

What is typed becomes the settings that IT can also write beside the image; who calls checks and keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, Signal

from devices.ports import Camera, SourceStatus
from sync.device_wire import read_code
from ui.bugs import log_bug
from ui.jobs import Jobs
from ui.lobby.plain_page import PlainPage
from ui.style.icons import Icon
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import FALLBACK, language, languages
from ui.widgets.blocks import Notice, Question
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.key_layouts import Keys
from ui.widgets.live_picture import LivePicture
from ui.widgets.pages import Pages
from ui.widgets.typing_page import Typing, TypingPage

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.ASCII)
_PRINTER = re.compile(r"(ipp|escpos)://[^/\s]+(/\S*)?", re.ASCII)
_STATION_PORT, _ENROLMENT_PORT = 8443, 8444
_GROUP = 4
_EACH_PICTURE_MS = 100


@dataclass(frozen=True)
class _Ask:
    """One thing to type. ``kept`` is what becomes of it: settings, or None when it cannot be one."""

    name: str
    keys: Keys
    longest: int
    kept: Callable[[str], Mapping[str, str] | None]
    shape: Callable[[str], str] | None = None
    may_be_left: bool = False


def _grouped(text: str) -> str:
    """A code as the desk shows it, four signs at a time."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _host(name: str, port: int) -> Callable[[str], Mapping[str, str] | None]:
    def kept(text: str) -> Mapping[str, str] | None:
        plain = text.strip().lower().removeprefix("https://").rstrip("/")
        if not _HOST.fullmatch(plain):
            return None
        return {name: f"https://{plain}" if ":" in plain else f"https://{plain}:{port}"}

    return kept


def _code(text: str) -> Mapping[str, str] | None:
    return {"code": text} if read_code(text) is not None else None


def _printer(text: str) -> Mapping[str, str] | None:
    plain = text.strip()
    if not plain:
        return {}
    plain = plain if "://" in plain else f"ipp://{plain}"
    return {"printer": plain} if _PRINTER.fullmatch(plain) else None


def _pin(text: str) -> Mapping[str, str] | None:
    if not text:
        return {}
    return {"staff_pin": text} if 6 <= len(text) <= 8 else None


_station = _host("station", _STATION_PORT)
_ASKS = (
    _Ask("station", Keys.EMAIL, 80, _station),
    _Ask("enrolment", Keys.EMAIL, 80, _host("enrolment", _ENROLMENT_PORT)),
    _Ask("code", Keys.CAPITALS, 29, _code, _grouped),
    _Ask("printer", Keys.EMAIL, 120, _printer, may_be_left=True),
    _Ask("pin", Keys.NUMBERS, 8, _pin, _figures, may_be_left=True),
)


class SetUpPage(PlainPage):
    """Asks one thing after another, has the answers kept, shows what the camera sees; then ``done``."""

    done = Signal()

    def __init__(self, jobs: Jobs, keep: Callable[[Mapping[str, str]], str], camera: Camera) -> None:
        """``keep`` takes the settings in a thread of its own, and says why they are not kept
        (what ``show_trouble`` takes), or nothing."""
        super().__init__(_look(FALLBACK))
        apply_theme(self, self._look.theme)
        self._jobs, self._keep, self._camera = jobs, keep, camera
        jobs.bug_found.connect(self._not_kept)
        self._typed: dict[str, str] = {}
        self._seen = 0
        self._pictures = QTimer(self)
        self._pictures.timeout.connect(self._look_through)
        self._choose_language()

    def _choose_language(self) -> None:
        look = self._look
        head = Question(look, look.say("setup.title"), look.say("setup.help"), Icon.SETTINGS)
        choices = [Choice(code, CardWords(language(code).name), Icon.GLOBE) for code in languages()]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(self.speak)
        self.show_body(page, [])

    def speak(self, code: str) -> None:
        """Go on in this language."""
        self._look = _look(code)
        self._ask(0)

    def _ask(self, at: int) -> None:
        ask, say = _ASKS[at], self._look.say
        typing = TypingPage(
            self._look,
            Typing(
                say(f"setup.{ask.name}.title"),
                say(f"setup.{ask.name}.help"),
                ask.keys,
                self._typed.get(ask.name, self._guess(ask.name)),
                longest=ask.longest,
                shape=ask.shape,
            ),
        )

        def go_on() -> None:
            if ask.kept(typing.text) is None:
                typing.note(say(f"setup.{ask.name}.wrong"), wrong=True)
                return
            guessed = self._guess("enrolment")
            self._typed[ask.name] = typing.text
            if ask.name == "station" and self._typed.get("enrolment") == guessed:
                self._typed.pop("enrolment", None)
            self._ask(at + 1) if at + 1 < len(_ASKS) else self._enrol()

        back = secondary(self._look, say("widgets.bar.back"), Icon.ARROW_LEFT)
        back.clicked.connect(lambda: self._ask(at - 1) if at else self._choose_language())
        on = primary(self._look, say("lobby.go_on"), Icon.ARROW_RIGHT)
        on.clicked.connect(go_on)
        typing.entered.connect(go_on)
        self.show_body(typing, [back, on])

    def _guess(self, name: str) -> str:
        """Devices are enrolled where the station is, unless IT has said otherwise."""
        station = _station(self._typed.get("station", ""))
        if name != "enrolment" or station is None:
            return ""
        return f"{urlsplit(station['station']).hostname}:{_ENROLMENT_PORT}"

    def _enrol(self) -> None:
        look = self._look
        head = Question(look, look.say("setup.enrolling"), look.say("setup.enrolling_help"), Icon.CLOCK)
        self.show_body(Pages(look, head, []), [])
        settings: dict[str, str] = {}
        for ask in _ASKS:
            settings |= ask.kept(self._typed[ask.name]) or {}
        self._jobs.run(lambda _cancel: self._keep(settings), self._kept)

    def _kept(self, trouble: str) -> None:
        if trouble:
            self.show_trouble(trouble)
        else:
            self.show_camera()

    def _not_kept(self, bug: object) -> None:
        log_bug("set-up", bug)
        self.show_trouble("not_kept")

    def show_trouble(self, why: str) -> None:
        """Why it could not be (``setup.why.WHY``); what was typed stays, to be mended."""
        look = self._look
        head = Question(look, look.say("setup.trouble"), look.say("setup.trouble_help"), Icon.CAUTION)
        again = primary(look, look.say("setup.again"), Icon.ARROW_LEFT)
        again.clicked.connect(lambda: self._ask(0))
        told = Notice(look, look.say("setup.why.title"), look.say(f"setup.why.{why}"), Icon.SETTINGS)
        self.show_body(Pages(look, head, [told]), [again])

    def show_camera(self) -> None:
        """The kiosk is one of the office; what its camera sees."""
        look = self._look
        head = Question(look, look.say("setup.enrolled"), look.say("staff.camera_help"), Icon.DONE)
        self._stage = LivePicture(look)
        ready = primary(look, look.say("setup.ready"), Icon.CHECK)
        ready.clicked.connect(self._finish)
        self.show_body(Pages(look, head, [self._stage]), [ready])
        self._camera.open()
        self._pictures.start(_EACH_PICTURE_MS)

    def _look_through(self) -> None:
        frame = self._camera.newest(self._seen)
        if frame is not None:
            self._seen = frame.number
            self._stage.show_picture(frame.picture)
        lost = self._camera.status is SourceStatus.LOST
        self._stage.show_message(self._look.say("staff.no_picture") if lost else "", Icon.CAMERA_LOST)

    def _finish(self) -> None:
        self._pictures.stop()
        self._camera.close()
        self.done.emit()


def _look(code: str) -> Look:
    return Look(theme(Surface.LOBBY, Contrast.STANDARD, TextSize.STANDARD), language(code), motion=False)
