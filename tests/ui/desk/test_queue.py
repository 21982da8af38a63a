"""The live queue at the desk."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableWidget

from kiosk.check_in import State
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, refused


def cells(desk: ADesk, row: int) -> list[str]:
    """The texts of one row."""
    table = desk.hand.sees("queue.table")
    assert isinstance(table, QTableWidget)
    found = (table.item(row, column) for column in range(table.columnCount()))
    return [item.text() if item else "" for item in found]


def rows(desk: ADesk) -> int:
    """How many rows are shown."""
    table = desk.window.findChild(QTableWidget, "queue.table")
    return table.rowCount() if table else -1


def test_a_row_says_ticket_minutes_name_language_changes_and_state(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.open")
    assert cells(desk, 0) == ["A-014", "12 min", "Alex Rowan Quill", "EN", "Periodic", "Home", "", "Waiting"]
    desk.hand.reads("queue.title", "1 waiting")


def test_many_changes_are_counted_and_flags_numbered(desk: ADesk) -> None:
    desk.station.fake_visits.show(specimens.queue_view())
    desk.sign_in()
    desk.hand.sees("queue.open")
    assert cells(desk, 3)[2:] == ["RILEY B THORNE", "EN", "Periodic", "Work, Phone +2", "2", "Waiting"]
    assert cells(desk, 1)[-1] == "With K. Osei"
    assert cells(desk, 4)[-1] == "Called to 2"


def test_somebody_new_appears_by_themselves_and_the_chosen_row_stays_chosen(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.open")
    desk.station.fake_visits.show(specimens.queue_view())
    desk.qtbot.waitUntil(lambda: rows(desk) == 7, timeout=10_000)
    desk.hand.reads("queue.chosen", "A-014")


def test_a_row_that_is_gone_leaves_nobody_chosen_until_the_officer_chooses(desk: ADesk) -> None:
    visits = desk.station.fake_visits
    visits.show(specimens.queue_view())
    desk.sign_in()
    desk.hand.sees("queue.open")
    table = desk.hand.sees("queue.table")
    without = tuple(entry for entry in specimens.entries() if entry.ticket != "A-003")
    for left in (without, without[:-1]):  # what slid into its place is not chosen later either
        visits.show(specimens.queue_view(entries=left))
        desk.qtbot.waitUntil(lambda left=left: rows(desk) == len(left))  # type: ignore[misc]
        assert desk.gone("queue.chosen")
    desk.window.activateWindow()
    desk.hand.until(desk.window.isActiveWindow)
    table.setFocus()
    for key in (Qt.Key.Key_C, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    assert desk.station.does.times("call") == desk.station.does.times("claim") == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    desk.hand.reads("queue.chosen", "A-011")
    QTest.keyClick(table, Qt.Key.Key_Return)
    desk.asked("claim")


def test_an_empty_queue_offers_nothing_to_open(desk: ADesk) -> None:
    desk.station.fake_visits.show(specimens.queue_view(entries=()))
    desk.sign_in()
    desk.hand.reads("queue.title", "0 waiting")
    assert not desk.window.findChild(QTableWidget, "queue.table").selectedItems()  # type: ignore[union-attr]


def test_a_number_is_called_to_this_window(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("queue.call")
    desk.asked("call")
    assert desk.station.does.last("call") == "1"
    desk.hand.reads("queue.said", "Called to window 1.")


def test_a_call_that_is_refused_says_why(desk: ADesk) -> None:
    desk.station.does.answer("call", refused("claimed_by_another", name="K. Osei"))
    desk.sign_in()
    desk.hand.press("queue.call")
    desk.hand.reads("queue.said", "K. Osei is working on this check-in.")


def test_a_call_for_help_is_answered_with_one_press_and_goes_away(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.open")
    calls = specimens.help_calls()
    desk.station.fake_visits.show(specimens.queue_view(help_calls=calls))
    desk.hand.press("help.window.h-1")
    desk.asked("answer_help")
    assert desk.station.does.last("answer_help") == ("h-1", "window", "1")
    answered = (replace(calls[0], answer="window", window="1"),)
    desk.station.fake_visits.show(specimens.queue_view(help_calls=answered))
    desk.qtbot.waitUntil(lambda: desk.gone("help.window.h-1"), timeout=10_000)


def test_the_ticket_is_printed_again(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("queue.ticket")
    desk.qtbot.waitUntil(lambda: len(desk.printer.printed()) == 1, timeout=10_000)
    desk.hand.reads("queue.said", "Printed.")


def test_a_station_out_of_reach_is_told_until_it_answers(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.open")
    desk.station.does.answer("queue", GONE)
    desk.hand.reads("window.said", "The station does not answer.")
    desk.qtbot.waitUntil(lambda: desk.text("window.said") == "", timeout=10_000)


def test_an_account_that_may_not_see_the_queue_is_told_so_once(desk: ADesk) -> None:
    desk.station.does.answer("queue", refused("account_not_allowed"))
    desk.sign_in()
    desk.hand.reads("queue.said", "This account may not do that.")
    assert desk.station.does.times("queue") == 1


def test_a_check_in_that_somebody_else_has_can_be_read_and_not_decided(desk: ADesk) -> None:
    held = specimens.entry(state=State.CLAIMED, claimed_by="off-2", claimed_by_name="K. Osei")
    desk.station.fake_visits.show(specimens.queue_view(entries=(held,)))
    desk.open()
    desk.hand.reads("review.said", "K. Osei is working on this check-in.")
    assert desk.gone("review.approve")
    assert desk.station.fake_visits.view.entries[0].claimed_by == "off-2"
    assert desk.station.does.last("page") == ALEX


def test_a_number_for_another_service_is_called_and_ended_from_its_row(desk: ADesk) -> None:
    number = specimens.number()
    desk.station.fake_visits.show(specimens.queue_view(entries=(number, specimens.entry())))
    desk.sign_in()
    desk.hand.sees("queue.end_number")
    assert cells(desk, 0) == ["A-015", "12 min", "Permits", "EN", "Other service", "", "", "Waiting"]
    for name in ("queue.open", "queue.ticket"):
        verb = desk.window.findChild(QPushButton, name)
        assert verb is not None
        assert not verb.isVisible()
    desk.hand.press("queue.call")
    desk.qtbot.waitUntil(lambda: cells(desk, 0)[-1] == "Called to 1", timeout=10_000)
    assert desk.station.does.last("call_number") == "1"
    QTest.keyClick(desk.hand.sees("queue.table"), Qt.Key.Key_Return)
    assert rows(desk) == 2
    desk.hand.press("queue.end_number")
    desk.qtbot.waitUntil(lambda: rows(desk) == 1, timeout=10_000)
    assert desk.station.does.last("end_number") == "number-1"
    QTest.keyClick(desk.hand.sees("queue.table"), Qt.Key.Key_Down)
    desk.hand.sees("queue.open")
