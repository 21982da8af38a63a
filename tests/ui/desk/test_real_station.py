"""The desk's window against a real station, from signing in to the printed receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from kiosk.check_in import State
from kiosk.registrant import Residence
from sync.station.desk_wire import DeliveryState, Outcome, ReceiptState, RecordPage
from tests.specimens import records
from tests.sync.station.a_station import PASSWORD, AStation, a_station
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here
from ui.desk.window import DeskWindow


@pytest.fixture
def station(tmp_path: Path) -> Iterator[AStation]:
    """Alex Quill in the roster, Rivera and Osei on the pay-roll."""
    made = a_station(tmp_path)
    made.enrol(records.registrant())
    made.hire()
    made.hire("osei", full_name="K. Osei")
    yield made
    made.store.close()


Opened = Callable[[str], Hand]


@pytest.fixture
def open_desk(station: AStation, qtbot: QtBot, here: Here, tmp_path: Path) -> Iterator[Opened]:
    """A function that opens another desk, somebody signed in at it, printing into ``receipts``."""
    windows: list[DeskWindow] = []

    def opened(who: str) -> Hand:
        window = joined(station.desk(f"desk-{len(windows)}"), FolderPrinter(tmp_path / "receipts"), here)
        windows.append(window)
        hand = Hand(qtbot, window)
        window.show()
        hand.write("sign_in.name", who)
        hand.write("sign_in.password", PASSWORD)
        hand.press("sign_in.go")
        return hand

    yield opened
    for window in windows:
        window.close()


def complete(hand: Hand) -> None:
    """Open the first in the queue, do the three acts, complete."""
    hand.press("queue.open")
    hand.press("review.face")
    hand.choose("review.document_kind", 0)
    hand.press("review.photograph")
    hand.press("review.approve")
    hand.sees("done.queue")


def outcome(station: AStation, check_in_id: str) -> Outcome:
    """How the check-in stands at the station."""
    found = station.signed_in(desk="desk-9").visits.outcome(check_in_id)
    assert isinstance(found, Outcome), found
    return found


def test_an_officer_completes_a_check_in_and_the_receipt_is_printed(
    station: AStation, open_desk: Opened, tmp_path: Path
) -> None:
    check_in = station.visit(changes=records.moved_house())
    hand = open_desk("rivera")
    complete(hand)
    hand.reads("done.printed", "Printed.")
    assert outcome(station, check_in.check_in_id).state is State.COMPLETED

    found = station.signed_in(desk="desk-9").people.record("SYN-0001")
    assert isinstance(found, RecordPage)
    assert found.record.version == 4
    homes = [home for home in found.record.residences if isinstance(home, Residence) and home.ended is None]
    assert [home.address for home in homes] == [records.NEW_HOME]

    (paper,) = (tmp_path / "receipts").glob("*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "Alex Rowan Quill" in text
    assert "1208 E Linden Ave" in text


def test_a_second_officer_is_told_who_has_it(station: AStation, open_desk: Opened) -> None:
    station.visit()
    first, second = open_desk("rivera"), open_desk("osei")
    first.press("queue.open")
    first.sees("review.name")
    second.press("queue.open")
    second.reads("review.said", "T. Rivera is working on this check-in.")


def test_a_completion_taken_back_tells_nobody_and_is_the_officers_again(
    station: AStation, open_desk: Opened
) -> None:
    check_in = station.visit()
    hand = open_desk("rivera")
    complete(hand)
    hand.write("done.reason", "Wrong person at the window")
    hand.press("done.undo")
    hand.reads("review.said", "Taken back.")
    found = outcome(station, check_in.check_in_id)
    assert (found.state, found.receipt) == (State.CLAIMED, ReceiptState.VOID)
    rows = station.signed_in(desk="desk-9").office.deliveries()
    assert isinstance(rows, tuple)
    assert [row.state for row in rows] == [DeliveryState.WITHDRAWN]


def test_what_was_entered_survives_the_desk(station: AStation, open_desk: Opened) -> None:
    check_in = station.visit()
    hand = open_desk("rivera")
    hand.press("queue.open")
    hand.press("review.face")
    hand.write("review.reason", "left the counter for a minute")
    hand.press("review.back")
    hand.sees("queue.table")

    other = open_desk("rivera")
    other.press("queue.open")
    other.sees("review.name")
    assert other.text("review.reason") == "left the counter for a minute"
    assert "the face" not in other.text("review.missing")
    assert outcome(station, check_in.check_in_id).state is State.CLAIMED


def test_a_person_is_found_in_the_roster(open_desk: Opened) -> None:
    hand = open_desk("rivera")
    hand.sees("queue.table")
    hand.press("rail.people")
    hand.write("people.search", "quill")
    hand.press("people.find")
    hand.press("people.open")
    hand.reads("record.name", "Alex Rowan Quill")
