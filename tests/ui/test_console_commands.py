"""What IT does at the station's console: codes for devices, second factors, and the audit log as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.review import Role
from sync.clock import utc_now
from sync.database import Store
from sync.device_wire import read_code
from sync.station.build import create_officer
from sync.station.opened import Opened, at_station
from sync.station.store import envelopes
from sync.station.store.opening import open_store
from sync.station.store.tables import AUDIT
from sync.station.watch import Alarm, Watch
from tests.sync.station.test_kiosk_versions import brought
from ui.cli import app

PASSWORD = "a long enough password"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A station with an officer."""
    file = tmp_path / "station.toml"
    folder = tmp_path / "station"
    file.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{folder}"\n', "utf-8")
    assert create_officer(file, "rivera", "T. Rivera", PASSWORD, frozenset({Role.OFFICER})) == ""
    return file


def said(config: Path, *words: str, code: int = 0) -> str:
    """What a command says, when it ends as it should."""
    done = CliRunner().invoke(app, [*words, "--config", str(config)])
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 else done.stderr


def test_a_code_for_a_device_is_shown_and_devices_are_listed_and_revoked(config: Path) -> None:
    assert read_code(said(config, "device", "code", "kiosk", "kiosk-a")) is not None
    assert said(config, "device", "list") == ""
    assert "no device" in said(config, "device", "revoke", "kiosk-b", code=1).lower()
    assert "let in no more (0 certificates)" in said(config, "device", "revoke", "kiosk-a"), "its code ends"
    assert "no key of" in said(config, "device", "recovery-key", "kiosk-a", code=1).lower()
    assert "no device" in said(config, "device", "send-again", "kiosk-a", code=1).lower()


def test_what_was_refused_is_listed_and_let_go_of_when_it_was_looked_at(config: Path) -> None:
    def keep(opened: Opened) -> None:
        with opened.store.writing() as session:
            envelopes.keep_aside(session, "ab" * 32, "kiosk-a", "envelope_malformed", b"rubbish", utc_now())

    assert at_station(config, keep) is None
    line = said(config, "device", "set-aside").split("\t")
    assert (*line[:3], line[4].strip()) == ("ab" * 32, "kiosk-a", "envelope_malformed", "7")
    assert said(config, "device", "set-aside", "--drop", "ab" * 32) == "It is let go of.\n"
    assert said(config, "device", "set-aside") == ""
    assert said(config, "device", "set-aside", "--drop", "ab" * 32, code=1).startswith("appear: ")


def test_an_officer_is_given_an_authenticator_and_signed_out_everywhere(config: Path) -> None:
    assert said(config, "officer", "factor", "rivera").startswith("otpauth://totp/")
    assert said(config, "officer", "end-sign-ins", "rivera") == "0 sign-ins of rivera ended.\n"
    assert said(config, "officer", "factor", "nobody", code=1).startswith("appear: ")


def test_a_new_device_with_no_code_at_all_is_told_what_a_code_is(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["enrol", "https://127.0.0.1:1", str(tmp_path), "--code", "x"])
    assert (done.exit_code, done.stderr) == (2, "appear: That is no code: it has 24 letters and digits.\n")
    whole = "0" * 24
    done = CliRunner().invoke(app, ["enrol", "https://127.0.0.1:1", str(tmp_path), "--code", whole])
    assert done.exit_code == 1
    assert "does not answer" in done.stderr
    wrong = ["--proxy", "http://a:secret@127.0.0.1:3128"]
    done = CliRunner().invoke(app, ["enrol", "https://127.0.0.1:1", str(tmp_path), "--code", whole, *wrong])
    assert (done.exit_code, "without a name or a password" in done.stderr) == (2, True)


def test_the_log_is_verified_in_the_store_and_as_a_file(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    assert said(config, "audit", "verify").startswith("The log is whole: ")
    assert f"are in {out}" in said(config, "audit", "export", str(out))
    assert said(config, "audit", "verify", "--file", str(out)).startswith("The log is whole: ")


@pytest.mark.parametrize("harm", ["edited", "removed", "reordered"])
def test_a_log_edited_shortened_or_reordered_as_a_file_is_found(
    config: Path, tmp_path: Path, harm: str
) -> None:
    out = tmp_path / "log.jsonl"
    said(config, "officer", "factor", "rivera")
    said(config, "officer", "factor", "rivera")
    said(config, "audit", "export", str(out))
    head, first, second, *rest = out.read_text().splitlines()
    lines = {
        "edited": [head, first.replace("office_authority_made", "account_released"), second, *rest],
        "removed": [head, second, *rest],
        "reordered": [head, second, first, *rest],
    }
    out.write_text("\n".join(lines[harm]) + "\n")
    assert "not as it was written" in said(config, "audit", "verify", "--file", str(out), code=1)


def test_a_file_cut_back_is_found_by_checkpoints_kept_elsewhere(config: Path, tmp_path: Path) -> None:
    def sign(opened: Opened) -> None:
        Watch(opened.store, "Example County", opened.keys.audit_key(), Alarm(), utc_now).look()

    assert at_station(config, sign) is None
    kept, cut = tmp_path / "kept.jsonl", tmp_path / "cut.jsonl"
    said(config, "audit", "export", str(kept))
    lines = [line for line in kept.read_text().splitlines() if "checkpoint" not in json.loads(line)]
    cut.write_text("\n".join(lines[:-1]) + "\n")
    assert said(config, "audit", "verify", "--file", str(cut)).startswith("The log is whole")
    told = ("audit", "verify", "--file", str(cut), "--checkpoints", str(kept))
    assert "end_cut_off" in said(config, *told, code=1)


def test_a_changed_row_in_the_store_is_found(config: Path, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'station' / 'station.sqlite'}")
    assert isinstance(store, Store)
    with store.writing() as session:
        session.execute(AUDIT.update().values(who="nobody"))
    store.close()
    assert "line_changed at line 1" in said(config, "audit", "verify", code=1)


@pytest.mark.parametrize(
    "garbage", [b"\xff\xfe", b"{}x\n", b"[]\n", b'{"line": 1}\n', b'{"line": {"at": "x"}}\n']
)
def test_a_file_that_is_no_log_is_told_so(config: Path, tmp_path: Path, garbage: bytes) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(garbage)
    assert "is no exported log" in said(config, "audit", "verify", "--file", str(file), code=2)


def test_the_office_is_told_in_numbers_without_anybody(config: Path, tmp_path: Path) -> None:
    told = dict(line.rsplit(" ", 1) for line in said(config, "metrics").splitlines())
    assert told["appear_alarm"] == "0"
    assert told["appear_people_waiting"] == told["appear_updates_late"] == "0"
    (tmp_path / "station" / "ALARM").write_text("audit_failing\n", "utf-8")
    assert "appear_alarm 1\n" in said(config, "metrics")


def test_a_version_for_the_kiosks_is_kept_shown_and_withdrawn(config: Path, tmp_path: Path) -> None:
    folder = brought(tmp_path / "appear-update")
    assert "appear kiosk-version keep" in said(config, "kiosk-version", "show", code=1)
    assert said(config, "kiosk-version", "keep", str(folder)) == "Version 2.0 is kept for the kiosks.\n"
    assert said(config, "kiosk-version", "show") == f"Version 2.0, 0 MB, root {'ab' * 32}\n"
    (folder / "root.erofs").write_bytes(b"other")
    refused = said(config, "kiosk-version", "keep", str(folder), code=1)
    assert f"{folder / 'root.erofs'} is not the file that update.json tells of" in refused
    assert "missing" in said(config, "kiosk-version", "keep", str(tmp_path / "nowhere"), code=1)
    assert "2.0 is offered to no kiosk" in said(config, "kiosk-version", "withdraw")
    assert "No version is kept" in said(config, "kiosk-version", "withdraw", code=1)


def test_a_version_that_cannot_be_written_is_said(config: Path, tmp_path: Path) -> None:
    (tmp_path / "station/kiosk-version").write_text("a file in its place", "ascii")
    folder = brought(tmp_path / "appear-update")
    assert "cannot be used" in said(config, "kiosk-version", "keep", str(folder), code=1)
