"""Each way to a registry tells an update once and whole, and a gateway's later refusals are heard."""

from __future__ import annotations

import datetime as dt
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.appearance import AppearanceFacts
from kiosk.delivery import AlreadyDelivered, Delivered, Outcome, Rejected, Unreachable
from kiosk.ports import RegistryConnector, TurnsBack
from kiosk.registry_update import RegistryUpdate
from sync.registry.connectors.folder import FolderConnector, json_folder, niem_folder
from sync.wire import from_wire, to_wire
from tests.sync.registry.test_registry import update


@pytest.mark.parametrize("make", [json_folder, niem_folder])
def test_a_folder_takes_each_update_once_and_knows_it_again(
    make: Callable[[Path], FolderConnector], tmp_path: Path
) -> None:
    connector: RegistryConnector = make(tmp_path)
    told = update()
    first = connector.deliver(told, to_wire(told))
    assert isinstance(first, Delivered)
    assert connector.deliver(told, to_wire(told)) == AlreadyDelivered(first.receipt)
    other = replace(told, record=replace(told.record, id_number="S000000000"))
    assert connector.deliver(other, to_wire(other)) == Rejected(("another_file_of_this_name",))
    (tmp_path / "taken").mkdir()
    (tmp_path / first.receipt).rename(tmp_path / "taken" / first.receipt)
    assert connector.deliver(told, to_wire(told)) == AlreadyDelivered(first.receipt), (
        "the gateway has taken it"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of files")
def test_a_gateway_reads_by_its_group_what_the_station_wrote_and_nobody_else_does(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        outcome = json_folder(tmp_path).deliver(update(), to_wire(update()))
    finally:
        os.umask(before)
    assert isinstance(outcome, Delivered)
    assert stat.S_IMODE((tmp_path / outcome.receipt).stat().st_mode) == 0o640


def test_a_folder_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    assert json_folder(tmp_path / "share").deliver(update(), to_wire(update())) == Unreachable(
        "folder_missing"
    )
    assert not (tmp_path / "share").exists()


def test_files_of_a_person_stand_in_the_order_of_the_versions_whatever_their_times(tmp_path: Path) -> None:
    connector, told = json_folder(tmp_path), update()
    assert isinstance(told.appearance, AppearanceFacts)
    (tmp_path / "20261123T160000-v000001-u1.json").write_bytes(to_wire(told))
    for version in (10, 9, 2):
        for person in ("SYN-0001", "SYN-0002"):
            # Completed from paper: the later the version, the earlier its true time.
            at = told.appearance.completed_at - dt.timedelta(hours=version)
            later = replace(
                told,
                update_id=f"{person}-u{version}",
                record=replace(told.record, registrant_id=person, version=version),
                appearance=replace(told.appearance, completed_at=at),
            )
            assert isinstance(connector.deliver(later, to_wire(later)), Delivered)
    found = [from_wire(RegistryUpdate, file.read_bytes()) for file in sorted(tmp_path.iterdir())]
    assert found[0] == told, "what an older program left goes first"
    for person in ("SYN-0001", "SYN-0002"):
        theirs = [one.record for one in found[1:] if isinstance(one, RegistryUpdate)]
        assert [one.version for one in theirs if one.registrant_id == person] == [2, 9, 10]


def test_an_id_that_is_no_file_name_stays_in_the_folder(tmp_path: Path) -> None:
    told = replace(update(), update_id="../../etc/passwd")
    outcome: Outcome = json_folder(tmp_path).deliver(told, to_wire(told))
    assert isinstance(outcome, Delivered)
    assert (tmp_path / outcome.receipt).is_file()


def test_a_gateways_refusal_is_told_with_its_reasons_until_it_is_noted(tmp_path: Path) -> None:
    connector, told = json_folder(tmp_path), update()
    assert isinstance(connector, TurnsBack)
    assert list(connector.turned_back()) == []
    taken = connector.deliver(told, to_wire(told))
    assert isinstance(taken, Delivered)
    refused = tmp_path / "refused"
    refused.mkdir()
    (refused / f"{taken.receipt}.txt").write_bytes(b"statute unknown\n\n\xff\x07 \n")
    (tmp_path / taken.receipt).rename(refused / taken.receipt)
    (refused / "of-another-form.xml").touch()
    for _ in range(2):
        assert list(connector.turned_back()) == [
            (taken.receipt, Rejected(("statute unknown", "\ufffd\ufffd")))
        ]
    connector.noted(taken.receipt)
    assert list(connector.turned_back()) == []
    assert len(list((refused / "noted").iterdir())) == 2
    connector.noted(taken.receipt)
    again = connector.deliver(told, to_wire(told))
    assert again == taken, "what was refused may be told again"


def test_a_refusal_without_reasons_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "refused").mkdir()
    (tmp_path / "refused" / "one.json").touch()
    assert list(json_folder(tmp_path).turned_back()) == [("one.json", Rejected(()))]
