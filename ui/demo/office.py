"""Sets up a whole invented office in one folder: registry, station, kiosk, desk, an officer, their people."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import socket
from dataclasses import dataclass, replace
from pathlib import Path

from devices.build import refuse_if_packaged
from kiosk.registrant import Photograph
from kiosk.review import Role as Duty
from sync.identity import DeviceIdentity, KeysTrouble, Role, device_name_of
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.settings import load_settings
from sync.station import audit
from sync.station.audit import Actor
from sync.station.build import StationParts, build_station, officer_in
from sync.station.roster import Entry, take_in
from sync.station.settings import StationSettings
from ui.demo.people import DemoPerson, invented_people, missouri_card
from ui.demo.portraits import portrait

OFFICE = "Jackson County Sheriff (demo)"
_HOST = "127.0.0.1"
_BY = Actor("demo", audit.STATION)


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Where everything lies, and what a person at the keyboard must know."""

    folder: Path
    registry_config: Path
    station_config: Path
    lobby_config: Path
    desk_config: Path
    registry_port: int
    station_port: int
    officer: str
    password: str
    people: tuple[DemoPerson, ...]
    tickets: Path
    """The kiosk's printer prints into this folder."""
    receipts: Path
    """The desk's printer prints into this folder."""

    def card_of(self, person: DemoPerson, today: dt.date) -> str:
        """The text on the back of a person's card, issued two years ago."""
        return missouri_card(
            person.registrant, today - dt.timedelta(days=730), today + dt.timedelta(days=1096)
        )

    def use_cable(self, port: int) -> None:
        """Let the lobby call the station through ``port`` of this machine, where a cable can be cut."""
        said = self.lobby_config.read_text("utf-8")
        self.lobby_config.write_text(said.replace(f":{self.station_port}", f":{port}"), "utf-8")


class DemoTroubleError(Exception):
    """The invented office could not be set up; the sentence says why."""


def set_up(
    folder: Path, now: dt.datetime, camera: str, how_many: int = 300, hold_seconds: int = 1
) -> DemoOffice:
    """An office with ``how_many`` people in ``folder`` (emptied before by the caller).

    ``camera`` is the source the lobby looks through; passwords and keys are made anew each time.
    """
    refuse_if_packaged("the demo")
    folder.mkdir(parents=True, exist_ok=True)
    registry_port, station_port = _free_port(), _free_port()
    office = DemoOffice(
        folder=folder,
        registry_config=_config(folder, "registry"),
        station_config=_config(folder, "station"),
        lobby_config=_config(folder, "lobby"),
        desk_config=_config(folder, "desk"),
        registry_port=registry_port,
        station_port=station_port,
        officer="rivera",
        password=secrets.token_urlsafe(12),
        people=invented_people(now.date(), how_many),
        tickets=folder / "tickets",
        receipts=folder / "receipts",
    )
    _write_settings(office, camera, hold_seconds)
    _enrol_at_registry(office, now)
    _fill_station(office, now)
    return office


def _config(folder: Path, door: str) -> Path:
    return folder / f"{door}.toml"


def _write_settings(office: DemoOffice, camera: str, hold_seconds: int) -> None:
    folder, station = office.folder, f"https://{_HOST}:{office.station_port}"
    _toml(
        office.registry_config,
        folder=str(folder / "registry"),
        name="Demo central registry",
        port=office.registry_port,
    )
    _toml(
        office.station_config,
        office=OFFICE,
        disclosure="own-record",
        folder=str(folder / "station"),
        port=office.station_port,
        county="Jackson",
        address=["100 Invented Way", "Kansas City, MO 64106"],
        phone="(816) 555-0100",
        hold_seconds=hold_seconds,
        officers_factor="optional",
        registry=f"https://{_HOST}:{office.registry_port}",
        registry_identity=str(folder / "station" / "registry"),
    )
    _toml(
        office.lobby_config,
        station=station,
        identity=str(folder / "kiosk" / "identity"),
        spool=str(folder / "kiosk" / "spool"),
        # As the station will say; so that it may be away from the first moment on.
        letter="A",
        camera=camera,
        printer_folder=str(office.tickets),
        fullscreen=False,
        voice=True,  # everybody here is invented
    )
    _toml(
        office.desk_config,
        station=station,
        identity=str(folder / "desk" / "identity"),
        window="1",
        printer_folder=str(office.receipts),
    )


def _toml(file: Path, **values: object) -> None:
    # Every value here is a text, a number or a list of texts, which TOML and JSON write alike.
    file.write_text(
        "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()),
        "utf-8",
    )


def _enrol_at_registry(office: DemoOffice, now: dt.datetime) -> None:
    keys = open_office_keys(office.folder / "registry" / "keys", "Demo central registry", (_HOST,), now)
    _enrol(keys, Role.STATION, device_name_of(OFFICE), office.folder / "station" / "registry", now)


def _fill_station(office: DemoOffice, now: dt.datetime) -> None:
    settings = load_settings(StationSettings, "station", office.station_config, {})
    parts = build_station(settings) if isinstance(settings, StationSettings) else settings.sentence
    if not isinstance(parts, StationParts):
        raise DemoTroubleError(parts)
    store = parts.station.store
    _enrol(parts.keys, Role.KIOSK, "kiosk-a", office.folder / "kiosk" / "identity", now)
    _enrol(parts.keys, Role.DESK, "desk-1", office.folder / "desk" / "identity", now)
    roles = frozenset({Duty.OFFICER, Duty.SUPERVISOR})
    refused = officer_in(store, office.officer, "T. Rivera", office.password, roles)
    if refused:
        raise DemoTroubleError(str(refused))
    with store.writing() as session:
        taken = take_in(session, parts.station.office, map(_entry, office.people), _BY, now)
    store.close()
    if taken.refused:
        raise DemoTroubleError(f"{len(taken.refused)} invented people were refused")


def _entry(person: DemoPerson) -> Entry:
    record, look = person.registrant, person.registrant.description
    last = record.last_full_verification
    if last is None:
        return Entry(record, person.pin)
    jpeg = portrait(record.registrant_id, look.hair, look.eyes)
    return Entry(
        replace(record, photograph=Photograph(f"photo-{record.registrant_id}", last)), person.pin, jpeg=jpeg
    )


def _enrol(keys: OfficeKeys | KeysTrouble, role: Role, name: str, folder: Path, now: dt.datetime) -> None:
    if isinstance(keys, KeysTrouble):
        raise DemoTroubleError(f"The keys cannot be used ({keys.code})")
    identity = enrol_device(keys, role, name, folder, now)
    if not isinstance(identity, DeviceIdentity):
        raise DemoTroubleError(f"{name} could not be enrolled ({identity.code})")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
