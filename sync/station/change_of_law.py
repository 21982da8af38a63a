"""The change-of-law worklist over the office's roster: whom two laws treat differently, and in what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.law.worklist import WorkLine
from sync.clock import utc_now
from sync.database import Session
from sync.settings import SettingsTrouble, load_settings
from sync.station.build import build_station
from sync.station.law_differences import differences_of
from sync.station.office import Office
from sync.station.settings import StationSettings
from sync.station.store import roster


@dataclass(frozen=True, slots=True)
class NamedLine:
    """One line of the worklist with the name of the person."""

    name: str
    line: WorkLine


def lines(session: Session, office: Office, day: dt.date) -> Iterator[NamedLine]:
    """A line for each difference between the two laws on ``day``, person by person in the order of names."""
    for registrant_id in roster.everybody(session):
        record = roster.record(session, registrant_id)
        if record is not None:
            for line in differences_of(office, [record], day):
                yield NamedLine(record.name.full(), line)


def at_console(config: Path | None) -> tuple[NamedLine, ...] | str:
    """The worklist of the station that a settings file describes; one sentence when it cannot be used."""
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    parts = build_station(settings.model_copy(update={"registry": ""}))
    if isinstance(parts, str):
        return parts
    office, store = parts.station.office, parts.station.store
    try:
        with store.reading() as session:
            return tuple(lines(session, office, office.today(utc_now())))
    finally:
        store.close()
