"""What is not for visitors: the page for staff, and the first start of a kiosk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from devices.camera.played import PlayedCamera
from devices.ports import PrinterStatus, ReceiptPrinter
from devices.printer import NoPrinter
from kiosk.problems import problem
from kiosk.words import words
from tests.screens.lobby import picture
from tests.screens.state import Drawing, ScreenState
from ui.commands.doctor import Found
from ui.jobs import Jobs
from ui.lobby.install_page import Disk, InstallPage
from ui.lobby.pin_tries import PinTries
from ui.lobby.set_up import SetUpPage
from ui.lobby.set_up_asks import MORE
from ui.lobby.set_up_printer import PrinterTrial
from ui.lobby.staff import StaffPage, StaffParts
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language
from ui.widgets.live_picture import LivePicture
from ui.widgets.typing_page import TypingPage

_FOUND = (
    Found("version", words("doctor.version", ours="1.0.0", python="3.13.5")),
    Found(
        "camera", words("doctor.camera.named", camera="/dev/appear/camera"), problem("camera_gives_nothing")
    ),
    Found("printer", words("printer.status.low_paper")),
    Found("certificate", words("doctor.certificate.until", name="kiosk-a", until=dt.date(2027, 2, 1))),
    Found("station", words("doctor.station.answers", name="Example County", apart=0)),
    Found("spool", words("doctor.spool.holds", waiting=0, refused=0)),
    Found("disk", words("doctor.disk.free", free=812)),
)
_JOBS = Jobs(threads=1)
_CLOSED = Jobs(threads=1)
_CLOSED.shut_down()
_QUEUE = "ipp://printer.county.example/printers/lobby"


def _printer_at(_queue: str) -> ReceiptPrinter:
    return NoPrinter()


def _page(then: Callable[[StaffPage], None]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        over = QWidget()
        made = theme(Surface.LOBBY, drawing.contrast, drawing.text_size)
        apply_theme(over, made)
        over.resize(drawing.width, drawing.height)
        over.show()
        look = Look(made, language(drawing.language), motion=False)
        parts = StaffParts("481516", lambda: _FOUND, PlayedCamera(), PinTries(Path("unwritten")))
        then(StaffPage(over, look, parts, _JOBS, lambda _pin: "staff.pin.wrong"))
        return over

    return draw


def _asked(_page: StaffPage) -> None:
    pass


def _found(page: StaffPage) -> None:
    page.show_found(_FOUND)


def _camera(page: StaffPage) -> None:
    page.show_camera()
    page.findChildren(LivePicture)[-1].show_picture(picture())


def _set_up(then: Callable[[SetUpPage], None]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        page = SetUpPage(_JOBS, lambda _settings: "", PlayedCamera(), _printer_at)
        page.resize(drawing.width, drawing.height)
        page.show()
        if then is not _begun:
            page.speak(drawing.language)
        then(page)
        return page

    return draw


def _begun(_page: SetUpPage) -> None:
    pass


def _way(_page: SetUpPage) -> None:
    pass


def _station(page: SetUpPage) -> None:
    page.connect_by("by_itself")


def _address(page: SetUpPage) -> None:
    page.connect_by("fixed")
    typing = page.findChildren(TypingPage)[-1]
    typing.field.type("192.0.2.10")
    typing.entered.emit()


def _proxy(page: SetUpPage) -> None:
    page._ask(MORE, 1, page.done.emit)


def _asked_printer(page: SetUpPage) -> None:
    asks = page._asks()
    page._ask(asks, [ask.name for ask in asks].index("printer"), page.done.emit)


def _not_yet(page: SetUpPage) -> None:
    page.connect_by("not_yet")


def _trouble(page: SetUpPage) -> None:
    page.show_trouble("other_office")


def _not_used(page: SetUpPage) -> None:
    page.begin_with({}, "county")
    page._say_why()


def _enrolled(page: SetUpPage) -> None:
    page._printer = _QUEUE
    page.show_camera()
    page.findChildren(LivePicture)[-1].show_picture(picture())


def _printer(then: Callable[[PrinterTrial], None]) -> Callable[[SetUpPage], None]:
    def show(page: SetUpPage) -> None:
        printer = (_QUEUE, _printer_at(_QUEUE))
        then(PrinterTrial(page, page._look, _JOBS, printer, page.done.emit))

    return show


class _Installs:
    """A machine with two disks; nothing is ever written."""

    disks_there = (
        Disk("nvme0n1", 256_060_514_304, kiosk=False, model="Example NVMe 256"),
        Disk("mmcblk0", 31_268_536_320, kiosk=True, model="Example eMMC"),
    )

    def disks(self) -> list[Disk]:
        return list(self.disks_there)

    def install(self, _name: str, _tell: Callable[[float], None]) -> str:
        return "stopped"

    repair = install

    def off(self) -> None:
        pass


def _install(then: Callable[[InstallPage], None]) -> Callable[[Drawing], QWidget]:
    def draw(drawing: Drawing) -> QWidget:
        page = InstallPage(_CLOSED, _Installs())
        page.resize(drawing.width, drawing.height)
        page.show()
        page.speak(drawing.language)
        page.show_disks(list(_Installs.disks_there))
        then(page)
        return page

    return draw


def _mended(trouble: str) -> Callable[[InstallPage], None]:
    def show(page: InstallPage) -> None:
        page._write(_Installs.disks_there[1], kept=True)
        page.show_outcome(trouble)

    return show


def _written(page: InstallPage) -> None:
    page._write(_Installs.disks_there[0])
    page.show_part(0.42)


_STATES = {
    "staff-pin": _page(_asked),
    "staff-found": _page(_found),
    "staff-camera": _page(_camera),
    "set-up": _set_up(_begun),
    "set-up-network": _set_up(_way),
    "set-up-address": _set_up(_address),
    "set-up-not-yet": _set_up(_not_yet),
    "set-up-proxy": _set_up(_proxy),
    "set-up-station": _set_up(_station),
    "set-up-printer": _set_up(_asked_printer),
    "set-up-trouble": _set_up(_trouble),
    "set-up-not-used": _set_up(_not_used),
    "set-up-enrolled": _set_up(_enrolled),
    "set-up-printed": _set_up(_printer(lambda trial: trial.show_outcome(PrinterStatus.READY))),
    "set-up-no-paper": _set_up(_printer(lambda trial: trial.show_outcome(PrinterStatus.OUT_OF_PAPER))),
    "set-up-cannot-read": _set_up(_printer(lambda trial: trial.show_outcome(PrinterStatus.CANNOT_READ))),
    "install-disks": _install(lambda page: None),
    "install-used": _install(lambda page: page.ask("mmcblk0")),
    "install-erase": _install(lambda page: page.ask_again(_Installs.disks_there[1])),
    "install-other": _install(lambda page: page.ask("nvme0n1")),
    "install-writing": _install(_written),
    "install-done": _install(lambda page: page.show_outcome("")),
    "install-mended": _install(_mended("")),
    "install-older": _install(_mended("older")),
    "install-trouble": _install(lambda page: page.show_outcome("half")),
    "install-none": _install(lambda page: page.show_disks([])),
    "set-up-not-whole": _set_up(_printer(lambda trial: trial.show_advice())),
}
# As they open: nobody has chosen other letters on a first screen.
STATES = [
    ScreenState("lobby", name, draw, (TextSize.STANDARD,), (Contrast.STANDARD,))
    for name, draw in _STATES.items()
]
