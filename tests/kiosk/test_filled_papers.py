"""Papers filled in from what was reported and what was completed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from kiosk import check_in as ci
from kiosk import registrant as rg
from kiosk.appearance import AppearanceFacts, Correction, VisitKind
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.entries import lines
from kiosk.filled_papers import (
    certificate,
    change_fee_notice,
    completion_receipt,
    next_window,
    number_paper,
    old_new,
    set_right,
    ticket_paper,
)
from kiosk.law.rulesets import Mode, What
from kiosk.law.schedules import Schedule
from kiosk.law.windows import PrintedWindow
from kiosk.papers import (
    CallAbout,
    ComeBetween,
    CompletionReceiptPaper,
    Letterhead,
    Passage,
    Printing,
    TicketPaper,
)
from kiosk.topics import PAGES, Topic
from kiosk.words import words
from tests.specimens.records import NOW, OFFICE_ZONE, TODAY, answers, moved_house, registrant

OFFICE = Letterhead("Front Desk Services", ("100 Specimen Street",), "(816) 555-0100")
PRINTING = Printing(NOW, "Dana Whitfield")
HOME = registrant().residences[0]
PHONE = rg.Phone("", "8165550199")
DAY = TODAY - dt.timedelta(days=2)
REASON, SUM = words("law.reason.x"), words("law.sum.x")


def slip(changes: tuple[ReportedChange, ...] = (), **differences: Any) -> TicketPaper:
    given: dict[str, Any] = {
        "office": OFFICE,
        "taken_at": NOW,
        "code": "CODE",
        "language": "en",
        "offline": False,
        "printing": PRINTING,
        **differences,
    }
    return ticket_paper(ci.Ticket("A", 14, TODAY), changes, **given)


def appearance(**differences: Any) -> AppearanceFacts:
    facts = AppearanceFacts(
        appearance_id="app-1",
        check_in_id="check-in-1",
        registrant_id="SYN-0001",
        record_version=4,
        kind=VisitKind.FULL_VERIFICATION,
        arrived_at=NOW.astimezone(dt.UTC),
        completed_at=(NOW + dt.timedelta(minutes=20)).astimezone(dt.UTC),
        officer_id="officer-1",
        officer_name="Dana Whitfield",
        acts=(),
        answers=answers(),
        changes=(),
    )
    return replace(facts, **differences)


def receipt(
    facts: AppearanceFacts,
    record: rg.Registrant | None = None,
    windows: tuple[PrintedWindow, ...] = (),
    **differences: Any,
) -> CompletionReceiptPaper:
    given: dict[str, Any] = {
        "number": "D1-000412",
        "ticket": "A-014",
        "office": OFFICE,
        "zone": OFFICE_ZONE,
        "language": "en",
        "printing": PRINTING,
        **differences,
    }
    return completion_receipt(facts, record or registrant(), windows, **given)


def window(opens: dt.date | None, no_open_day: bool = False) -> PrintedWindow:
    last = dt.date(2027, 5, 31)
    schedule = Schedule(
        "M-09",
        "MO18",
        "589.414.6",
        Mode.PRINTED,
        What.VERIFICATION,
        opens,
        last,
        last,
        REASON,
        SUM,
        "Wording.",
    )
    return PrintedWindow(opens or TODAY, last, ("M-09",), REASON, no_open_day, (schedule,))


def test_a_ticket_names_each_kind_of_change_once_and_the_fee() -> None:
    paper = slip((*moved_house(), Added(Topic.PHONES, PHONE, DAY)), fee_notice=change_fee_notice(5))
    assert paper.number == "A-014"
    assert paper.kinds == (words("paper.kind.residence"), words("paper.kind.phone"))
    assert paper.fee_notice == words("paper.fee.change", dollars=5)


def test_a_ticket_without_changes_names_no_fee() -> None:
    paper = slip(fee_notice=change_fee_notice(5))
    assert paper.kinds == ()
    assert paper.fee_notice is None


def test_words_about_anything_else_name_no_fee() -> None:
    paper = slip((Told(Topic.OTHER, "May I pay in two parts?"),), fee_notice=change_fee_notice(5))
    assert paper.kinds == (words("paper.kind.other"),)
    assert paper.fee_notice is None


def test_an_office_that_charges_nothing_prints_no_notice() -> None:
    assert change_fee_notice(0) is None
    assert slip(moved_house()).fee_notice is None


def test_a_reprint_without_the_answers_at_hand_says_nothing_about_them() -> None:
    assert slip(changes_known=False).kinds is None


def test_a_receipt_holds_every_topic_with_its_answer() -> None:
    changes = moved_house()
    paper = receipt(appearance(changes=changes, answers=answers(changes)))
    assert len(paper.topics) == sum(len(topics) for topics in PAGES.values())
    assert paper.topics[0].answer == words("paper.answer.changed")
    assert {row.answer for row in paper.topics[1:]} == {words("paper.answer.same")}


def test_a_receipts_times_are_the_offices_own() -> None:
    paper = receipt(appearance())
    assert (paper.arrived_at, paper.appeared_at) == (NOW, NOW + dt.timedelta(minutes=20))
    assert paper.appeared_at.utcoffset() == OFFICE_ZONE.utcoffset(NOW.replace(tzinfo=None))


def test_a_receipt_says_whether_the_visit_was_a_full_review() -> None:
    assert receipt(appearance()).counted_as == words("paper.receipt.full")
    partial = appearance(kind=VisitKind.CHANGE_ONLY)
    assert receipt(partial).counted_as == words("paper.receipt.changes_only")


def test_a_move_is_one_row_from_the_old_home_to_the_new() -> None:
    for changes in (moved_house(), moved_house()[::-1]):
        (row,) = old_new(changes)
        assert row.old == ("415 Birchwood Ter Apt 3B", "Kansas City, MO 64106")
        assert row.new == ("1208 E Linden Ave", "Independence, MO 64050")
        assert row.since == TODAY - dt.timedelta(days=10)


def test_an_end_and_two_beginnings_stay_three_rows() -> None:
    ended, added = moved_house()
    rows = old_new((ended, added, added))
    assert [bool(row.old) for row in rows] == [True, False, False]


def test_two_ends_are_no_move() -> None:
    ended = moved_house()[0]
    assert [row.new for row in old_new((ended, ended))] == [(), ()]


def test_an_end_and_a_beginning_on_other_days_stay_two_rows() -> None:
    ended, added = moved_house()
    assert isinstance(added, Added)
    assert len(old_new((ended, replace(added, since=DAY)))) == 2


def test_what_was_not_shown_is_not_called_nothing() -> None:
    blind = Changed(Topic.PHONES, "", None, PHONE, DAY)
    seen = Changed(Topic.PHONES, "phone-1", registrant().phones[0], PHONE, DAY)
    assert old_new((blind,))[0].old == (words("paper.receipt.not_shown"),)
    assert old_new((seen,))[0].old == ("(816) 555-0123",)


def test_what_was_told_stands_in_the_persons_own_words() -> None:
    (row,) = old_new((Told(Topic.LOOKS, "I have a beard now"),))
    assert row.new == ("I have a beard now",)


def test_a_receipt_names_a_correction_and_who_made_it() -> None:
    paper = receipt(appearance(corrections=(Correction("12 Elm", "21 Elm", "AQ"),)))
    (row,) = paper.changes
    assert (row.old, row.new, row.corrected_by) == (("12 Elm",), ("21 Elm",), "Dana Whitfield")


def test_numbers_of_documents_are_not_whole_on_a_receipt() -> None:
    passport = rg.Passport("", "passport", "SYN12345", "USA")
    (row,) = old_new((Added(Topic.PASSPORTS, passport, DAY),))
    assert "SYN12345" not in row.new


def test_a_window_carries_the_reason_section_and_sum_of_each_schedule() -> None:
    opens = dt.date(2027, 5, 3)
    (found,) = receipt(appearance(), windows=(window(opens),)).next
    assert isinstance(found, ComeBetween)
    assert (found.first, found.last) == (opens, dt.date(2027, 5, 31))
    assert (found.reasons[0].why, found.reasons[0].section) == (REASON, "589.414.6")
    assert found.reasons[0].arithmetic == SUM


def test_a_window_without_a_beginning_is_any_day_up_to_its_last() -> None:
    assert next_window(window(None)) == ComeBetween(
        None, dt.date(2027, 5, 31), next_window(window(None)).reasons
    )


def test_a_window_without_an_open_day_is_a_call() -> None:
    found = next_window(window(dt.date(2027, 5, 3), no_open_day=True))
    assert isinstance(found, CallAbout)
    assert found.due == dt.date(2027, 5, 31)
    assert not found.passed


def test_a_due_date_behind_the_day_of_the_paper_has_passed() -> None:
    closed = window(dt.date(2027, 5, 3), no_open_day=True)
    for today, passed in ((dt.date(2027, 5, 31), False), (dt.date(2027, 6, 1), True)):
        found = next_window(closed, today)
        assert isinstance(found, CallAbout)
        assert found.passed is passed


def test_what_to_bring_follows_from_the_record() -> None:
    things = [said.key.rpartition(".")[2] for said in receipt(appearance()).bring]
    assert things == ["id", "proof_of_address", "vehicle_papers", "this_paper"]
    nothing = registrant(residences=(), vehicles=())
    assert [said.key.rpartition(".")[2] for said in receipt(appearance(), nothing).bring] == [
        "id",
        "this_paper",
    ]


def test_nobody_is_asked_for_proof_of_a_home_that_ended() -> None:
    gone = registrant(residences=(replace(HOME, ended=DAY),))
    assert words("paper.bring.proof_of_address") not in receipt(appearance(), gone).bring


def test_travel_ahead_is_on_the_receipt_before_other_passages_and_travel_behind_is_not() -> None:
    ahead = rg.Travel("t1", "Canada", TODAY, None)
    behind = rg.Travel("t2", "Mexico", DAY, DAY)
    note = Passage(words("paper.x"), ("note",))
    paper = receipt(appearance(), registrant(travel=(ahead, behind)), passages=(note,))
    assert [passage.title for passage in paper.passages] == [words("paper.topic.travel"), note.title]
    assert "Canada" in paper.passages[0].lines
    assert "Mexico" not in paper.passages[0].lines


def test_travel_that_has_begun_without_a_day_of_return_is_told_as_away_since_and_not_as_ahead() -> None:
    begun = rg.Travel("t1", "Canada", TODAY - dt.timedelta(days=1), None, purpose="Work")
    (passage,) = receipt(appearance(), registrant(travel=(begun,))).passages
    assert passage.lines == ("Canada", words("paper.receipt.away_since", departs=begun.departs))
    today, until = replace(begun, departs=TODAY), replace(begun, returns=TODAY)
    for trip in (today, until):
        (passage,) = receipt(appearance(), registrant(travel=(trip,))).passages
        assert passage.lines == lines(trip)


def test_no_travel_ahead_leaves_no_empty_passage() -> None:
    assert receipt(appearance()).passages == ()


def test_an_end_alone_has_no_new_lines() -> None:
    (row,) = old_new((Ended(Topic.RESIDENCES, HOME.item_id, HOME, DAY),))
    assert (row.new, row.since) == ((), DAY)


def test_a_certificate_tells_when_and_before_whom_and_what_it_counted_as() -> None:
    paper = certificate(
        registrant(),
        (appearance(), appearance(kind=VisitKind.CHANGE_ONLY)),
        number="C000001",
        office=OFFICE,
        zone=OFFICE_ZONE,
        language="en",
        printing=PRINTING,
    )
    at = NOW + dt.timedelta(minutes=20)
    told = [(when, what.key, officer) for when, what, officer in paper.appearances]
    assert told == [
        (at, "paper.certificate.full_verification", "Dana Whitfield"),
        (at, "paper.certificate.change_only", "Dana Whitfield"),
    ]


def test_a_paper_set_right_says_so_first_and_keeps_what_it_said() -> None:
    earlier = receipt(appearance(changes=moved_house()))
    passage = Passage(words("paper.receipt.takes_place", number="000001"), ())
    phone = old_new((Added(Topic.PHONES, PHONE, DAY),))
    paper = set_right(earlier, phone, passage)
    assert paper.passages[0] == passage
    assert paper.changes == (*earlier.changes, *phone)


def test_a_number_for_another_service_says_nothing_of_a_check_in() -> None:
    given = {"office": OFFICE, "language": "en", "offline": False}
    ticket, name = ci.Ticket("A", 3, TODAY), words("service.permits")
    paper = number_paper(ticket, name, printing=Printing(NOW, "Kiosk A"), **given)  # type: ignore[arg-type]
    assert (paper.number, paper.service, paper.taken_at) == ("A-003", name, NOW)
    assert (paper.kinds, paper.fee_notice, paper.code) == (None, None, "")
    again = Printing(NOW, "Kiosk A", duplicate=True)
    assert number_paper(ticket, name, printing=again, **given).taken_at is None  # type: ignore[arg-type]
