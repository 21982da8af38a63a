"""A case goes through the county's steps in order and ends by a code with its proof."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import replace

import pytest

from kiosk.case_papers import LetterPaper
from kiosk.cases import (
    HANDED_ON,
    OUTCOMES,
    SEARCH,
    Case,
    Closing,
    Code,
    Missed,
    Outcome,
    Step,
    StepKind,
    closed,
    next_step,
    with_step,
)
from kiosk.papers import Letterhead, Printing
from kiosk.problems import Problem

OPENED, TODAY = dt.date(2026, 11, 2), dt.date(2026, 11, 23)
CASE = Case(
    "case-1",
    "SYN-0001",
    Missed("M-10", "589.414.7", "verification", dt.date(2026, 11, 1)),
    OPENED,
    "station",
)
CLOSING = Closing(Code.REPORTED, TODAY, "off-1", "T. Rivera", "appearance 1")


def step(kind: StepKind, **rest: object) -> Step:
    """A step taken today."""
    made = Step(kind.value, kind, TODAY, "off-1", "T. Rivera", OUTCOMES[kind][0])
    return replace(made, **rest)  # type: ignore[arg-type]


def taken(case: Case, *kinds: StepKind) -> Case:
    """``case`` after these steps."""
    for kind in kinds:
        after = with_step(case, step(kind), TODAY)
        assert isinstance(after, Case), after
        case = after
    return case


def test_the_next_step_is_the_first_of_the_countys_that_was_not_taken() -> None:
    case = CASE
    for kind in (*SEARCH, *HANDED_ON):
        assert next_step(case) is kind
        case = taken(case, kind)
    assert next_step(case) is None
    assert next_step(replace(CASE, closing=CLOSING)) is None


def test_the_search_may_be_taken_in_any_order_and_a_step_again() -> None:
    case = taken(CASE, *reversed(SEARCH))
    again = with_step(case, step(StepKind.LETTER, step_id="second"), TODAY)
    assert isinstance(again, Case)
    assert len(again.steps) == len(SEARCH) + 1


@pytest.mark.parametrize("kind", HANDED_ON)
def test_nothing_is_handed_on_before_everything_earlier_was_done(kind: StepKind) -> None:
    order = (*SEARCH, *HANDED_ON)
    before = order[: order.index(kind)]
    for missing in before:
        case = replace(CASE, steps=tuple(step(one) for one in before if one is not missing))
        refused = with_step(case, step(kind), TODAY)
        assert isinstance(refused, Problem)
        assert refused.code == "case_step_too_early"
    assert isinstance(with_step(taken(CASE, *before), step(kind), TODAY), Case)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (step(StepKind.LETTER, on=OPENED - dt.timedelta(days=1)), "case_day_impossible"),
        (step(StepKind.LETTER, on=TODAY + dt.timedelta(days=1)), "case_day_impossible"),
        (step(StepKind.LETTER, outcome=Outcome.REACHED), "case_outcome_misfits"),
    ],
)
def test_a_step_that_cannot_be_is_refused(given: Step, code: str) -> None:
    refused = with_step(CASE, given, TODAY)
    assert isinstance(refused, Problem)
    assert refused.code == code


def test_the_same_step_and_the_same_closing_twice_change_nothing() -> None:
    case = taken(CASE, StepKind.LETTER)
    assert with_step(case, step(StepKind.LETTER), TODAY) is case
    ended = closed(case, CLOSING, TODAY)
    assert isinstance(ended, Case)
    assert closed(ended, CLOSING, TODAY) is ended
    assert with_step(ended, step(StepKind.LETTER), TODAY) is ended


def test_a_closed_case_takes_no_step_and_no_other_code() -> None:
    ended = replace(CASE, closing=CLOSING)
    for refused in (
        with_step(ended, step(StepKind.LETTER), TODAY),
        closed(ended, replace(CLOSING, code=Code.OUR_ERROR), TODAY),
    ):
        assert isinstance(refused, Problem)
        assert refused.code == "case_closed"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (replace(CLOSING, proof=" "), "case_needs_proof"),
        (replace(CLOSING, code=Code.IN_CUSTODY), "case_needs_place"),
        (replace(CLOSING, code=Code.HOSPITAL, place=" "), "case_needs_place"),
        (replace(CLOSING, on=TODAY + dt.timedelta(days=1)), "case_day_impossible"),
    ],
)
def test_a_code_without_what_shows_it_closes_nothing(given: Closing, code: str) -> None:
    refused = closed(CASE, given, TODAY)
    assert isinstance(refused, Problem)
    assert refused.code == code


def test_a_letter_holds_the_day_and_the_address_and_nothing_that_tells_why() -> None:
    """Anybody at the address may open it: there is no place in it for a tier, an offense or a registry."""
    fields = {field.name for field in dataclasses.fields(LetterPaper)}
    assert fields == {"number", "office", "written_on", "to", "due", "language", "printing"}
    office = Letterhead("Front Desk Services", (), "816-555-0100")
    at = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
    letter = LetterPaper("L-1", office, TODAY, ("Alex Quill",), OPENED, "en", Printing(at, "K. Osei"))
    assert letter == replace(letter)
