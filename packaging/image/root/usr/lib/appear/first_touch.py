"""Asks whoever sets a new kiosk up, on its own screen, and makes it one of an office by what they typed."""

from __future__ import annotations

import socket
import sys
import tomllib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import first_boot
import structlog

from devices.network import NAMES
from sync.enrolling import NotEnrolled
from sync.identity import DeviceIdentity, load_identity
from sync.kiosk_wire import OfficeInfo
from sync.link import station_link
from sync.settings import load_settings
from ui.lobby.settings import LobbySettings

ONE_CAMERA = "/dev/appear/camera"
"""The camera that is plugged in, whichever it is."""
ASKED = Path("/run/appear-network-asked.sock")
"""Where root is asked to connect the kiosk (``network.py``); this page has no right to."""
_CONNECTS_S = 100.0
NOT_USED = Path("/run/appear-not-used.toml")
"""What IT wrote beside the image and could not be used (``told``)."""
_SHOWN = (*NAMES, "proxy", "station", "enrolment", "printer")
"""What of it stands in the answers already: the code and the PIN are nobody's to read there."""


def connect(said: Mapping[str, str], asked: Path) -> str:
    """Put the kiosk on the network; why it could not be (as ``setup.why``), or nothing."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(_CONNECTS_S)
        line.connect(str(asked))
        line.sendall(first_boot.lines(said).encode())
        line.shutdown(socket.SHUT_WR)
        answer = line.makefile().readline(100).strip()
    if answer == "ok":
        return ""
    structlog.get_logger("set-up").warning("not_connected", answer=answer)
    return "no_network" if answer == "away" else "settings"


def keep(settings: Mapping[str, object], told: Path, home: Path) -> str:
    """As if IT had written ``settings`` beside the image; why they are not kept (as ``setup.why``), if so."""
    # They go before a file that could not be used, whenever the power is cut (``told``).
    (home / "typed").touch()
    try:
        told.write_text(first_boot.lines({"camera": ONE_CAMERA, **settings}), "utf-8")
        found = first_boot.made(told, home, answers)
    finally:
        told.unlink(missing_ok=True)
    if not found:
        return ""
    (home / "typed").unlink(missing_ok=True)
    code = found.code if isinstance(found, NotEnrolled) else "settings"
    detail = found.detail if isinstance(found, NotEnrolled) else found
    structlog.get_logger("set-up").warning("not_made", code=code, detail=detail)
    return "settings" if isinstance(found, str) else first_boot.why(found)


@dataclass(frozen=True)
class Written:
    """A file that IT wrote and that could not be used; empty without one."""

    answers: Mapping[str, str]
    others: Mapping[str, object]
    """Settings that nobody is asked for, and the PIN where none is typed."""
    why: str


def written(file: Path, home: Path) -> Written:
    """What can be read of it, and why it was not used."""
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        said = {}
    why = (home / "not-used").read_text("ascii") if file.exists() else ""
    # One with a mistake in its settings would bring that along.
    others = {name: value for name, value in said.items() if name not in {*_SHOWN, "code"}}
    answers = {name: said[name] for name in _SHOWN if isinstance(said.get(name), str)}
    return Written(answers, {} if why == "settings" else others, why)


def answers(settings: LobbySettings) -> bool:
    """Whether the station is where it was said to be: once the settings are kept nobody is asked any more."""
    identity = load_identity(settings.identity)
    if not isinstance(identity, DeviceIdentity):
        return False
    with closing(station_link(identity, settings.station, proxy=settings.proxy)) as link:
        return isinstance(link.office(), OfficeInfo)


def main(told: Path, home: Path) -> int:
    """The exit code once the page has been left."""
    from PySide6.QtWidgets import QApplication

    from devices.camera.source import Device
    from devices.camera.webcam import Webcam
    from devices.ports import ReceiptPrinter
    from devices.printer import PrinterSettings, open_printer
    from ui.jobs import Jobs
    from ui.lobby.set_up import SetUpPage

    def use(said: Mapping[str, str]) -> str:
        network = {name: value for name, value in said.items() if name in NAMES}
        other = {name: value for name, value in said.items() if name not in NAMES}
        return connect(network, ASKED) or keep({**told_before.others, **other}, told, home)

    told_before = written(NOT_USED, home)
    app, jobs = QApplication([]), Jobs(threads=1)

    def printer_at(queue: str) -> ReceiptPrinter:
        kept = load_settings(LobbySettings, "lobby", home / "lobby.toml")
        authority = kept.printer_authority if isinstance(kept, LobbySettings) else None
        return open_printer(PrinterSettings(queue, authority=authority))

    page = SetUpPage(jobs, use, Webcam(Device(ONE_CAMERA)), printer_at)
    page.begin_with(told_before.answers, told_before.why)
    page.done.connect(app.quit)
    page.showFullScreen()
    code = app.exec()
    jobs.shut_down()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
