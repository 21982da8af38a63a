"""The page of tips: one is taken down, sent on, and closed by what came of it."""

from __future__ import annotations

from PySide6.QtTest import QTest

from kiosk.tips import TipKind
from sync.station.tip_wire import TakeTip
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.cases")
    desk.hand.press("shelf.tips")
    desk.hand.reads("tips.title", "Tips to be looked into: 2")


def test_a_tip_is_taken_down_and_what_was_typed_stays_when_it_is_refused(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("tips.new")
    desk.hand.press("tip.go")
    desk.hand.reads("tip.said", "Choose what it is about")
    desk.hand.choose("tip.kind", 0)
    desk.hand.write("tip.about", "Casey Hatch")
    QTest.keyClicks(desk.hand.sees("tip.says"), "Nobody of that name lives here.")
    desk.station.does.answer("take_tip", refused("tip_person_unclear", people="2"))
    desk.hand.press("tip.go")
    desk.hand.reads("tip.said", "can mean 2 people")
    desk.hand.press("tip.go")
    desk.hand.reads("tips.said", "stands on top of the address checks")
    said = desk.station.does.last("take_tip")
    assert isinstance(said, TakeTip)
    assert (said.kind, said.about) == (TipKind.DOES_NOT_LIVE_HERE, "Casey Hatch")
    assert said.says == "Nobody of that name lives here."


def test_danger_says_to_call_the_police_first(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("tips.new")
    desk.hand.choose("tip.kind", list(TipKind).index(TipKind.DANGER))
    desk.hand.reads("tip.said", "call the police now")


def test_a_tip_is_sent_on_and_closed_with_a_word(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("tips.send")
    assert desk.station.does.times("send_tip") == 0
    desk.hand.write("tips.text", "Clay County Sheriff")
    desk.hand.press("tips.send")
    desk.asked("send_tip")
    assert desk.station.does.last("send_tip") == ("tip-1", "Clay County Sheriff")
    desk.hand.until(lambda: desk.text("tips.text") == "")
    desk.hand.write("tips.text", "True")
    desk.hand.press("tips.close")
    desk.asked("close_tip")
    assert desk.station.does.last("close_tip") == ("tip-1", "True")
