"""Only an officer's review makes an appearance, and only an appearance tells the registry anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import registrant as rg
from kiosk import review
from kiosk.appearance import ActKind, Appearance, Correction, PhotographAct, VisitKind
from kiosk.changes import Added, Ended, Told
from kiosk.check_in import Signature, hash_of_shown
from kiosk.problems import Problem
from kiosk.registry_update import appearances_told, registry_update
from kiosk.review import Checklist, Completed, Decision, Role
from kiosk.topics import Topic
from tests.specimens.records import NOW, TODAY, check_in, checklist, moved_house, officer, registrant


def completed(**differences: object) -> Completed | Problem:
    given: dict[str, object] = {
        "check_in": check_in(moved_house()),
        "record": registrant(),
        "officer": officer(),
        "checklist": checklist(),
        "appearance_id": "app-1",
        "now": NOW,
    }
    return review.complete(**(given | differences))  # type: ignore[arg-type]


def made(**differences: object) -> Completed:
    outcome = completed(**differences)
    assert isinstance(outcome, Completed)
    return outcome


def refused(**differences: object) -> str:
    outcome = completed(**differences)
    assert isinstance(outcome, Problem)
    return outcome.code


def test_a_completion_makes_the_next_version_of_the_record() -> None:
    outcome = made()
    facts = outcome.appearance.facts
    assert (outcome.record.version, facts.record_version) == (4, 4)
    assert outcome.record.last_full_verification == TODAY
    assert facts.completed_at == NOW
    assert len(outcome.record.residences) == 2


def test_the_three_acts_are_kept_with_the_officers_name() -> None:
    acts = made().appearance.facts.acts
    assert [act.kind for act in acts] == list(ActKind)
    assert {act.officer_name for act in acts} == {"T. Rivera"}


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"face_seen_at": None}, "act_missing_face"),
        ({"document_seen_at": None}, "act_missing_document"),
        ({"document": " "}, "act_missing_document"),
        ({"photograph_at": None}, "act_missing_photograph"),
        ({"photograph": None}, "act_missing_photograph"),
        ({"photograph": PhotographAct.TAKEN}, "act_missing_photograph"),
    ],
)
def test_without_one_of_the_acts_nothing_is_completed(missing: dict[str, object], code: str) -> None:
    assert refused(checklist=checklist(**missing)) == code


def test_a_new_photograph_replaces_the_one_on_file() -> None:
    new = rg.Photograph("photo-2", TODAY)
    taken = checklist(photograph=PhotographAct.TAKEN, new_photograph=new)
    assert made(checklist=taken).record.photograph == new


def test_only_an_officer_can_complete() -> None:
    assert refused(officer=officer(Role.SUPERVISOR, Role.AUDITOR)) == "not_an_officer"


@pytest.mark.parametrize("standing", ["stayed", "exempt", "removed", "deceased"])
def test_a_person_without_the_duty_goes_to_a_supervisor(standing: str) -> None:
    assert refused(record=registrant(standing=rg.Standing(standing))) == "standing_needs_supervisor"


def test_a_photograph_that_is_not_on_file_cannot_be_unchanged() -> None:
    assert refused(record=registrant(photograph=None)) == "no_photograph_on_file"


def test_a_day_sheet_entered_after_a_later_visit_turns_no_date_back() -> None:
    later = NOW.date() + dt.timedelta(days=3)
    held = rg.Photograph("photo-2", later)
    record = registrant(last_full_verification=later, photograph=held)
    taken = checklist(photograph=PhotographAct.TAKEN, new_photograph=rg.Photograph("photo-old", NOW.date()))
    after = made(record=record, checklist=taken).record
    assert (after.last_full_verification, after.photograph) == (later, held)


def test_a_change_only_appearance_leaves_the_verification_date_alone() -> None:
    outcome = made(checklist=checklist(full_verification=False))
    assert outcome.record.last_full_verification == registrant().last_full_verification
    assert outcome.appearance.facts.kind is VisitKind.CHANGE_ONLY


def test_a_first_completion_registers_a_pending_person() -> None:
    pending = registrant(standing=rg.Standing.PENDING, registered_on=None)
    record = made(record=pending).record
    assert (record.standing, record.registered_on) == (rg.Standing.ACTIVE, TODAY)


def test_a_correction_stands_beside_the_signed_text() -> None:
    correction = Correction("moved 13 Nov", "moved 12 Nov", "AQ")
    corrected = checklist(accepted=moved_house()[:1], corrections=(correction,))
    facts = made(checklist=corrected).appearance.facts
    assert (facts.changes, facts.corrections) == (moved_house()[:1], (correction,))


def test_a_correction_without_initials_is_refused() -> None:
    assert refused(checklist=checklist(accepted=())) == "correction_not_initialled"


def test_a_correction_may_be_signed_anew_and_the_signature_fits_this_text_alone() -> None:
    correction = Correction("moved 13 Nov", "moved 12 Nov", "")
    assert refused(checklist=checklist(corrections=(correction,))) == "correction_not_initialled"
    strokes = (((0.1, 0.5), (0.9, 0.5)),)
    signature = Signature(strokes, hash_of_shown(correction.shown()), NOW)
    anew = replace(correction, signature=signature)
    facts = made(checklist=checklist(accepted=moved_house()[:1], corrections=(anew,))).appearance.facts
    assert facts.corrections == (anew,)
    for wrong in (
        replace(anew, officer_text="moved 11 Nov"),
        replace(anew, signature=replace(signature, strokes=()), initials="AQ"),
    ):
        assert refused(checklist=checklist(corrections=(wrong,))) == "correction_not_initialled"


def test_an_impossible_change_cannot_be_completed() -> None:
    late = Ended(Topic.RESIDENCES, "home-1", registrant().residences[0], TODAY + dt.timedelta(days=2))
    assert refused(check_in=check_in((late,))) == "change_ends_in_future"


def test_a_change_to_an_entry_not_on_file_cannot_be_completed() -> None:
    assert refused(record=registrant(residences=())) == "change_of_unknown_entry"


def test_a_move_counts_as_one_change_for_the_fee() -> None:
    reported = (*moved_house(), Added(Topic.PHONES, rg.Phone("", "8165550199"), TODAY))
    assert len(reported) == 3
    assert made(check_in=check_in(reported)).appearance.facts.how_many_changes() == 2


def test_words_about_anything_else_cost_nothing() -> None:
    reported = (Told(Topic.OTHER, "May I pay in two parts?"), *moved_house())
    facts = made(check_in=check_in(reported)).appearance.facts
    assert (facts.how_many_changes(), facts.how_many_charged()) == (2, 1)


def test_an_appearance_cannot_be_made_by_hand() -> None:
    facts = made().appearance.facts
    with pytest.raises(TypeError, match="nowhere else"):
        Appearance(facts, object())  # type: ignore[arg-type]


def test_the_update_says_what_the_appearance_made() -> None:
    outcome = made()
    deadline = NOW + dt.timedelta(days=3)
    update = registry_update(outcome.appearance, outcome.record, "Jackson County", deadline)
    assert appearances_told(update) == (outcome.appearance.facts,)
    assert (update.update_id, update.based_on_version, update.record) == ("app-1", 3, outcome.record)


@pytest.mark.parametrize("decision", list(Decision))
def test_decisions_that_must_be_explained_need_a_reason(decision: Decision) -> None:
    flaw = review.decision_flaw(decision, " ")
    assert (flaw is not None) is (decision in review.NEEDS_REASON)
    assert review.decision_flaw(decision, "proof of address missing") is None
    assert decision in review.STATE_AFTER


def test_an_empty_checklist_lacks_all_three_acts() -> None:
    empty = Checklist(None, None, "", None, None)
    assert review.what_is_missing(empty) == tuple(ActKind)
    assert review.what_is_missing(replace(empty, photograph_at=NOW)) == tuple(ActKind)
