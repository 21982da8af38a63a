"""Everything may be destroyed: the station is there again from one sealed file, or in another database."""

from __future__ import annotations

import errno
import io
import re
import shutil
import signal
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import text

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure
from kiosk.review import Role as Duty
from sync import sealed_file
from sync.clock import utc_now
from sync.database import Store
from sync.identity import DeviceIdentity, Role
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.sealed_file import NotOpenedError, seal, unseal
from sync.station import audit, backup
from sync.station.backup import CannotError
from sync.station.build import officer_in
from sync.station.client import DeskLink
from sync.station.keyring import Keyring
from sync.station.opened import Opened, open_office
from sync.station.settings import StationSettings
from sync.station.store import accounts, counters
from sync.station.store.copying import counts
from sync.station.store.opening import open_store
from tests.postgres import Postgres
from tests.sync.station.a_station import PASSWORD, AStation, a_station
from tests.sync.station.test_courier import completed

PHRASE = "four grey herons by the river"


@pytest.fixture(autouse=True)
def light_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase's work as it is, but little of it."""
    honest = Scrypt

    def light(**asked: Any) -> object:
        return honest(**asked | {"n": 2**4})

    monkeypatch.setattr(sealed_file, "Scrypt", light)


def opened(address: str) -> Store:
    """The store there."""
    store = open_store(address)
    assert isinstance(store, Store), store
    return store


def held(store: Store) -> dict[str, int]:
    """How much of everything, but for lines of the log, which tell of the copying itself, and for the numbers
    that a restore leaves out."""
    with store.reading() as session:
        assert audit.verify(session).why == ""
        return {name: count for name, count in counts(session).items() if name not in ("audit", "counters")}


def test_a_destroyed_station_is_there_again_from_its_backup(
    here: AStation, desk: DeskLink, tmp_path: Path
) -> None:
    completed(here, desk, 1)
    folder, out = tmp_path / "station", tmp_path / "backup"
    keys = open_office_keys(folder / "keys", "Example County", (), utc_now())
    assert isinstance(keys, OfficeKeys)
    enrol_device(keys, Role.KIOSK, "kiosk-a", tmp_path / "kiosk", utc_now())
    files = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=folder)
    rows = backup.backup(office, here.store, out, PHRASE)
    assert AuditEvent.BACKUP_MADE.value in here.events()
    before = held(here.store)
    shutil.rmtree(folder)
    assert b"QUILL" not in out.read_bytes().upper()
    assert backup.restore(office, out, PHRASE) == rows
    again = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert files.items() <= again.items()
    store = opened(office.store_address())
    assert held(store) == before
    with store.writing() as session:
        assert accounts.end_sessions(session, here.clock()) == 0, "whoever was signed in signs in anew"
    store.close()
    restored = a_station(folder, here.clock, office.store_address())
    assert restored.events()[-1] == AuditEvent.STATION_RESTORED.value
    completed(restored, restored.signed_in(), 2)
    with restored.store.reading() as session:
        assert counters.current(session, counters.RECEIPT) == 1 + backup.RECEIPTS_APART + 1
        for numbered in counters.PRINTED[1:]:
            assert counters.current(session, numbered) == backup.RECEIPTS_APART, numbered
        assert counters.current(session, counters.RESTORED) == 1
    assert held(restored.store)["appearances"] == 2
    restored.store.close()


def an_office(folder: Path) -> StationSettings:
    """An office with one officer, its store in its folder, as it began."""
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=folder)
    begun = open_office(office, utc_now())
    assert isinstance(begun, Opened), begun
    officer = frozenset({Duty.OFFICER})
    assert officer_in(begun.store, "rivera", "T. Rivera", PASSWORD, officer) == ""
    begun.store.close()
    return office


def backed_up(office: StationSettings, out: Path) -> int:
    """Its backup; how many rows."""
    begun = open_office(office, utc_now())
    assert isinstance(begun, Opened), begun
    with closing(begun.store):
        return backup.backup(office, begun.store, out, PHRASE)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("moment", ["unpacking", "keys in place"])
def test_a_restore_that_breaks_off_has_brought_nothing_back_and_is_done_again(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, moment: str
) -> None:
    office, out = an_office(tmp_path / "station"), tmp_path / "backup"
    rows = backed_up(office, out)
    authority = (office.folder / "keys" / "ca.pem").read_bytes()
    shutil.rmtree(office.folder)
    address = f"sqlite:///{tmp_path / 'disk' / 'station.sqlite'}"
    if kind == "postgresql":
        address = request.getfixturevalue("postgres").make("restored")
    there = office.model_copy(update={"store": address})
    placed = backup._put_in_place

    def power_cut(*places: Path) -> None:
        if moment == "keys in place":
            placed(*places)
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(backup, "_put_in_place" if moment == "keys in place" else "_unpack", power_cut)
        cut.setattr(backup, "_clear", lambda _draft: None)
        with pytest.raises(KeyboardInterrupt):
            backup.restore(there, out, PHRASE)
    store = opened(address)
    with store.reading() as session:
        assert not any(counts(session).values()), "rows without their keys, or keys of another office"
    store.close()
    assert "do it again" in str(open_office(there, utc_now())), "a new office in place of the old one"
    if moment == "keys in place":
        with pytest.raises(CannotError, match="move it away first"):
            backup.restore(there, out, PHRASE)
        assert "its store is empty" in str(open_office(there, utc_now()))
        shutil.rmtree(there.folder)
    assert backup.restore(there, out, PHRASE) == rows
    again = open_office(there, utc_now())
    assert isinstance(again, Opened), again
    assert again.keys.authority.read_bytes() == authority
    assert not list(there.folder.glob(".*"))
    again.store.close()


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office, out = an_office(tmp_path / "station"), tmp_path / "out"
    out.mkdir()

    def full(_plain: object, sealed: BinaryIO, _passphrase: str) -> None:
        sealed.write(b"half of it")
        sealed.flush()
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(backup, "seal", full)
    with pytest.raises(OSError, match="no space"):
        backed_up(office, out / "one.sealed")
    assert list(out.iterdir()) == []
    assert not list(office.folder.glob(".*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from sync.station import backup
from sync.station.opened import at_station

def killed(plain, sealed, passphrase):
    sealed.write(b"half of it")
    sealed.flush()
    os.kill(os.getpid(), signal.SIGKILL)

backup.seal = killed
config, out = map(Path, sys.argv[1:])
at_station(config, lambda here: backup.backup(here.settings, here.store, out, "x" * 16))
"""


def test_what_a_killed_backup_has_left_goes_with_the_next(tmp_path: Path) -> None:
    office, out = an_office(tmp_path / "station"), tmp_path / "out"
    out.mkdir()
    config = tmp_path / "station.toml"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{office.folder}"\n')
    done = subprocess.run([sys.executable, "-c", KILLED, config, out / "one.sealed"], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [file.name for file in out.iterdir()] == [".one.sealed.part"]
    assert list(office.folder.glob(".*/snapshot.sqlite")), "the whole store, in plain"
    backed_up(office, out / "two.sealed")
    assert [file.name for file in out.iterdir()] == ["two.sealed"]
    assert not list(office.folder.glob(".*"))


def test_two_backups_at_once_are_one(tmp_path: Path) -> None:
    office, out = an_office(tmp_path / "station"), tmp_path / "out"
    with backup._draft(office.folder / ".backup") as first:
        (first / "snapshot.sqlite").touch()
        with pytest.raises(CannotError, match="wait for its end"):
            backed_up(office, out)
        assert (first / "snapshot.sqlite").exists(), "the second took the first one's away"
    assert not out.exists()
    backed_up(office, out)


def test_every_number_that_stands_on_paper_is_among_those_a_restore_moves() -> None:
    station = Path(backup.__file__).parent
    taken = [
        line for file in station.glob("*.py") for line in file.read_text().splitlines() if ":06d}" in line
    ]
    names = {name for line in taken for name in re.findall(r"next_of\(session, (?:counters\.)?(\w+)\)", line)}
    assert len(names) == len(counters.PRINTED)
    assert {getattr(counters, name) for name in names} == set(counters.PRINTED)


def test_a_restored_station_names_whom_it_lets_in_again(here: AStation, tmp_path: Path) -> None:
    folder, out = tmp_path / "station", tmp_path / "backup"
    keys = open_office_keys(folder / "keys", "Example County", (), utc_now())
    assert isinstance(keys, OfficeKeys)
    known = enrol_device(keys, Role.KIOSK, "kiosk-a", tmp_path / "kiosk", utc_now())
    assert isinstance(known, DeviceIdentity)
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=folder)
    backup.backup(office, here.store, out, PHRASE)
    keys.revoke(known.serial)
    later = enrol_device(keys, Role.KIOSK, "kiosk-b", tmp_path / "later", utc_now())
    assert isinstance(later, DeviceIdentity)
    shutil.rmtree(folder)
    backup.restore(office, out, PHRASE)
    assert backup.let_in(office) == ("kiosk-a",)
    keyring = Keyring(keys)
    assert keyring.lets_in(known.serial)
    assert not keyring.lets_in(later.serial)
    keys.revoke(known.serial)
    assert not keyring.lets_in(known.serial)
    assert backup.let_in(office) == ()


def test_nothing_is_restored_over_something(here: AStation, tmp_path: Path) -> None:
    folder, out = tmp_path / "station", tmp_path / "backup"
    folder.mkdir()
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=folder)
    backup.backup(office, here.store, out, PHRASE)
    (folder / "something").touch()
    with pytest.raises(CannotError, match="There is something"):
        backup.restore(office, out, PHRASE)
    (folder / "something").unlink()
    address = here.store.engine.url.render_as_string(hide_password=False)
    there = office.model_copy(update={"store": address})
    with pytest.raises(CannotError, match="is not empty"):
        backup.restore(there, out, PHRASE)


def test_another_passphrase_or_a_damaged_file_restores_nothing(here: AStation, tmp_path: Path) -> None:
    folder, out = tmp_path / "station", tmp_path / "backup"
    folder.mkdir()
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=folder)
    backup.backup(office, here.store, out, PHRASE)
    whole = out.read_bytes()
    with pytest.raises(NotOpenedError):
        backup.restore(office, out, PHRASE + "!")
    out.write_bytes(whole[:-1])
    with pytest.raises(NotOpenedError):
        backup.restore(office, out, PHRASE)
    assert list(folder.iterdir()) == []


def test_a_store_moves_to_postgresql_and_back_and_goes_on(
    here: AStation, desk: DeskLink, tmp_path: Path, postgres: Postgres
) -> None:
    completed(here, desk, 1)
    there, back = postgres.make("moved"), f"sqlite:///{tmp_path / 'back.sqlite'}"
    backup.move(here.store, there)
    moved = a_station(tmp_path, here.clock, there)
    assert held(moved.store) == held(here.store)
    completed(moved, moved.signed_in(), 2)
    backup.move(moved.store, back)
    home = opened(back)
    assert held(home) == held(moved.store)
    with pytest.raises(CannotError, match="not empty"):
        backup.move(home, there)
    home.close()
    moved.store.close()


def test_a_row_that_the_new_store_refuses_is_named_and_nothing_is_moved(
    on_sqlite: str, postgres: Postgres, tmp_path: Path
) -> None:
    old, there = opened(on_sqlite), postgres.make("moved")
    with old.writing() as session:
        session.execute(text("UPDATE accounts SET full_name = :name"), {"name": "x" * 121})
    with pytest.raises(CannotError, match=r"\(accounts, rows 1 to 1: StringDataRightTruncation\)\. Nothing"):
        backup.move(old, there)
    office = StationSettings(office="Example County", disclosure=Disclosure.BLIND, folder=tmp_path)
    assert backup.backup(office, old, tmp_path / "backup", PHRASE) > 0, "what is there is kept, as it is"
    with old.writing() as session:
        session.execute(text("UPDATE accounts SET full_name = 'T. Rivera'"))
    with old.reading() as session:
        lines = counts(session)["audit"]
    with pytest.MonkeyPatch.context() as short:
        short.setattr(backup, "counts", lambda session: counts(session) | {"audit": id(session)})
        with pytest.raises(CannotError, match="not whole"):
            backup.move(old, there)
    backup.move(old, there)
    moved = opened(there)
    with moved.reading() as session:
        assert counts(session)["audit"] == lines + 1
    moved.close()
    old.close()


@settings(max_examples=20)
@given(plain=some.binary(max_size=60), piece=some.integers(1, 16))
def test_what_was_sealed_opens_and_nothing_else_does(plain: bytes, piece: int) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(sealed_file, "PIECE", piece)
        out = io.BytesIO()
        seal(io.BytesIO(plain), out, PHRASE)
        whole = out.getvalue()
        assert b"".join(unseal(io.BytesIO(whole), PHRASE)) == plain
        with pytest.raises(NotOpenedError):
            b"".join(unseal(io.BytesIO(whole + bytes(4)), PHRASE))
        for place in range(0, len(whole), 7):
            for spoilt in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
                with pytest.raises(NotOpenedError):
                    b"".join(unseal(io.BytesIO(spoilt), PHRASE))


def test_pieces_cannot_change_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "PIECE", 4)
    out = io.BytesIO()
    seal(io.BytesIO(b"aaaabbbbcccc"), out, PHRASE)
    whole = out.getvalue()
    head, size = whole[:24], 4 + 4 + 16
    first, second, rest = whole[24 : 24 + size], whole[24 + size : 24 + 2 * size], whole[24 + 2 * size :]
    for spoilt in (head + second + first + rest, head + first + rest, head + first + second):
        with pytest.raises(NotOpenedError):
            b"".join(unseal(io.BytesIO(spoilt), PHRASE))


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        seal(io.BytesIO(b"x"), io.BytesIO(), "short")


@pytest.mark.parametrize("name", ["../outside", "/outside", "files/../../outside", "link"])
def test_a_file_that_would_lie_elsewhere_is_not_restored(tmp_path: Path, name: str) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        member = tarfile.TarInfo(name)
        if name == "link":
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    sealed = tmp_path / "sealed"
    with sealed.open("wb") as out:
        seal(io.BytesIO(content.getvalue()), out, PHRASE)
    folder = tmp_path / "new" / "station"
    wanted = StationSettings(office="Example", disclosure=Disclosure.BLIND, folder=folder)
    with pytest.raises(CannotError, match="no backup holds"):
        backup.restore(wanted, sealed, PHRASE)
    assert not list(wanted.folder.iterdir())
    assert not (tmp_path / "outside").exists()
