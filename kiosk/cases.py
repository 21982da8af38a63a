"""A failure to report as a case: the county's steps in order, each with its outcome, until the person is
accounted for (J-05)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.problems import Problem, problem
from kiosk.words import words


class StepKind(StrEnum):
    """What the county does about somebody who did not come, in its order (county page 2020)."""

    CONTACT_AT_RESIDENCE = "contact_at_residence"
    CONTACT_AT_WORK = "contact_at_work"
    LETTER = "letter"
    LOCAL_AUTHORITIES = "local_authorities"
    ASSOCIATES = "associates"
    DETENTION = "detention"
    DETECTIVE = "detective"
    PROSECUTOR = "prosecutor"
    """The Failure to Register packet went to the prosecutor."""
    MARSHALS = "marshals"


SEARCH = (
    StepKind.CONTACT_AT_RESIDENCE,
    StepKind.CONTACT_AT_WORK,
    StepKind.LETTER,
    StepKind.LOCAL_AUTHORITIES,
    StepKind.ASSOCIATES,
    StepKind.DETENTION,
)
"""What the office does itself. All of it comes before the case is handed on, in any order."""
HANDED_ON = (StepKind.DETECTIVE, StepKind.PROSECUTOR, StepKind.MARSHALS)
"""What follows, each only after the one before."""


class Outcome(StrEnum):
    """How a step ended."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    MOVED_AWAY = "moved_away"
    SENT = "sent"
    RETURNED = "returned"
    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_POSSIBLE = "not_possible"
    """There is no such place or person: no employer, no known family."""
    HANDED_OVER = "handed_over"


OUTCOMES = {
    StepKind.CONTACT_AT_RESIDENCE: (
        Outcome.REACHED,
        Outcome.NOT_REACHED,
        Outcome.MOVED_AWAY,
        Outcome.NOT_POSSIBLE,
    ),
    StepKind.CONTACT_AT_WORK: (
        Outcome.REACHED,
        Outcome.NOT_REACHED,
        Outcome.MOVED_AWAY,
        Outcome.NOT_POSSIBLE,
    ),
    StepKind.LETTER: (Outcome.SENT, Outcome.RETURNED, Outcome.NOT_POSSIBLE),
    StepKind.LOCAL_AUTHORITIES: (Outcome.FOUND, Outcome.NOT_FOUND),
    StepKind.ASSOCIATES: (Outcome.FOUND, Outcome.NOT_FOUND, Outcome.NOT_POSSIBLE),
    StepKind.DETENTION: (Outcome.FOUND, Outcome.NOT_FOUND),
    StepKind.DETECTIVE: (Outcome.HANDED_OVER,),
    StepKind.PROSECUTOR: (Outcome.HANDED_OVER,),
    StepKind.MARSHALS: (Outcome.HANDED_OVER,),
}
"""How each step may end."""


class Code(StrEnum):
    """How a person is accounted for."""

    REPORTED = "reported"
    IN_CUSTODY = "in_custody"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    DECEASED = "deceased"
    HOSPITAL = "hospital"
    MOVED_OUT = "moved_out"
    WARRANT = "warrant"
    MARSHALS = "marshals"
    OUR_ERROR = "our_error"


NEEDS_PLACE = frozenset({Code.IN_CUSTODY, Code.REGISTERED_ELSEWHERE, Code.HOSPITAL, Code.MOVED_OUT})
"""Codes that say nothing without where."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was taken. ``paper`` names what it left: a letter's number, a kept scan, a report."""

    step_id: str
    kind: StepKind
    on: dt.date
    officer_id: str
    officer_name: str
    outcome: Outcome
    note: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How the case ended. ``proof`` is what shows it; ``until`` a release date, where there is one."""

    code: Code
    on: dt.date
    officer_id: str
    officer_name: str
    proof: str
    place: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """What the person did not come for."""

    rule_id: str
    section: str
    what: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class Case:
    """One failure to report, from the day after the last day to an accounted-for code."""

    case_id: str
    registrant_id: str
    missed: Missed
    opened_on: dt.date
    opened_by: str
    steps: tuple[Step, ...] = ()
    closing: Closing | None = None

    @property
    def done(self) -> frozenset[StepKind]:
        """The kinds of step taken at least once."""
        return frozenset(step.kind for step in self.steps)


def next_step(case: Case) -> StepKind | None:
    """The first of the county's steps that has not been taken; None when all have, or the case is closed."""
    if case.closing is not None:
        return None
    return next((kind for kind in (*SEARCH, *HANDED_ON) if kind not in case.done), None)


def with_step(case: Case, step: Step, today: dt.date) -> Case | Problem:
    """``case`` with a step taken (J-05); the same step again changes nothing."""
    if any(one.step_id == step.step_id for one in case.steps):
        return case
    if case.closing is not None:
        return problem("case_closed")
    if step.outcome not in OUTCOMES[step.kind]:
        return problem("case_outcome_misfits")
    if not case.opened_on <= step.on <= today:
        return problem("case_day_impossible", first=case.opened_on, last=today)
    if step.kind in HANDED_ON:
        first = (*SEARCH, *HANDED_ON[: HANDED_ON.index(step.kind)])
        missing = next((kind for kind in first if kind not in case.done), None)
        if missing is not None:
            return problem("case_step_too_early", step=words(f"case.step.{missing.value}"))
    return replace(case, steps=tuple(sorted((*case.steps, step), key=lambda one: one.on)))


def closed(case: Case, closing: Closing, today: dt.date) -> Case | Problem:
    """``case`` ended by an accounted-for code with its proof; the same closing again changes nothing."""
    if case.closing is not None:
        return case if case.closing == closing else problem("case_closed")
    if not closing.proof.strip():
        return problem("case_needs_proof")
    if closing.code in NEEDS_PLACE and not closing.place.strip():
        return problem("case_needs_place")
    if not case.opened_on <= closing.on <= today:
        return problem("case_day_impossible", first=case.opened_on, last=today)
    return replace(case, closing=closing)
