"""Named edit checks over a record and its reported changes, each with what happened and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.changes import ReportedChange, accept
from kiosk.checks import dates, going, person, places, things
from kiosk.checks.case import Case, Check, Known, ZipArea
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from kiosk.topics import Topic

__all__ = ["ASKED_ONLY", "CHECKS", "Finding", "Known", "ZipArea", "check"]

CHECKS: tuple[Check, ...] = (
    *person.CHECKS,
    *dates.CHECKS,
    *places.CHECKS,
    *things.CHECKS,
    *going.CHECKS,
)
"""Every check, in the order its findings are shown."""

ASKED_ONLY = frozenset(
    {
        "absence_unlikely",
        "age_unlikely",
        "card_expired",
        "card_other_last_name",
        "facts_contradict",
        "licence_letter_for_digit",
        "licence_like_social_security",
        "moved_out_but_lives_here",
        "name_is_placeholder",
        "passport_expired",
        "registration_day_missing",
        "sex_unclear",
        "suffix_in_last_name",
        "travel_told_late",
        "travel_without_legs",
        "travel_without_passport",
        "tier_against_offenses",
        "verified_not_at_last_appearance",
        "zip_other_city",
        "zip_other_county",
    }
)
"""Checks whose findings may well be true: the officer looks and goes on. All others are set right first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: the check's name, the entry it concerns, and both sentences."""

    name: str
    topic: Topic | None
    item_id: str
    asked_only: bool
    problem: Problem


def check(record: Registrant, changes: Sequence[ReportedChange], known: Known) -> tuple[Finding, ...]:
    """Everything that does not hold of ``record`` with ``changes`` made; empty when all is well.

    A change that names no entry on file is a finding itself, and the record is then looked at without the
    changes. Never raises, whatever stands in the fields.
    """
    made = accept(record, changes, "new")
    if isinstance(made, Problem):
        unknown = Finding(
            "change_of_unknown_entry", None, "", False, problem("check_change_of_unknown_entry")
        )
        return (unknown, *_run(Case(record, record, tuple(changes), known)))
    return _run(Case(made, record, tuple(changes), known))


def _run(case: Case) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            each.__name__,
            found.topic,
            found.item_id,
            each.__name__ in ASKED_ONLY,
            problem(f"check_{each.__name__}", **found.args),
        )
        for each in CHECKS
        for found in each(case)
    )
