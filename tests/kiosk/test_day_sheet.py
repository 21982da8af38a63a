"""The day sheet's numbers: one for each line, the same however often the sheet is written anew."""

from __future__ import annotations

from dataclasses import replace

from kiosk.day_sheet import DaySheet
from kiosk.papers import Letterhead, Printing
from tests.specimens.records import NOW, TODAY


def test_every_line_has_a_number_of_its_own_by_day_and_desk() -> None:
    office = Letterhead("Demo County", ("1 Test St",), "8165550100")
    sheet = DaySheet(office, TODAY, "desk-1", 3, (), (), 20, Printing(NOW, "T. Rivera"))
    assert sheet.number == "261123-desk-1"
    assert sheet.line_number(7) == "261123-desk-1-07"
    assert replace(sheet, written=9).line_number(7) == sheet.line_number(7)
    assert replace(sheet, desk="desk-2").line_number(7) != sheet.line_number(7)
