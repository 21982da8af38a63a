"""The page of the state's file: what differs, why, and an officer's word about it."""

from __future__ import annotations

from sync.station.state_wire import BY_HAND, Explain
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.state")
    desk.hand.reads("state.title", "that nobody has explained: 1")


def test_an_exception_is_explained_with_a_reason_and_a_note_and_not_without(desk: ADesk) -> None:
    opened(desk)
    assert "2118 people in the state's file, 2125 on our roster" in desk.text("state.told")
    desk.hand.press("state.say")
    desk.hand.choose("state.reason", 0)
    desk.hand.press("state.say")
    assert desk.station.does.times("explain") == 0
    desk.hand.write("state.note", "Jail roster of today")
    desk.hand.press("state.say")
    desk.asked("explain")
    assert desk.station.does.last("explain") == ("x-1", Explain(BY_HAND[0], "Jail roster of today"))
    desk.asked("state", 2)


def test_an_exception_that_is_gone_is_said(desk: ADesk) -> None:
    opened(desk)
    desk.station.does.answer("explain", refused("no_such_exception"))
    desk.hand.choose("state.reason", 1)
    desk.hand.write("state.note", "Moved to Clay")
    desk.hand.press("state.say")
    desk.hand.reads("state.said", "That difference is no longer there.")
