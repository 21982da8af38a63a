"""The page of who is due: the overdue first, chosen by schedule, saved as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTableWidget

from sync.station.board_wire import BoardAsked, DueState
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE, refused


def names(desk: ADesk) -> list[str]:
    """The people in the list."""
    table = desk.hand.sees("due.table")
    assert isinstance(table, QTableWidget)
    return [item.text() for row in range(table.rowCount()) if (item := table.item(row, 0)) is not None]


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.reads("due.title", "3 people are overdue")


def test_the_overdue_stand_first_with_the_number_as_the_title(desk: ADesk) -> None:
    opened(desk)
    assert names(desk) == ["Casey Marlow Hatch", "Jordan Alvarez Pike", "Alex Rowan Quill"]
    assert desk.station.does.last("due") == BoardAsked(DueState.OVERDUE)
    assert desk.text("due.told").startswith("2125 on the roster; last day this week: 1.")


def test_a_state_and_a_schedule_narrow_the_list(desk: ADesk) -> None:
    opened(desk)
    desk.hand.choose("due.state", 1)
    desk.asked("due", 2)
    desk.qtbot.waitUntil(lambda: names(desk) == ["Morgan Ostrow"], timeout=10_000)
    schedules = desk.hand.sees("due.schedules")
    assert isinstance(schedules, QTableWidget)
    schedules.setCurrentCell(1, 0)
    desk.hand.reads("due.shown", "Nobody fits this choice.")
    assert desk.station.does.last("due") == BoardAsked(DueState.SOON, "M-08", "verification")


def test_a_person_of_the_list_is_opened(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("due.open")
    desk.hand.reads("record.name", "Alex Rowan Quill")
    assert desk.station.does.last("record") == "SYN-0031"


def test_the_list_is_saved_as_a_table(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.files = [tmp_path / "due.csv", tmp_path / "missing" / "due.csv"]
    desk.hand.press("due.export")
    desk.hand.reads("due.said", "Saved as due.csv. Keep it as closely as the roster.")
    assert (tmp_path / "due.csv").read_bytes() == b"name\r\n"
    desk.hand.press("due.export")
    desk.hand.reads("due.said", "The table could not be saved there. Choose another place.")
    desk.hand.press("due.export")
    assert desk.station.does.times("export") == 2


def test_what_could_not_be_asked_is_said(desk: ADesk) -> None:
    opened(desk)
    desk.station.does.answer("due", GONE)
    desk.hand.press("due.refresh")
    desk.hand.sees("due.said")
    desk.station.does.answer("record", refused("no_such_registrant"))
    desk.hand.press("due.open")
    desk.hand.sees("window.notice")
