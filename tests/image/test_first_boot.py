"""What IT writes beside the image is checked as any settings, and what the image decides stays its own."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sync.enrolling import NotEnrolled, enrol
from sync.identity import DeviceIdentity, Role
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.settings import load_settings
from tests.image.programs import program
from tests.sync.station import test_devices
from tests.sync.station.test_devices import Place, given
from ui.lobby.settings import LobbySettings

place = test_devices.place

GOOD = 'station = "https://127.0.0.1:8443"\ncamera = "/dev/video0"\nidle_seconds = 90\n'
CODE = 'enrolment = "https://127.0.0.1:1"\ncode = "2345-6789-ABCD-EFGH-JKMN-PQRS"\n'


@pytest.fixture(scope="module")
def first_boot() -> ModuleType:
    """The program as it lies in the image."""
    return program("first_boot")


def told(folder: Path, text: str) -> Path:
    """What IT wrote."""
    file = folder / "kiosk.toml"
    file.write_text(text, "utf-8")
    return file


def already_enrolled(folder: Path) -> None:
    """As after a start that was cut off when the code had been used and the settings not yet kept."""
    now = dt.datetime.now(dt.UTC)
    keys = open_office_keys(folder / "office", "Example County", (), now)
    assert isinstance(keys, OfficeKeys)
    assert isinstance(enrol_device(keys, Role.KIOSK, "kiosk-b", folder / "identity", now), DeviceIdentity)


def test_a_kiosk_that_is_enrolled_keeps_its_settings_and_asks_for_no_code(
    first_boot: ModuleType, tmp_path: Path
) -> None:
    already_enrolled(tmp_path)
    assert first_boot.main(told(tmp_path, GOOD), tmp_path) == ""
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert (kept.camera, kept.idle_seconds) == ("/dev/video0", 90.0)
    assert (kept.identity, kept.spool) == (tmp_path / "identity", tmp_path / "spool")
    assert kept.fullscreen


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ("station = ", "settings", "cannot be read as TOML"),
        pytest.param(f"deep = {'[' * 16_000}", "settings", "cannot be read as TOML", id="deep"),
        (GOOD + CODE + 'identity = "/elsewhere"\n', "settings", "decides this by itself: identity"),
        (GOOD + CODE + "fullscreen = false\n", "settings", "decides this by itself: fullscreen"),
        (GOOD + CODE + 'colour = "red"\n', "settings", "There is no setting “colour”"),
        (GOOD + CODE + "codes = [1979-05-27]\n", "settings", "neither a text, a number"),
        (
            'station = "https://127.0.0.1:8443"\n' + CODE + 'camera = "video0"\n',
            "settings",
            "names no camera",
        ),
        (GOOD + CODE + 'scanner = "USB"\n', "settings", "names no scanner. Write /dev/input/by-id/"),
        (GOOD + CODE + 'zone = "Mars/Olympus"\n', "settings", "no such time zone"),
        (
            GOOD + CODE + 'codes = [{ symbology = "Code128", pattern = "[0-9]{99999999999}" }]\n',
            "settings",
            "a regular expression",
        ),
        (
            GOOD + CODE + 'codes = [{ symbology = "Code128", pattern = "[" }]\n',
            "settings",
            "a regular expression that the whole text must match",
        ),
        (CODE + 'camera = "0"\n', "settings", "“station” is missing"),
        (GOOD, "code", "“enrolment” and “code” are needed"),
        (
            GOOD + 'enrolment = "https://127.0.0.1:1"\ncode = "short"\n',
            "code",
            "“enrolment” and “code” are needed",
        ),
        (GOOD + CODE, "unreachable", "not enrolled (unreachable"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_kiosk_can_be_set_up_at_its_screen(
    first_boot: ModuleType, tmp_path: Path, text: str, word: str, why: str
) -> None:
    english, spanish = first_boot.at_a_start(told(tmp_path, text), tmp_path).splitlines()
    assert why in english
    assert why not in spanish
    assert not (tmp_path / "lobby.toml").exists()
    assert (tmp_path / "not-used").read_text("ascii") == word, "for the page that asks whoever stands there"


def test_no_file_is_said_too(first_boot: ModuleType, tmp_path: Path) -> None:
    assert "cannot be read" in first_boot.main(tmp_path / "kiosk.toml", tmp_path)


def test_a_kiosk_that_is_not_enrolled_or_not_heard_keeps_no_key_at_its_station(tmp_path: Path) -> None:
    escrow = program("escrow")
    key = "-".join(["cbdefghi"] * 8)
    assert "cannot be read" in escrow.main(tmp_path, key) or "lobby.toml" in escrow.main(tmp_path, key)
    folders = f'identity = "{tmp_path / "identity"}"\nspool = "{tmp_path / "spool"}"\n'
    (tmp_path / "lobby.toml").write_text(f'station = "https://127.0.0.1:1"\n{folders}', "utf-8")
    assert escrow.main(tmp_path, key) == "this kiosk is not enrolled"
    already_enrolled(tmp_path)
    assert escrow.main(tmp_path, key) == "the station did not take it"
    assert not (tmp_path / "recovery-key-kept").exists()


def test_what_was_typed_at_the_first_start_is_checked_as_if_it_had_written_it(
    first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    first_touch, typed = program("first_touch"), {"station": "https://127.0.0.1:1"}
    note = tmp_path / "kiosk.toml"
    assert first_touch.keep(typed, note, tmp_path) == "settings"
    mark = tmp_path / "typed"
    assert not mark.exists()
    asked = {"enrolment": "https://127.0.0.1:1", "code": "2345-6789-ABCD-EFGH-JKMN-PQRS"}
    assert first_touch.keep(typed | asked, note, tmp_path) == "unreachable"
    already_enrolled(tmp_path)
    assert first_touch.keep(typed, note, tmp_path) == "unreachable", "nothing is kept that leads nowhere"
    assert not (tmp_path / "lobby.toml").exists()
    monkeypatch.setattr(first_touch, "answers", lambda settings: settings.station == typed["station"])
    assert first_touch.keep(typed | {"staff_pin": "481516"}, note, tmp_path) == ""
    assert not note.exists()
    assert mark.exists(), "so that a file that could not be used is never told to it"
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert (kept.camera, kept.staff_pin) == ("/dev/appear/camera", "481516")


def test_a_station_is_where_it_was_said_to_be_only_when_it_answers_there(
    first_boot: ModuleType, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    given(enrol(place.enrolment, place.code(), tmp_path / "identity"))
    for station, there in ((place.main, True), (place.enrolment, False), ("https://127.0.0.1:1", False)):
        kept = LobbySettings(station=station, identity=tmp_path / "identity", spool=tmp_path / "spool")
        assert program("first_touch").answers(kept) is there, station


def test_a_kiosk_set_up_by_touch_learns_from_its_station_who_certified_its_printer(
    first_boot: ModuleType, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    typed = {"station": place.main, "enrolment": place.enrolment, "code": place.code().shown()}
    printer = {"printer": "ipps://127.0.0.1/printers/lobby"}
    assert program("first_touch").keep(typed | printer, tmp_path / "kiosk.toml", tmp_path) == ""
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert kept.printer_authority == tmp_path / "printers-by-station.pem"
    assert kept.printer_authority.read_text("ascii") == place.printers_by


def test_what_could_be_read_of_a_file_stands_in_the_answers_but_no_code_and_no_pin(
    first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    first_touch, secret = program("first_touch"), 'staff_pin = "481516"\nprinter = 5\nidle_seconds = 90\n'
    note = told(tmp_path, "\N{BYTE ORDER MARK}" + CODE + 'station = "https://127.0.0.1:2"\n' + secret)
    (tmp_path / "not-used").write_text("refused", "ascii")
    read = {"enrolment": "https://127.0.0.1:1", "station": "https://127.0.0.1:2"}
    others = {"staff_pin": "481516", "idle_seconds": 90}
    assert first_touch.written(note, tmp_path) == first_touch.Written(read, others, "refused")
    (tmp_path / "not-used").write_text("settings", "ascii")
    assert first_touch.written(note, tmp_path).others == {}, "a mistake in one would come along"
    note.write_text("station = ", "ascii")
    assert first_touch.written(note, tmp_path) == first_touch.Written({}, {}, "settings")
    note.unlink()
    assert first_touch.written(note, tmp_path) == first_touch.Written({}, {}, ""), "this time there is none"


def test_a_file_without_a_code_needs_no_more_than_that_typed(
    first_boot: ModuleType, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    first_touch, where = program("first_touch"), {"station": place.main, "enrolment": place.enrolment}
    said = f'station = "{place.main}"\nenrolment = "{place.enrolment}"\nidle_seconds = 90\n'
    note = told(tmp_path, said + 'camera = "/dev/video7"\nstaff_pin = "481516"\n')
    assert "“code” are needed" in first_boot.at_a_start(note, tmp_path)
    begun = first_touch.written(note, tmp_path)
    assert (begun.answers, begun.why) == (where, "code")
    typed = {**begun.others, **begun.answers, "code": place.code().shown(), "staff_pin": "162342"}
    assert first_touch.keep(typed, tmp_path / "typed.toml", tmp_path) == ""
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert (kept.camera, kept.idle_seconds, kept.staff_pin) == ("/dev/video7", 90.0, "162342")


def test_a_certificate_that_is_none_keeps_nobody_from_setting_the_kiosk_up_at_its_screen(
    first_boot: ModuleType, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    county = tmp_path / "beside.pem"
    county.write_bytes(b"noise")
    monkeypatch.setattr(first_boot, "COUNTY", county)
    first_touch, note = program("first_touch"), told(tmp_path, GOOD + CODE)
    assert "county-ca.pem is not" in first_boot.at_a_start(note, tmp_path)
    begun = first_touch.written(note, tmp_path)
    assert (begun.why, begun.others["idle_seconds"]) == ("county", 90), "the file itself is as it should be"
    typed = {"station": place.main, "enrolment": place.enrolment, "code": place.code().shown()}
    assert first_touch.keep({**begun.others, **typed}, tmp_path / "typed.toml", tmp_path) == ""
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert kept.idle_seconds == 90.0


def test_a_mistake_in_the_file_is_said_before_one_in_the_certificate(
    first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = tmp_path / "beside.pem"
    county.write_bytes(b"noise")
    monkeypatch.setattr(first_boot, "COUNTY", county)
    assert "“colour”" in first_boot.at_a_start(told(tmp_path, GOOD + CODE + 'colour = "red"\n'), tmp_path)
    assert (tmp_path / "not-used").read_text("ascii") == "settings", "the page must not take it along"


def test_settings_in_tables_are_kept_as_they_were_written(first_boot: ModuleType, tmp_path: Path) -> None:
    already_enrolled(tmp_path)
    first = '{ symbology = "Code128", pattern = "[0-9]{8}\\\\d" }'
    codes = f'codes = [{first}, {{ symbology = "QRCode", pattern = "\U0001f4c7" }}]\n'
    assert first_boot.main(told(tmp_path, GOOD + codes), tmp_path) == ""
    assert first_boot.main(told(tmp_path, "idle_seconds = 60\n"), tmp_path) == "", (
        "they are written once more"
    )
    kept = load_settings(LobbySettings, "lobby", tmp_path / "lobby.toml", {})
    assert isinstance(kept, LobbySettings)
    assert [(one.symbology, one.pattern) for one in kept.codes] == [
        ("Code128", r"[0-9]{8}\d"),
        ("QRCode", "\U0001f4c7"),
    ]


@pytest.mark.parametrize(
    ("code", "why"),
    [("clock", "clock"), ("other_office", "other_office"), ("refused", "refused"), ("too_open", "keys")],
)
def test_why_a_kiosk_is_not_enrolled_is_a_reason_that_its_page_can_say(
    first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, why: str
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    monkeypatch.setattr(first_boot, "enrol", lambda *_: NotEnrolled(code))
    typed = {
        "station": "https://127.0.0.1:8443",
        "enrolment": "https://127.0.0.1:1",
        "code": "2345-6789-ABCD-EFGH-JKMN-PQRS",
    }
    assert program("first_touch").keep(typed, tmp_path / "kiosk.toml", tmp_path) == why


def test_a_code_that_was_typed_does_not_stay_when_it_cannot_be_kept(
    first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "first_boot", first_boot)
    (tmp_path / "lobby.toml.new").mkdir()
    with pytest.raises(OSError, match=r"lobby\.toml\.new"):
        program("first_touch").keep({"code": "2345"}, tmp_path / "kiosk.toml", tmp_path)
    assert not (tmp_path / "kiosk.toml").exists()
