"""What officers do with a check-in, two of them at once, and what a completion writes: all or nothing."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from kiosk.appearance import Correction, PhotographAct
from kiosk.check_in import State
from kiosk.law.person import FAILED_TO_REGISTER
from kiosk.papers import CompletionReceiptPaper
from kiosk.problems import Problem
from kiosk.registrant import Fact, Photograph
from kiosk.review import Checklist, Decision, Role
from sync.station import accounts, review
from sync.station.accounts import Live
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import (
    CheckInPage,
    Complete,
    CompletedView,
    DeliveryState,
    Draft,
    Outcome,
    PhotographKept,
    QueueView,
    ReceiptState,
    RecordPage,
    Refused,
)
from sync.station.review import Approved
from sync.station.store import appearances, check_ins, counters, outbox, roster
from sync.station.store.tables import METADATA
from tests.specimens import records
from tests.sync.station.a_station import DESK, PASSWORD, AStation, card, jpeg


def code_of(found: object) -> tuple[str, int]:
    """The problem's code and the status of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code, found.status


def outcome_of(found: object) -> Outcome:
    """The outcome, which must have come."""
    assert isinstance(found, Outcome), found
    return found


def rivera(here: AStation) -> Live:
    """Officer Rivera as the station knows them when they are signed in."""
    found = accounts.sign_in(here.store, "rivera", PASSWORD, DESK, here.office.sessions, here.clock())
    assert not isinstance(found, Problem)
    live = accounts.live(here.store, found.token, DESK, here.office.sessions, here.clock())
    assert live is not None
    return live


def everything(here: AStation) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to compare before and after."""
    with here.store.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(table.select())), key=repr)
            for table in METADATA.sorted_tables
        }


# --- claiming --------------------------------------------------------------------------------------------


def test_a_second_officer_is_told_who_has_it(here: AStation, desk: DeskLink) -> None:
    here.hire("okafor", full_name="N. Okafor")
    second = here.signed_in("okafor", "desk-2")
    check_in = here.visit()
    assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
    refused = second.visits.claim(check_in.check_in_id)
    assert code_of(refused) == ("claimed_by_another", 409)
    assert isinstance(refused, Refused)
    assert refused.problem.what_happened.args == (("name", "T. Rivera"),)
    for said in (
        second.visits.keep_draft(check_in.check_in_id, Draft(records.checklist())),
        second.visits.identify(check_in.check_in_id, "SYN-0001", "seen"),
        second.visits.decide(check_in.check_in_id, Decision.REJECT, "no"),
        second.visits.call(check_in.check_in_id, "2"),
        second.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id()),
    ):
        assert code_of(said) == ("claimed_by_another", 409)
    queue = second.visits.queue()
    assert isinstance(queue, QueueView)
    assert queue.entries[0].claimed_by_name == "T. Rivera"


def test_claiming_twice_is_harmless_and_a_released_one_can_be_taken(here: AStation, desk: DeskLink) -> None:
    here.hire("okafor")
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
    assert outcome_of(desk.visits.decide(check_in.check_in_id, Decision.RELEASE)).state is State.WAITING
    assert isinstance(here.signed_in("okafor", "desk-2").visits.claim(check_in.check_in_id), CheckInPage)


def test_of_two_officers_who_claim_at_once_exactly_one_has_it(here: AStation) -> None:
    here.hire("okafor")
    desks = [here.signed_in("rivera", "desk-1"), here.signed_in("okafor", "desk-2")]
    for number in range(1, 6):
        check_in = here.visit(number, identity=card())
        answers: list[object] = []
        together = threading.Barrier(2)

        def take(link: DeskLink, check_in_id: str, gate: threading.Barrier, into: list[object]) -> None:
            gate.wait()
            into.append(link.visits.claim(check_in_id))

        threads = [
            threading.Thread(target=take, args=(link, check_in.check_in_id, together, answers))
            for link in desks
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert sorted(type(answer).__name__ for answer in answers) == ["CheckInPage", "Refused"]


def test_a_supervisor_takes_a_check_in_back_from_an_officer(here: AStation, desk: DeskLink) -> None:
    here.hire("diaz", Role.SUPERVISOR)
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    back = here.signed_in("diaz", "desk-2").visits.decide(check_in.check_in_id, Decision.RELEASE)
    assert outcome_of(back).state is State.WAITING


# --- drafts and identification ---------------------------------------------------------------------------


def test_a_draft_lives_at_the_station(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    assert code_of(desk.visits.keep_draft(check_in.check_in_id, Draft(records.checklist()))) == (
        "not_claimed",
        409,
    )
    desk.visits.claim(check_in.check_in_id)
    entered = replace(records.checklist(), photograph_at=None, photograph=None)
    draft = Draft(entered, "asked about the car", "SYN-0001")
    assert isinstance(desk.visits.keep_draft(check_in.check_in_id, draft), Outcome)
    page = here.signed_in("rivera", "desk-2").visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.draft == draft


def test_the_acts_of_a_draft_are_only_for_who_did_them_since_they_took_it(
    here: AStation, desk: DeskLink
) -> None:
    here.hire("okafor")
    second, check_in_id = here.signed_in("okafor", "desk-2"), here.visit().check_in_id
    done = Draft(records.checklist(flags=("seen",)), "asked about the car", registrant_id="SYN-0001")
    bare = Draft(Checklist(None, None, "", None, None), "asked about the car", registrant_id="SYN-0001")

    def draft_for(link: DeskLink) -> Draft | None:
        page = link.visits.claim(check_in_id)
        assert isinstance(page, CheckInPage)
        return page.draft

    assert draft_for(desk) is None
    desk.visits.keep_draft(check_in_id, done)
    assert draft_for(desk) == done
    desk.visits.decide(check_in_id, Decision.RELEASE)
    assert [draft_for(second), draft_for(second)] == [bare, bare]
    second.visits.decide(check_in_id, Decision.RELEASE)
    here.clock.forward(minutes=1)
    assert draft_for(desk) == bare  # somebody else was at the window since


def test_acts_that_were_done_with_one_record_are_not_those_of_another(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0009", id_number="S999", registry_id="X"))
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    done = Draft(records.checklist(), "", registrant_id="SYN-0001")
    desk.visits.keep_draft(check_in.check_in_id, done)
    found = desk.visits.identify(check_in.check_in_id, "SYN-0009", "passport seen")
    assert isinstance(found, CheckInPage)
    assert found.draft is not None
    assert found.draft.checklist == Checklist(None, None, "", None, None)
    desk.visits.keep_draft(check_in.check_in_id, done)  # what was on its way comes later
    page = desk.visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.draft == found.draft


def test_an_officer_says_whose_check_in_it_is_and_may_correct_it(here: AStation, desk: DeskLink) -> None:
    other = records.registrant(registrant_id="SYN-0009", id_number="S999", registry_id="X")
    here.enrol(other)
    check_in = here.visit(lookup_id="", offline=True, identity=card(id_number="S000"), record_version=0)
    page = desk.visits.claim(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.record is None
    assert {one.registrant_id for one in page.candidates} == {"SYN-0001", "SYN-0009"}
    assert page.candidates[0].agrees == ("birth_date", "last_name", "first_name")
    refused = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert code_of(refused) == ("not_identified", 409)
    assert code_of(desk.visits.identify(check_in.check_in_id, "SYN-0001", " ")) == ("reason_missing", 422)
    assert code_of(desk.visits.identify(check_in.check_in_id, "nobody", "x")) == ("no_such_registrant", 404)
    for registrant_id in ("SYN-0009", "SYN-0001"):
        found = desk.visits.identify(check_in.check_in_id, registrant_id, "passport seen")
        assert isinstance(found, CheckInPage)
        assert found.record is not None
        assert found.record.registrant_id == registrant_id
    assert isinstance(found, CheckInPage)
    seen = tuple(one.name for one in found.findings)
    done = desk.visits.complete(check_in.check_in_id, records.checklist(flags=seen), 3, new_id())
    assert isinstance(done, CompletedView), done
    assert done.appearance.registrant_id == "SYN-0001"


# --- endings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (Decision.REJECT, State.REJECTED),
        (Decision.LEFT, State.LEFT),
        (Decision.NO_SHOW, State.NO_SHOW),
        (Decision.REPLACED, State.REPLACED),
        (Decision.APPEARED_NOT_SERVED, State.APPEARED_NOT_SERVED),
    ],
)
def test_each_ending_is_kept_with_who_when_and_why_and_nothing_follows_it(
    here: AStation, desk: DeskLink, decision: Decision, state: State
) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    said = outcome_of(desk.visits.decide(check_in.check_in_id, decision, "closing time"))
    assert (said.state, said.decided_by, said.reason) == (state, "T. Rivera", "closing time")
    assert outcome_of(desk.visits.decide(check_in.check_in_id, decision, "again")) == said
    assert code_of(desk.visits.claim(check_in.check_in_id)) == ("check_in_cannot_move", 409)
    assert code_of(desk.visits.decide(check_in.check_in_id, Decision.RELEASE)) == (
        "check_in_cannot_move",
        409,
    )
    refused = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert code_of(refused) == ("not_claimed", 409)
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    assert queue.entries == ()


@pytest.mark.parametrize("decision", [Decision.SEND_BACK, Decision.REJECT, Decision.APPEARED_NOT_SERVED])
def test_what_must_be_explained_needs_a_reason(here: AStation, desk: DeskLink, decision: Decision) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    assert code_of(desk.visits.decide(check_in.check_in_id, decision, "  ")) == ("reason_missing", 422)


def test_who_was_sent_back_is_called_by_number_and_can_be_taken_again(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    said = desk.visits.decide(check_in.check_in_id, Decision.SEND_BACK, "plate missing", "2")
    assert outcome_of(said).state is State.SENT_BACK
    place = here.kiosk().ticket_place(check_in.check_in_id)
    assert getattr(place, "called_to", None) == "2"
    assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)


def test_who_appeared_and_was_not_served_comes_first_the_next_day(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222222222", registry_id="X"))
    check_in = here.visit(1)
    desk.visits.decide(check_in.check_in_id, Decision.APPEARED_NOT_SERVED, "closing time")
    here.clock.forward(days=1)
    desk = here.signed_in()
    here.visit(2, identity=card(id_number="S222222222"), ticket=replace(check_in.ticket, counter=1))
    here.clock.forward(minutes=5)
    here.visit(3, ticket=replace(check_in.ticket, counter=2))
    queue = desk.visits.queue()
    assert isinstance(queue, QueueView)
    assert [entry.registrant_id for entry in queue.entries] == ["SYN-0001", "SYN-0002"]
    assert [entry.first_place for entry in queue.entries] == [True, False]


# --- completing ------------------------------------------------------------------------------------------


def test_completing_twice_is_harmless(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    checklist, appearance_id = records.checklist(), new_id()
    first = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
    before = everything(here)
    again = desk.visits.complete(check_in.check_in_id, checklist, 3, appearance_id)
    assert isinstance(first, CompletedView)
    assert isinstance(again, CompletedView)
    assert (first.already, again.already) == (False, True)
    assert replace(again, already=False) == first
    assert everything(here) == before


def test_another_completion_of_the_same_check_in_is_refused(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    appearance_id = new_id()
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, appearance_id)
    other = records.checklist(document="passport")
    for refused in (
        desk.visits.complete(check_in.check_in_id, other, 3, appearance_id),
        desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id()),
    ):
        assert code_of(refused) == ("already_completed", 409)


def test_the_same_appearance_id_serves_one_check_in(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222222222", registry_id="X"))
    appearance_id = new_id()
    first, second = here.visit(1), here.visit(2, identity=card(id_number="S222222222"))
    for check_in in (first, second):
        desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(first.check_in_id, records.checklist(), 3, appearance_id)
    refused = desk.visits.complete(second.check_in_id, records.checklist(), 3, appearance_id)
    assert code_of(refused) == ("appearance_id_used", 409)


def test_a_record_that_moved_on_is_looked_at_again(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    for version in (2, 4):
        refused = desk.visits.complete(check_in.check_in_id, records.checklist(), version, new_id())
        assert code_of(refused) == ("record_moved_on", 409)


@pytest.mark.parametrize("missing", ["face_seen_at", "document_seen_at", "photograph_at"])
def test_no_act_of_the_three_can_be_left_out(here: AStation, desk: DeskLink, missing: str) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    before = everything(here)
    refused = desk.visits.complete(check_in.check_in_id, records.checklist(**{missing: None}), 3, new_id())
    code, status = code_of(refused)
    assert code.startswith("act_missing_")
    assert status == 422
    assert everything(here) == before


def test_an_account_that_is_no_officer_cannot_complete(here: AStation, desk: DeskLink) -> None:
    here.hire("diaz", Role.SUPERVISOR, Role.ADMINISTRATOR)
    check_in = here.visit()
    other = here.signed_in("diaz", "desk-2")
    assert code_of(other.visits.claim(check_in.check_in_id)) == ("account_not_allowed", 403)
    refused = other.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert code_of(refused) == ("account_not_allowed", 403)


def test_what_the_officer_corrected_is_sealed_and_accepted(here: AStation, desk: DeskLink) -> None:
    changes = records.moved_house()
    check_in = here.visit(changes=changes)
    desk.visits.claim(check_in.check_in_id)
    checklist = records.checklist(
        accepted=changes[:1], corrections=(Correction("moved", "old home ended only", "AQ"),)
    )
    # Nobody is left without a home by oversight: it must be looked at, and can be let stand.
    refused = desk.visits.complete(check_in.check_in_id, checklist, 3, new_id())
    assert code_of(refused) == ("findings_not_looked_at", 409)
    checklist = replace(checklist, flags=("residence_missing", "basis_without_entry"))
    done = desk.visits.complete(check_in.check_in_id, checklist, 3, new_id())
    assert isinstance(done, CompletedView), done
    assert done.appearance.changes == changes[:1]
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert len(page.record.residences) == 1


def test_a_new_photograph_must_have_been_stored(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    invented = records.checklist(
        photograph=PhotographAct.TAKEN, new_photograph=Photograph("0" * 32, records.TODAY)
    )
    refused = desk.visits.complete(check_in.check_in_id, invented, 3, new_id())
    assert code_of(refused) == ("no_such_photograph", 404)
    kept = desk.people.keep_photograph(jpeg())
    assert isinstance(kept, PhotographKept)
    taken = records.checklist(photograph=PhotographAct.TAKEN, new_photograph=kept.photograph)
    done = desk.visits.complete(check_in.check_in_id, taken, 3, new_id())
    assert isinstance(done, CompletedView), done
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert page.record.photograph == kept.photograph
    assert desk.people.photograph(kept.photograph.photograph_id) == jpeg()


def test_marking_the_looks_unchanged_moves_the_photograph_schedule(here: AStation, desk: DeskLink) -> None:
    known = tuple(Fact(name, holds=False) for name in ("victim_under_18", FAILED_TO_REGISTER))
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S222222222", facts=known))
    check_in = here.visit(identity=card(id_number="S222222222"))
    before = desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    after = desk.people.record("SYN-0002")
    assert isinstance(before, CheckInPage)
    assert isinstance(after, RecordPage)
    due = {one.rule_id: one.due for one in before.schedules if one.what == "photograph" and one.due}
    then = {one.rule_id: one.due for one in after.schedules if one.what == "photograph"}
    assert due
    for rule_id, day in due.items():
        moved_to = then[rule_id]
        assert moved_to is not None
        assert moved_to > day


# --- the receipt -----------------------------------------------------------------------------------------


def test_the_receipt_is_printed_again_for_life_and_copies_are_marked(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    assert code_of(desk.visits.receipt(check_in.check_in_id)) == ("not_completed", 409)
    desk.visits.claim(check_in.check_in_id)
    done = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert isinstance(done, CompletedView)
    first = desk.visits.receipt(check_in.check_in_id)
    here.clock.forward(days=4000)
    much_later = here.signed_in().visits.receipt(check_in.check_in_id)
    assert not isinstance(first, Refused)
    assert getattr(first, "printing", None) == done.receipt.printing
    assert isinstance(much_later, CompletionReceiptPaper)
    assert much_later.printing.duplicate
    assert replace(much_later, printing=done.receipt.printing) == done.receipt


def test_receipt_numbers_have_no_gap(here: AStation, desk: DeskLink) -> None:
    numbers = []
    for place in range(1, 4):
        check_in = here.visit(place)
        page = desk.visits.claim(check_in.check_in_id)
        assert isinstance(page, CheckInPage)
        assert page.record is not None
        # A completion that is refused takes no number.
        desk.visits.complete(check_in.check_in_id, Checklist(None, None, "", None, None), 3, new_id())
        done = desk.visits.complete(check_in.check_in_id, records.checklist(), page.record.version, new_id())
        assert isinstance(done, CompletedView), done
        numbers.append(done.receipt.number)
    assert numbers == ["000001", "000002", "000003"]


# --- undo ------------------------------------------------------------------------------------------------


def test_within_the_hold_a_completion_can_be_undone_and_nobody_was_told(
    here: AStation, desk: DeskLink
) -> None:
    check_in = here.visit(changes=records.moved_house())
    before = desk.visits.claim(check_in.check_in_id)
    done = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert isinstance(before, CheckInPage)
    assert isinstance(done, CompletedView)
    assert done.outcome.undo_until == here.clock() + here.office.hold
    assert code_of(desk.visits.undo(check_in.check_in_id, "")) == ("reason_missing", 422)
    undone = outcome_of(desk.visits.undo(check_in.check_in_id, "wrong person"))
    assert (undone.state, undone.receipt) == (State.CLAIMED, ReceiptState.VOID)
    assert code_of(desk.visits.receipt(check_in.check_in_id)) == ("receipt_void", 422)
    rows = desk.office.deliveries()
    assert isinstance(rows, tuple)
    assert [row.state for row in rows] == [DeliveryState.WITHDRAWN]
    page = desk.visits.page(check_in.check_in_id)
    assert isinstance(page, CheckInPage)
    assert page.record == records.registrant()
    assert page.schedules == before.schedules
    again = desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    assert isinstance(again, CompletedView), again
    assert again.receipt.number == "000002", "the void number is not given again"
    with here.store.reading() as session:
        causes = [(row.version, row.withdrawn_at is not None) for row in roster.versions(session, "SYN-0001")]
    assert causes == [(4, False), (4, True), (3, False)]


def test_after_the_hold_nothing_is_undone(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    here.clock.forward(seconds=120)
    assert code_of(desk.visits.undo(check_in.check_in_id, "late")) == ("hold_is_over", 409)


def test_of_two_completions_of_one_person_the_later_is_undone_first(here: AStation, desk: DeskLink) -> None:
    done: list[str] = []
    for number, version in ((1, 3), (2, 4)):
        check_in = here.visit(number)
        desk.visits.claim(check_in.check_in_id)
        found = desk.visits.complete(check_in.check_in_id, records.checklist(), version, new_id())
        assert isinstance(found, CompletedView), found
        done.append(check_in.check_in_id)
    assert code_of(desk.visits.undo(done[0], "wrong person")) == ("later_appearance_stands", 409)
    for check_in_id in reversed(done):
        assert outcome_of(desk.visits.undo(check_in_id, "wrong person")).state is State.CLAIMED
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert page.record == records.registrant()


def test_another_officer_does_not_undo_a_supervisor_does(here: AStation, desk: DeskLink) -> None:
    here.hire("okafor")
    here.hire("diaz", Role.SUPERVISOR)
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    refused = here.signed_in("okafor", "desk-2").visits.undo(check_in.check_in_id, "no")
    assert code_of(refused) == ("completed_by_another", 403)
    undone = here.signed_in("diaz", "desk-3").visits.undo(check_in.check_in_id, "wrong person")
    assert outcome_of(undone).state is State.CLAIMED


# --- one transaction -------------------------------------------------------------------------------------


class DiskFailedError(Exception):
    """What a broken disk says in these tests."""


@contextmanager
def failing_at(here: AStation, statement: int) -> Iterator[list[int]]:
    """The ``statement``-th statement that the store is asked raises, as the commit does when it is reached.

    Yields the count of statements so far.
    """
    count = [0]

    def before(*_: object) -> None:
        count[0] += 1
        if count[0] == statement:
            raise DiskFailedError

    event.listen(here.store.engine, "before_cursor_execute", before)
    try:
        yield count
    finally:
        event.remove(here.store.engine, "before_cursor_execute", before)


def test_a_completion_that_fails_at_any_statement_changes_nothing(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit(changes=records.moved_house())
    desk.visits.claim(check_in.check_in_id)
    asked = Complete(new_id(), 3, records.checklist())
    who = rivera(here)
    before = everything(here)

    def approve(at: int) -> tuple[Approved | Problem | None, int]:
        with failing_at(here, at) as count:
            try:
                with here.store.writing() as session:
                    found = review.approve(
                        session, here.office, check_in.check_in_id, asked, who, here.clock()
                    )
            except DiskFailedError:
                return None, count[0]
        return found, count[0]

    at = 1
    while True:
        found, statements = approve(at)
        if found is not None:
            break
        assert everything(here) == before, f"statement {at}"
        at += 1
    assert at > 15, "there were statements to fail at"
    assert statements == at - 1
    assert isinstance(found, Approved)
    assert everything(here) != before
    with here.store.reading() as session:
        assert roster.record(session, "SYN-0001") != records.registrant()
        assert appearances.of_check_in(session, check_in.check_in_id) is not None
        assert outbox.find(session, asked.appearance_id) is not None
        stored = check_ins.find(session, check_in.check_in_id)
        assert counters.current(session, counters.RECEIPT) == 1
    assert stored is not None
    assert stored.state is State.COMPLETED


def test_the_registrys_deadline_is_three_calendar_days_at_the_offices_midnight(
    here: AStation, desk: DeskLink
) -> None:
    here.clock.now = dt.datetime(2026, 11, 28, 3, 30, tzinfo=dt.UTC)  # half past nine, Friday evening
    desk = here.signed_in()
    check_in = here.visit()
    desk.visits.claim(check_in.check_in_id)
    desk.visits.complete(check_in.check_in_id, records.checklist(), 3, new_id())
    rows = desk.office.deliveries()
    assert isinstance(rows, tuple)
    assert rows[0].deadline.astimezone(records.OFFICE_ZONE) == dt.datetime(
        2026, 11, 30, 23, 59, tzinfo=records.OFFICE_ZONE
    )
