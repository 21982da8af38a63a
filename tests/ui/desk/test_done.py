"""After the completion: the paper, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from devices.ports import PrinterStatus
from devices.printer import FolderPrinter
from kiosk.check_in import State
from kiosk.papers import CallAbout
from tests.specimens import desk as specimens
from tests.specimens.records import NOW, TODAY
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, FakeStation, refused
from ui.desk.here import Here
from ui.desk.pages.done import DonePage
from ui.style.tokens import Surface, theme


def papers(desk: ADesk, many: int) -> list[str]:
    """The text of each paper that came out, once there are ``many``."""
    desk.qtbot.waitUntil(lambda: len(desk.printer.printed()) == many, timeout=10_000)
    return ["".join(page.extract_text() for page in PdfReader(file).pages) for file in desk.printer.printed()]


def test_the_receipt_is_printed_by_itself_once(desk: ADesk) -> None:
    desk.complete()
    desk.hand.reads("done.printed", "Printed.")
    (paper,) = papers(desk, 1)
    assert "Alex Rowan Quill" in paper
    assert "DUPLICATE" not in paper


def test_what_is_said_later_can_be_read_on_its_ground(desk: ADesk) -> None:
    desk.complete()
    desk.hand.reads("done.printed", "Printed.")
    colors = theme(Surface.DESK).colors
    (said,) = (one for one in desk.window.findChildren(QLabel, "done.printed") if one.isVisible())
    assert said.palette().color(said.foregroundRole()).name().upper() == colors.on_done


def test_the_window_to_come_next_is_shown_huge(desk: ADesk) -> None:
    desk.complete()
    desk.hand.sees("done.queue")
    days = [label.text() for label in desk.window.findChildren(QLabel, "done.window")]
    assert days == ["Mon 3 May 2027", "Fri 28 May 2027"]


def test_a_further_copy_is_a_duplicate(desk: ADesk) -> None:
    desk.complete()
    desk.hand.reads("done.printed", "Printed.")
    desk.hand.press("done.print")
    assert "DUPLICATE" in papers(desk, 2)[1]


def test_a_paper_that_did_not_come_out_is_tried_again_as_it_is(desk: ADesk) -> None:
    desk.printer.set_fault(PrinterStatus.JAMMED)
    desk.complete()
    desk.hand.reads("done.printed", "stuck")
    desk.printer.set_fault(None)
    desk.hand.press("done.print")
    (paper,) = papers(desk, 1)
    assert "DUPLICATE" not in paper
    assert desk.station.does.times("receipt") == 1


def test_a_paper_can_be_saved_where_the_officer_says(desk: ADesk, tmp_path: Path) -> None:
    desk.printer.set_fault(PrinterStatus.OUT_OF_PAPER)
    desk.complete()
    desk.hand.reads("done.printed", "paper")
    desk.files.append(tmp_path / "receipt.pdf")
    desk.hand.press("done.save")
    desk.hand.reads("done.printed", f"Saved: {tmp_path / 'receipt.pdf'}")
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")


def test_a_paper_that_cannot_be_saved_says_why(desk: ADesk, tmp_path: Path) -> None:
    desk.complete()
    desk.hand.reads("done.printed", "Printed.")
    desk.files.append(tmp_path / "no such folder" / "receipt.pdf")
    desk.hand.press("done.save")
    desk.hand.reads("done.printed", "Not saved: No such file or directory.")


def test_a_jam_is_told_even_when_the_officer_has_gone_on(qtbot: QtBot, here: Here, tmp_path: Path) -> None:
    slow = FolderPrinter(tmp_path / "slow", seconds=0.5)
    slow.set_fault(PrinterStatus.JAMMED)
    desk = ADesk(qtbot, FakeStation(), slow, here)
    desk.complete()
    desk.hand.press("done.queue")
    desk.hand.reads("window.notice", "Receipt of Alex Rowan Quill (A-014):")
    desk.hand.press("rail.people")
    assert desk.gone("window.notice")
    desk.window.close()


def test_a_completion_is_taken_back_with_a_reason(desk: ADesk) -> None:
    desk.complete()
    desk.hand.sees("done.queue")
    desk.hand.press("done.undo")
    assert desk.station.does.times("undo") == 0
    desk.hand.write("done.reason", "Wrong person")
    desk.hand.press("done.undo")
    desk.hand.reads("review.said", "Taken back.")
    assert desk.station.does.last("undo") == "Wrong person"
    assert ALEX not in desk.station.fake_visits.completed


def test_taking_back_too_late_is_told(desk: ADesk) -> None:
    desk.station.does.answer("undo", refused("hold_is_over"))
    desk.complete()
    desk.hand.write("done.reason", "Wrong person")
    desk.hand.press("done.undo")
    desk.hand.reads("done.said", "The time to undo is over.")


def test_the_next_person_is_one_press_away(desk: ADesk) -> None:
    desk.complete()
    desk.hand.press("done.queue")
    desk.hand.sees("queue.table")


def test_nothing_can_be_taken_back_once_the_hold_is_over(qtbot: QtBot, here: Here) -> None:
    page = DonePage(here, replace(specimens.completed(), outcome=specimens.outcome(State.COMPLETED)), NOW)
    qtbot.addWidget(page)
    assert not page._undo.isEnabled()
    assert page._left.text() == "It can no longer be taken back. Set it right by a new appearance."


def test_the_time_left_is_counted_down(qtbot: QtBot, here: Here) -> None:
    page = DonePage(here, specimens.completed(), NOW)
    qtbot.addWidget(page)
    assert "2:00 more" in page._left.text()
    page._tick()
    assert "1:59 more" in page._left.text()


def test_a_window_without_an_open_day_says_the_raw_day(qtbot: QtBot, here: Here) -> None:
    view = specimens.completed()
    closed = replace(view, receipt=replace(view.receipt, next=(CallAbout(TODAY, ()),)))
    page = DonePage(here, closed, NOW)
    qtbot.addWidget(page)
    days = [label.text() for label in page.findChildren(QLabel, "done.window")]
    assert days == ["Mon 23 November 2026"]
    nothing = DonePage(here, replace(view, receipt=replace(view.receipt, next=())), NOW)
    qtbot.addWidget(nothing)
    assert "Ask the officer when to come next, before you leave." in [
        label.text() for label in nothing.findChildren(QLabel)
    ]
