"""What a desk asks about failure-to-report cases, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.case_papers import LetterPaper
from kiosk.cases import Case, Code, Outcome, StepKind
from sync.drawn_ids import expect_drawn


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the list."""

    case_id: str
    registrant_id: str
    name: str
    address: str
    opened_on: dt.date
    due: dt.date
    code: Code | None
    """None while the case is open."""
    closed_on: dt.date | None
    steps: int
    letters: int
    next_step: StepKind | None


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases asked for, the oldest first, at most MOST_CASES of ``total``.

    ``accounted_for`` of ``people`` are not sought: nobody has an open case for them.
    """

    lines: tuple[CaseLine, ...]
    total: int
    people: int
    accounted_for: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with whose it is."""

    case: Case
    name: str
    address: str
    tier: str
    phones: tuple[str, ...]
    work: tuple[str, ...]
    may: tuple[StepKind, ...]
    """The steps that may be taken now."""


@dataclass(frozen=True, slots=True)
class TakeStep:
    """A step that was taken. ``step_id`` is drawn by the desk, so that asking twice is harmless."""

    step_id: str
    kind: StepKind
    on: dt.date
    outcome: Outcome
    note: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The person is accounted for; ``proof`` says what shows it."""

    code: Code
    on: dt.date
    proof: str
    place: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class WriteLetters:
    """Letters for these cases, each written down as a step of its case. ``batch_id`` is drawn by the desk:
    a case that has its letter by it is given that one again."""

    batch_id: str
    case_ids: tuple[str, ...]
    language: str

    def __post_init__(self) -> None:
        expect_drawn(self.batch_id)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters, and the cases that got none because nobody knows an address."""

    papers: tuple[LetterPaper, ...]
    without_address: tuple[str, ...]
