"""One check-in on one page: the acts, the decision, and whose it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from kiosk.appearance import ActKind, PhotographAct
from kiosk.check_in import State
from kiosk.registrant import Travel
from kiosk.review import Checklist, Decision
from kiosk.topics import Topic
from sync.station.desk_wire import Draft
from tests.specimens import desk as specimens
from tests.specimens import records
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, refused
from ui.desk.acts import Acts
from ui.desk.here import Here
from ui.texts import language


def approve(desk: ADesk) -> QWidget:
    """The button that completes, enabled or not."""
    found = desk.window.findChild(QWidget, "review.approve")
    assert found is not None
    return found


def completion(desk: ADesk) -> Checklist:
    """The checklist the station was given last."""
    asked = desk.station.does.last("complete")
    assert isinstance(asked, tuple)
    checklist = asked[0]
    assert isinstance(checklist, Checklist)
    return checklist


def test_opening_claims_the_check_in(desk: ADesk) -> None:
    desk.open()
    assert desk.station.fake_visits.view.entries[0].claimed_by == "off-1"
    assert desk.text("review.name") == "Alex Rowan Quill"


def test_approving_waits_for_all_three_acts(desk: ADesk) -> None:
    desk.open()
    assert not approve(desk).isEnabled()
    desk.hand.press("review.face")
    assert not approve(desk).isEnabled()
    desk.hand.choose("review.document_kind", 0)
    assert not approve(desk).isEnabled()
    desk.hand.reads("review.missing", "Still to do: the photograph.")
    desk.hand.press("review.photograph")
    assert approve(desk).isEnabled()


def test_travel_that_has_begun_without_a_day_of_return_is_said_as_away_since_that_day(desk: ADesk) -> None:
    begun = Travel("t1", "Canada", records.TODAY - dt.timedelta(days=300), None, sent_on=records.TODAY)
    ahead = Travel("t2", "Mexico", records.TODAY, None, sent_on=records.TODAY)
    record = records.registrant(travel=(begun, ahead))
    desk.station.fake_visits.pages[ALEX] = specimens.page(record=record)
    desk.open()
    since = language("en").say_date(begun.departs)
    told = [one.text() for one in desk.window.findChildren(QLabel) if one.text().startswith("Travel to")]
    assert [text.partition(": ")[2].partition(since)[0] for text in told[:1]] == ["away since "]
    assert [text.partition(": ")[2].partition(" sent")[0] for text in told[1:]] == ["notice"]


def test_an_act_taken_back_is_missing_again(desk: ADesk) -> None:
    desk.open()
    desk.do_the_three_acts()
    desk.hand.press("review.face")
    assert not approve(desk).isEnabled()
    desk.hand.reads("review.missing", "Still to do: the face.")


def test_each_act_keeps_its_own_moment(here: Here, qtbot: object) -> None:
    moments = iter(records.NOW + dt.timedelta(seconds=n) for n in range(3))
    acts = Acts(here, lambda: next(moments), has_photograph=True)
    for name in ("photograph", "face"):
        acts._buttons[name].click()
    kept = acts.checklist()
    assert kept.photograph_at == records.NOW
    assert kept.face_seen_at == records.NOW + dt.timedelta(seconds=1)
    assert acts.missing() == (ActKind.DOCUMENT,)


def test_the_document_has_no_default_and_must_be_named(desk: ADesk) -> None:
    desk.open()
    box = desk.hand.sees("review.document_kind")
    assert isinstance(box, QComboBox)
    assert box.currentIndex() == -1
    desk.hand.press("review.document")
    assert "the document" in desk.text("review.missing")
    box.hidePopup()
    desk.hand.choose("review.document_kind", 2)
    desk.hand.press("review.face")
    desk.hand.press("review.photograph")
    desk.hand.press("review.approve")
    desk.asked("complete")
    assert completion(desk).document == "passport"


def test_the_station_is_told_the_version_that_was_looked_at(desk: ADesk) -> None:
    desk.complete()
    desk.hand.sees("done.queue")
    asked = desk.station.does.last("complete")
    assert isinstance(asked, tuple)
    assert asked[1] == 3
    assert len(asked[2]) == 32
    assert completion(desk).photograph is PhotographAct.UNCHANGED
    assert completion(desk).full_verification


def test_a_visit_for_changes_only_can_be_chosen(desk: ADesk) -> None:
    desk.open()
    desk.hand.choose("review.visit_kind", 0)
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    desk.asked("complete")
    assert not completion(desk).full_verification


def test_a_refused_completion_says_why_and_can_be_tried_again(desk: ADesk) -> None:
    desk.station.does.answer("complete", refused("record_moved_on"))
    desk.complete()
    desk.hand.reads("review.said", "The record was changed since you opened it.")
    assert approve(desk).isEnabled()
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")


def test_a_new_photograph_is_stored_and_is_the_third_act(desk: ADesk, tmp_path: Path) -> None:
    picture = tmp_path / "face.jpg"
    picture.write_bytes(b"a picture")
    desk.files.append(picture)
    desk.open()
    desk.hand.press("review.new_photograph")
    desk.asked("keep_photograph")
    desk.hand.reads("review.missing", "Still to do: the face, the document.")
    desk.hand.press("review.face")
    desk.hand.choose("review.document_kind", 0)
    desk.hand.press("review.approve")
    desk.asked("complete")
    assert desk.station.does.last("keep_photograph") == b"a picture"
    assert completion(desk).photograph is PhotographAct.TAKEN
    assert getattr(completion(desk).new_photograph, "photograph_id", "") == "photo-new"


def test_a_picture_that_the_station_refuses_is_no_act(desk: ADesk, tmp_path: Path) -> None:
    picture = tmp_path / "face.jpg"
    picture.write_bytes(b"x")
    desk.files += [picture, tmp_path / "missing.jpg"]
    desk.station.does.answer("keep_photograph", refused("photograph_not_jpeg"))
    desk.open()
    desk.hand.press("review.new_photograph")
    desk.hand.reads("review.said", "This picture is not a JPEG.")
    desk.hand.press("review.new_photograph")
    desk.hand.reads("review.said", "This file cannot be read.")
    assert "the photograph" in desk.text("review.missing")


def test_without_a_photograph_on_file_a_new_one_is_asked_for(desk: ADesk, tmp_path: Path) -> None:
    desk.station.fake_visits.pages[ALEX] = specimens.page(record=records.registrant(photograph=None))
    picture = tmp_path / "face.jpg"
    picture.write_bytes(b"a picture")
    desk.files.append(picture)
    desk.open()
    desk.hand.press("review.photograph")
    desk.asked("keep_photograph")
    desk.hand.reads("review.missing", "Still to do: the face, the document.")


def test_rejecting_needs_a_reason(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.reject")
    assert desk.station.does.times("decide") == 0
    desk.hand.write("review.reason", "The card is another person's.")
    desk.hand.press("review.reject")
    desk.hand.sees("queue.table")
    assert desk.station.does.last("decide") == (Decision.REJECT, "The card is another person's.", "")


def test_sending_back_calls_the_number_to_this_window(desk: ADesk) -> None:
    desk.open()
    desk.hand.write("review.reason", "The signature is missing a page.")
    desk.hand.press("review.send_back")
    desk.hand.sees("queue.table")
    assert desk.station.does.last("decide") == (
        Decision.SEND_BACK,
        "The signature is missing a page.",
        "1",
    )


def test_sending_back_may_name_what_is_to_be_mended(desk: ADesk) -> None:
    desk.open()
    desk.hand.write("review.reason", "The unit is missing.")
    desk.hand.choose("review.to_mend", 0)
    desk.hand.press("review.send_back")
    desk.hand.sees("queue.table")
    decided = (Decision.SEND_BACK, "The unit is missing.", "1", Topic.RESIDENCES)
    assert desk.station.does.last("decide") == decided


def test_giving_back_needs_no_reason(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.release")
    desk.hand.sees("queue.table")
    assert desk.station.fake_visits.view.entries[0].state is State.WAITING


def test_what_was_entered_is_kept_at_the_station(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.face")
    desk.hand.write("review.reason", "asks for a copy")
    desk.asked("keep_draft")
    desk.qtbot.waitUntil(lambda: desk.station.fake_visits.drafts[ALEX].note == "asks for a copy")
    assert desk.station.fake_visits.drafts[ALEX].checklist.face_seen_at is not None


def test_a_draft_that_is_not_kept_is_told(desk: ADesk) -> None:
    desk.station.does.answer("keep_draft", GONE)
    desk.open()
    desk.hand.press("review.face")
    desk.hand.reads("review.said", "could not be kept at the station yet")
    desk.hand.until(lambda: ALEX in desk.station.fake_visits.drafts)  # it is asked again by itself
    desk.hand.until(lambda: not desk.hand.shows("review.said"))


def test_a_draft_that_is_not_kept_goes_with_the_officer_to_another_page(desk: ADesk) -> None:
    desk.station.does.answer("keep_draft", GONE)
    desk.open()
    desk.hand.press("review.face")
    desk.hand.press("rail.people")
    desk.hand.reads("window.notice", "A-014")
    desk.hand.until(lambda: ALEX in desk.station.fake_visits.drafts)


def test_what_was_entered_last_is_kept_when_the_completion_is_refused(desk: ADesk) -> None:
    desk.station.does.answer("complete", refused("record_moved_on"))
    desk.open()
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    desk.hand.until(lambda: ALEX in desk.station.fake_visits.drafts)
    assert desk.station.fake_visits.drafts[ALEX].checklist.photograph_at is not None
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")


def test_what_was_entered_before_the_lock_is_kept_after_it(desk: ADesk) -> None:
    desk.station.does.answer("keep_draft", GONE)
    desk.open()
    desk.hand.press("review.face")
    desk.hand.press("rail.lock")
    desk.asked("sign_out")
    desk.sign_in()
    desk.hand.until(lambda: ALEX in desk.station.fake_visits.drafts)


def test_an_officer_who_comes_back_finds_their_acts_done(desk: ADesk) -> None:
    mine = specimens.entry(state=State.CLAIMED, claimed_by="off-1", claimed_by_name="T. Rivera")
    desk.station.fake_visits.show(specimens.queue_view(entries=(mine,)))
    desk.station.fake_visits.drafts[ALEX] = Draft(records.checklist(document="license"), "half done")
    desk.open()
    assert approve(desk).isEnabled()
    assert desk.text("review.reason") == "half done"


def test_nobody_takes_over_the_acts_of_another_officer(desk: ADesk) -> None:
    desk.station.fake_visits.drafts[ALEX] = Draft(records.checklist(document="license"), "half done")
    desk.open()
    for _ in range(2):
        assert not approve(desk).isEnabled()
        assert desk.text("review.reason") == "half done"
        desk.hand.press("review.back")
        desk.hand.press("queue.open")
        desk.hand.sees("review.name")


def test_nobody_is_chosen_without_a_reason(desk: ADesk) -> None:
    desk.station.fake_visits.pages[ALEX] = specimens.unmatched_page()
    desk.open()
    desk.do_the_three_acts()
    assert not approve(desk).isEnabled()
    assert "whose check-in it is" in desk.text("review.missing")
    desk.hand.press("review.identify.SYN-0001")
    assert desk.station.does.times("identify") == 0
    desk.hand.write("review.identify_reason", "Same face, knew the PIN's year.")
    desk.hand.press("review.identify.SYN-0001")
    desk.asked("identify")
    assert desk.station.does.last("identify") == ("SYN-0001", "Same face, knew the PIN's year.")


def test_the_acts_are_done_anew_for_the_person_who_was_chosen(desk: ADesk) -> None:
    desk.station.fake_visits.pages[ALEX] = specimens.unmatched_page()
    desk.open()
    desk.do_the_three_acts()
    desk.hand.write("review.identify_reason", "Same face.")
    desk.hand.press("review.identify.SYN-0001")
    desk.hand.reads("review.missing", "Still to do: the face, the document, the photograph.")


def test_a_person_who_is_no_candidate_can_be_searched(desk: ADesk) -> None:
    page = specimens.unmatched_page()
    desk.station.fake_visits.pages[ALEX] = replace(page, candidates=())
    desk.open()
    desk.hand.write("review.search", "quillan")
    desk.hand.press("review.find")
    desk.hand.write("review.identify_reason", "Showed the letter of release.")
    desk.hand.press("review.identify.SYN-0102")
    desk.asked("identify")


def test_going_back_keeps_the_claim_and_the_draft(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.face")
    desk.hand.press("review.back")
    desk.hand.sees("queue.table")
    desk.asked("keep_draft")
    assert desk.station.fake_visits.view.entries[0].claimed_by == "off-1"


def test_a_check_in_that_is_gone_leads_back_to_the_queue(desk: ADesk) -> None:
    desk.station.does.answer("claim", refused("no_such_check_in"))
    desk.sign_in()
    desk.hand.press("queue.open")
    desk.hand.reads("queue.said", "There is no such check-in.")
