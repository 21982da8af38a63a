"""The page of address checks: whose door is next, the field sheet, and what was found."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf

from kiosk.field_sheet import AddressResult
from sync.station.address_wire import CheckAddress
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import LOST


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.cases")
    desk.hand.press("shelf.addresses")
    desk.hand.reads("address.title", "where somebody is said not to live: 1")


def test_what_was_found_at_a_door_is_kept_with_a_word_where_one_is_needed(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("address.keep")
    desk.hand.choose("address.result", 1)
    desk.hand.press("address.keep")
    assert desk.station.does.times("check_address") == 0
    desk.hand.write("address.note", "No answer at 9:10")
    desk.hand.press("address.keep")
    desk.asked("check_address")
    asked = desk.station.does.last("check_address")
    assert isinstance(asked, tuple)
    person, said = asked
    assert person == "SYN-0031"
    assert isinstance(said, CheckAddress)
    assert (said.result, said.note) == (AddressResult.NOBODY, "No answer at 9:10")
    assert said.address == "415 Birchwood Ter Apt 3B, Kansas City, MO 64106"
    desk.hand.press("address.keep")
    assert desk.station.does.times("check_address") == 1, "what was found at the next door is not said yet"


def test_a_check_entered_again_after_a_lost_answer_is_one_check(desk: ADesk) -> None:
    desk.station.does.answer("check_address", LOST, done=True)
    opened(desk)
    ids = []
    for times in (1, 2):
        desk.hand.choose("address.result", 0)
        desk.hand.press("address.keep")
        desk.asked("check_address", times)
        asked = desk.station.does.last("check_address")
        assert isinstance(asked, tuple)
        _person, said = asked
        assert isinstance(said, CheckAddress)
        ids.append(said.check_id)
    assert ids[0] == ids[1]


def test_a_field_sheet_of_one_area_is_saved(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.hand.choose("address.area", 1)
    desk.hand.until(lambda: desk.station.does.last("doors") == ("64106", 0))
    desk.files = [tmp_path / "sheet.pdf"]
    desk.hand.press("address.sheet")
    desk.hand.reads("address.said", "Saved; 12 more doors of this area")
    assert desk.station.does.last("sheet") == "64106"
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "sheet.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Field sheet 64106" in text
    assert "Casey Marlow Hatch" in text
    assert "never seen here" in text
    assert "12 more doors of this area are not on this sheet" in text
