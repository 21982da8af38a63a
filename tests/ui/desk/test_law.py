"""The page of the change of law: both answers in full, and the way to the record."""

from __future__ import annotations

from kiosk.law.worklist import Differs
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE


def test_the_change_of_law_is_read_entry_by_entry_and_leads_to_the_record(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.law")
    desk.hand.reads("lawlist.found", "The change of law concerns 3 entries")
    assert "2027" in desk.text("lawlist.reason")
    desk.hand.choose("lawlist.which", 1)
    desk.hand.reads("lawlist.found", "The change of law concerns 1 entry")
    assert desk.station.does.last("law") == (Differs.PERIOD, 0)
    desk.hand.press("lawlist.open")
    desk.hand.reads("record.name", "Alex Rowan Quill")
    assert desk.station.does.last("record") == "SYN-0044"


def test_a_station_that_is_gone_is_said_on_the_page_of_the_law(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.station.does.answer("law", GONE)
    desk.hand.press("shelf.law")
    desk.hand.sees("lawlist.trouble")
