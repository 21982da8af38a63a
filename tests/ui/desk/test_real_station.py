"""The desk's window against a real station, from signing in to the printed receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from kiosk.check_in import State
from tests.specimens import records
from tests.sync.station.a_station import PASSWORD, AStation, a_station
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


@pytest.fixture
def station(tmp_path: Path) -> Iterator[AStation]:
    made = a_station(tmp_path)
    made.enrol(records.registrant())
    made.hire()
    yield made
    made.store.close()


def test_an_officer_completes_a_check_in_and_the_receipt_is_printed(
    station: AStation, qtbot: QtBot, tmp_path: Path
) -> None:
    check_in = station.visit(changes=records.moved_house())
    printer = FolderPrinter(tmp_path / "receipts")
    look = Look(theme(Surface.DESK), language("en"))
    window = joined(station.desk(), printer, Here(look, office="Example County", window="1"))
    hand = Hand(qtbot, window)
    window.show()

    hand.write("sign_in.name", "rivera")
    hand.write("sign_in.password", PASSWORD)
    hand.press("sign_in.go")
    hand.press("queue.open")
    hand.press("review.face")
    hand.choose("review.document_kind", 0)
    hand.press("review.photograph")
    hand.press("review.approve")
    hand.sees("done.queue")
    qtbot.waitUntil(lambda: bool(printer.printed()))
    hand.reads("done.printed", "Printed.")

    completed = station.signed_in().visits.outcome(check_in.check_in_id)
    assert getattr(completed, "state", None) is State.COMPLETED
    window.close()
