"""Finding a person and reading their record."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QLabel, QTableWidget

from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused


def search(desk: ADesk, text: str, born: str = "") -> None:
    """Sign in, go to the people, and search."""
    desk.sign_in()
    desk.hand.press("rail.people")
    desk.hand.write("people.search", text)
    if born:
        desk.hand.write("people.born", born)
    desk.hand.press("people.find")


def names(desk: ADesk) -> list[str]:
    """The names in the list."""
    table = desk.hand.sees("people.table")
    assert isinstance(table, QTableWidget)
    return [item.text() for row in range(table.rowCount()) if (item := table.item(row, 0)) is not None]


def test_people_are_found_by_name(desk: ADesk) -> None:
    search(desk, "quill")
    desk.hand.reads("people.told", "Found: 3.")
    assert names(desk) == ["Alex Rowan Quill", "Alexa Quill", "Terry Quillan"]


def test_a_birth_date_narrows_the_search(desk: ADesk) -> None:
    search(desk, "quill", "02/09/1984")
    desk.hand.reads("people.told", "Found: 1.")
    assert desk.station.does.last("search") == ("quill", dt.date(1984, 2, 9))


def test_a_birth_date_that_is_none_is_not_asked(desk: ADesk) -> None:
    search(desk, "quill", "1984")
    desk.hand.write("people.born", "02/09/1984")
    desk.hand.press("people.find")
    desk.asked("search")
    assert desk.station.does.times("search") == 1


def test_nobody_found_is_told(desk: ADesk) -> None:
    search(desk, "zebra")
    desk.hand.reads("people.said", "Nobody fits.")


def test_a_record_is_opened_and_left_again(desk: ADesk) -> None:
    search(desk, "quill")
    desk.hand.press("people.open")
    desk.hand.reads("record.name", "Alex Rowan Quill")
    assert desk.station.does.last("record") == "SYN-0001"
    told = [label.text() for label in desk.window.findChildren(QLabel)]
    assert "Version 1: Wed 12 November 2025, taken into the roster, import" in told
    assert "Invented offense, SYNTHETIC\n000.000\nConvicted Mon 11 January 2010, Demo County" in told
    desk.hand.press("record.back")
    assert len(names(desk)) == 3


def test_a_record_leads_to_the_check_in_that_waits(desk: ADesk) -> None:
    search(desk, "quill")
    desk.hand.press("people.open")
    desk.hand.press("record.check_in")
    desk.hand.sees("review.name")
    desk.asked("claim")


def test_a_record_that_may_not_be_seen_says_why(desk: ADesk) -> None:
    desk.station.does.answer("record", refused("account_not_allowed"))
    search(desk, "quill")
    desk.hand.press("people.open")
    desk.hand.reads("people.said", "This account may not do that.")


def open_the_pin(desk: ADesk) -> None:
    """The dialog on Alex Quill's record."""
    search(desk, "quill")
    desk.hand.press("people.open")
    desk.hand.press("record.factor")


def test_a_pin_is_set_when_it_was_typed_alike_twice(desk: ADesk) -> None:
    open_the_pin(desk)
    desk.hand.write("factor.first", "2580")
    desk.hand.write("factor.again", "2581")
    desk.hand.press("factor.set")
    desk.hand.reads("factor.said", "The two are not the same.")
    assert desk.station.does.times("set_factor") == 0
    desk.hand.write("factor.again", "2580")
    desk.hand.press("factor.set")
    desk.hand.reads("record.said", "The PIN is set.")
    assert desk.station.does.last("set_factor") == ("SYN-0001", "2580")


def test_a_pin_that_will_not_do_is_told(desk: ADesk) -> None:
    desk.station.does.answer("set_factor", refused("factor_not_digits", longest="8"))
    open_the_pin(desk)
    desk.hand.write("factor.first", "abcd")
    desk.hand.write("factor.again", "abcd")
    desk.hand.press("factor.set")
    desk.hand.reads("record.said", "A PIN has 4 to 8 digits.")
