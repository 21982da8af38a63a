"""Who may sign the form: the person, or under S982 a guardian who is named (589.407)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from kiosk.law.rulesets import Mode, Rulesets
from kiosk.problems import Problem, problem
from kiosk.registrant import Guardian


class SignedBy(StrEnum):
    """Whose hand signed."""

    PERSON = "person"
    WITNESSED_MARK = "witnessed_mark"
    GUARDIAN = "guardian"


class Place(StrEnum):
    """Where it was signed: a rule that is only shown to officers does not reach the lobby."""

    LOBBY = "lobby"
    DESK = "desk"


def signature_flaw(
    signed_by: SignedBy | None,
    guardian: Guardian | None,
    witness: str,
    place: Place,
    rulesets: Rulesets,
    day: dt.date,
) -> Problem | None:
    """Why a form cannot be taken as signed, or None (M-18, S-05).

    A guardian may sign only while S-05 reaches ``place``, and is recorded with name, relation and the
    document seen (at the desk); a mark needs the name of its witness.
    """
    if signed_by is None:
        return problem("signature_missing")
    if signed_by is SignedBy.WITNESSED_MARK and not witness.strip():
        return problem("mark_without_witness")
    if signed_by is not SignedBy.GUARDIAN:
        return None
    mode = rulesets.mode("S-05", day)
    if mode is Mode.OFF or (mode is Mode.OFFICER and place is Place.LOBBY):
        return problem("guardian_may_not_sign")
    if guardian is None or not guardian.name.strip() or not guardian.relation.strip():
        return problem("guardian_not_named")
    if place is Place.DESK and not guardian.document_seen.strip():
        return problem("guardian_document_not_seen")
    return None
