"""Missing or wrong settings, keys and stores are told in one sentence before anything is served."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure
from kiosk.law.calendar import WEEKDAYS_8_TO_15, DayHours
from kiosk.problems import Problem
from kiosk.review import Role
from sync.authorities import MOST_BYTES, authorities_in
from sync.database import Store, StoreTrouble
from sync.device_wire import PrintersBy
from sync.office_keys import OfficeKeys, open_office_keys
from sync.settings import SettingsTrouble, load_settings
from sync.station import build
from sync.station.build import StationParts, build_station, create_officer, office_of
from sync.station.settings import StationSettings
from sync.station.store import log
from sync.station.store.opening import head, open_store
from sync.wire import to_wire
from tests.sync.station.a_station import PASSWORD

GOOD = 'office = "Example County"\ndisclosure = "blind"\n'


def written(folder: Path, text: str) -> Path:
    """A settings file."""
    file = folder / "station.toml"
    file.write_text(text.replace("FOLDER", str(folder / "station")))
    return file


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "office"),
        ('office = "Example County"', "disclosure"),
        (GOOD + "colour = 3", "no setting “colour”"),
        (GOOD + 'disclosure = "all"', "not TOML"),
        ('office = "E"\ndisclosure = "all"', "disclosure"),
        (GOOD + "port = 70000", "port"),
        (GOOD + 'zone = "Mars/Olympus"', "no such time zone"),
        (GOOD + 'zone = "/etc/passwd"', "no such time zone"),
        (GOOD + "hold_seconds = -1", "hold_seconds"),
        (GOOD + "session_hours = 13", "session_hours"),
        (GOOD + "idle_minutes = 31", "idle_minutes"),
        (GOOD + 'factor = "eye colour"', "factor"),
        (GOOD + 'windows = ["' + "x" * 41 + '"]', "windows"),
        (GOOD + 'windows = [" "]', "windows"),
        (GOOD + "hours = {}", "at least one day"),
        (GOOD + 'hours = { sunday = "8:00-15:00" }', "“sunday” is none of monday, tuesday"),
        (GOOD + 'hours = { monday = "15:00-8:00" }', "write the hours of monday as 8:00-15:00"),
        (GOOD + 'hours = { friday = "8:00-24:30" }', "write the hours of friday"),
        (GOOD + 'hours = { friday = "morning" }', "write the hours of friday"),
        (GOOD + 'folder = "FOLDER"\nstore = "mysql://x/y"', "bad_address"),
        (GOOD + 'folder = "FOLDER"\nstore = "sqlite:///:memory:"', "bad_address"),
        (GOOD + 'folder = "FOLDER"\nstore = "nonsense"', "bad_address"),
        (
            GOOD + 'folder = "FOLDER"\nregistry = "https://127.0.0.1:1"\nregistry_identity = "FOLDER/x"',
            "missing",
        ),
        (GOOD + 'printer_authority = "/nowhere.pem"', "cannot be used: there is no file with an authority"),
        (GOOD + 'folder = "FOLDER"\n[law_modes]\nXX99 = "off"', "XX99"),
    ],
)
def test_what_is_wrong_with_the_settings_is_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    sentence = build.main(written(tmp_path, text))
    assert says in sentence
    assert "\n" not in sentence.strip()
    assert sentence.endswith(".")


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "nowhere.toml" in build.main(tmp_path / "nowhere.toml")


def test_the_offices_hours_are_one_setting_for_lobby_book_and_figures(tmp_path: Path) -> None:
    text = GOOD + 'hours = { monday = "9:30-12:00", friday = "13:00 - 18:30" }\n'
    settings = load_settings(StationSettings, "station", written(tmp_path, text), {})
    assert isinstance(settings, StationSettings)
    calendar = office_of(settings, b"pepper").calendar
    monday = dt.date(2026, 11, 23)
    assert calendar.hours(monday) == DayHours(dt.time(9, 30), dt.time(12))
    assert calendar.hours(monday + dt.timedelta(days=4)) == DayHours(dt.time(13), dt.time(18, 30))
    assert not calendar.is_open(monday + dt.timedelta(days=1))
    assert calendar.why_closed(monday + dt.timedelta(days=1)) is not None
    assert StationSettings(office="E", disclosure=Disclosure.BLIND).week() == WEEKDAYS_8_TO_15


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    found = load_settings(
        StationSettings, "station", written(tmp_path, GOOD), {"APPEAR_STATION_DISCLOSURE": "own-record"}
    )
    assert isinstance(found, StationSettings)
    assert found.disclosure.value == "own-record"
    wrong = load_settings(StationSettings, "station", written(tmp_path, GOOD), {"APPEAR_STATION_COLOUR": "3"})
    assert isinstance(wrong, SettingsTrouble)


def settings_in(folder: Path, **more: object) -> StationSettings:
    """Settings of a station in ``folder``."""
    return StationSettings.model_validate(
        {"office": "Example County", "disclosure": "blind", "folder": folder / "station", **more}
    )


def test_the_first_start_makes_keys_and_store_and_writes_it_down(tmp_path: Path) -> None:
    first = build_station(settings_in(tmp_path))
    assert isinstance(first, StationParts)
    first.station.store.close()
    second = build_station(settings_in(tmp_path))
    assert isinstance(second, StationParts)
    assert second.station.office.pepper == first.station.office.pepper
    assert len(first.station.office.pepper) == 32
    with second.station.store.reading() as session:
        events = [line.event for line in log.lines(session)]
    second.station.store.close()
    assert events == [AuditEvent.OFFICE_AUTHORITY_MADE.value]
    for file in ("keys/pepper", "keys/ca.key", "station.sqlite"):
        mode = (tmp_path / "station" / file).stat().st_mode & 0o077
        assert mode == 0, f"{file} may be read by others"


def test_keys_that_others_may_read_stop_the_start(tmp_path: Path) -> None:
    parts = build_station(settings_in(tmp_path))
    assert isinstance(parts, StationParts)
    parts.station.store.close()
    (tmp_path / "station" / "keys" / "ca.key").chmod(0o644)
    said = build_station(settings_in(tmp_path))
    assert isinstance(said, str)
    assert "too_open" in said


def test_a_port_that_is_taken_is_told(tmp_path: Path, free_port: Callable[[], int]) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        text = GOOD + f'folder = "FOLDER"\nport = {port}\n'
        assert build.main(written(tmp_path, text)) == f"Port {port} on 127.0.0.1 is not free."


def test_an_account_is_made_without_a_station_running(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + 'folder = "FOLDER"\n')
    officer = frozenset({Role.OFFICER})
    assert create_officer(file, "rivera", "T. Rivera", PASSWORD, officer) == ""
    again = create_officer(file, "rivera", "T. Rivera", PASSWORD, officer)
    assert isinstance(again, Problem)
    assert again.code == "name_taken"
    short = create_officer(file, "okafor", "N. Okafor", "short", officer)
    assert isinstance(short, Problem)
    assert "office" in str(create_officer(written(tmp_path, ""), "a", "b", PASSWORD, officer))


# --- the store -------------------------------------------------------------------------------------------


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'station.sqlite'}"
    store = open_store(address)
    assert isinstance(store, Store)
    with store.writing() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = (tmp_path / "station.sqlite").read_bytes()
    assert open_store(address) == StoreTrouble("newer")
    assert (tmp_path / "station.sqlite").read_bytes() == before


def test_a_damaged_store_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "station.sqlite").write_bytes(b"this is no database" * 100)
    assert open_store(f"sqlite:///{tmp_path / 'station.sqlite'}") == StoreTrouble("damaged")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a path that cannot be made, whoever runs the tests")
def test_a_store_that_cannot_be_made_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = open_store(f"sqlite:///{tmp_path / 'file' / 'station.sqlite'}")
    assert isinstance(found, StoreTrouble)
    assert found.code == "no_access"


def test_the_store_is_as_safe_as_it_says(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'station.sqlite'}")
    assert isinstance(store, Store)
    with store.reading() as session:
        found = {
            name: session.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
        version = session.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert version == head()


def test_a_moment_without_a_zone_is_never_stored(tmp_path: Path) -> None:
    from sync.station.store.tables import KIOSKS

    store = open_store(f"sqlite:///{tmp_path / 'station.sqlite'}")
    assert isinstance(store, Store)
    naive = dt.datetime(2026, 11, 23, 10, 0)
    with pytest.raises(Exception, match="without a zone"), store.writing() as session:
        session.execute(KIOSKS.insert().values(kiosk_id="x", letter="A", seen_at=naive))
    store.close()


def test_more_authorities_than_a_kiosk_reads_are_refused(tmp_path: Path) -> None:
    keys = open_office_keys(tmp_path / "county", "Example County", (), dt.datetime.now(dt.UTC))
    assert isinstance(keys, OfficeKeys)
    one, file = authorities_in(keys.authority), tmp_path / "many.pem"
    says = written(tmp_path, f'{GOOD}printer_authority = "{file}"\n')
    file.write_text(one * (MOST_BYTES // len(one)), "ascii")
    settings = load_settings(StationSettings, "station", says, {})
    assert isinstance(settings, StationSettings)
    assert len(to_wire(PrintersBy(authorities_in(settings.printer_authority)))) < 64 * 1024
    file.write_text(one * (MOST_BYTES // len(one) + 1), "ascii")
    found = load_settings(StationSettings, "station", says, {})
    assert isinstance(found, SettingsTrouble)
    assert "put the county's alone there" in found.sentence
