"""The office's books: a day's fees with their total, the log by event and id, the rules and who read them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget

from kiosk.audit import AuditEvent
from tests.specimens import books
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE
from ui.desk.books_said import event
from ui.desk.here import Here
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


def opened(desk: ADesk, leaf: str) -> None:
    """Sign in and go to one of the books."""
    desk.sign_in()
    desk.hand.press("rail.office")
    desk.hand.press(f"shelf.{leaf}")


def table(desk: ADesk, name: str) -> list[list[str]]:
    """What stands in a table."""
    found = desk.hand.sees(name)
    assert isinstance(found, QTableWidget)
    return [
        [item.text() for across in range(found.columnCount()) if (item := found.item(down, across))]
        for down in range(found.rowCount())
    ]


def test_a_days_fees_have_their_total_as_the_title_and_leave_as_a_table(desk: ADesk, tmp_path: Path) -> None:
    desk.station.fake_records.fees_of = books.fees
    opened(desk, "fees")
    desk.hand.reads("fees.title", "$5.00")
    assert [row[1:4] for row in table(desk, "fees.table")][1] == ["Paid", "5.00", "F000041"]
    today = desk.station.does.last("fees_on")
    assert isinstance(today, dt.date)
    desk.hand.press("fees.before")
    desk.qtbot.waitUntil(
        lambda: desk.station.does.last("fees_on") == today - dt.timedelta(days=1), timeout=10_000
    )
    desk.files = [tmp_path / "fees.csv"]
    desk.hand.press("fees.export")
    desk.hand.reads("fees.said", "Saved as fees.csv.")
    assert desk.station.does.last("fees_table") == today - dt.timedelta(days=1)


def test_the_log_is_searched_by_event_and_id_and_turned_page_by_page(desk: ADesk) -> None:
    opened(desk, "log")
    desk.hand.reads("log.title", "207 lines of the log")
    desk.hand.press("log.on")
    desk.asked("log", 2)
    assert desk.station.does.last("log") == (None, "", 1)
    desk.hand.write("log.text", "SYN-0001")
    desk.hand.choose("log.event", 0)
    desk.asked("log", 3)
    assert desk.station.does.last("log") == (next(iter(AuditEvent)), "SYN-0001", 0)
    desk.station.does.answer("log", GONE)
    desk.hand.press("log.look")
    desk.hand.sees("log.said")


def test_the_log_names_each_event_in_words_and_keeps_its_stored_name(desk: ADesk) -> None:
    opened(desk, "log")
    desk.hand.reads("log.title", "207 lines of the log")
    assert [row[2] for row in table(desk, "log.table")] == [
        "Check-in taken",
        "Appearance completed",
        "Receipt printed",
    ]
    assert table(desk, "log.table")[0][5] == "check-in 4b8f6f0e"
    desk.hand.until(
        lambda: any(
            "Name: check_in_claimed." in one.text() and one.isVisible()
            for one in desk.window.findChildren(QLabel)
        )
    )


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_event_of_the_log_has_words_of_its_own(code: str) -> None:
    here = Here(Look(theme(Surface.DESK), language(code)))
    said = {event(here, one.value) for one in AuditEvent}
    assert len(said) == len(AuditEvent)
    assert not any("_" in one or "logged." in one for one in said)
    assert event(here, "an_event_of_tomorrow") == "an event of tomorrow"


def test_the_rules_say_who_has_read_them_and_what_the_unread_would_change(desk: ADesk) -> None:
    opened(desk, "rules")
    desk.hand.reads("rules.title", "read the passed text: 1")
    assert "Next date for 352, Years to register for 9" in desk.text("rules.told")
    read_by = [row[3] for row in table(desk, "rules.table")]
    assert read_by == ["", "A. Counsel", "nobody yet"]
    desk.hand.choose("rules.which", 0)
    desk.qtbot.waitUntil(lambda: len(table(desk, "rules.table")) == 1, timeout=10_000)
