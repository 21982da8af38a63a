"""Takes files into the station that a settings file describes, from its own console."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kiosk.problems import Problem
from sync.clock import utc_now
from sync.settings import SettingsTrouble, load_settings
from sync.station import audit, roster_import
from sync.station.audit import Actor
from sync.station.build import build_station
from sync.station.roster_import import Brought, Reading
from sync.station.settings import StationSettings

_IMPORTER = Actor("import", audit.STATION)


def bring(
    config: Path | None, content: bytes, told: Mapping[str, str], *, take: bool
) -> tuple[Reading, Brought] | Problem | str:
    """Read a roster's file and, with ``take``, take it in; the station may run or not.

    A Problem when the file cannot be read, one sentence when the settings or the store cannot be used.
    """
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    parts = build_station(settings.model_copy(update={"registry": ""}))
    if isinstance(parts, str):
        return parts
    office, store, now = parts.station.office, parts.station.store, utc_now()
    try:
        reading = roster_import.read(content, told, office, office.today(now))
        if isinstance(reading, Problem):
            return reading
        if not take:
            with store.reading() as session:
                return reading, roster_import.would_bring(session, reading)
        with store.writing() as session:
            return reading, roster_import.bring_in(session, office, reading, _IMPORTER, now)
    finally:
        store.close()
