"""What the officer sees of where somebody lives, on the review page and in the dialog."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QDialog, QLabel

from kiosk.law.residency import Asked
from sync.station.residency_wire import EndNotice, Manner, NoticeEnd, ServeNotice, Verdict
from tests.specimens import residency as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, refused
from ui.desk.here import Here
from ui.desk.residency import worth_saying


def told(desk: ADesk) -> str:
    """Everything the dialog says."""
    dialog = desk.hand.sees("residency")
    return "\n".join(one.text() for one in dialog.findChildren(QLabel))


def show(desk: ADesk) -> None:
    """Alex Quill's homes, from the review page."""
    desk.station.fake_residency.shown = specimens.view(
        specimens.HOME, specimens.REPORTED, notices=(specimens.OLDER,)
    )
    desk.open()
    desk.hand.press("review.homes")
    desk.hand.sees("residency")


def test_the_review_page_says_which_home_may_be_near_a_school(desk: ADesk) -> None:
    desk.station.fake_residency.shown = specimens.view(specimens.HOME, notices=(specimens.NOTICE,))
    desk.open()
    panel = desk.hand.sees("review.homes_told")
    said = "\n".join(one.text() for one in panel.findChildren(QLabel))
    assert "Within 1,000 feet, edge to edge." in said
    assert "leave by Thu 3 December 2026, 7 business days left (J-04" in said
    assert desk.station.does.last("residency") == ("SYN-0001", ALEX)


@pytest.mark.parametrize(
    ("asked", "verdict", "says"),
    [
        (Asked.ASKED, Verdict.POSSIBLE, True),
        (Asked.MISSING, Verdict.AT_THE_LINE, True),
        (Asked.NOT_ASKED, Verdict.WITHIN, False),
        (Asked.ASKED, Verdict.CLEAR, False),
        (Asked.ASKED, Verdict.NONE_KNOWN, False),
    ],
)
def test_only_what_needs_a_look_is_said_unasked(
    here: Here, asked: Asked, verdict: Verdict, *, says: bool
) -> None:
    view = specimens.view(replace(specimens.HOME, asked=asked, verdict=verdict))
    assert bool(worth_saying(here, view)) is says
    assert worth_saying(here, specimens.view(notices=(specimens.OLDER,))) == []


def test_a_station_that_cannot_say_leaves_the_page_as_it_is(desk: ADesk) -> None:
    desk.station.does.answer("residency", GONE)
    desk.open()
    desk.hand.reads("review.said", "does not answer")
    assert desk.gone("review.homes_told")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    desk.asked("complete")


def test_the_dialog_tells_the_verdict_the_places_and_what_is_not_known(desk: ADesk) -> None:
    show(desk)
    said = told(desk)
    assert "Within 1,000 feet, edge to edge." in said
    assert "Elm School (invented) (school): 412 ft, edge to edge." in said
    assert "schools (91 days old), care (400 days old)" in said
    assert "No map knows when a place opened" in said
    assert "It decides nothing" in said
    desk.hand.choose("residency.which", 0)
    desk.hand.reads("residency.verdict", "None known within 1,700 ft.")
    assert "Not known: whether the offense is on the list of 566.147, the day the rule" in told(desk)
    picture = desk.window.findChild(QLabel, "residency.map")
    assert picture is not None
    assert picture.isVisible()


def test_a_notice_is_entered_with_its_day_and_manner_and_ended_with_what_shows_it(desk: ADesk) -> None:
    show(desk)
    desk.hand.press("residency.serve")
    assert desk.station.does.times("serve") == 0
    desk.hand.choose("residency.manner", 0)
    desk.hand.write("residency.day", "11/20/2026")
    desk.station.does.answer("serve", refused("notice_in_future"))
    desk.hand.press("residency.serve")
    desk.hand.reads("residency.said", "The notice is dated in the future.")
    desk.hand.press("residency.serve")
    desk.hand.reads("residency.said", "The business days are counted from the day after.")
    asked = desk.station.does.last("serve")
    assert isinstance(asked, ServeNotice)
    assert (asked.address, asked.manner) == (specimens.HOME.address, Manner.IN_PERSON)
    ids = {one.notice_id for name, one in desk.station.does.asked if name == "serve"}  # type: ignore[attr-defined]
    assert len(ids) == 1
    desk.hand.choose("residency.end", 0)
    desk.hand.press("residency.end_it")
    assert desk.station.does.times("end") == 0
    desk.hand.write("residency.note", "new lease seen")
    desk.hand.press("residency.end_it")
    desk.asked("end")
    assert desk.station.does.last("end") == (
        asked.notice_id,
        EndNotice(NoticeEnd.RELOCATED, "new lease seen"),
    )
    desk.qtbot.waitUntil(lambda: desk.gone("residency.end_it"), timeout=10_000)


def test_for_the_day_a_school_opened_it_is_said_by_when_to_tell_it(desk: ADesk) -> None:
    show(desk)
    desk.hand.write("residency.opened", "11/31/2026")
    desk.hand.press("residency.opening")
    assert desk.station.does.times("opening") == 0
    desk.hand.write("residency.opened", "11/19/2026")
    desk.station.does.answer("opening", GONE)
    desk.hand.press("residency.opening")
    desk.hand.reads("residency.said", "does not answer")
    desk.hand.press("residency.opening")
    desk.hand.reads("residency.said", f"{specimens.HOME.address}: Tell it here by Wed 25 November 2026")
    desk.hand.reads("residency.said", f"{specimens.REPORTED.address}: It is not known since when")
    assert desk.station.does.last("opening") == ("SYN-0001", ALEX, dt.date(2026, 11, 19))


def test_a_second_notice_is_another_one(desk: ADesk) -> None:
    show(desk)
    desk.hand.choose("residency.manner", 0)
    desk.hand.write("residency.day", "11/20/2026")
    desk.hand.press("residency.serve")
    desk.hand.reads("residency.said", "Entered.")
    desk.hand.press("residency.serve")
    desk.asked("serve", 2)
    ids = [one.notice_id for name, one in desk.station.does.asked if name == "serve"]  # type: ignore[attr-defined]
    assert len(set(ids)) == 2


def test_the_paper_of_a_notice_is_saved_to_be_served(desk: ADesk, tmp_path: Path) -> None:
    show(desk)
    desk.files = [tmp_path / "notice.pdf", tmp_path / "missing" / "notice.pdf"]
    desk.hand.press("residency.paper")
    desk.hand.reads("residency.said", "Saved as notice.pdf.")
    assert desk.station.does.last("paper") == (specimens.HOME.address, "en")
    text = pypdf.PdfReader(tmp_path / "notice.pdf").pages[0].extract_text()
    for said in ("Notice to relocate", specimens.HOME.address, "10 business days", "Tue 8 December 2026"):
        assert said in text.replace("\xa0", " ")
    desk.hand.press("residency.paper")
    desk.hand.reads("residency.said", "could not be saved there")
    desk.hand.press("residency.paper")
    desk.asked("paper", 3)


def test_the_record_opens_it_too_and_the_lock_hides_it(desk: ADesk) -> None:
    desk.station.fake_residency.shown = specimens.view(specimens.HOME)
    desk.sign_in()
    desk.hand.press("rail.people")
    desk.hand.write("people.search", "quill")
    desk.hand.press("people.find")
    desk.hand.press("people.open")
    desk.hand.press("record.homes")
    desk.hand.sees("residency")
    desk.window.idle.emit()
    desk.hand.sees("sign_in.go")
    assert not any(one.isVisible() for one in desk.window.findChildren(QDialog))
