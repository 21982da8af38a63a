"""The desk's camera: looked at before it is kept, closed with its dialog, and never in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from devices.camera.played import PlayedCamera
from devices.ports import SourceStatus
from devices.printer import FolderPrinter
from tests.devices.test_framing import before_the_camera
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import PASSWORD, FakeStation
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here


@pytest.fixture
def camera() -> PlayedCamera:
    """Shows nothing until it is told to."""
    return PlayedCamera()


@pytest.fixture
def opened(qtbot: QtBot, here: Here, tmp_path: Path, camera: PlayedCamera) -> tuple[Hand, FakeStation]:
    """The camera's dialog over the first check-in's review page."""
    station = FakeStation()
    window = joined(station, FolderPrinter(tmp_path), here, choose_file=lambda _title: None, camera=camera)
    hand = Hand(qtbot, window)
    window.show()
    hand.write("sign_in.name", "rivera")
    hand.write("sign_in.password", PASSWORD)
    hand.press("sign_in.go")
    hand.press("queue.open")
    hand.press("review.new_photograph")
    hand.sees("taking.cancel")
    return hand, station


def test_a_photograph_is_taken_looked_at_and_kept(
    opened: tuple[Hand, FakeStation], camera: PlayedCamera
) -> None:
    hand, station = opened
    camera.show(before_the_camera("a"))
    hand.reads("taking.said", "Light and framing are good.")
    hand.press("taking.take")
    hand.press("taking.again")
    hand.press("taking.take")
    hand.press("taking.keep")
    hand.until(lambda: station.does.times("keep_photograph") == 1)
    kept = station.does.last("keep_photograph")
    assert isinstance(kept, bytes)
    assert kept.startswith(b"\xff\xd8")
    assert camera.status is SourceStatus.NONE, "closed with its dialog"


def test_a_camera_that_is_gone_says_so_and_a_file_will_do(
    opened: tuple[Hand, FakeStation], camera: PlayedCamera
) -> None:
    hand, station = opened
    camera.show(before_the_camera("a"))
    hand.sees("taking.take")
    camera.lose()
    hand.reads("taking.said", "The camera does not answer.")
    hand.press("taking.file")
    hand.until(lambda: camera.status is SourceStatus.NONE)
    assert station.does.times("keep_photograph") == 0


@pytest.mark.parametrize("how", ["idle", "lock_wanted"])
def test_a_lock_closes_the_camera(opened: tuple[Hand, FakeStation], camera: PlayedCamera, how: str) -> None:
    hand, station = opened
    camera.show(before_the_camera("a"))
    hand.sees("taking.take")
    behind = hand.sees("taking.take").window().parentWidget()
    assert behind is not None
    window = behind.window()
    getattr(window, how).emit()
    hand.sees("sign_in.go")
    hand.until(lambda: camera.status is SourceStatus.NONE)
    assert not any(dialog.isVisible() for dialog in window.findChildren(QDialog))
    assert station.does.times("keep_photograph") == 0


def test_a_call_for_help_is_noticed_on_every_page(desk: ADesk) -> None:
    desk.open()
    view = replace(specimens.queue_view(), help_calls=specimens.help_calls())
    desk.station.fake_visits.show(replace(view, entries=desk.station.fake_visits.view.entries))
    desk.hand.reads("window.notice", "calls for help")
