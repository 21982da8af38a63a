"""An answer that comes when the officer has gone on changes no page but the one it was asked from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QTableWidget

from kiosk.check_in import State
from kiosk.registrant import Photograph
from sync.station.desk_wire import SignInAgain
from tests.specimens import desk as specimens
from tests.specimens import desk_records, records
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, LOST, refused
from tests.ui.desk.test_records import by_hand, open_record
from ui.desk.face import Face

NEXT = "0f0e0d0c0b0a09080706050403020100"


@pytest.fixture
def two(desk: ADesk) -> ADesk:
    """Alex Quill waits, and behind them somebody whose record has another photograph."""
    visits = desk.station.fake_visits
    other = records.registrant(registrant_id="SYN-0002", photograph=Photograph("photo-2", records.TODAY))
    visits.show(
        specimens.queue_view(
            entries=(
                specimens.entry(),
                specimens.entry(check_in_id=NEXT, ticket="A-015", registrant_id="SYN-0002", name="Sam Mort"),
            )
        )
    )
    visits.pages[NEXT] = specimens.page(record=other)
    desk.station.fake_people.jpegs["photo-1"] = picture()
    return desk


def picture() -> bytes:
    """A small JPEG."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image = QImage(48, 60, QImage.Format.Format_RGB32)
    image.fill(0x6688AA)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def choose(desk: ADesk, row: int) -> None:
    """Open a check-in from the queue that is shown."""
    table = desk.hand.sees("queue.table")
    assert isinstance(table, QTableWidget)
    desk.hand.until(lambda: table.rowCount() > row)
    table.setCurrentCell(row, 0)
    desk.hand.press("queue.open")


def go_to_the_next(desk: ADesk) -> None:
    """From the page of the first to the page of the second."""
    desk.hand.press("review.back")
    choose(desk, 1)
    desk.hand.reads("review.ticket", "A-015")


def told_above(desk: ADesk, text: str) -> None:
    """Wait until the line above the page says ``text``."""
    desk.hand.until(
        lambda: any(text in one.text() for one in desk.window.findChildren(QLabel) if one.isVisible())
    )


def settled(desk: ADesk) -> None:
    """Wait until nothing but the live question is under way."""
    desk.asked("queue", desk.station.does.times("queue") + 2)


def test_a_photograph_that_cannot_be_fetched_is_missed_on_its_own_page_alone(two: ADesk) -> None:
    two.station.does.answer("photograph", GONE)
    release = two.station.does.hold("photograph")
    two.open()
    two.asked("photograph")
    go_to_the_next(two)
    release()
    settled(two)
    assert two.text("review.said") == ""


# --- a draft that is still to be kept ---------------------------------------------------------------------


def test_a_draft_that_the_station_did_not_take_is_kept_before_another_check_in_is_opened(two: ADesk) -> None:
    two.station.does.answer("keep_draft", GONE, times=3)
    two.open()
    two.hand.press("review.face")
    two.hand.press("review.back")
    told_above(two, "could not be kept at the station yet")
    choose(two, 1)
    two.hand.until(lambda: ALEX in two.station.fake_visits.drafts)


def test_a_draft_that_is_on_its_way_to_the_station_is_not_lost_when_another_check_in_is_opened(
    two: ADesk,
) -> None:
    two.station.does.answer("keep_draft", GONE)
    release = two.station.does.hold("keep_draft")
    two.open()
    two.hand.press("review.face")
    two.hand.press("review.back")
    two.asked("keep_draft")
    choose(two, 1)
    release()
    two.hand.until(lambda: ALEX in two.station.fake_visits.drafts)
    choose(two, 1)
    two.hand.reads("review.ticket", "A-015")


def test_another_check_in_is_opened_once_everything_entered_in_the_one_before_is_kept(two: ADesk) -> None:
    first = two.station.does.hold("keep_draft")
    two.open()
    two.hand.press("review.face")
    two.asked("keep_draft")
    two.hand.choose("review.document_kind", 0)
    two.hand.press("review.back")
    choose(two, 1)
    settled(two)
    assert two.station.does.times("claim") == 1
    first()
    two.hand.reads("review.ticket", "A-015")
    kept = two.station.fake_visits.drafts[ALEX].checklist
    assert kept.face_seen_at is not None
    assert kept.document_seen_at is not None


# --- a face, and what is done with it ---------------------------------------------------------------------


def test_the_photograph_on_file_of_one_person_is_never_shown_on_the_page_of_the_next(two: ADesk) -> None:
    release = two.station.does.hold("photograph")
    two.open()
    go_to_the_next(two)
    release()
    settled(two)
    assert all(face.pixmap().isNull() for face in two.window.findChildren(Face))


def test_that_somebody_else_has_it_is_not_covered_by_a_photograph_that_is_missing(two: ADesk) -> None:
    two.station.does.answer("claim", refused("claimed_by_another", name="K. Osei"))
    two.station.does.answer("photograph", refused("no_such_photograph"))
    release = two.station.does.hold("photograph")
    two.open()
    two.hand.reads("review.said", "K. Osei is working on this check-in.")
    release()
    settled(two)
    two.hand.reads("review.said", "K. Osei is working on this check-in.")


def test_a_photograph_taken_of_one_person_does_not_count_for_the_next(two: ADesk, tmp_path: Path) -> None:
    taken = tmp_path / "new.jpg"
    taken.write_bytes(picture())
    two.files = [taken]
    two.open()
    release = two.station.does.hold("keep_photograph")
    two.hand.press("review.new_photograph")
    two.asked("keep_photograph")
    go_to_the_next(two)
    release()
    settled(two)
    assert "the photograph" in two.text("review.missing")


# --- opening ----------------------------------------------------------------------------------------------


def test_a_check_in_that_opens_late_takes_nobody_from_another_page(two: ADesk) -> None:
    two.sign_in()
    release = two.station.does.hold("claim")
    choose(two, 0)
    two.hand.press("rail.people")
    two.hand.sees("people.search")
    release()
    told_above(two, "A-014 is yours now.")
    assert not two.hand.shows("review.name")


def test_a_check_in_that_cannot_be_opened_takes_nobody_from_another_page(two: ADesk) -> None:
    two.sign_in()
    two.station.does.answer("claim", GONE)
    release = two.station.does.hold("claim")
    choose(two, 0)
    two.hand.press("rail.people")
    release()
    told_above(two, "The station does not answer. Nothing was done.")
    assert two.hand.shows("people.search")


# --- deciding ---------------------------------------------------------------------------------------------


def test_a_completion_answered_late_leaves_the_next_persons_page_alone(two: ADesk) -> None:
    release = two.station.does.hold("complete")
    two.complete()
    go_to_the_next(two)
    release()
    told_above(two, "A-014: It was completed.")
    assert two.text("review.ticket") == "A-015"
    assert two.station.fake_visits.completed.keys() == {ALEX}


def test_a_lost_completion_is_looked_up_under_its_own_check_in(two: ADesk) -> None:
    two.station.does.answer("complete", LOST, done=True)
    release = two.station.does.hold("complete")
    two.complete()
    go_to_the_next(two)
    release()
    told_above(two, "A-014: It was completed.")
    assert two.station.does.last("outcome") == ALEX
    assert two.text("review.ticket") == "A-015"
    assert two.text("review.said") == ""


def test_a_decision_answered_late_ends_no_other_page(two: ADesk) -> None:
    release = two.station.does.hold("decide")
    two.open()
    two.hand.press("review.left")
    two.asked("decide")
    go_to_the_next(two)
    release()
    settled(two)
    assert two.text("review.ticket") == "A-015"
    assert two.station.fake_visits.view.entries[0].state is State.LEFT


def test_a_decision_that_failed_late_is_told_with_its_ticket(two: ADesk) -> None:
    two.station.does.answer("decide", GONE)
    release = two.station.does.hold("decide")
    two.open()
    two.hand.press("review.left")
    two.asked("decide")
    go_to_the_next(two)
    release()
    told_above(two, "A-014: The station does not answer. Nothing was done.")
    assert two.text("review.said") == ""


def test_a_completion_for_which_the_sign_in_was_over_can_be_pressed_again(desk: ADesk) -> None:
    desk.station.does.answer("complete", SignInAgain())
    desk.complete()
    desk.hand.reads("sign_in.said", "The station signed you out.")
    desk.sign_in()
    desk.hand.reads("review.said", "You are no longer signed in.")
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")
    assert desk.station.fake_visits.completed.keys() == {ALEX}


# --- somebody else, and nobody ----------------------------------------------------------------------------


def test_what_one_officer_asked_for_is_not_shown_to_the_next(two: ADesk) -> None:
    two.sign_in()
    release = two.station.does.hold("claim")
    choose(two, 0)
    two.asked("claim")
    two.hand.press("rail.lock")
    two.sign_in("osei")
    two.hand.sees("queue.table")
    release()
    settled(two)
    assert two.hand.shows("queue.table")
    assert not any("is yours" in one.text() for one in two.window.findChildren(QLabel))


def test_that_an_earlier_sign_in_is_over_locks_nobody_out(two: ADesk) -> None:
    two.sign_in()
    two.station.does.answer("claim", SignInAgain())
    release = two.station.does.hold("claim")
    choose(two, 0)
    two.asked("claim")
    two.hand.press("rail.lock")
    two.sign_in()
    two.hand.sees("queue.table")
    release()
    told_above(two, "You are no longer signed in.")
    assert not two.window.locked


def test_a_scan_that_comes_late_does_not_open_before_a_locked_desk(
    desk: ADesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    place = tmp_path / "scan.jpg"
    desk.station.fake_people.page = desk_records.with_belongings(specimens.record_page())
    open_record(desk)
    for locks in (False, True):
        desk.files = [place]
        release = desk.station.does.hold("attachment")
        desk.hand.press("record.scan.scan-2")
        desk.asked("attachment", 1 + locks)
        if locks:
            desk.hand.press("rail.lock")
        place.unlink(missing_ok=True)
        release()
        desk.hand.until(place.exists)
        assert len(opened) == 1


# --- a record, and the office's pages -----------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["kept", "gone"])
def test_what_became_of_a_scan_is_told_above_the_page_that_is_shown(
    desk: ADesk, tmp_path: Path, answer: str
) -> None:
    scan = tmp_path / "lease.jpg"
    scan.write_bytes(b"jpeg")
    desk.files = [scan]
    open_record(desk)
    if answer == "gone":
        desk.station.does.answer("attach", GONE)
    release = desk.station.does.hold("attach")
    desk.hand.press("record.scan")
    desk.hand.press("scan.proof_of_address")
    desk.asked("attach")
    desk.hand.press("rail.queue")
    desk.hand.sees("queue.table")
    release()
    told_above(desk, "Kept with the record." if answer == "kept" else "Nothing was done.")
    assert desk.hand.shows("queue.table")


def test_a_call_that_could_not_be_answered_is_told_on_whatever_page(desk: ADesk) -> None:
    visits = desk.station.fake_visits
    visits.show(replace(visits.view, help_calls=specimens.help_calls()))
    desk.sign_in()
    desk.hand.press("rail.messages")
    desk.hand.reads("messages.told", "2 still to be answered")
    desk.station.does.answer("answer_help", GONE)
    desk.hand.press("messages.coming")
    told_above(desk, "The station does not answer. Nothing was done.")


def test_an_explanation_kept_late_clears_no_line_that_is_gone(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.state")
    table = desk.hand.sees("state.table")
    assert isinstance(table, QTableWidget)
    desk.hand.until(lambda: table.rowCount() > 0)
    desk.hand.choose("state.reason", 0)
    desk.hand.write("state.note", "seen at the counter")
    release = desk.station.does.hold("explain")
    desk.hand.press("state.say")
    desk.asked("explain")
    desk.hand.press("rail.queue")
    desk.hand.sees("queue.table")
    release()
    settled(desk)
    assert desk.text("window.notice") == ""


def test_a_tip_refused_after_its_dialog_was_closed_is_told_above_the_page(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("rail.cases")
    desk.hand.press("shelf.tips")
    desk.hand.press("tips.new")
    desk.hand.choose("tip.kind", 0)
    desk.hand.write("tip.about", "Casey Hatch")
    QTest.keyClicks(desk.hand.sees("tip.says"), "Nobody of that name lives here.")
    desk.station.does.answer("take_tip", GONE)
    release = desk.station.does.hold("take_tip")
    desk.hand.press("tip.go")
    desk.asked("take_tip")
    desk.window.findChildren(QDialog)[0].reject()
    desk.hand.until(lambda: desk.gone("tip.says"))
    release()
    told_above(desk, "The station does not answer. Nothing was done.")


def test_what_is_to_be_typed_comes_late_to_nobody(desk: ADesk) -> None:
    desk.station.fake_office.view = by_hand()
    desk.sign_in()
    desk.hand.press("rail.delivery")
    release = desk.station.does.hold("hand_entry")
    desk.hand.press("delivery.enter")
    desk.asked("hand_entry")
    desk.hand.press("rail.people")
    desk.hand.sees("people.search")
    release()
    settled(desk)
    assert desk.hand.shows("people.search")
