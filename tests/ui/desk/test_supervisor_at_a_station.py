"""A supervisor at a real station: a tip, the door it doubts, a records request, a legal hold."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from kiosk.audit import AuditEvent
from kiosk.review import Role
from sync.station.retention_series import load_series
from tests.specimens import records
from tests.sync.station.a_station import PASSWORD, a_station
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here


def take_a_tip(hand: Hand) -> None:
    """A householder does not know Alex Quill."""
    hand.press("rail.cases")
    hand.press("shelf.tips")
    hand.press("tips.new")
    hand.choose("tip.kind", 0)
    hand.write("tip.about", "Alex Quill, 1980-11-05")
    QTest.keyClicks(hand.sees("tip.says"), "Nobody of that name lives here.")
    hand.press("tip.go")
    hand.reads("tips.said", "The door of Alex Rowan Quill stands on top")
    hand.press("shelf.addresses")
    hand.reads("address.title", "where somebody is said not to live: 1")


def test_what_a_supervisor_does_at_the_window_stands_at_the_station(
    qtbot: QtBot, here: Here, tmp_path: Path
) -> None:
    station = a_station(
        tmp_path, records_opened=frozenset({"name", "residences"}), retention=load_series(None)
    )
    station.enrol(records.registrant())
    station.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    answer = tmp_path / "answer.pdf"
    printer = FolderPrinter(tmp_path / "receipts")
    window = joined(station.desk(), printer, here, choose_place=lambda _title, _name: answer)
    hand = Hand(qtbot, window)
    window.show()
    hand.write("sign_in.name", "osei")
    hand.write("sign_in.password", PASSWORD)
    hand.press("sign_in.go")
    take_a_tip(hand)
    hand.press("shelf.requests")
    hand.press("requests.new")
    hand.write("request.who", "The Demo Tribune")
    QTest.keyClicks(hand.sees("request.lines"), "MO-SYN-0001\rNobody Known")
    hand.press("request.go")
    hand.reads("requests.said", "Saved as answer.pdf.")
    text = " ".join(pypdf.PdfReader(io.BytesIO(answer.read_bytes())).pages[0].extract_text().split())
    assert "Alex Rowan Quill Residences 415 Birchwood Ter Apt 3B" in text
    assert text.count("There is no open record") == 1
    hand.press("rail.office")
    hand.press("shelf.retention")
    hand.reads("retention.title", "nothing could be removed today")
    hand.press("retention.hold")
    hand.write("hold.who", "MO-SYN-0001")
    hand.write("hold.reason", "Demo v. Quill")
    hand.press("hold.go")
    hand.until(lambda: AuditEvent.HOLD_PLACED.value in station.events())
    hand.choose("retention.which", len(load_series(None)) - 1)
    hand.reads("retention.title", "Legal holds")
    table = hand.sees("retention.table")
    assert isinstance(table, QTableWidget)
    hand.until(lambda: table.rowCount() == 1)
    window.close()
    station.store.close()
