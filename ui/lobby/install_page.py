"""A stick for installing, by touch: which disk becomes a kiosk; asked twice, since what was on it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ui.bugs import log_bug
from ui.jobs import Jobs
from ui.lobby.plain_page import PlainPage, look_in
from ui.style.icons import Icon
from ui.style.look import apply_theme
from ui.texts import FALLBACK
from ui.widgets.blocks import Notice, Question
from ui.widgets.buttons import Button, primary, secondary
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages
from ui.widgets.progress import QuietBar

_GIGABYTE = 1_000_000_000
"""As makers of disks count."""

_UNTOUCHED = frozenset({"older", "table", "gone", "asked", "stick"})
"""Why a disk is not written, before anything of it is changed."""


@dataclass(frozen=True, slots=True)
class Disk:
    """One that can become a kiosk; ``size`` in bytes."""

    name: str
    size: int
    kiosk: bool
    """Whether one lies on it, with what was not sent yet."""
    model: str


class Installs(Protocol):
    """Who may look at disks and write them; each call takes its time."""

    def disks(self) -> list[Disk]:
        """Which disks can become a kiosk."""

    def install(self, name: str, tell: Callable[[float], None]) -> str:
        """Why it could not be (as ``install.why``), or nothing; ``tell`` hears how far it is, 0..1."""

    def repair(self, name: str, tell: Callable[[float], None]) -> str:
        """As ``install``, for a disk that a kiosk lies on; what it holds stays."""

    def off(self) -> None:
        """Switch the machine off."""


class InstallPage(PlainPage):
    """Language, disk, for a kiosk's whether to mend it, else "erase it?", how far it is, the stick's end."""

    def __init__(self, jobs: Jobs, installs: Installs) -> None:
        super().__init__(look_in(FALLBACK))
        apply_theme(self, self._look.theme)
        self._jobs, self._installs = jobs, installs
        self._disks: list[Disk] = []
        self._bar: QuietBar | None = None
        self._kept = False
        jobs.bug_found.connect(self._broke)
        self.ask_language("install.title", self.speak)

    def speak(self, code: str) -> None:
        """Go on in this language."""
        self._look = look_in(code)
        self.look_for_disks()

    def look_for_disks(self) -> None:
        """Which there are now."""
        look = self._look
        head = Question(look, look.say("setup.enrolling"), look.say("install.looking"), Icon.CLOCK)
        self.show_body(Pages(look, head, []), [])
        self._jobs.run(lambda _cancel: self._installs.disks(), self.show_disks)

    def show_disks(self, disks: list[Disk]) -> None:
        """One is touched; where there is none, what to do about it."""
        self._disks = disks
        if not disks:
            self._show("none", Icon.CAUTION, [self._notice("none_do")])
            return
        look, say = self._look, self._look.say
        again = secondary(look, say("install.again"), Icon.TURN)
        again.clicked.connect(self.look_for_disks)
        head = Question(look, say("install.disk.title"), say("install.disk.help"), Icon.COMPUTER)
        choices = [Choice(disk.name, self._words(disk), Icon.RECORDS) for disk in disks]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(self.ask)
        self.show_body(page, [again])

    def ask(self, name: str) -> None:
        """What is to become of it: without a question, where only one thing can."""
        disk = next(disk for disk in self._disks if disk.name == name)
        if disk.kiosk:
            self.ask_what(disk)
        else:
            self.ask_again(disk)

    def ask_what(self, disk: Disk) -> None:
        """A kiosk is mended, or makes room for a new one."""
        look, say = self._look, self._look.say
        head = Question(look, say("install.used.title"), say("install.used.help", disk=self._called(disk)))
        choices = [
            Choice(what, CardWords(say(f"install.used.{what}"), say(f"install.used.{what}_help")), icon)
            for what, icon in (("keep", Icon.TURN), ("erase", Icon.ERASE))
        ]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(
            lambda what: self._write(disk, kept=True) if what == "keep" else self.ask_again(disk)
        )
        self.show_body(page, [self._back()])

    def _back(self) -> Button:
        back = secondary(self._look, self._look.say("widgets.bar.back"), Icon.ARROW_LEFT)
        back.clicked.connect(lambda: self.show_disks(self._disks))
        return back

    def ask_again(self, disk: Disk) -> None:
        """Once more, with what is on it."""
        say = self._look.say
        erase = primary(self._look, say("install.erase.go"), Icon.ERASE)
        erase.clicked.connect(lambda: self._write(disk))
        head = Question(
            self._look,
            say("install.erase.title", disk=self._called(disk)),
            say("install.erase.help"),
            Icon.CAUTION,
        )
        told = [self._notice("erase.kiosk")] if disk.kiosk else []
        if any(other.kiosk for other in self._disks if other is not disk):
            told.append(self._notice("erase.other"))
        self.show_body(Pages(self._look, head, told), [self._back(), erase])

    def _write(self, disk: Disk, *, kept: bool = False) -> None:
        self._kept = kept
        write = self._installs.repair if kept else self._installs.install
        look, say = self._look, self._look.say
        head = Question(look, say("install.writing.title"), say("install.writing.help"), Icon.CLOCK)
        self._bar = QuietBar(look, say("install.writing.title"))
        self.show_body(Pages(look, head, [self._bar]), [])
        self._jobs.watch(lambda _cancel, tell: write(disk.name, tell), self.show_part, self.show_outcome)

    def show_part(self, part: float) -> None:
        """How far it is, 0..1."""
        if self._bar is not None:
            self._bar.fill(part)

    def show_outcome(self, trouble: str) -> None:
        """That it is a kiosk now, or why not."""
        self._bar = None
        if trouble:
            what = "kept" if self._kept else "trouble"
            self._show(
                "broke" if trouble in _UNTOUCHED else what, Icon.CAUTION, [self._notice(f"why.{trouble}")]
            )
            return
        look, say = self._look, self._look.say
        off = primary(look, say("install.done.off"), Icon.END)
        off.clicked.connect(lambda: self._jobs.run(lambda _cancel: self._installs.off(), lambda _none: None))
        done = "install.mended" if self._kept else "install.done"
        head = Question(look, say(f"{done}.title"), say(f"{done}.help"), Icon.DONE)
        self.show_body(Pages(look, head, []), [off])

    def _broke(self, bug: object) -> None:
        log_bug("install", bug)
        if self._bar is not None:
            self.show_outcome("stopped")
        else:
            self._show("broke", Icon.CAUTION, [self._notice("why.stopped")])

    def _show(self, what: str, icon: Icon, told: list[Notice]) -> None:
        look, say = self._look, self._look.say
        again = primary(look, say("install.again"), Icon.TURN)
        again.clicked.connect(self.look_for_disks)
        head = Question(look, say(f"install.{what}"), say(f"install.{what}_help"), icon)
        self.show_body(Pages(look, head, told), [again])

    def _notice(self, name: str) -> Notice:
        return Notice(self._look, "", self._look.say(f"install.{name}"), Icon.CAUTION)

    def _words(self, disk: Disk) -> CardWords:
        mark = self._look.say("install.disk.kiosk") if disk.kiosk else ""
        return CardWords(self._called(disk), "", mark)

    def _called(self, disk: Disk) -> str:
        size = f"{disk.size / _GIGABYTE:.0f} GB"
        return f"{disk.model}, {size} ({disk.name})" if disk.model else f"{disk.name}, {size}"
