"""Joins the parts of the desk and opens its window."""

from __future__ import annotations

import datetime as dt
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from PySide6.QtWidgets import QApplication, QFileDialog

from devices.camera.source import parse_source
from devices.camera.webcam import Webcam
from devices.paper import SizeName
from devices.ports import Camera, ReceiptPrinter
from devices.printer import PrinterSettings, open_printer
from devices.security_key import UsbSecurityKey
from kiosk.problems import Problem, problem
from sync.enrolling import renewed
from sync.identity import DeviceIdentity, KeysTrouble, load_identity
from sync.settings import Settings, SettingsTrouble, load_settings
from sync.station.client import DeskLink, desk_link
from ui.addresses_of_devices import PrinterAddress
from ui.bugs import heed_bugs
from ui.desk.asking import Asking
from ui.desk.here import Here, fitted
from ui.desk.presenter import Presenter
from ui.desk.said import sentence
from ui.desk.window import DeskWindow
from ui.desk.work import Work
from ui.jobs import Jobs
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language, languages


class DeskSettings(Settings):
    """What IT decides for one desk."""

    station: str = Field(pattern=r"^https://[^/]+$")
    """``https://HOST:PORT``."""
    identity: Path
    """The folder with this desk's keys and certificate."""
    window: Annotated[str, Field(max_length=16)] = ""
    """What this desk's window is called in the lobby; empty: nobody is called to it."""
    language: str = "en"
    printer: PrinterAddress = ""
    """``ipp://HOST:PORT/printers/NAME``; empty: no printer, papers can be saved."""
    printer_folder: Path | None = None
    """Without a printer, papers go here; refused in a packaged build."""
    paper: Literal["roll80", "letter"] = "letter"
    day_sheet: Path | None = None
    """Where the emergency day sheet is kept, a locked PDF written anew as the day goes; empty: nowhere."""
    camera: str = ""
    """Number or device of the desk's camera; empty: photographs are chosen from files."""

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in languages():
            raise ValueError(f"there is no language “{value}”, only {', '.join(languages())}")
        return value


def build_desk(settings: DeskSettings) -> DeskWindow | str:
    """The desk's window, working but not yet shown, or one sentence why it cannot be.

    A ``QApplication`` must stand. Closing the window ends everything behind it.
    """
    identity = load_identity(settings.identity)
    if isinstance(identity, KeysTrouble):
        return f"This desk's certificate cannot be used ({identity.code}: {identity.file})."
    newer = renewed(identity, settings.station, dt.datetime.now(dt.UTC))
    identity = newer if isinstance(newer, DeviceIdentity) else identity
    try:
        link = desk_link(identity, settings.station, key=UsbSecurityKey())
    except (ssl.SSLError, OSError) as trouble:
        return f"This desk's certificate cannot be used ({type(trouble).__name__})."
    printer = open_printer(PrinterSettings(queue=settings.printer, folder=settings.printer_folder))
    look = fitted(
        Look(theme(Surface.DESK), language(settings.language)), QApplication.primaryScreen().availableSize()
    )
    here = Here(look, office=identity.office, window=settings.window)
    camera: Camera | None = None
    if settings.camera:
        source = parse_source(settings.camera)
        if isinstance(source, Problem):
            return f"The setting “camera” names no camera ({settings.camera})."
        camera = Webcam(source)
    return joined(link, printer, here, settings.paper, camera=camera, day_sheet=settings.day_sheet)


def joined(
    link: DeskLink,
    printer: ReceiptPrinter,
    here: Here,
    paper: SizeName = "letter",
    choose_file: Callable[[str], Path | None] | None = None,
    choose_place: Callable[[str, str], Path | None] | None = None,
    camera: Camera | None = None,
    day_sheet: Path | None = None,
) -> DeskWindow:
    """The window, its presenter and its jobs, around any station and any printer.

    ``choose_file`` and ``choose_place`` stand in for the dialogs that ask for a file.
    """
    window = DeskWindow(here)
    jobs = Jobs(parent=window)
    jobs.bug_found.connect(_raise)

    def signed_out() -> None:
        presenter.signed_out()

    def ask_file(title: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(window, title, "", "JPEG (*.jpg *.jpeg)")
        return Path(name) if name else None

    def ask_place(title: str, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(window, title, name, "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    work = Work(
        link,
        Asking(jobs, signed_out),
        window,
        printer,
        here,
        choose_file or ask_file,
        choose_place or ask_place,
        paper,
        camera=camera,
        day_sheet=day_sheet,
    )
    presenter = Presenter(work)
    return window


def serve_desk(config: Path | None) -> str:
    """``appear desk``: until its window is closed; an empty text, or one sentence why it cannot be."""
    settings = load_settings(DeskSettings, "desk", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    app = QApplication(sys.argv[:1])
    window = build_desk(settings)
    if isinstance(window, str):
        return window
    heed_bugs_at(window, Look(theme(Surface.DESK), language(settings.language)))
    window.showMaximized()
    app.exec()
    return ""


def heed_bugs_at(window: DeskWindow, look: Look) -> None:
    """Tell the officer of a bug, and the log its kind alone; the window stays, with what was typed in it."""

    def met(bug: BaseException) -> None:
        if isinstance(bug, KeyboardInterrupt):
            window.close()
        else:
            window.notice(sentence(look, problem("program_failed")))

    heed_bugs("desk", met)


def _raise(bug: BaseException) -> None:
    raise bug
