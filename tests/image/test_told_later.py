"""A kiosk that is enrolled is told later what has changed, and goes on as it was when that cannot be used."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from sync.device_wire import Code
from sync.enrolling import enrol
from sync.identity import DeviceIdentity, load_identity
from sync.office_keys import OfficeKeys, open_office_keys
from sync.settings import load_settings
from sync.spool import Spool, SpoolKeys, open_spool
from tests.image.programs import program
from tests.shared import HOUSE
from tests.sync.station import test_devices
from tests.sync.station.test_devices import Place, given
from ui.lobby.settings import LobbySettings

TOLD = HOUSE / "packaging/image/root/usr/lib/appear/told"
place = test_devices.place


@pytest.fixture
def first_boot() -> ModuleType:
    """The program as it lies in the image."""
    return program("first_boot")


@pytest.fixture
def home(place: Place, tmp_path: Path) -> Path:
    """What a kiosk keeps that was enrolled, told its settings, and has begun a spool."""
    home = tmp_path / "home"
    identity = given(enrol(place.enrolment, place.code(), home / "identity"))
    assert isinstance(spool_of(home, identity), Spool)
    for mark in ("typed", "not-used"):  # such as of somebody at its screen whom a cut of the power stopped
        (home / mark).touch()
    said = f'station = "{place.main}"\nprinter = "ipp://127.0.0.1/old"\nidle_seconds = 90\n'
    assert program("first_boot").at_a_start(told(home, said), home) == ""
    assert not {"typed", "not-used"} & {one.name for one in home.iterdir()}, "it was the file that counted"
    return home


def told(home: Path, text: str) -> Path:
    """What IT wrote beside the kernel, as it was fetched from there."""
    file = home.parent / "kiosk.toml"
    file.write_text(text, "utf-8")
    return file


def spool_of(home: Path, identity: DeviceIdentity) -> object:
    """The spool, opened by that identity."""
    keys = SpoolKeys(identity.name, identity.signing_key(), identity.station_key())
    return open_spool(home / "spool/spool.sqlite", keys)


def settings_of(home: Path) -> LobbySettings:
    """What the lobby will go by."""
    found = load_settings(LobbySettings, "lobby", home / "lobby.toml", {})
    assert isinstance(found, LobbySettings)
    return found


def again(place: Place, code: Code) -> str:
    """Where to enrol anew, and by which code."""
    return f'enrolment = "{place.enrolment}"\ncode = "{code.shown()}"\n'


def test_what_is_said_later_is_changed_and_everything_else_stays(first_boot: ModuleType, home: Path) -> None:
    # As Notepad keeps it: with a sign in front of it that nobody sees.
    new = '\N{BYTE ORDER MARK}printer = "ipp://127.0.0.1/new"\r\nvoice = true\r\n'
    said = told(home, new + 'address = "192.0.2.10/24"\n')
    assert first_boot.at_a_start(said, home) == ""
    now = settings_of(home)
    assert (now.printer, now.voice, now.idle_seconds) == ("ipp://127.0.0.1/new", True, 90.0)
    assert not said.exists(), "so that it is taken away beside the kernel too"
    assert first_boot.at_a_start(said, home) == "", "told nothing, it is as it was"
    assert settings_of(home) == now


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("printer = ", "cannot be read as TOML"),
        ('colour = "red"\n', "There is no setting “colour”"),
        ('ntp = "a_b; c"\n', "“ntp” is the name of a time server"),
        ('address = "192.0.2.10"\n', "“address” is this kiosk's own"),
        ('gateway = "192.0.2.1"\n', "“gateway” is an address in the same network"),
        ('dns = "ns.county.example"\n', "“dns” are addresses of name servers"),
        ('enrolment = "https://127.0.0.1:1"\ncode = "2345-6789-ABCD-EFGH-JKMN-PQRS"\n', "not enrolled"),
    ],
)
def test_a_mistake_told_later_is_said_and_the_kiosk_goes_on(
    first_boot: ModuleType, home: Path, capsys: pytest.CaptureFixture[str], text: str, why: str
) -> None:
    before = settings_of(home)
    said = told(home, text)
    assert first_boot.at_a_start(said, home) == ""
    heard = capsys.readouterr().out
    assert why in heard
    assert "goes on as it was" in heard
    assert "sigue como estaba" in heard
    assert all(line.startswith("appear-first-boot: ") for line in heard.splitlines())
    assert settings_of(home) == before
    assert isinstance(load_identity(before.identity), DeviceIdentity)
    assert said.exists(), "to be corrected, or tried at the next start"


@pytest.fixture
def county(first_boot: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where ``told`` puts the county's certificate; an office's own stands for it."""
    keys = open_office_keys(tmp_path / "county", "Example County", (), dt.datetime.now(dt.UTC))
    assert isinstance(keys, OfficeKeys)
    file = tmp_path / "county-ca.pem"
    file.write_bytes(b"Issued by the county\n" + keys.authority.read_bytes())
    monkeypatch.setattr(first_boot, "COUNTY", file)
    return file


def test_the_countys_authority_is_kept_for_the_printer_and_for_nothing_else(
    first_boot: ModuleType, home: Path, county: Path
) -> None:
    before = settings_of(home)
    said = told(home, "")
    said.unlink()
    assert first_boot.at_a_start(said, home) == ""
    now = settings_of(home)
    assert now.printer_authority == home / "county-ca.pem"
    assert before.model_dump(exclude={"printer_authority"}) == now.model_dump(exclude={"printer_authority"})
    kept = (home / "county-ca.pem").read_bytes()
    assert kept.startswith(b"-----BEGIN CERTIFICATE-----"), "what else stood in the file is not kept"
    assert kept in county.read_bytes()
    assert said.with_name("county-kept").exists(), "so that it is taken away beside the kernel"
    county.unlink()
    assert first_boot.at_a_start(told(home, "voice = true\n"), home) == ""
    assert settings_of(home).printer_authority == home / "county-ca.pem"


def test_who_certified_the_printer_is_asked_of_the_station_where_it_counts_and_was_not_said(
    first_boot: ModuleType, home: Path, county: Path, place: Place
) -> None:
    said_here = county.read_bytes()
    county.unlink()
    assert settings_of(home).printer_authority is None, "ipp:// shows no certificate"
    assert first_boot.at_a_start(told(home, 'printer = "ipps://127.0.0.1/new"\n'), home) == ""
    by_station = home / "printers-by-station.pem"
    assert settings_of(home).printer_authority == by_station
    assert by_station.read_text("ascii") == place.printers_by
    county.write_bytes(said_here)
    assert first_boot.at_a_start(told(home, ""), home) == ""
    by_file = home / "county-ca.pem"
    assert settings_of(home).printer_authority == by_file, "what IT put beside the image goes before it"
    assert by_file.read_bytes() in said_here
    county.unlink()
    for later in (
        lambda: first_boot.at_a_start(told(home, "voice = true\n"), home),
        lambda: asked_daily(home),
    ):
        assert later() in ("", "as before")
        assert settings_of(home).printer_authority == by_file
        assert by_file.read_bytes() in said_here


def asked_daily(home: Path) -> str:
    """What has come of asking the station who certified the printers."""
    return str(program("first_boot").printers_anew(home))


def test_who_certified_the_printer_is_asked_each_day_and_what_differs_is_kept(
    first_boot: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch, place: Place, county: Path
) -> None:
    other, by_station = county.read_text("ascii").partition("\n")[2], home / "printers-by-station.pem"
    county.unlink()
    said = told(home, 'printer = "ipps://127.0.0.1/new"\n')
    with monkeypatch.context() as away:
        away.setattr(first_boot, "printers_by", lambda *_: None)
        assert first_boot.at_a_start(said, home) == "", "its station was just restarting"
    assert settings_of(home).printer_authority is None
    before = settings_of(home)
    anew = "others than before, by the station's word"
    assert (asked_daily(home), asked_daily(home)) == (anew, "as before")
    assert settings_of(home) == before.model_copy(update={"printer_authority": by_station})
    assert by_station.read_text("ascii") == place.printers_by
    for answer, outcome, kept in (
        (None, "as before", place.printers_by),
        ("no certificate", "as before", place.printers_by),
        (other, anew, other),
        ("", anew, ""),
        (None, "as before", ""),
        (other, anew, other),
    ):
        monkeypatch.setattr(first_boot, "printers_by", lambda *_, answer=answer: answer)
        assert first_boot.printers_anew(home) == outcome
        file = settings_of(home).printer_authority
        assert (file.read_text("ascii") if file else "") == kept
    assert settings_of(home).model_dump(exclude={"printer_authority"}) == before.model_dump(
        exclude={"printer_authority"}
    )
    assert not list(home.glob("*.new"))


def test_a_printer_that_shows_no_certificate_asks_no_station(
    first_boot: ModuleType, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_boot, "printers_by", lambda *_: pytest.fail("it was asked"))
    assert first_boot.printers_anew(home) == "as before"
    (home / "lobby.toml").write_text("station = ", "ascii")
    assert "not TOML" in first_boot.printers_anew(home)


@pytest.mark.parametrize("what", ["nothing", "noise", "a key", "a device"])
def test_what_is_no_authority_is_said_and_the_kiosk_goes_on(
    first_boot: ModuleType, home: Path, county: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    key = b"-----BEGIN " + b"PRIVATE KEY-----\n"
    device = (home / "identity").glob("*.pem")
    county.write_bytes(
        {
            "nothing": b"",
            "noise": b"\xff-----BEGIN CERTIFICATE-----\n",
            "a key": county.read_bytes() + key,
            "a device": next(
                one for one in map(Path.read_bytes, device) if one.startswith(b"-----BEGIN CERT")
            ),
        }[what]
    )
    said = told(home, 'printer = "ipps://127.0.0.1/new"\n')
    before = settings_of(home)
    assert first_boot.at_a_start(said, home) == ""
    assert ("holds a private key" if what == "a key" else "is not the certificate") in capsys.readouterr().out
    assert settings_of(home) == before
    assert not said.with_name("county-kept").exists()


def test_a_new_code_enrols_it_anew_once_and_what_waits_to_be_sent_stays(
    first_boot: ModuleType, home: Path, place: Place
) -> None:
    before = load_identity(home / "identity")
    assert isinstance(before, DeviceIdentity)
    waiting = (home / "spool/spool.sqlite").read_bytes()
    code = again(place, place.code())
    assert first_boot.at_a_start(told(home, code), home) == ""
    now = load_identity(home / "identity")
    assert isinstance(now, DeviceIdentity)
    assert (now.name, now.serial == before.serial) == (before.name, False)
    assert (home / "spool/spool.sqlite").read_bytes() == waiting
    assert isinstance(spool_of(home, now), Spool)
    # Cut off before the file was taken away: the code is not asked for a second time.
    assert first_boot.main(told(home, code + "voice = true\n"), home) == ""
    assert settings_of(home).voice


@dataclass(frozen=True)
class Teller:
    """``told`` as it lies in the image, with a folder in the place of the machine's."""

    folder: Path

    def at(self, path: str) -> Path:
        """Where a file of the machine lies here."""
        return self.folder / path.lstrip("/")

    def runs(self, *words: str, within_s: int = 600) -> int:
        """How it ends; a new kiosk whose station does not answer is asked after ``within_s``."""
        text = TOLD.read_text("utf-8")
        for real in ("/run/", "/var/lib/"):
            assert real in text
            text = text.replace(real, f"{self.folder}{real}")
        variables = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "WITHIN_S": str(within_s)}
        command = ["sh", "-c", text, "told", *words]
        return subprocess.run(command, env=variables, capture_output=True, timeout=30).returncode


@pytest.fixture
def teller(tmp_path: Path) -> Teller:
    """A kiosk that was never told anything."""
    for folder in ("bin", "run/appear-boot/appear", "run/appear-told", "var/lib/appear-lobby"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("mount", "umount", "sync", "chown", "systemctl"):
        (tmp_path / "bin" / name).write_text('#!/bin/sh\necho "$0 $*" >>"${0%/bin/*}/called"\n', "ascii")
        (tmp_path / "bin" / name).chmod(0o755)
    return Teller(tmp_path)


def test_nothing_said_is_no_trouble_to_a_kiosk_that_is_enrolled_and_only_what_was_used_goes(
    teller: Teller,
) -> None:
    boot, fetched = teller.at("/run/appear-boot/appear/kiosk.toml"), teller.at("/run/appear-told/kiosk.toml")
    assert teller.runs() == 1, "a new kiosk needs to be told"
    teller.at("/var/lib/appear-lobby/lobby.toml").touch()
    assert teller.runs() == 0
    boot.write_text("voice = true\n", "ascii")
    assert teller.runs() == 0
    assert fetched.read_text("ascii") == "voice = true\n"
    teller.runs("--forget")
    assert boot.exists(), "it was not used"
    fetched.unlink()
    on_the_disk = teller.at("/on-the-disk")
    on_the_disk.hardlink_to(boot)
    teller.runs("--forget")
    assert not list(boot.parent.iterdir())
    assert b"voice" not in on_the_disk.read_bytes(), "codes and PINs stand there"


def test_a_file_that_was_being_forgotten_when_the_power_went_is_not_told_and_goes_at_the_next_start(
    teller: Teller,
) -> None:
    teller.at("/var/lib/appear-lobby/lobby.toml").touch()
    half = teller.at("/run/appear-boot/appear/kiosk.toml.used")
    half.write_bytes(b"\xa5code = ")
    assert teller.runs() == 0
    assert not teller.at("/run/appear-told/kiosk.toml").exists()
    teller.runs("--forget")
    assert not half.exists()


def test_the_countys_certificate_is_fetched_with_or_without_anything_told_and_goes_once_it_is_kept(
    teller: Teller,
) -> None:
    beside, fetched = (
        teller.at("/run/appear-boot/appear/county-ca.pem"),
        teller.at("/run/appear-county-ca.pem"),
    )
    beside.write_text("certificate", "ascii")
    assert teller.runs() == 1, "a new kiosk needs to be told more"
    assert fetched.read_text("ascii") == "certificate"
    assert fetched.stat().st_mode & 0o777 == 0o644
    teller.at("/var/lib/appear-lobby/lobby.toml").touch()
    assert teller.runs() == 0
    teller.runs("--forget")
    assert beside.exists(), "it was not kept"
    teller.at("/run/appear-told/county-kept").touch()
    teller.runs("--forget")
    assert not beside.exists()


def asked(teller: Teller) -> bool:
    """Whether whoever stands before the kiosk was asked, since the last time."""
    called = teller.at("/called").read_text("ascii")
    teller.at("/called").write_text("", "ascii")
    return "systemctl --no-block start appear-set-up.service" in called


@pytest.mark.parametrize(
    "why", ["refused", "other_office", "settings", "code", "keys", "unreachable", "clock"]
)
def test_a_new_kiosk_whose_file_cannot_be_used_is_set_up_on_its_own_screen(teller: Teller, why: str) -> None:
    beside, fetched, aside, reason = map(
        teller.at,
        (
            "/run/appear-boot/appear/kiosk.toml",
            "/run/appear-told/kiosk.toml",
            "/run/appear-not-used.toml",
            "/var/lib/appear-lobby/not-used",
        ),
    )
    beside.write_text("voice = true\n", "ascii")
    reason.write_text("refused", "ascii")
    assert teller.runs() == 0, "what an earlier start found is tried anew"
    reason.write_text(why, "ascii")
    late = why in ("unreachable", "clock")
    assert teller.runs() == (0 if late else 1), "network and clock may come late, nothing else"
    assert fetched.exists() is late
    assert teller.runs(within_s=0) == 1
    assert not fetched.exists(), "while somebody is asked it is not tried"
    assert asked(teller)
    assert beside.exists(), "nobody has answered yet: the next start tries it"
    assert aside.read_text("ascii") == "voice = true\n"
    assert aside.stat().st_mode & 0o777 == 0o600, "it may hold a code"
    for name in ("typed", "lobby.toml"):
        assert teller.runs(within_s=0) == 1
        (reason.parent / name).touch()
    assert teller.runs() == 0
    assert not beside.exists(), "what was typed goes before it, and it never comes back"
    assert not aside.exists()
    assert not (reason.parent / "typed").exists()
    beside.write_text("voice = false\n", "ascii")
    assert (teller.runs(), fetched.exists()) == (0, True), (
        "what IT writes later is told to it as to any other"
    )


@pytest.mark.parametrize(
    "said",
    [
        "voice = true\n",
        'code = "2345"\nvoice = true\n',
        "\N{BYTE ORDER MARK}code = '2345'\n",
        "# code = ''\n",
    ],
)
def test_only_a_code_is_worth_waiting_for_the_network(teller: Teller, said: str) -> None:
    teller.at("/var/lib/appear-lobby/lobby.toml").touch()
    assert teller.runs() == 0
    teller.at("/run/appear-boot/appear/kiosk.toml").write_text(said, "utf-8")
    assert teller.runs() == 0
    called = [line.partition("/bin/")[2] for line in teller.at("/called").read_text("ascii").splitlines()]
    assert ("systemctl start network-online.target" in called) == ("2345" in said)
    assert called[-1] == "systemctl start network-online.target" or called[-1].startswith("umount")
    assert sum(line.startswith("mount") for line in called) == sum(
        line.startswith("umount") for line in called
    )
