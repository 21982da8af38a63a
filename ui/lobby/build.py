"""Joins the parts of the lobby."""

from __future__ import annotations

import datetime as dt
import sys
import uuid
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from PySide6.QtWidgets import QApplication

from devices.camera.source import File, parse_source
from devices.printer import PrinterSettings, open_printer
from devices.speech import NoChimes, NoSpeaker, open_bell, open_speaker
from kiosk.problems import Problem
from sync.clock import utc_now
from sync.enrolling import renewed
from sync.identity import DeviceIdentity, KeysTrouble, load_identity
from sync.link import station_link
from sync.settings import SettingsTrouble, load_settings
from sync.spool import Spool, SpoolKeys, SpoolTrouble, open_spool, set_aside
from ui.lobby.eyes import open_eyes
from ui.lobby.idle import IdleWatch
from ui.lobby.lobby import Lobby
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.lobby.settings import LobbySettings
from ui.lobby.window import LobbyWindow
from ui.lobby.working import Working
from ui.lobby.zip_places import ZipPlaces
from ui.texts import add_languages, language

_log = structlog.get_logger("lobby")
_VERSION_TROUBLE = Path("/var/lib/appear-update/trouble")
"""Written by the kiosk's image alone (``fetch.py``)."""


def build_lobby(settings: LobbySettings, app: QApplication) -> Lobby | str:
    """A lobby ready to start in a program that is more than a lobby, or one sentence why it cannot be.

    The lobby's own program opens its window first (``ui.lobby.door``), and locks its memory.
    """
    made = parts_of(settings)
    if isinstance(made, str):
        return made
    parts, office = made
    # What is "today" to a person is the office's day, not Greenwich's.
    window = LobbyWindow(lambda: utc_now().astimezone(office.zone), ZipPlaces(), motion=settings.motion)
    idle = IdleWatch(app, settings.idle_seconds, settings.warning_seconds)
    lobby = Lobby(app, window, idle)
    join(lobby, idle, app, settings, parts, office)
    return lobby


def join(
    lobby: Lobby,
    idle: IdleWatch,
    app: QApplication,
    settings: LobbySettings,
    parts: LobbyParts,
    office: OfficeKnown,
) -> None:
    """Let ``parts`` work for a lobby whose window stands, at the pace that IT has set."""
    # Camera, reader and wires work in Python too: so long the window may have to wait for them, in seconds.
    sys.setswitchinterval(0.001)
    idle.pace(settings.idle_seconds, settings.warning_seconds)
    lobby.window.warning_ms = idle.warning_ms
    lobby.join(Working(app, lobby.window, parts, office))


def read_settings(config: Path | None) -> LobbySettings | str:
    """What IT has decided for this kiosk, or one sentence why it cannot be used."""
    settings = load_settings(LobbySettings, "lobby", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    _log.info("settings", **settings.shown())
    if settings.languages is not None:
        if not settings.languages.is_dir():
            return f"The setting “languages” names a folder that is not there ({settings.languages})."
        add_languages(settings.languages)
    return settings


def parts_of(settings: LobbySettings) -> tuple[LobbyParts, OfficeKnown] | str:
    """Everything a lobby works with, or one sentence why it cannot; any thread may make it."""
    identity = load_identity(settings.identity)
    if isinstance(identity, KeysTrouble):
        return f"The kiosk's keys cannot be used ({identity.code}: {identity.file})."
    newer = renewed(identity, settings.station, dt.datetime.now(dt.UTC), settings.proxy)
    identity = newer if isinstance(newer, DeviceIdentity) else identity
    source, eyes = parse_source(settings.camera), open_eyes(settings)
    if isinstance(eyes, Problem):
        say = language("en").say
        return f"{say(eyes.what_happened)} {say(eyes.what_to_do)}"
    if isinstance(source, File) and not source.path.exists():
        return f"The setting “camera” names a file that is not there ({source.path})."
    keys = SpoolKeys(identity.name, identity.signing_key(), identity.station_key())
    office = OfficeKnown(
        ZoneInfo(settings.zone), settings.letter or "", memory=settings.spool / "office.wire"
    )
    office.recall()
    spool = spool_in(settings.spool, keys, office)
    if isinstance(spool, SpoolTrouble):
        return f"The spool in {settings.spool} cannot be used ({spool.code})."
    parts = LobbyParts(
        kiosk_id=identity.name,
        link=station_link(identity, settings.station, proxy=settings.proxy),
        spool=spool,
        signing_key=identity.signing_key(),
        station_key=identity.station_key(),
        camera=eyes.camera,
        reader=eyes.reader,
        printer=open_printer(
            PrinterSettings(
                settings.printer, folder=settings.printer_folder, authority=settings.printer_authority
            )
        ),
        paper=settings.paper,
        speaker=open_speaker() if settings.voice else NoSpeaker(),
        bell=open_bell() if settings.sound else NoChimes(),
        now=utc_now,
        new_id=lambda: str(uuid.uuid4()),
        version_trouble=_VERSION_TROUBLE,
    )
    return parts, office


_NUMBERS_OF_A_DAY = 300
"""More than one kiosk gives."""


def spool_in(folder: Path, keys: SpoolKeys, office: OfficeKnown) -> Spool | SpoolTrouble:
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
        if isinstance(spool, Spool):
            # Which numbers the damaged one has given today is not known: no ticket is given twice.
            today = utc_now().astimezone(office.zone).date()
            damaged = len([*folder.glob(f"{file.name}.damaged-*")])
            spool.skip_tickets(today, office.letter, damaged * _NUMBERS_OF_A_DAY)
    return spool
