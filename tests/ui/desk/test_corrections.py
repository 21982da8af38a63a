"""What an officer corrects stands beside what was signed, with the person's initials."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import registrant as rg
from kiosk.appearance import Correction
from kiosk.changes import Added, Changed, ReportedChange, Told, since
from kiosk.review import Checklist
from kiosk.topics import Topic
from kiosk.words import words
from sync.station.desk_wire import Draft
from tests.specimens import desk as specimens
from tests.specimens import records
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX
from ui.desk.correcting import Sort, correctable, corrected, day_said, day_typed
from ui.desk.decision_bar import as_accepted
from ui.texts import language

ENDED, ADDED = records.moved_house()
assert isinstance(ADDED, Added)
ON_ANOTHER_DAY = replace(ADDED, since=dt.date(2026, 11, 1))
ASKED = [
    Changed(
        Topic.VEHICLES,
        "car-1",
        records.registrant().vehicles[0],
        replace(records.registrant().vehicles[0], year=None),
        None,
    ),
    ENDED,
    ADDED,
    Told(Topic.LOOKS, "Beard since summer"),
    Added(Topic.TRAVEL, rg.Travel("", "Canada", dt.date(2027, 1, 2), None), None),
    Added(Topic.PASSPORTS, rg.Passport("", "passport", "SYN1", "USA", dt.date(2030, 1, 1)), None),
]


@pytest.mark.parametrize("change", ASKED)
def test_a_change_with_nothing_corrected_is_the_same_change(change: ReportedChange) -> None:
    assert corrected(change, {}) == change
    assert corrected(change, {one.id: one.text for one in correctable(change)}) == change


def test_an_address_can_be_corrected_part_by_part() -> None:
    made = corrected(ADDED, {"item.address.number": " 1210 ", "since": "11/12/2026"})
    assert isinstance(made, Added)
    assert isinstance(made.item, rg.Residence)
    assert made.item.address == replace(records.NEW_HOME, number="1210")
    assert made.since == dt.date(2026, 11, 12)


def test_ids_and_what_was_sent_are_not_for_correcting() -> None:
    names = {one.name for change in ASKED for one in correctable(change)}
    assert not names & {"item_id", "sent_how", "sent_on", "ended", "legs"}


def test_years_are_figures_and_days_are_days() -> None:
    sorts = {one.name: one.sort for one in correctable(ASKED[0])}
    assert (sorts["year"], sorts["since"], sorts["plate"]) == (Sort.NUMBER, Sort.DAY, Sort.TEXT)
    made = corrected(ASKED[0], {"after.year": "2013"})
    assert isinstance(made, Changed)
    assert isinstance(made.after, rg.Vehicle)
    assert made.after.year == 2013


@pytest.mark.parametrize(
    ("field", "text"),
    [("since", "31/31/2026"), ("since", "02/30/2026"), ("after.year", "twelve"), ("since", "soon")],
)
def test_what_cannot_stand_in_a_field_is_named(field: str, text: str) -> None:
    assert corrected(ASKED[0], {field: text}) == field


def test_an_ending_must_have_a_day() -> None:
    assert corrected(ENDED, {"ended_on": ""}) == "ended_on"


def test_days_are_typed_as_they_are_said() -> None:
    assert day_typed(day_said(dt.date(2026, 3, 9))) == dt.date(2026, 3, 9)
    assert day_said(None) == ""
    assert day_typed("2026-03-09") is None


def test_what_was_accepted_is_found_again_by_its_place() -> None:
    other = ON_ANOTHER_DAY
    told = ASKED[3]
    assert as_accepted((ENDED, ADDED, told), (ENDED, other, told)) == (ENDED, other, told)
    assert as_accepted((ENDED, ADDED, told), (ENDED, told)) == (ENDED, None, told)
    assert as_accepted((ENDED, ADDED), ()) == (None, None)


def correct_the_number(desk: ADesk, initials: str = "AQ") -> None:
    """House number 1208 becomes 1210."""
    desk.hand.press("review.correct.1")
    desk.hand.write("correct.item.address.number", "1210")
    if initials:
        desk.hand.write("correct.initials", initials)
    desk.hand.press("correct.keep")


def asked(desk: ADesk) -> Checklist:
    """What the station was asked to complete."""
    desk.asked("complete")
    told = desk.station.does.last("complete")
    assert isinstance(told, tuple)
    assert isinstance(told[0], Checklist)
    return told[0]


def test_a_correction_is_sealed_beside_the_signed_text(desk: ADesk) -> None:
    desk.open()
    correct_the_number(desk)
    desk.hand.reads("review.said", "initials AQ")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    made = asked(desk)
    signed = "1208 E Linden Ave\nIndependence, MO 64050"
    assert made.corrections == (Correction(signed, signed.replace("1208", "1210"), "AQ"),)
    assert made.accepted is not None
    assert made.accepted[0] == ENDED
    assert isinstance(made.accepted[1], Added)


def in_spanish(desk: ADesk) -> None:
    """Who checked in reads Spanish."""
    page = specimens.page(records.moved_house())
    page = replace(page, check_in=replace(page.check_in, language="es"))
    desk.station.fake_visits.pages[ALEX] = page


def test_what_is_sealed_and_printed_of_a_correction_is_in_the_persons_language(desk: ADesk) -> None:
    in_spanish(desk)
    desk.open()
    desk.hand.press("review.correct.0")
    desk.hand.reads("correct.signed", language("en").say(words("desk.compare.ended", day=since(ENDED) or "")))
    desk.hand.reads("correct.read", language("es").say(words("desk.compare.ended", day=since(ENDED) or "")))
    desk.hand.write("correct.ended_on", "11/12/2026")
    desk.hand.write("correct.initials", "AQ")
    desk.hand.press("correct.keep")
    day = dt.date(2026, 11, 12)
    desk.hand.reads("review.said", language("en").say(words("desk.compare.ended", day=day)))
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    (ended,) = asked(desk).corrections
    spanish = language("es").say
    assert ended.signed_text == spanish(words("desk.compare.ended", day=since(ENDED) or ""))
    assert ended.officer_text == spanish(words("desk.compare.ended", day=day))


def test_that_a_change_was_not_accepted_is_sealed_in_the_persons_language(desk: ADesk) -> None:
    in_spanish(desk)
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.write("correct.initials", "AQ")
    desk.hand.press("correct.strike")
    desk.hand.reads("review.said", "Not accepted")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    assert asked(desk).corrections[0].officer_text == language("es").say(words("desk.correct.struck"))


def test_a_correction_needs_the_persons_initials(desk: ADesk) -> None:
    desk.open()
    correct_the_number(desk, initials="")
    desk.hand.sees("correct.keep")
    desk.hand.write("correct.initials", "AQ")
    desk.hand.press("correct.keep")
    desk.hand.reads("review.said", "initials AQ")


def test_a_correction_that_corrects_nothing_is_not_kept(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.press("correct.keep")
    desk.hand.reads("correct.said", "Nothing is different yet.")
    desk.hand.write("correct.since", "yesterday")
    desk.hand.press("correct.keep")
    desk.hand.reads("correct.said", "This cannot stand there.")


def test_a_change_can_be_struck(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.write("correct.initials", "AQ")
    desk.hand.press("correct.strike")
    desk.hand.reads("review.said", "Not accepted")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    assert asked(desk).accepted == (ENDED,)


def test_the_person_may_sign_the_correction_again_instead_of_initials(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.write("correct.since", "11/12/2026")
    desk.hand.press("correct.keep")
    assert desk.hand.sees("correct.initials").property("invalid") == "true"
    pad = desk.hand.sees("correct.pad")
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton)
    desk.hand.press("correct.again")
    desk.hand.press("correct.keep")
    assert desk.hand.sees("correct.pad") is pad, "what was wiped is no signature"
    QTest.mousePress(pad, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton)
    desk.hand.press("correct.keep")
    desk.hand.reads("review.said", "and signed again")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    (correction,) = asked(desk).corrections
    assert correction.signature is not None
    assert correction.initials == ""
    assert correction.is_affirmed()


def test_a_signature_holds_for_nothing_that_is_typed_after_it(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    desk.hand.write("correct.since", "11/12/2026")
    pad = desk.hand.sees("correct.pad")
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton)
    QTest.keyClicks(desk.hand.sees("correct.item.address.number"), "9")
    desk.hand.press("correct.keep")
    assert desk.hand.sees("correct.initials").property("invalid") == "true"


def test_a_signature_does_not_strike_a_change(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.correct.1")
    QTest.mouseClick(desk.hand.sees("correct.pad"), Qt.MouseButton.LeftButton)
    desk.hand.press("correct.strike")
    assert desk.hand.sees("correct.initials").property("invalid") == "true"


def test_corrections_survive_a_crash_of_the_desk(desk: ADesk) -> None:
    other = ON_ANOTHER_DAY
    kept = (Correction("signed", "corrected", "AQ"),)
    desk.station.fake_visits.drafts[ALEX] = Draft(
        replace(records.checklist(), corrections=kept, accepted=(ENDED, other))
    )
    desk.open()
    desk.hand.reads("review.said", "Corrected to “corrected”, initials AQ.")
    desk.do_the_three_acts()
    desk.hand.press("review.approve")
    made = asked(desk)
    assert (made.corrections, made.accepted) == (kept, (ENDED, other))


def test_nothing_corrected_means_exactly_as_signed(desk: ADesk) -> None:
    desk.station.fake_visits.pages[ALEX] = specimens.page(records.moved_house())
    desk.complete()
    made = asked(desk)
    assert (made.corrections, made.accepted) == ((), None)
