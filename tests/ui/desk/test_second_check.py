"""The page of the second check: what is to be checked, what was found, and the error rate as the title."""

from __future__ import annotations

from sync.station.second_wire import CheckSecond
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.office")
    desk.hand.press("shelf.second")
    desk.hand.reads("second.title", "2 of 40 checked entries were wrong (5.0 %)")


def test_what_is_wrong_needs_a_word_and_what_is_right_needs_none(desk: ADesk) -> None:
    opened(desk)
    assert "still to check: 2" in desk.text("second.told")
    desk.hand.press("second.wrong")
    assert desk.station.does.times("check") == 0
    desk.hand.write("second.note", "Unit is 3B")
    desk.hand.press("second.wrong")
    desk.asked("check")
    assert desk.station.does.last("check") == ("ap-1", CheckSecond(right=False, note="Unit is 3B"))
    desk.asked("sample", 2)
    desk.hand.press("second.right")
    desk.asked("check", 2)
    assert desk.station.does.last("check") == ("ap-1", CheckSecond(right=True))


def test_ones_own_is_refused_and_the_record_is_opened(desk: ADesk) -> None:
    opened(desk)
    desk.station.does.answer("check", refused("second_check_own"))
    desk.hand.press("second.right")
    desk.hand.reads("second.said", "You completed this one yourself.")
    desk.hand.press("second.open")
    desk.hand.reads("record.name", "Alex Rowan Quill")
    assert desk.station.does.last("record") == "SYN-0031"
