"""`appear doctor`: one line for each part of a kiosk, what was found and what to do about it."""

from __future__ import annotations

import datetime as dt
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from devices.camera.source import parse_source
from devices.camera.webcam import Webcam
from devices.printer import PrinterSettings, open_printer, trouble
from devices.printer import said as printer_said
from kiosk.problems import Problem, problem
from kiosk.words import Words, words
from sync.identity import DeviceIdentity, KeysTrouble, load_identity
from sync.kiosk_wire import CLOCK_MAY_BE_OFF, OfficeInfo
from sync.link import Refused, station_link
from sync.settings import SettingsTrouble, load_settings
from sync.spool import SpoolKeys, SpoolTrouble, open_spool
from ui.lobby.settings import LobbySettings
from ui.texts import language

_CAMERA_WITHIN_S = 6.0
_LEAST_FREE_BYTES = 256 * 1024 * 1024
_MOST_SKEW = CLOCK_MAY_BE_OFF
_RENEW_BEFORE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Found:
    """One part: ``trouble`` is None when it is well."""

    part: str
    what: Words
    trouble: Problem | None = None


def doctor(config: Path | None, lang: str = "en") -> int:
    """Print one line a part; 0 when all is well, 1 when something needs a hand, 2 for unusable settings."""
    settings = load_settings(LobbySettings, "lobby", config)
    if isinstance(settings, SettingsTrouble):
        sys.stderr.write(f"appear: {settings.sentence}\n")
        return 2
    say = language(lang).say
    ill = 0
    for found in examine(settings, lambda: dt.datetime.now(dt.UTC)):
        ill += found.trouble is not None
        line = f"{found.part}: {'trouble' if found.trouble else 'ok'}, {say(found.what)}"
        if found.trouble:
            line += f". {say(found.trouble.what_happened)} {say(found.trouble.what_to_do)}"
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"doctor: {'all is well' if not ill else f'{ill} parts need a hand'}\n")
    return 1 if ill else 0


def examine(settings: LobbySettings, now: Callable[[], dt.datetime]) -> Iterator[Found]:
    """Every part in turn; each takes a few seconds at most."""
    yield Found("version", words("doctor.version", ours=version("appear"), python=platform.python_version()))
    yield _camera(settings)
    yield _printer(settings)
    identity = load_identity(settings.identity)
    yield _certificate(identity, now())
    if isinstance(identity, DeviceIdentity):
        yield _station(settings, identity, now)
        yield _spool(settings, identity)
    yield _disk(settings)


def _camera(settings: LobbySettings) -> Found:
    named = words("doctor.camera.named", camera=settings.camera)
    source = parse_source(settings.camera)
    if isinstance(source, Problem):
        return Found("camera", named, source)
    camera = Webcam(source)
    camera.open()
    try:
        frame = camera.newest(0, _CAMERA_WITHIN_S)
    finally:
        camera.close()
    if frame is None:
        return Found("camera", named, problem("camera_gives_nothing"))
    high, wide = frame.picture.shape[:2]
    return Found("camera", words("doctor.camera.size", wide=wide, high=high))


def _printer(settings: LobbySettings) -> Found:
    folder, authority = settings.printer_folder, settings.printer_authority
    status = open_printer(PrinterSettings(settings.printer, folder=folder, authority=authority)).status()
    return Found("printer", printer_said(status), trouble(status))


def _certificate(identity: DeviceIdentity | KeysTrouble, now: dt.datetime) -> Found:
    if isinstance(identity, KeysTrouble):
        why = words("doctor.certificate.why", code=identity.code, file=identity.file)
        return Found("certificate", why, problem("certificate_unusable"))
    soon = identity.expires - now < _RENEW_BEFORE
    what = words("doctor.certificate.until", name=identity.name, until=identity.expires.date())
    return Found("certificate", what, problem("certificate_ends_soon") if soon else None)


def _station(settings: LobbySettings, identity: DeviceIdentity, now: Callable[[], dt.datetime]) -> Found:
    link = station_link(identity, settings.station, proxy=settings.proxy)
    office = link.office()
    link.close()
    if not isinstance(office, OfficeInfo):
        why = words("doctor.station.refuses" if isinstance(office, Refused) else "doctor.station.silent")
        return Found("station", why, problem("station_does_not_answer"))
    skew = abs(office.now - now())
    apart = round(skew.total_seconds())
    what = words("doctor.station.answers", name=office.letterhead.name, apart=apart)
    return Found("station", what, problem("clock_is_off") if skew > _MOST_SKEW else None)


def _spool(settings: LobbySettings, identity: DeviceIdentity) -> Found:
    keys = SpoolKeys(identity.name, identity.signing_key(), identity.station_key())
    file = settings.spool / "spool.sqlite"
    if not file.exists():
        return Found("spool", words("doctor.spool.none"))
    spool = open_spool(file, keys)
    state = spool if isinstance(spool, SpoolTrouble) else spool.state()
    if isinstance(state, SpoolTrouble):
        return Found("spool", words("doctor.spool.why", code=state.code), problem("spool_unusable"))
    what = words("doctor.spool.holds", waiting=state.waiting, refused=state.parked)
    return Found("spool", what, problem("spool_holds_refused") if state.parked else None)


def _disk(settings: LobbySettings) -> Found:
    place = settings.spool if settings.spool.exists() else Path()
    free = shutil.disk_usage(place).free
    what = words("doctor.disk.free", free=free // (1024 * 1024))
    return Found("disk", what, problem("disk_nearly_full") if free < _LEAST_FREE_BYTES else None)
