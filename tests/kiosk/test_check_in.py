"""When a check-in can be accepted, and where it may go."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk import check_in as ci
from kiosk.problems import Problem
from tests.specimens.records import NOW, answers, check_in, moved_house, signature


def codes(submitted: ci.CheckIn) -> list[str]:
    return [wrong.code for wrong in ci.wrongs(submitted)]


def test_a_check_in_with_every_topic_answered_and_signed_is_accepted() -> None:
    assert codes(check_in()) == []
    assert codes(check_in(moved_house())) == []


def test_a_topic_left_out_is_noticed() -> None:
    assert codes(check_in(answers=answers()[1:])) == ["topic_not_answered"]


def test_a_topic_answered_twice_is_noticed() -> None:
    assert codes(check_in(answers=(*answers(), answers()[0]))) == ["topic_not_answered"]


def test_a_change_without_its_answer_is_noticed() -> None:
    assert codes(check_in(moved_house(), answers=answers())) == ["changes_do_not_fit_answers"]


def test_an_answer_without_its_change_is_noticed() -> None:
    assert codes(check_in(answers=answers(moved_house()))) == ["changes_do_not_fit_answers"]


@pytest.mark.parametrize("strokes", [(), ((),)])
def test_an_empty_signature_is_noticed(strokes: tuple[ci.Stroke, ...]) -> None:
    assert codes(check_in(signature=signature(strokes=strokes))) == ["not_signed"]


@pytest.mark.parametrize(
    "stepped_back",
    [
        check_in(arrived_at=NOW),
        check_in(signature=signature(signed_at=NOW + dt.timedelta(seconds=1))),
    ],
)
def test_a_clock_set_back_in_a_visit_is_noticed_and_refuses_nobody(stepped_back: ci.CheckIn) -> None:
    assert codes(stepped_back) == []
    assert not ci.times_in_order(stepped_back)
    assert ci.times_in_order(check_in())


@pytest.mark.parametrize(
    "too_long",
    [
        check_in(signature=signature(strokes=(((0.0, 1.0),) * 5_000,) * 3)),
        check_in(identity=ci.Claim("", "A" * 4_001, "Quill", None)),
        check_in(lookup_id="x" * 4_001),
        check_in(ticket=ci.Ticket("ABC", 1, NOW.date())),
        check_in(ticket=ci.Ticket("A", 100_000, NOW.date())),
        check_in(ticket=ci.Ticket("A", 0, NOW.date())),
        check_in(language=""),
        check_in(language="en; and more"),
        check_in(moved_house() * 251, answers=answers(moved_house())),
    ],
)
def test_a_check_in_longer_than_an_officer_can_read_is_noticed(too_long: ci.CheckIn) -> None:
    assert codes(too_long) == ["check_in_too_long"]


def test_a_long_signature_and_any_language_are_accepted() -> None:
    assert codes(check_in(signature=signature(strokes=(((0.0, 1.0),) * 5_000,) * 2))) == []
    assert codes(check_in(language="pt-BR")) == []


def test_a_ticket_reads_as_it_is_called() -> None:
    assert ci.Ticket("A", 14, NOW.date()).number() == "A-014"


def test_the_hash_changes_with_what_was_shown() -> None:
    assert ci.hash_of_shown(["Home: same"]) != ci.hash_of_shown(["Home: changed"])
    assert len(ci.hash_of_shown([])) == 64


@given(some.sampled_from(sorted(ci.ENDINGS)), some.sampled_from(sorted(ci.State)))
def test_nothing_follows_an_ending(ending: ci.State, to: ci.State) -> None:
    moved = ci.moved(ending, to)
    assert moved is to if to is ending else isinstance(moved, Problem)


def test_every_open_state_has_a_way_to_an_ending() -> None:
    for state in set(ci.State) - ci.ENDINGS:
        assert ci.NEXT[state] & ci.ENDINGS


def test_only_a_claimed_check_in_can_be_completed() -> None:
    ready = [state for state in ci.State if ci.State.COMPLETED in ci.NEXT[state]]
    assert ready == [ci.State.CLAIMED]


def test_staying_where_it_is_is_harmless() -> None:
    assert all(ci.moved(state, state) is state for state in ci.State)


def test_a_check_in_is_a_value() -> None:
    assert replace(check_in()) == check_in()


def test_only_at_the_desk_a_check_in_may_be_signed_on_paper() -> None:
    on_paper = check_in(signature=signature(strokes=(), signer=ci.Signer.PAPER))
    assert codes(on_paper) == ["not_signed"]
    assert ci.wrongs(on_paper, at_the_desk=True) == ()
