"""A new kiosk that nobody wrote anything of use for: set up on its own screen, then looked at by staff."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from PySide6.QtWidgets import QApplication, QWidget

from devices.camera.played import PlayedCamera
from devices.printer import NoPrinter
from tests.image.disks import left_on_boot, walked, written
from tests.image.machine import HEIGHT, WIDTH, Machine
from tests.image.office import HOST, text_of
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.twin import Place, middle
from tests.image.walker import Walker, sentence
from tests.ui.hands import key_for, keys, press, touch
from ui.jobs import Jobs
from ui.lobby.set_up import SetUpPage
from ui.lobby.staff import TOUCHES
from ui.widgets.key_layouts import Duty
from ui.widgets.typing_page import TypingPage

_PIN = "481516"
_TRIES, _HEARD_S = 5, 30.0
_PARTS = 7
"""That the doctor looks at."""
_ADDRESS, _BY_DHCP = "192.0.2.77/24", "192.0.2.15"
"""Typed, and what the network would give by itself."""


class _Mirror:
    """The same page, drawn here: whatever is touched here is touched there, at the same place."""

    def __init__(self, machine: Machine) -> None:
        self._machine, self._jobs = machine, Jobs(threads=1)
        self.page = SetUpPage(self._jobs, self._kept, PlayedCamera(), lambda _queue: NoPrinter())
        self.page.resize(WIDTH, HEIGHT)
        self.page.show()
        QApplication.processEvents()

    def _kept(self, _settings: Mapping[str, str]) -> str:
        return "unreachable"

    def write(self, text: str) -> None:
        """Key by key, changing the keyboard's page where needed."""
        for sign in text:
            for key in key_for(self.page, sign):
                self._both(key)

    def erase(self) -> None:
        """Take away what stands in the field."""
        for _ in next(one for one in self.page.findChildren(TypingPage) if one.isVisible()).text:
            self._both(next(key for key in keys(self.page) if key.cap.key is Duty.ERASE))

    def places(self) -> dict[str, Place]:
        """Where each key is."""
        return {key.text(): middle(key, self.page) for key in keys(self.page)}

    def _both(self, key: QWidget) -> None:
        self._machine.touch(*middle(key, self.page))
        press(key)

    def connect(self, way: str) -> None:
        """Be connected that way; touched on the machine already."""
        self.page.connect_by(way)

    def go_on(self) -> None:
        """Touch “Go on” on both."""
        touch(self.page, sentence("lobby.go_on"))

    def close(self) -> None:
        """Nothing of it stays."""
        self.page.close()
        self._jobs.shut_down()


def set_up(walker: Walker, report: Report) -> None:
    """From the first start to the first screen by touches alone; then staff looks at how it is."""
    _new_kiosk(walker, report, "by_itself")


def set_up_fixed(walker: Walker, report: Report) -> None:
    """The same with a fixed address, which root sets as it was typed."""
    _new_kiosk(walker, report, "fixed")


def set_up_after_a_file(walker: Walker, report: Report) -> None:
    """The same where IT wrote a file, whose code was replaced before the kiosk was switched on."""
    told = walker.office.told("kiosk-c")
    walker.office.typed()
    _new_kiosk(walker, report, "by_itself", told)


def _new_kiosk(walker: Walker, report: Report, way: str, told: str = "") -> None:
    office = walker.office
    walker.machine.cut_power()
    folder = walker.machine.folder / "new"
    machine = Machine(folder, walked(written(folder / "kiosk.img", told)), office.lent())
    again = Walker(machine, office, walker.twin)
    machine.turn_on()
    try:
        again.wait(sentence("setup.title"))
        report.figure("seconds to the first question of a new kiosk", f"{machine.seconds:.0f}")
        again.picture("new-kiosk")
        Shell(machine).run("modprobe vivid n_devs=1 node_types=0x1; udevadm settle")
        began = machine.seconds
        figures = _answered(again, way, told)
        again.wait(sentence("setup.enrolled"))
        again.picture("new-kiosk-enrolled")
        report.check("a new kiosk is enrolled by touch alone", good=True)
        if way == "fixed":
            held = Shell(machine).run("cat /proc/net/fib_trie").split()
            report.check("it has the address that was typed", _ADDRESS.partition("/")[0] in held)
            report.check("it has none but that", _BY_DHCP not in held, _BY_DHCP)
        again.touch(sentence("setup.test.print"))
        again.wait(sentence("setup.test.came"))
        again.picture("new-kiosk-printed")
        title = sentence("paper.trial.title")
        report.check("its printer printed a test page", any(title in text_of(one) for one in office.papers()))
        again.touch(sentence("setup.test.yes"))
        again.first_screen()
        report.figure("seconds from its first question to its first screen", f"{machine.seconds - began:.0f}")
        _looked_at(again, figures)
        again.picture("staff-page")
        report.check("five touches and the PIN show how the kiosk is", good=True)
        again.touch(sentence("staff.leave"))
        again.wait(sentence("lobby.welcome.start"))
        if told:
            settings = Shell(machine).run("cat /var/lib/appear-lobby/lobby.toml")
            report.check(
                "what nobody is asked comes from the file", "idle_seconds = 240" in settings, settings
            )
            machine.cut_power()
            left = ", ".join(left_on_boot(machine.disk))
            report.check("the file that could not be used is gone", "kiosk.toml" not in left, left)
    finally:
        machine.cut_power()


def _answered(walker: Walker, way: str, told: str) -> dict[str, Place]:
    mirror = _Mirror(walker.machine)
    said = tomllib.loads(told)
    there: dict[str, str] = {name: said[name] for name in ("station", "enrolment", "printer") if name in said}
    answers: tuple[str, ...] = (*walker.office.typed(), _PIN)
    titles: tuple[str, ...] = ("station", "enrolment", "code", "printer", "pin")
    if way == "fixed":
        answers = (_ADDRESS, HOST, "", "", *answers)
        titles = ("address", "gateway", "dns", "ntp", *titles)
    try:
        walker.touch("English")
        mirror.page.begin_with(there, "refused" if told else "")
        mirror.page.speak("en")
        if told:
            # What can be read in one line of each.
            page = walker.wait(sentence("setup.not_used.help").partition(".")[0])
            refused = sentence("setup.why.refused").partition(":")[0]
            assert page.says(refused), page.text()
            walker.picture("new-kiosk-not-used")
            walker.touch(sentence("lobby.go_on"), page)
            mirror.go_on()
        page = walker.wait(sentence("setup.way.title"))
        walker.picture("new-kiosk-network")
        walker.touch(sentence(f"setup.way.{way}"), page)
        mirror.connect(way)
        for name, answer in zip(titles, answers, strict=True):
            page = walker.wait(sentence(f"setup.{name}.title"))
            if name not in there:
                mirror.erase()
                mirror.write(answer)
            walker.picture(f"new-kiosk-{name}")
            figures = mirror.places()
            walker.touch(sentence("lobby.go_on"), page)
            mirror.go_on()
    finally:
        mirror.close()
    return figures


def _looked_at(walker: Walker, figures: dict[str, Place]) -> None:
    title = sentence("staff.pin.title")
    for _ in range(_TRIES):
        for _ in range(TOUCHES):
            walker.machine.touch(30, 30)
        try:
            walker.wait(title, within_s=_HEARD_S)
            break
        except AssertionError:
            continue  # what stands behind the first screen was not there yet
    walker.wait(title)
    for figure in _PIN:
        # The pad is where it was when the PIN was chosen.
        walker.machine.touch(*figures[figure])
    walker.touch(sentence("lobby.go_on"))
    ill = sentence("staff.ill")
    walker.wait(sentence("staff.well"), *(ill.format(count=count) for count in range(1, _PARTS + 1)))
