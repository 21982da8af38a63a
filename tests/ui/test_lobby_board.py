"""Numbers are called with sound, on the first screen and on the board on the wall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.ports import Chime
from sync.kiosk_wire import Board, Called, Standing
from sync.wire import from_wire
from tests.screens.book import settle, visible
from tests.specimens.records import NOW
from tests.ui.kiosk_at_hand import Kiosk
from ui.jobs import Jobs
from ui.lobby import board as boards
from ui.lobby.board import BoardWatch, BoardWindow
from ui.lobby.office_watch import OfficeWatch
from ui.texts import language, languages
from ui.widgets.ticket_number import TicketNumber

CALL = Called("A-014", "2", NOW.astimezone(dt.UTC))
LATER = Called("A-015", "1", NOW.astimezone(dt.UTC))
OLD = Called("A-003", "1", NOW.astimezone(dt.UTC) - dt.timedelta(minutes=20))


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path)


@pytest.fixture
def watch(kiosk: Kiosk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[BoardWatch]:
    monkeypatch.setattr(boards, "utc_now", kiosk.parts.now)
    made = BoardWatch(kiosk.link, kiosk.bell)
    yield made
    made.stop()


def read(window: QWidget) -> str:
    return " ".join(one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible())


def test_the_newest_number_fills_the_board_in_every_language(qapp: QApplication) -> None:
    window = BoardWindow()
    window.resize(1920, 1080)
    visible(window)
    window.show_board(Board((LATER, CALL), 3))
    settle()
    (newest,) = window.findChildren(TicketNumber)
    assert newest.accessibleName() == "Go to window 1 · Vaya a la ventanilla 1: A-015"
    assert newest.height() > 400
    assert "A-014" in read(window)
    window.show_board(Board((), 0))
    settle()
    assert "Please wait. We will call your number here." in read(window)
    window.show_board(None)
    settle()
    assert "We cannot show the numbers right now." in read(window)
    window.close()


def test_a_new_call_rings_once_and_an_old_one_never(kiosk: Kiosk, qtbot: QtBot, watch: BoardWatch) -> None:
    told: list[object] = []
    watch.board.connect(told.append)
    for calls in ((OLD,), (CALL, OLD), (CALL, OLD), (LATER, CALL)):
        kiosk.station.says("board", Board(calls, 0))
        told.clear()
        watch.ask()
        qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    qtbot.waitUntil(lambda: len(kiosk.bell.rung) >= 2, timeout=10_000)
    assert kiosk.bell.rung == [Chime.CALLED, Chime.CALLED]
    kiosk.station.answers.clear()
    watch.ask()
    qtbot.waitUntil(lambda: told[-1] is None, timeout=10_000)


def test_the_first_screen_hears_of_a_call_too(kiosk: Kiosk, qtbot: QtBot) -> None:
    jobs = Jobs(threads=2)
    office = OfficeWatch(kiosk.parts, kiosk.office, jobs)
    days: list[object] = []
    heard: list[bool] = []
    office.day.connect(days.append)
    office.called.connect(lambda: heard.append(True))
    for calls, times in (((OLD,), 0), ((CALL, OLD), 1), ((CALL, OLD), 1)):
        kiosk.station.says("standing", Board(calls, 0))
        days.clear()
        office.start()
        qtbot.waitUntil(lambda: bool(days), timeout=10_000)
        assert len(heard) == times
    office.stop()
    jobs.shut_down()


@pytest.mark.parametrize(
    ("written", "told"),
    [("version_given_up 1.5\n", ("version_given_up",)), ("Casey Hatch", ()), ("\u00e9", ()), (None, ())],
)
def test_why_a_kiosk_does_not_take_a_version_is_told_to_the_desk_and_nothing_else_that_stands_there(
    kiosk: Kiosk, qtbot: QtBot, tmp_path: Path, written: str | None, told: tuple[str, ...]
) -> None:
    if written is not None:
        (tmp_path / "trouble").write_text(written, "utf-8")
    heard: list[bytes] = []

    def stand(request: httpx.Request) -> Board:
        heard.append(request.content)
        return Board((), 0)

    kiosk.station.answers["standing"] = stand
    jobs = Jobs(threads=2)
    office = OfficeWatch(replace(kiosk.parts, version_trouble=tmp_path / "trouble"), kiosk.office, jobs)
    days: list[object] = []
    office.day.connect(days.append)
    office.start()
    qtbot.waitUntil(lambda: bool(days), timeout=10_000)
    office.stop()
    jobs.shut_down()
    said = from_wire(Standing, heard[0])
    assert isinstance(said, Standing)
    assert said.troubles == told
    assert all(
        f"desk.kiosk.{code}" in language(code_of).sentences for code in told for code_of in languages()
    )
