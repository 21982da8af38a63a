"""A person's record at the desk: set right, visited from, charged, scanned, certified, typed elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from kiosk.changes import Added, Ended
from kiosk.law.tier_rows import OWN_FIELDS
from kiosk.registrant import Denial, Fact, Phone, Residence, Standing, Tier, TierStage
from kiosk.review import Decision
from kiosk.topics import Topic
from sync.station.desk_wire import Complete, OfficeView
from sync.station.people_wire import Advice, Amend, AttachmentKind, Entered, EnterFee, WalkIn
from tests.devices.test_forms import invented_form
from tests.specimens import desk as specimens
from tests.specimens import desk_records, records
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import ALEX, GONE, LOST, FakePeople, refused
from ui.desk.fees import cents_typed
from ui.desk.on_paper import time_typed
from ui.desk.pages.closing import ENDINGS
from ui.desk.pages.walk_in import WalkInPage
from ui.desk.record_form import blank_registrant, edited, sections
from ui.desk.record_work import asked_of, first_asked


def open_record(desk: ADesk) -> None:
    """Sign in, search, open Alex Quill's record."""
    desk.sign_in()
    desk.hand.sees("queue.table")
    desk.hand.press("rail.people")
    desk.hand.write("people.search", "quill")
    desk.hand.press("people.find")
    desk.hand.press("people.open")
    desk.hand.sees("record.name")


def choose_data(desk: ADesk, name: str, data: str) -> None:
    """Choose by value."""
    box = desk.hand.sees(name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))


# --- the form -----------------------------------------------------------------------------------------------


def test_a_record_through_its_form_is_the_same_record() -> None:
    record = specimens.record_page().record
    assert edited(record, {}) == record
    typed = {one.id: one.text for section in sections(record) for one in section.fields}
    assert edited(record, typed) == record


def test_what_is_typed_stands_in_the_record_and_empty_entries_do_not() -> None:
    made = edited(
        records.registrant(),
        {
            "tier": "III",
            "standing": "in_custody",
            "phones.1.number": "8165550188",
            "guardian.name": "Pat Quill",
            "facts.clean_record": "yes",
            "denials.0.judgment_on": "02/28/2024",
            "denials.0.court": "Circuit Court",
            "denials.0.adjudicated_since_denial": "no",
            "notes": "one; two",
            "biometrics.dna_given_on": "11/20/2026",
        },
    )
    assert not isinstance(made, str)
    assert (made.tier, made.standing) == (Tier.III, Standing.IN_CUSTODY)
    assert [one.number for one in made.phones] == ["8165550123", "8165550188"]
    assert made.phones[1].item_id
    assert (made.notes, made.guardian.name if made.guardian else "") == (("one", "two"), "Pat Quill")
    assert [(fact.name, fact.holds) for fact in made.facts] == [
        ("victim_under_18", False),
        ("clean_record", True),
    ]
    assert made.biometrics.dna_given_on == dt.date(2026, 11, 20)
    assert made.denials == (
        Denial(dt.date(2024, 2, 28), "Circuit Court", "", adjudicated_since_denial=False),
    )
    unsaid = edited(made, {"denials.0.adjudicated_since_denial": "", "denials.1.judgment_on": "03/01/2026"})
    assert not isinstance(unsaid, str)
    assert [one.adjudicated_since_denial for one in unsaid.denials] == [None, None]


def test_a_fact_that_no_rule_asks_for_any_more_can_be_taken_away() -> None:
    record = records.registrant(facts=(Fact("law_changed_since_denial", holds=True),))
    assert edited(record, {one.id: one.text for part in sections(record) for one in part.fields}) == record
    (id_,) = (
        one.id
        for part in sections(record)
        for one in part.fields
        if one.path[:2] == ("facts", "law_changed_since_denial")
    )
    made = edited(record, {id_: ""})
    assert not isinstance(made, str)
    assert made.facts == ()


def test_what_is_asked_of_an_offense_is_answered_there() -> None:
    record = specimens.record_page().record
    offense = replace(record.offenses[0], facts=(Fact("sexual_nature", holds=True),))
    record = replace(record, offenses=(offense,))
    asked = {0: ("first_offense", "sexual_nature")}
    form = next(one for one in sections(record, asked) if one.name == "offenses.0")
    assert [(one.id, one.text) for one in form.fields[-2:]] == [
        ("offenses.0.facts.sexual_nature", "yes"),
        ("offenses.0.facts.first_offense", ""),
    ]
    assert edited(record, {one.id: one.text for one in form.fields}) == record
    answers = {"offenses.0.facts.first_offense": "no", "offenses.0.facts.sexual_nature": ""}
    made = edited(
        record, {**answers, "offenses.0.punishment_months": "84", "offenses.0.comparable_tier": "II"}
    )
    assert not isinstance(made, str)
    (one,) = made.offenses
    assert (one.facts, one.punishment_months, one.comparable_tier) == (
        (Fact("first_offense", holds=False),),
        84,
        Tier.II,
    )


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({}, "birth_date"),
        ({"birth_date": "13/40/1990"}, "birth_date"),
        ({"birth_date": "01/02/1990", "absences.0.place": "Omaha"}, "absences.0.leaves"),
        ({"birth_date": "01/02/1990", "description.height_in": "tall"}, "description.height_in"),
    ],
)
def test_a_field_that_cannot_stand_is_named(texts: dict[str, str], wrong: str) -> None:
    assert edited(blank_registrant("new"), texts) == wrong


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:05", dt.time(14, 5)),
        ("2:05 PM", dt.time(14, 5)),
        ("12:00 am", dt.time(0, 0)),
        ("9.30", None),
        ("25:00", None),
        ("13:00 pm", None),
        ("soon", None),
    ],
)
def test_a_time_is_typed_as_people_write_it(text: str, at: dt.time | None) -> None:
    assert time_typed(text) == at


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("5", 500),
        ("$5.00", 500),
        ("0,5", 50),
        ("0", None),
        ("-1", None),
        ("1.005", None),
        ("NaN", None),
        ("x", None),
    ],
)
def test_an_amount_is_dollars_and_cents(text: str, cents: int | None) -> None:
    assert cents_typed(text) == cents


# --- setting right, new registrants -------------------------------------------------------------------------


def test_a_record_is_set_right_with_a_reason_and_what_was_seen(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.amend")
    desk.hand.write("amend.biometrics.fingerprints_on", "11/23/2026")
    choose_data(desk, "amend.tier", "III")
    desk.hand.press("amend.keep")
    assert desk.station.does.times("amend") == 0, "a reason is missing"
    desk.hand.write("amend.reason", "Prints taken today")
    desk.hand.write("amend.proof", "card 12-SYN")
    desk.station.does.answer("amend", GONE)
    desk.hand.press("amend.keep")
    desk.hand.reads("amend.said", "Nothing was done")
    desk.hand.press("amend.keep")
    desk.hand.reads("record.said", "Entered as version 4.")
    first, asked = [about for name, about in desk.station.does.asked if name == "amend"]
    assert isinstance(asked, Amend)
    assert first == asked, "asked again under the same id"
    assert asked.record.tier is Tier.III
    assert (asked.why.reason, asked.why.proof) == ("Prints taken today", "card 12-SYN")


def test_what_the_tier_tables_ask_is_answered_from_the_record(desk: ADesk) -> None:
    people = desk.station.people
    assert isinstance(people, FakePeople)
    people.page = desk_records.with_belongings(people.page)
    open_record(desk)
    desk.hand.press("record.answer")
    box = desk.hand.sees("amend.offenses.0.facts.registrable")
    desk.qtbot.waitUntil(box.hasFocus)
    choose_data(desk, "amend.offenses.0.facts.registrable", "no")
    desk.hand.write("amend.reason", "Judgment read")
    desk.hand.press("amend.keep")
    desk.hand.reads("record.said", "Entered as version 4.")
    (asked,) = [about for name, about in desk.station.does.asked if name == "amend"]
    assert isinstance(asked, Amend)
    assert asked.record.offenses[0].facts == (Fact("registrable", holds=False),)


@pytest.mark.parametrize(
    ("needs", "field"),
    [
        (("registrable",), "offenses.2.facts.registrable"),
        (("victim_age", "first_offense"), "offenses.2.victim_age_from"),
        (("punishment",), "offenses.2.punishment_months"),
        (("comparable_tier",), "offenses.2.comparable_tier"),
    ],
)
def test_answering_begins_at_the_first_question_of_the_tables(needs: tuple[str, ...], field: str) -> None:
    (one,) = desk_records.with_belongings(specimens.record_page()).advice.tiers
    advice = Advice((replace(one, place=1, needs=()), replace(one, place=2, needs=needs)))
    assert first_asked(advice) == ("offenses.2", field)
    known = {name for name in needs if name not in OWN_FIELDS}
    assert asked_of(advice) == {1: (), 2: tuple(known)}


def test_a_tier_that_changed_asks_for_a_letter(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.amend")
    choose_data(desk, "amend.tier", "III")
    choose_data(desk, "amend.tier_stage", "changed")
    desk.hand.write("amend.reason", "The Patrol's letter of 20 November")
    desk.hand.press("amend.keep")
    desk.hand.reads("record.said", "write to the person")
    (asked,) = [about for name, about in desk.station.does.asked if name == "amend"]
    assert isinstance(asked, Amend)
    assert (asked.record.tier, asked.record.tier_stage) == (Tier.III, TierStage.CHANGED)


def test_somebody_new_is_entered_from_the_search(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.table")
    desk.hand.press("rail.people")
    desk.hand.press("people.new")
    desk.hand.write("amend.name.last", "Vale")
    desk.hand.write("amend.birth_date", "03/04/1991")
    desk.hand.write("amend.reason", "Release notice")
    desk.hand.press("amend.keep")
    desk.asked("amend")
    asked = desk.station.does.last("amend")
    assert isinstance(asked, Amend)
    assert (asked.record.version, asked.record.name.last, asked.record.standing) == (
        0,
        "Vale",
        Standing.PENDING,
    )


def test_an_appearance_is_set_right_after_its_hold(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.papers")
    desk.hand.press("papers.set_right")
    desk.hand.write("amend.phones.0.number", "8165550132")
    desk.hand.write("amend.reason", "Two figures swapped")
    desk.hand.press("amend.keep")
    desk.hand.reads("record.said", "takes the place of the receipt")
    asked = desk.station.does.last("amend")
    assert isinstance(asked, Amend)
    assert asked.why.supersedes == specimens.record_page().earlier[0].appearance_id


# --- a visit without the kiosk, and from paper --------------------------------------------------------------


def test_a_visit_without_the_kiosk_is_asked_topic_by_topic(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.visit")
    desk.hand.press("walk_in.add.phones")
    desk.hand.press("change.take")
    desk.hand.write("change.item.number", "8165550188")
    desk.hand.press("change.take")
    desk.hand.press("walk_in.end.car-1")
    desk.hand.press("change.take")
    desk.hand.write("walk_in.time", "8:15")
    desk.hand.press("walk_in.begin")
    desk.asked("walk_in")
    said = desk.station.does.last("walk_in")
    assert isinstance(said, WalkIn)
    assert [type(change) for change in said.changes] == [Added, Ended]
    phone = said.changes[0]
    assert isinstance(phone, Added)
    assert (phone.topic, phone.item) == (Topic.PHONES, Phone("", "8165550188"))
    assert (said.registrant_id, said.arrived_at.time()) == ("SYN-0001", dt.time(8, 15))
    desk.hand.sees("review.name")


def test_a_new_home_in_place_of_another_leaves_the_old_one_on_the_record(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.visit")
    desk.hand.press("walk_in.change.home-1")
    desk.hand.write("change.after.address.number", "412")
    desk.hand.press("change.take")
    desk.hand.press("walk_in.undo.0")
    desk.hand.press("walk_in.move.home-1")
    for name, text in {"number": "7", "street": "Elm St", "city": "Marshall", "state": "MO"}.items():
        desk.hand.write(f"change.item.address.{name}", text)
    desk.hand.write("change.since", "")
    desk.hand.press("change.take")
    desk.hand.reads("change.said", "cannot stand there")
    desk.hand.write("change.since", "11/20/2026")
    desk.hand.press("change.take")
    desk.hand.reads("walk_in.changes", "Reported")
    desk.hand.press("walk_in.begin")
    desk.asked("walk_in")
    said = desk.station.does.last("walk_in")
    assert isinstance(said, WalkIn)
    ended, added = said.changes
    assert isinstance(ended, Ended)
    assert (ended.item_id, ended.ended_on) == ("home-1", dt.date(2026, 11, 20))
    assert isinstance(added, Added)
    assert isinstance(added.item, Residence)
    assert added.item.address is not None
    assert (added.item.address.street, added.since) == ("Elm St", ended.ended_on)


def test_a_new_place_is_taken_back_whole(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.visit")
    page = desk.window.page
    assert isinstance(page, WalkInPage)
    page.take(records.moved_house())
    desk.hand.press("walk_in.undo")
    desk.hand.reads("walk_in.changes", "Nothing reported yet")


def test_a_visit_is_asked_by_keys_alone(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.visit")
    page = desk.window.page
    assert page is not None

    def key(name: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        desk.window.activateWindow()
        desk.hand.until(desk.window.isActiveWindow)
        QTest.keyClick(desk.window, name, how)

    def to(name: str) -> None:
        """Mark the row with this small button in it."""
        row = desk.hand.sees(name).parentWidget()
        while row is not None and row.property("role") != "at":
            key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    to("walk_in.end.car-1")
    key(Qt.Key.Key_F7)
    desk.hand.press("change.take")
    desk.hand.reads("walk_in.changes", "Reported")
    key(Qt.Key.Key_F8)
    desk.hand.reads("walk_in.changes", "Nothing reported yet")
    for _ in range(60):
        key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    change = page.findChild(QWidget, "walk_in.change")
    assert change is not None
    assert not change.isEnabled(), "the first row is a topic"
    to("walk_in.add.phones")
    key(Qt.Key.Key_F5)
    desk.hand.sees("change.item.number")
    desk.hand.press("change.cancel")


def test_a_completion_from_paper_bears_its_true_time_and_sheet(desk: ADesk) -> None:
    desk.open()
    desk.hand.press("review.on_paper")
    desk.hand.write("on_paper.day", "11/20/2026")
    desk.hand.write("on_paper.time", "2:05 pm")
    desk.hand.press("on_paper.keep")
    desk.hand.write("on_paper.number", "17")
    desk.hand.press("on_paper.keep")
    desk.hand.reads("review.missing", "sheet 17")
    desk.do_the_three_acts()
    desk.hand.press("review.back")
    desk.asked("keep_draft")
    desk.hand.press("queue.open")  # as after a crash: what was entered comes from the station
    desk.hand.reads("review.missing", "sheet 17")
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")
    asked = desk.station.does.last("complete")
    assert isinstance(asked, tuple)
    checklist, _version, _id, done_at = asked
    assert checklist.day_sheet_number == "17"
    assert done_at == dt.datetime(2026, 11, 20, 14, 5, tzinfo=records.OFFICE_ZONE)
    assert checklist.face_seen_at == done_at
    assert isinstance(Complete("a", 1, checklist), Complete)


def test_what_does_not_hold_must_be_looked_at_before_completing(desk: ADesk) -> None:
    page = specimens.page(findings=desk_records.findings())
    desk.station.fake_visits.pages[ALEX] = page
    desk.open()
    desk.do_the_three_acts()
    desk.hand.reads("review.missing", "what does not hold (1)")
    desk.hand.press("review.finding.residence_missing")
    desk.hand.press("review.approve")
    desk.hand.sees("done.queue")
    checklist = desk.station.does.last("complete")[0]  # type: ignore[index]
    assert checklist.flags == ("residence_missing",)


# --- fees, scans, papers ------------------------------------------------------------------------------------


def test_a_fee_is_taken_and_its_receipt_printed(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.fees")
    desk.hand.press("fees.paid")
    desk.hand.write("fees.amount", "5.00")
    desk.hand.press("fees.paid")
    desk.asked("fee_receipt")
    asked = desk.station.does.last("enter_fee")
    assert isinstance(asked, EnterFee)
    assert (asked.act.value, asked.cents) == ("paid", 500)
    desk.hand.reads("record.said", "Printed.")


def test_a_fee_entered_again_after_a_lost_answer_is_one_fee(desk: ADesk) -> None:
    def pay(times: int) -> EnterFee:
        desk.hand.press("record.fees")
        desk.hand.write("fees.amount", "5.00")
        desk.hand.press("fees.paid")
        desk.asked("enter_fee", times)
        asked = desk.station.does.last("enter_fee")
        assert isinstance(asked, EnterFee)
        return asked

    desk.station.does.answer("enter_fee", LOST, done=True)
    open_record(desk)
    first = pay(1)
    desk.hand.reads("record.said", "It may have been done")
    again = pay(2)
    desk.hand.reads("record.said", "Printed.")
    another = pay(3)
    assert first.fee_id == again.fee_id != another.fee_id


def test_a_scan_is_kept_under_what_it_shows(desk: ADesk, tmp_path: Path) -> None:
    scan = tmp_path / "lease.jpg"
    scan.write_bytes(b"jpeg")
    desk.files = [scan]
    open_record(desk)
    desk.hand.press("record.scan")
    desk.hand.press("scan.proof_of_address")
    desk.hand.reads("record.said", "Kept with the record.")
    asked = desk.station.does.last("attach")
    assert asked == ("SYN-0001", AttachmentKind.PROOF_OF_ADDRESS, "lease", b"jpeg")


def test_papers_are_printed_again_and_certificates_made(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.papers")
    desk.hand.press("papers.certificate")
    desk.hand.reads("record.said", "Printed.")
    desk.station.does.answer("receipt_again", refused("receipt_void"))
    desk.hand.press("record.papers")
    desk.hand.press("papers.receipt")
    desk.hand.reads("record.said", "its receipt is void")


def test_a_letter_with_the_new_days_is_saved_in_the_readers_language(desk: ADesk, tmp_path: Path) -> None:
    open_record(desk)
    desk.files = [tmp_path / "letter.pdf"]
    desk.station.does.answer("dates_letter", refused("no_address_to_write_to"))
    for said in ("Nobody knows an address", "Saved as letter.pdf."):
        desk.hand.press("record.papers")
        desk.hand.press("papers.dates:es")
        desk.hand.reads("record.said", said)
    assert desk.station.does.last("dates_letter") == ("SYN-0001", "es")
    text = pypdf.PdfReader(tmp_path / "letter.pdf").pages[0].extract_text().replace("\xa0", " ")
    for said in (
        "Alex Rowan Quill",
        "Sus días en nuestra oficina cambiaron",
        "Vuelva entre el lun 3 de mayo",
    ):
        assert said in text
    for word in ("offend", "regist", "tier", "nivel", "sex"):
        assert word not in text.lower()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (b"no form", "cannot be read as a PDF"),
        (invented_form(), "no fields to fill"),
        (invented_form("LastName"), "no field for: Tier"),
        (invented_form("LastName", "Tier"), "Saved:"),
    ],
)
def test_a_form_of_the_state_is_filled_or_its_trouble_told(
    desk: ADesk, tmp_path: Path, form: bytes, said: str
) -> None:
    page = desk_records.with_belongings(specimens.record_page())
    desk.station.fake_people.page = page
    desk.station.fake_records.form_pdf = form
    desk.files = [tmp_path / "filled.pdf"]
    open_record(desk)
    desk.hand.press("record.papers")
    desk.hand.press("papers.form:notice")
    desk.hand.reads("record.said", said)


def test_a_record_tells_of_its_holds_and_of_tips_that_are_not_closed(desk: ADesk) -> None:
    desk.station.fake_people.page = desk_records.with_belongings(specimens.record_page())
    open_record(desk)
    desk.hand.reads("record.holds", "Demo v. Quill, 26-CV-1. Placed by K. Osei")
    desk.hand.reads("record.tips", "Does not live here (open). Taken")


# --- typing into the state's system -------------------------------------------------------------------------


def test_each_field_is_copied_by_one_key_and_the_officers_word_confirms(desk: ADesk) -> None:
    desk.station.fake_office.view = by_hand()
    desk.complete()
    desk.hand.press("done.enter")
    table = desk.hand.sees("typing.table")
    desk.hand.reads("typing.value", "1208 E Linden Ave")
    desk.hand.press("typing.copy")
    assert QGuiApplication.clipboard().text() == "1208 E Linden Ave"
    desk.hand.reads("typing.value", "Independence")
    QTest.keyClick(table, Qt.Key.Key_Down)
    desk.hand.press("typing.copy")
    assert QGuiApplication.clipboard().text() == "64050"
    desk.hand.write("typing.reference", "SOR-1")
    desk.station.does.answer("entered", refused("earlier_update_first"))
    desk.hand.press("typing.confirm")
    desk.hand.reads("typing.said", "Enter the earlier one first.")
    desk.hand.press("typing.confirm")
    desk.hand.reads("queue.said", "clock for this update has stopped")
    asked = desk.station.does.last("entered")
    assert isinstance(asked, tuple)
    update_id, said = asked
    assert isinstance(said, Entered)
    assert said.reference == "SOR-1"
    assert said.presses >= 0
    assert update_id == desk.station.fake_visits.completed[ALEX].appearance.appearance_id


def test_a_delivery_is_typed_in_later(desk: ADesk) -> None:
    desk.station.fake_office.view = by_hand()
    desk.sign_in()
    desk.hand.sees("queue.table")
    desk.hand.press("rail.delivery")
    desk.hand.press("delivery.enter")
    desk.hand.sees("typing.table")
    desk.hand.press("typing.later")
    desk.hand.sees("queue.table")


def by_hand() -> OfficeView:
    """An office whose updates nobody carries."""
    return specimens.office_view(by_hand=True)


# --- the end of the day, and the counter --------------------------------------------------------------------


def test_at_closing_everybody_gets_a_named_ending(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.press("queue.closing")
    desk.hand.reads("closing.title", "1 still without an ending")
    desk.hand.press("closing.appeared_not_served")
    assert desk.station.does.times("decide") == 0, "a reason is missing"
    desk.hand.write("closing.reason", "The office closed at three")
    desk.hand.press("closing.appeared_not_served")
    desk.asked("decide")
    said = desk.station.does.last("decide")
    assert said == (Decision.APPEARED_NOT_SERVED, "The office closed at three", "")


def test_at_closing_no_key_ends_the_check_in_of_somebody_else(desk: ADesk) -> None:
    first, second = (specimens.entry(check_in_id=f"c-{n}", ticket=f"A-0{n}") for n in (11, 12))
    visits = desk.station.fake_visits
    visits.show(specimens.queue_view(entries=(first, second)))
    desk.sign_in()
    desk.hand.press("queue.closing")
    desk.hand.reads("closing.title", "2 still without an ending")
    desk.hand.write("closing.reason", "Feels ill, comes tomorrow")
    visits.show(specimens.queue_view(entries=(second,)))  # another officer served the first meanwhile
    desk.hand.reads("closing.said", "no longer in this list")
    assert not any(
        desk.window.findChild(QPushButton, f"closing.{ending.value}").isEnabled()  # type: ignore[union-attr]
        for ending in ENDINGS
    )
    table = desk.hand.sees("closing.table")
    QTest.keyClick(table, Qt.Key.Key_Down)
    desk.hand.press("closing.appeared_not_served")
    assert desk.station.does.times("decide") == 0, "the reason was for somebody else"
    desk.hand.write("closing.reason", "The office closed at three")
    desk.hand.press("closing.appeared_not_served")
    desk.asked("decide")
    assert desk.text("closing.reason") == ""


def test_a_slip_is_verified_at_the_counter(desk: ADesk) -> None:
    desk.sign_in()
    desk.hand.sees("queue.table")
    desk.hand.press("rail.office")
    desk.hand.reads("office.efforts", "61 seconds")
    desk.hand.reads("office.fees", "15.00 due")
    desk.hand.write("office.ticket", "a-014")
    desk.hand.write("office.code", "AAAA")
    desk.hand.press("office.check_ticket")
    desk.hand.reads("office.said", "Ticket A-014 is genuine")
    desk.hand.write("office.code", "BBBB")
    desk.hand.press("office.check_ticket")
    desk.hand.reads("office.said", "does not have this code")


def test_the_product_counts_what_a_completion_costs(desk: ADesk) -> None:
    desk.complete()
    desk.hand.reads("done.effort", "seconds")
    assert desk.window.findChild(QWidget, "done.enter") is None, "something carries the updates here"
