"""The appointment book at the desk: a day, whom a time is wanted for, and every way it can be refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QTableWidget

from kiosk.law.lanes import Coming, Lane
from sync.station.appointment_wire import BookTime
from tests.specimens import appointments as specimens
from tests.specimens import desk as desk_specimens
from tests.specimens.records import OFFICE_ZONE, TODAY
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import LOST, refused


@pytest.fixture
def book(desk: ADesk) -> ADesk:
    """The book of the queue's own today, opened."""
    desk.sign_in()
    desk.hand.sees("queue.open")
    desk.hand.press("rail.appointments")
    desk.hand.reads("appointments.told", "open from 8:00 am to 3:00 pm")
    return desk


def column(desk: ADesk, table: str, place: int = 0) -> list[str]:
    """One column of a table."""
    rows = desk.hand.sees(table)
    assert isinstance(rows, QTableWidget)
    return [item.text() for row in range(rows.rowCount()) if (item := rows.item(row, place)) is not None]


def choose(desk: ADesk, table: str, row: int) -> None:
    """Choose a row."""
    rows = desk.hand.sees(table)
    assert isinstance(rows, QTableWidget)
    rows.setCurrentCell(row, 0)


def open_for_alex(desk: ADesk) -> None:
    """From Alex Quill's record to the book, to choose a time."""
    desk.sign_in()
    desk.hand.press("rail.people")
    desk.hand.write("people.search", "quill")
    desk.hand.press("people.find")
    desk.hand.press("people.open")
    desk.hand.press("record.time")
    desk.hand.sees("appointments.times")


def test_a_day_shows_who_comes_when_and_how_each_stands(book: ADesk) -> None:
    assert column(book, "appointments.table") == ["8:00 am", "8:30 am", "9:00 am", "10:00 am", "1:30 pm"]
    assert column(book, "appointments.table", 3) == [
        "Served",
        "Has not come",
        "Has checked in",
        "Booked",
        "Booked",
    ]
    book.hand.reads("appointments.for", "To book, open a person's record")
    assert "9:00 am" not in column(book, "appointments.times")


def test_the_days_are_leafed_through_and_typed_and_a_closed_one_says_why(book: ADesk) -> None:
    book.hand.press("appointments.later")
    book.asked("day", 2)
    assert book.station.does.last("day") == TODAY + dt.timedelta(days=1)
    book.hand.reads("appointments.told", "Nobody is booked on this day.")
    book.hand.write("appointments.day", "11/28/2026")
    line = book.hand.sees("appointments.day")
    line.returnPressed.emit()  # type: ignore[attr-defined]
    book.hand.reads("appointments.told", "closed (a Saturday)")
    book.hand.write("appointments.day", "28 Nov")
    line.returnPressed.emit()  # type: ignore[attr-defined]
    assert line.property("invalid") == "true"


def test_from_a_record_a_time_is_chosen_for_that_person(desk: ADesk) -> None:
    desk.station.fake_appointments.booked = ()
    open_for_alex(desk)
    desk.hand.reads("appointments.for", "A new appointment for Alex Rowan Quill")
    desk.qtbot.waitUntil(lambda: len(column(desk, "appointments.times")) == 12, timeout=10_000)
    choose(desk, "appointments.times", 1)
    desk.hand.press("appointments.book")
    desk.hand.reads("appointments.said", "Booked for Alex Rowan Quill")
    asked = desk.station.does.last("book")
    assert isinstance(asked, BookTime)
    assert (asked.registrant_id, asked.lane) == ("SYN-0001", Lane.PERIODIC)
    assert asked.starts.astimezone(OFFICE_ZONE).time() == dt.time(9, 30)
    desk.hand.reads("appointments.for", "To book, open a person's record")


def test_who_was_quicker_is_said_and_a_lost_answer_is_asked_again_under_the_same_id(desk: ADesk) -> None:
    desk.station.fake_appointments.booked = ()
    open_for_alex(desk)
    desk.qtbot.waitUntil(lambda: len(column(desk, "appointments.times")) == 12, timeout=10_000)
    desk.station.does.answer("book", refused("appointment_not_free"))
    desk.hand.press("appointments.book")
    desk.hand.reads("appointments.said", "That time is not free.")
    desk.station.does.answer("book", LOST)
    desk.hand.press("appointments.book")
    desk.asked("book", 2)
    desk.hand.press("appointments.book")
    desk.hand.reads("appointments.said", "Booked for Alex Rowan Quill")
    ids = {asked.appointment_id for name, asked in desk.station.does.asked if name == "book"}  # type: ignore[attr-defined]
    assert len(ids) == 1


def test_a_person_who_has_an_appointment_moves_it(desk: ADesk) -> None:
    mine = replace(specimens.TODAYS[3], registrant_id="SYN-0001", name="Alex Rowan Quill")
    desk.station.fake_appointments.booked = (mine,)
    open_for_alex(desk)
    desk.hand.reads("appointments.for", "Alex Rowan Quill now comes on")
    desk.qtbot.waitUntil(lambda: len(column(desk, "appointments.times")) == 11, timeout=10_000)
    choose(desk, "appointments.times", 0)
    desk.hand.press("appointments.book")
    desk.hand.reads("appointments.said", "Moved for Alex Rowan Quill")
    moved = desk.station.does.last("move")
    assert moved == (mine.appointment_id, specimens.at(9))


def test_a_chosen_appointment_is_moved_or_let_be(book: ADesk) -> None:
    choose(book, "appointments.table", 3)
    book.hand.press("appointments.move")
    book.hand.reads("appointments.for", "Robin Tamsin Vale now comes on")
    book.hand.press("appointments.stop")
    book.hand.reads("appointments.for", "To book, open a person's record")
    assert book.station.does.times("move") == 0


def test_one_is_cancelled_with_a_reason_and_not_without(book: ADesk) -> None:
    choose(book, "appointments.table", 3)
    book.hand.press("appointments.cancel")
    assert book.station.does.times("cancel") == 0
    book.hand.write("appointments.reason", "in hospital")
    book.hand.press("appointments.cancel")
    book.hand.reads("appointments.said", "Cancelled. The time is free again.")
    assert book.station.does.last("cancel") == ("ap-21", "in hospital")
    book.qtbot.waitUntil(lambda: len(column(book, "appointments.table")) == 4, timeout=10_000)


def test_who_was_served_can_neither_be_moved_nor_cancelled_but_looked_up(book: ADesk) -> None:
    choose(book, "appointments.table", 0)
    book.hand.press("appointments.open")
    book.hand.reads("record.name", "Alex Rowan Quill")
    assert book.station.does.last("record") == "SYN-0003"


def test_the_book_is_drawn_anew_when_another_desk_changes_it(book: ADesk) -> None:
    asked = book.station.does.times("day")
    visits = book.station.fake_visits
    visits.show(replace(visits.view, appointments=specimens.TO_COME))
    book.asked("day", asked + 1)


def test_the_queue_shows_the_booked_time_and_who_has_not_come(desk: ADesk) -> None:
    visits = desk.station.fake_visits
    visits.show(
        replace(
            visits.view,
            entries=(desk_specimens.entry(appointment=specimens.at(9), coming=Coming.LATE),),
            appointments=specimens.TO_COME,
        )
    )
    desk.sign_in()
    desk.hand.sees("queue.open")
    assert column(desk, "queue.table", 4) == ["Booked 9:00 am"]
    desk.hand.reads("queue.to_come", "Have not come: 8:30 am Jordan Alvarez Pike")
    desk.hand.reads("queue.to_come", "Appointments to come: 10:00 am Robin Tamsin Vale, 1:30 pm Sam")
    visits.show(replace(visits.view, appointments=()))
    desk.qtbot.waitUntil(lambda: desk.gone("queue.to_come"), timeout=10_000)
