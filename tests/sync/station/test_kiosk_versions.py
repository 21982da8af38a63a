"""The station keeps one version for its kiosks, whole or not at all, and gives it to them piece by piece."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from kiosk.audit import AuditEvent
from kiosk.problems import Problem
from sync.identity import Role
from sync.kiosk_wire import LONGEST_PIECE, OfferedVersion, OfficeInfo
from sync.link import Refused, Unreachable
from sync.station import backup, kiosk_versions
from sync.station.api.version_routes import OF_ALL, OF_ONE
from sync.station.audit import Actor
from sync.station.kiosk_versions import Kept, VersionShelf, keep, withdraw
from sync.station.settings import VERSION_FOLDER
from tests.sync.station.a_station import AStation, a_station

BY = Actor("console", "station")
FILES = {"appear.efi": b"k" * 10, "root.verity": b"v" * 20, "root.erofs": b"r" * (LONGEST_PIECE + 5)}


def brought(folder: Path, files: Mapping[str, bytes] = MappingProxyType({}), **other: Any) -> Path:
    """An update's folder as a build makes it, with other ``files``; its note changed by ``other``."""
    folder.mkdir(exist_ok=True)
    has = {**FILES, **files}
    note: dict[str, Any] = {"product": "appear-kiosk", "version": "2.0", "root_hash": "ab" * 32}
    for name, called in (("appear.efi", "kernel"), ("root.verity", "verity"), ("root.erofs", "root")):
        (folder / name).write_bytes(has[name])
        note |= {f"{called}_bytes": len(has[name])}
        note |= {f"{called}_sha256": hashlib.sha256(has[name]).hexdigest()}
    (folder / "update.json").write_text(json.dumps(note | other), "utf-8")
    (folder / "update.sig").write_bytes(b"signed")
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Iterator[AStation]:
    """A station whose shelf is empty, and whose clock for the rates stands still."""
    made = a_station(tmp_path)
    shelf = VersionShelf(tmp_path / VERSION_FOLDER)
    yield replace(made, station=replace(made.station, versions=shelf, tick=lambda: 1.0))
    made.store.close()


def shelf_of(here: AStation) -> VersionShelf:
    assert here.station.versions is not None
    return here.station.versions


def kept(here: AStation, folder: Path) -> Kept | Problem:
    """What came of keeping that folder."""
    return keep(here.store, shelf_of(here), folder, BY, here.clock())


def good(found: Kept | Problem) -> Kept:
    assert isinstance(found, Kept), found
    return found


def on_the_shelf(tmp_path: Path) -> set[str]:
    """Everything below the shelf."""
    shelf = tmp_path / VERSION_FOLDER
    return {str(file.relative_to(shelf)) for file in shelf.rglob("*") if file.is_file()}


def test_a_kiosk_is_given_each_file_from_where_it_asks(here: AStation, tmp_path: Path) -> None:
    kiosk = here.kiosk()
    assert kiosk.offered_version() == OfferedVersion("")
    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    assert kiosk.offered_version() == OfferedVersion(mark)
    assert kiosk.version_piece(mark, "root.erofs", 0) == FILES["root.erofs"][:LONGEST_PIECE]
    assert kiosk.version_piece(mark, "root.erofs", len(FILES["root.erofs"])) == b""
    assert AuditEvent.KIOSK_VERSION_FETCHED not in here.events()
    for _ in range(2):
        assert kiosk.version_piece(mark, "root.erofs", LONGEST_PIECE) == b"r" * 5
    assert kiosk.version_piece(mark, "root.erofs", 1 << 30) == b""
    assert kiosk.version_piece(mark, "update.sig", 0) == b"signed"
    assert here.events().count(AuditEvent.KIOSK_VERSION_FETCHED) == 1


@pytest.mark.parametrize(
    "name", ["offered", "station.sqlite", "%2e%2e", "root.erofs.part", "%2e%2e%2foffered"]
)
def test_nothing_but_the_five_files_is_given(here: AStation, tmp_path: Path, name: str) -> None:
    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    (tmp_path / VERSION_FOLDER / mark / "root.erofs.part").write_bytes(b"x")
    answer = here.http("kiosk-a", Role.KIOSK).get(f"/v1/kiosk/version/{mark}/{name}")
    assert answer.status_code == 404
    draft = tmp_path / VERSION_FOLDER / ("a" * 64)
    draft.mkdir()
    (draft / "update.json").write_bytes((tmp_path / "stick/update.json").read_bytes())
    for other in ("0" * 32, "offered", draft.name):
        found = here.kiosk().version_piece(other, "update.json", 0)
        assert isinstance(found, Refused)
        assert found.problem.code == "no_kiosk_version"


def test_what_was_kept_before_is_gone_once_another_is_offered(here: AStation, tmp_path: Path) -> None:
    first = good(kept(here, brought(tmp_path / "stick")))
    second = good(kept(here, brought(tmp_path / "stick", version="2.1")))
    assert here.kiosk().offered_version() == OfferedVersion(second.mark)
    assert isinstance(here.kiosk().version_piece(first.mark, "update.json", 0), Refused)
    assert {name.split("/")[0] for name in on_the_shelf(tmp_path)} == {second.mark, "offered"}
    again = good(kept(here, tmp_path / "stick"))
    assert again.mark != second.mark, "so that a kiosk that refused it looks once more"
    withdrawn = withdraw(here.store, shelf_of(here), BY, here.clock())
    assert good(withdrawn).offer.version == "2.1"
    assert on_the_shelf(tmp_path) == set()
    assert here.kiosk().offered_version() == OfferedVersion("")
    nothing = withdraw(here.store, shelf_of(here), BY, here.clock())
    assert isinstance(nothing, Problem)
    assert here.events().count(AuditEvent.KIOSK_VERSION_WITHDRAWN) == 1


@pytest.mark.parametrize(
    ("broken", "content", "code"),
    [
        ("root.erofs", FILES["root.erofs"][:-1], "kiosk_version_not_whole"),
        ("root.erofs", FILES["root.erofs"] + b"!", "kiosk_version_not_whole"),
        ("root.verity", b"w" * 20, "kiosk_version_not_whole"),
        ("appear.efi", None, "kiosk_version_unreadable"),
        ("update.sig", None, "kiosk_version_unreadable"),
        ("update.json", None, "kiosk_version_unreadable"),
        ("update.json", b"{", "kiosk_version_note_wrong"),
        ("update.json", b"[" * 10_000, "kiosk_version_note_wrong"),
        ("update.json", b'{"product": "other"}', "kiosk_version_note_wrong"),
    ],
)
def test_a_folder_that_is_not_whole_is_refused_by_the_file_and_nothing_changes(
    here: AStation, tmp_path: Path, broken: str, content: bytes | None, code: str
) -> None:
    good(kept(here, brought(tmp_path / "stick")))
    before, events = on_the_shelf(tmp_path), here.events()
    (tmp_path / "stick" / broken).unlink()
    if content is not None:
        (tmp_path / "stick" / broken).write_bytes(content)
    found = kept(here, tmp_path / "stick")
    assert isinstance(found, Problem)
    assert found.code == code
    assert str(tmp_path / "stick" / broken) in str(found)
    assert (on_the_shelf(tmp_path), here.events()) == (before, events)


def test_a_copy_that_the_disk_does_not_take_leaves_nothing(
    here: AStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = good(kept(here, brought(tmp_path / "stick")))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kiosk_versions.os, "fsync", full)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="No space"):
        kept(here, tmp_path / "stick")
    assert {name.split("/")[0] for name in on_the_shelf(tmp_path)} == {first.mark, "offered"}


def test_nothing_beside_it_in_its_folder_is_touched(here: AStation, tmp_path: Path) -> None:
    other = tmp_path / VERSION_FOLDER / "county-records/2026"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    good(kept(here, brought(tmp_path / "stick")))
    good(kept(here, tmp_path / "stick"))
    good(withdraw(here.store, shelf_of(here), BY, here.clock()))
    assert on_the_shelf(tmp_path) == {"county-records/2026"}


def left_by_a_kill(tmp_path: Path) -> Path:
    """A draft of a program that is no more."""
    draft = tmp_path / VERSION_FOLDER / ("d" * 32)
    draft.mkdir(parents=True)
    (draft / "root.erofs").write_bytes(b"x")
    return draft


def test_what_a_killed_program_left_is_gone_at_the_next_even_when_that_changes_nothing(
    here: AStation, tmp_path: Path
) -> None:
    left_by_a_kill(tmp_path)
    assert isinstance(withdraw(here.store, shelf_of(here), BY, here.clock()), Problem)
    assert on_the_shelf(tmp_path) == set()
    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    left_by_a_kill(tmp_path)
    (tmp_path / "stick/root.erofs").unlink()
    assert isinstance(kept(here, tmp_path / "stick"), Problem)
    assert {name.split("/")[0] for name in on_the_shelf(tmp_path)} == {mark, "offered"}


def test_one_that_leaves_the_stations_records_no_room_is_not_kept(
    here: AStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = sum(map(len, FILES.values())) + kiosk_versions.LEFT_FREE
    usage = shutil.disk_usage(tmp_path)
    for there, is_kept in ((free - 1, False), (free, True)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _at, there=there: usage._replace(free=there))
        found = kept(here, brought(tmp_path / "stick"))
        assert isinstance(found, Kept) is is_kept, found
        if isinstance(found, Problem):
            assert (found.code, on_the_shelf(tmp_path)) == ("kiosk_version_no_room", set())


def test_that_a_kiosk_was_given_it_is_written_down_although_the_store_was_busy_once(
    here: AStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError("busy")

    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    kiosk = here.kiosk()
    with monkeypatch.context() as once:
        once.setattr(kiosk_versions, "_note", busy)
        assert not isinstance(kiosk.version_piece(mark, "root.erofs", LONGEST_PIECE), bytes)
    for _ in range(2):
        assert kiosk.version_piece(mark, "root.erofs", LONGEST_PIECE) == b"r" * 5
    assert here.events().count(AuditEvent.KIOSK_VERSION_FETCHED) == 1


def test_one_kiosk_is_given_so_much_at_once_and_its_lobby_is_not_held_back(
    here: AStation, tmp_path: Path
) -> None:
    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    kiosk = here.kiosk()
    given = [kiosk.version_piece(mark, "root.erofs", 0) for _ in range(12)]
    put_off = Unreachable("status_429")
    assert given.count(put_off) == 12 - OF_ONE.at_once
    assert given[-1] == put_off
    assert isinstance(here.kiosk("kiosk-b").version_piece(mark, "root.erofs", 0), bytes)
    assert isinstance(kiosk.office(), OfficeInfo), "what the lobby asks is counted apart"


def test_all_kiosks_together_are_given_so_much_at_once(here: AStation, tmp_path: Path) -> None:
    mark = good(kept(here, brought(tmp_path / "stick"))).mark
    each = range(int(OF_ONE.at_once))
    given = [
        link.version_piece(mark, "update.sig", 0)
        for link in map(here.kiosk, (f"kiosk-{number}" for number in range(6)))
        for _ in each
    ]
    assert given.count(b"signed") == OF_ALL.at_once
    assert given.count(Unreachable("status_429")) == 6 * len(each) - OF_ALL.at_once


def test_a_backup_leaves_it_out(here: AStation, tmp_path: Path) -> None:
    good(kept(here, brought(tmp_path / "stick")))
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys/ca.pem").write_bytes(b"x")
    taken = {str(file.relative_to(tmp_path)) for file in backup._files(tmp_path)}
    assert "keys/ca.pem" in taken
    assert not [name for name in taken if name.startswith(VERSION_FOLDER)]
