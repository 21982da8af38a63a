"""The first start of a kiosk by touch alone: how it is connected, whose it is, and whether its parts work.

What is typed becomes the settings that IT can also write beside the image; who calls checks and keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal

from devices.ports import Camera, PrinterStatus, ReceiptPrinter
from ui.bugs import log_bug
from ui.jobs import Jobs
from ui.lobby.plain_page import PlainPage, look_in
from ui.lobby.set_up_asks import FIXED, MORE, OFFICE, Answers, Ask, guessed
from ui.lobby.set_up_printer import PrinterTrial
from ui.style.icons import Icon
from ui.style.look import apply_theme
from ui.texts import FALLBACK
from ui.widgets.blocks import Notice, Question
from ui.widgets.buttons import Button, primary, secondary
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages
from ui.widgets.typing_page import Typing, TypingPage

_BY_ITSELF, _FIXED, _NOT_YET = "by_itself", "fixed", "not_yet"


class SetUpPage(PlainPage):
    """Asks one thing after another, has the answers kept, shows what the camera sees; then ``done``."""

    done = Signal()

    def __init__(
        self,
        jobs: Jobs,
        keep: Callable[[Answers], str],
        camera: Camera,
        printer_at: Callable[[str], ReceiptPrinter],
    ) -> None:
        """``keep`` takes the settings in a thread of its own, connects the kiosk by them, and says why they
        are not kept (what ``show_trouble`` takes), or nothing."""
        super().__init__(look_in(FALLBACK))
        apply_theme(self, self._look.theme)
        self._jobs, self._keep, self._camera, self._printer_at = jobs, keep, camera, printer_at
        jobs.bug_found.connect(self._not_kept)
        self._typed: dict[str, str] = {}
        self._way, self._printer, self._not_used = _BY_ITSELF, "", ""
        self._trial: PrinterTrial | None = None
        self._choose_language()

    def _choose_language(self) -> None:
        self.ask_language("setup.title", self.speak)

    def speak(self, code: str) -> None:
        """Go on in this language."""
        self._look = look_in(code)
        self._say_why() if self._not_used else self._choose_way()

    def begin_with(self, answers: Answers, why: str) -> None:
        """What could be read of a file that IT wrote stands in the answers already; why it could not be used
        (``setup.why``, but ``settings`` is the file itself) is said first. Nothing, where there was none."""
        self._typed |= answers
        self._way = _FIXED if answers.get("address") else _BY_ITSELF
        self._not_used = "" if why == "code" else "file" if why == "settings" else why

    def _say_why(self) -> None:
        look, say = self._look, self._look.say
        head = Question(look, say("setup.not_used.title"), say("setup.not_used.help"), Icon.CAUTION)
        told = Notice(look, say("setup.why.title"), say(f"setup.why.{self._not_used}"), Icon.SETTINGS)
        on = primary(look, say("lobby.go_on"), Icon.ARROW_RIGHT)
        on.clicked.connect(self._choose_way)
        self.show_body(Pages(look, head, [told]), [self._back(self._choose_language), on])

    def _choose_way(self) -> None:
        """How the kiosk is connected; mostly one touch."""
        look, say = self._look, self._look.say
        head = Question(look, say("setup.way.title"), say("setup.way.help"), Icon.GLOBE)
        ways = [
            Choice(way, CardWords(say(f"setup.way.{way}"), say(f"setup.way.{way}_help")), icon)
            for way, icon in ((_BY_ITSELF, Icon.TURN), (_FIXED, Icon.SIGN), (_NOT_YET, Icon.NO_NETWORK))
        ]
        page = ChoicePage(look, head, ways, chosen=self._way)
        page.chosen.connect(self.connect_by)
        more = secondary(look, say("setup.way.more"), Icon.SETTINGS)
        more.clicked.connect(lambda: self._ask(MORE, 0, self._choose_way))
        self.show_body(page, [self._back(self._choose_language), more])

    def connect_by(self, way: str) -> None:
        """Go on with this way of being connected."""
        if way == _NOT_YET:
            self._show_not_yet()
            return
        self._way = way
        self._ask(self._asks(), 0, self._enrol)

    def _asks(self) -> Sequence[Ask]:
        return (*FIXED, *OFFICE) if self._way == _FIXED else OFFICE

    def _show_not_yet(self) -> None:
        """What becomes of a kiosk that has no network."""
        look, say = self._look, self._look.say
        head = Question(look, say("setup.not_yet.title"), say("setup.not_yet.help"), Icon.NO_NETWORK)
        told = [
            Notice(look, "", say(f"setup.not_yet.{part}"), icon, "chosen")
            for part, icon in (("first", Icon.HOME), ("later", Icon.LOCK))
        ]
        camera = secondary(look, say("staff.camera"), Icon.CAMERA)
        camera.clicked.connect(self._look_before)
        on = primary(look, say("setup.not_yet.connected"), Icon.ARROW_RIGHT)
        on.clicked.connect(self._choose_way)
        self.show_body(Pages(look, head, told), [camera, on])

    def _back(self, where: Callable[[], None]) -> Button:
        back = secondary(self._look, self._look.say("widgets.bar.back"), Icon.ARROW_LEFT)
        back.clicked.connect(where)
        return back

    def _ask(self, asks: Sequence[Ask], at: int, then: Callable[[], None]) -> None:
        ask, say = asks[at], self._look.say
        typing = TypingPage(
            self._look,
            Typing(
                say(f"setup.{ask.name}.title"),
                say(f"setup.{ask.name}.help"),
                ask.keys,
                self._typed.get(ask.name, guessed(ask.name, self._typed)),
                longest=ask.longest,
                shape=ask.shape,
            ),
        )

        def go_on() -> None:
            if ask.kept(typing.text, self._typed) is None:
                typing.note(say(f"setup.{ask.name}.wrong"), wrong=True)
                return
            before = guessed("enrolment", self._typed)
            self._typed[ask.name] = typing.text
            if ask.name == "station" and self._typed.get("enrolment") == before:
                self._typed.pop("enrolment", None)
            self._ask(asks, at + 1, then) if at + 1 < len(asks) else then()

        back = self._back(lambda: self._ask(asks, at - 1, then) if at else self._choose_way())
        on = primary(self._look, say("lobby.go_on"), Icon.ARROW_RIGHT)
        on.clicked.connect(go_on)
        typing.entered.connect(go_on)
        self.show_body(typing, [back, on])

    def _enrol(self) -> None:
        look = self._look
        head = Question(look, look.say("setup.enrolling"), look.say("setup.enrolling_help"), Icon.CLOCK)
        self.show_body(Pages(look, head, []), [])
        settings: dict[str, str] = {"address": ""}
        for ask in (*MORE, *self._asks()):
            settings |= ask.kept(self._typed.get(ask.name, ""), self._typed) or {}
        self._printer = settings.get("printer", "")
        self._jobs.run(lambda _cancel: self._keep(settings), self._kept)

    def _kept(self, trouble: str) -> None:
        if trouble:
            self.show_trouble(trouble)
        else:
            self.show_camera()

    def _not_kept(self, bug: object) -> None:
        log_bug("set-up", bug)
        if self._trial is not None:
            self._trial.show_outcome(PrinterStatus.REFUSED)
        else:
            self.show_trouble("not_kept")

    def show_trouble(self, why: str) -> None:
        """Why it could not be (``setup.why.WHY``); what was typed stays, to be mended."""
        look = self._look
        head = Question(look, look.say("setup.trouble"), look.say("setup.trouble_help"), Icon.CAUTION)
        again = primary(look, look.say("setup.again"), Icon.ARROW_LEFT)
        again.clicked.connect(self._choose_way)
        told = Notice(look, look.say("setup.why.title"), look.say(f"setup.why.{why}"), Icon.SETTINGS)
        self.show_body(Pages(look, head, [told]), [again])

    def show_camera(self) -> None:
        """The kiosk is one of the office; what its camera sees. What its printer prints comes next."""
        look, say = self._look, self._look.say
        head = Question(look, say("setup.enrolled"), say("staff.camera_help"), Icon.DONE)
        made = secondary if self._printer else primary
        ready = made(look, say("setup.ready"), Icon.CHECK)
        ready.clicked.connect(self._finish)
        test = primary(look, say("setup.test.print"), Icon.PRINTER)
        test.clicked.connect(self._try_printer)
        self.show_picture(head, self._camera, [ready, test] if self._printer else [ready])

    def _try_printer(self) -> None:
        printer = (self._printer, self._printer_at(self._printer))
        self._trial = PrinterTrial(self, self._look, self._jobs, printer, self._finish)
        self._trial.print()

    def _look_before(self) -> None:
        look = self._look
        head = Question(look, look.say("staff.camera_title"), look.say("staff.camera_help"), Icon.CAMERA)
        self.show_picture(head, self._camera, [self._back(self._show_not_yet)])

    def _finish(self) -> None:
        self.look_away()
        self.done.emit()
