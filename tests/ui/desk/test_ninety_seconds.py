"""Ninety seconds of hands when nothing changed, three minutes with an address, photograph and entry in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.camera.played import PlayedCamera
from devices.printer import FolderPrinter
from kiosk.changes import ReportedChange
from sync.station.desk_wire import DeliveryState
from sync.station.people_wire import Efforts
from tests.devices.test_framing import before_the_camera
from tests.specimens import records
from tests.sync.station.a_station import PASSWORD, AStation, a_station
from tests.ui.desk.hand import Hand
from tests.ui.desk.robot import DECISION_S, KEY_S, Robot
from ui.desk.build import joined
from ui.desk.here import Here


class Showing(PlayedCamera):
    """A camera before which an invented person sits whenever it is open."""

    def open(self) -> None:
        """Open, with somebody there."""
        super().open()
        self.show(before_the_camera("a"))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[AStation]:
    """Alex Quill in the roster, Rivera at the desk; nothing carries updates."""
    made = a_station(tmp_path)
    made.enrol(records.registrant())
    made.hire()
    yield made
    made.store.close()


@pytest.mark.parametrize(
    ("changes", "to_read", "at_most_s", "at_most_keys"),
    [((), 1, 90, 25), (records.moved_house(), 5, 180, 95)],
    ids=["unchanged", "one address"],
)
def test_a_visit_takes_no_longer_than_promised(
    station: AStation,
    qtbot: QtBot,
    here: Here,
    tmp_path: Path,
    changes: tuple[ReportedChange, ...],
    to_read: int,
    at_most_s: int,
    at_most_keys: int,
) -> None:
    station.visit(changes=changes)
    window = joined(station.desk(), FolderPrinter(tmp_path / "receipts"), here, camera=Showing())
    hand = Hand(qtbot, window)
    window.show()
    window.activateWindow()
    hand.until(window.isActiveWindow)
    hand.write("sign_in.name", "rivera")
    hand.write("sign_in.password", PASSWORD)
    hand.press("sign_in.go")
    robot = Robot(hand, window)
    robot.serve(to_read=to_read)
    hands_s = robot.decisions * DECISION_S + robot.keys * KEY_S
    print(f"decisions {robot.decisions}, keys {robot.keys}, hands {hands_s:.0f} s, all {robot.seconds:.0f} s")
    assert robot.keys <= at_most_keys
    assert hands_s <= at_most_s

    link = station.signed_in(desk="desk-9")
    rows = link.office.deliveries()
    assert isinstance(rows, tuple)
    assert [row.state for row in rows] == [DeliveryState.DELIVERED]
    efforts = link.records.efforts()
    assert isinstance(efforts, Efforts)
    assert (efforts.completions, efforts.entries) == (1, 1)
    assert efforts.presses is not None
    window.close()
