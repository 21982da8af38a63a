"""Joins the parts of the lobby and opens its door."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from PySide6.QtWidgets import QApplication

from devices.camera.source import File, parse_source
from devices.printer import PrinterSettings, open_printer
from kiosk.problems import Problem
from sync import addresses
from sync.identity import KeysTrouble, load_identity
from sync.link import station_link
from sync.settings import SettingsTrouble, load_settings
from sync.spool import Spool, SpoolKeys, SpoolTrouble, open_spool, set_aside
from ui.jobs import Jobs
from ui.lobby.eyes import open_eyes
from ui.lobby.idle import IdleWatch
from ui.lobby.lobby import Lobby
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.lobby.settings import LobbySettings
from ui.lobby.window import LobbyWindow
from ui.lobby.zip_places import ZipPlaces
from ui.texts import language

AFRESH = 75
"""Exit code of a lobby that ended because a visit was over and wants to be started again."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as a shell knows it."""
_log = structlog.get_logger("lobby")


def build_lobby(settings: LobbySettings, app: QApplication) -> Lobby | str:
    """A lobby ready to start, or one sentence why it cannot be."""
    identity = load_identity(settings.identity)
    if isinstance(identity, KeysTrouble):
        return f"The kiosk's keys cannot be used ({identity.code}: {identity.file})."
    source, eyes = parse_source(settings.camera), open_eyes(settings)
    if isinstance(eyes, Problem):
        say = language("en").say
        return f"{say(eyes.what_happened)} {say(eyes.what_to_do)}"
    if isinstance(source, File) and not source.path.exists():
        return f"The setting “camera” names a file that is not there ({source.path})."
    try:
        zone = ZoneInfo(settings.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return f"The setting “zone” names no time zone ({settings.zone})."
    keys = SpoolKeys(identity.name, identity.signing_key(), identity.station_key())
    spool = _spool(settings.spool, keys)
    if isinstance(spool, SpoolTrouble):
        return f"The spool in {settings.spool} cannot be used ({spool.code})."
    parts = LobbyParts(
        kiosk_id=identity.name,
        link=station_link(identity, settings.station),
        spool=spool,
        signing_key=identity.signing_key(),
        station_key=identity.station_key(),
        camera=eyes.camera,
        reader=eyes.reader,
        printer=open_printer(PrinterSettings(settings.printer, folder=settings.printer_folder)),
        paper=settings.paper,
        now=utc_now,
        new_id=lambda: str(uuid.uuid4()),
    )
    office = OfficeKnown(zone, settings.letter)
    # What is "today" to a person is the office's day, not Greenwich's.
    window = LobbyWindow(lambda: utc_now().astimezone(office.zone), ZipPlaces(), motion=settings.motion)
    idle = IdleWatch(app, settings.idle_seconds, settings.warning_seconds)
    return Lobby(app, window, parts, office, idle)


def _spool(folder: Path, keys: SpoolKeys) -> Spool | SpoolTrouble:
    """The spool; a damaged one is set aside for the office to recover, so that people can still check in."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return SpoolTrouble("no_access")
    file = folder / "spool.sqlite"
    spool = open_spool(file, keys)
    if isinstance(spool, SpoolTrouble) and spool.code == "damaged":
        _log.error("spool_damaged", kept_as=set_aside(file, utc_now()).name)
        spool = open_spool(file, keys)
    return spool


def open_lobby(config: Path | None) -> int | str:
    """``appear lobby``: the exit code once the window has closed, or one sentence why it did not open.

    AFRESH says that a visit is over: the caller starts the program again, so that nothing of a person stays.
    """
    settings = load_settings(LobbySettings, "lobby", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    _log.info("settings", **settings.shown())
    app = QApplication(sys.argv[:1])
    app.setApplicationName("appear")
    heed_bugs(app)
    lobby = build_lobby(settings, app)
    if isinstance(lobby, str):
        return lobby
    warm = Jobs(threads=1)
    warm.run(lambda _cancel: addresses.prepare(), lambda _none: None)
    lobby.visit_over.connect(lambda: app.exit(AFRESH))
    lobby.bug_found.connect(lambda bug: _start_afresh(app, bug))
    lobby.start()
    if settings.fullscreen:
        lobby.window.showFullScreen()
    else:
        lobby.window.resize(1280, 720)
        lobby.window.show()
    code = app.exec()
    warm.shut_down()
    lobby.stop()
    return code


def heed_bugs(app: QApplication) -> None:
    """Let a bug in the window's own thread, too, end the program: Python would print what a person typed."""

    def heed(_kind: object, bug: BaseException, _trace: object) -> None:
        if isinstance(bug, KeyboardInterrupt):
            app.exit(INTERRUPTED)
        else:
            _start_afresh(app, bug)

    sys.excepthook = heed


def _start_afresh(app: QApplication, bug: object) -> None:
    # The kind alone: an exception's words may hold what a person typed.
    _log.error("bug", kind=type(bug).__name__)
    app.exit(AFRESH)


def utc_now() -> dt.datetime:
    """The time, in UTC; the door's clock."""
    return dt.datetime.now(dt.UTC)
