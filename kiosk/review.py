"""The officer's part: three deliberate acts, then a decision; the only way to an Appearance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from kiosk import changes
from kiosk.appearance import (
    _SEAL,
    Act,
    ActKind,
    Appearance,
    AppearanceFacts,
    Correction,
    PhotographAct,
    VisitKind,
)
from kiosk.changes import ReportedChange
from kiosk.check_in import CheckIn, State
from kiosk.problems import Problem, problem
from kiosk.registrant import Photograph, Registrant, Standing


class Role(StrEnum):
    """What an account may do at the station."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Officer:
    """A signed-in officer; made by the station from a live session, never by a client."""

    officer_id: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the officer affirmed. Each is a deliberate act with its own time; none has a default."""

    face_seen_at: dt.datetime | None
    document_seen_at: dt.datetime | None
    document: str
    """Which document was seen, in the officer's words or the office's list."""
    photograph: PhotographAct | None
    photograph_at: dt.datetime | None
    new_photograph: Photograph | None = None
    """Needed when ``photograph`` is TAKEN."""
    full_verification: bool = True
    """Every topic was walked through; False makes a change-only appearance (M-27)."""
    corrections: tuple[Correction, ...] = ()
    accepted: tuple[ReportedChange, ...] | None = None
    """The changes as the officer accepts them; None means exactly as reported."""
    flags: tuple[str, ...] = ()
    day_sheet_number: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """An appearance, and the record as it stands after it."""

    appearance: Appearance
    record: Registrant


class Decision(StrEnum):
    """What an officer may decide about a check-in they claimed, other than completing it."""

    SEND_BACK = "send_back"
    REJECT = "reject"
    LEFT = "left"
    NO_SHOW = "no_show"
    REPLACED = "replaced"
    APPEARED_NOT_SERVED = "appeared_not_served"
    RELEASE = "release"
    """Give the claim back; the person waits again."""


STATE_AFTER = {
    Decision.SEND_BACK: State.SENT_BACK,
    Decision.REJECT: State.REJECTED,
    Decision.LEFT: State.LEFT,
    Decision.NO_SHOW: State.NO_SHOW,
    Decision.REPLACED: State.REPLACED,
    Decision.APPEARED_NOT_SERVED: State.APPEARED_NOT_SERVED,
    Decision.RELEASE: State.WAITING,
}
"""Where each decision takes the check-in."""

NEEDS_REASON = frozenset({Decision.SEND_BACK, Decision.REJECT, Decision.APPEARED_NOT_SERVED})
"""Decisions that a person must be able to have explained."""

_NOT_SERVED = frozenset({Standing.STAYED, Standing.EXEMPT, Standing.REMOVED, Standing.DECEASED})


def decision_flaw(decision: Decision, reason: str) -> Problem | None:
    """Why ``decision`` cannot stand, or None."""
    if decision in NEEDS_REASON and not reason.strip():
        return problem("reason_missing")
    return None


def what_is_missing(checklist: Checklist) -> tuple[ActKind, ...]:
    """The deliberate acts not yet done, in order."""
    done = {
        ActKind.FACE: checklist.face_seen_at is not None,
        ActKind.DOCUMENT: checklist.document_seen_at is not None and bool(checklist.document.strip()),
        ActKind.PHOTOGRAPH: checklist.photograph_at is not None and _photograph_done(checklist),
    }
    return tuple(kind for kind, is_done in done.items() if not is_done)


def complete(
    check_in: CheckIn,
    record: Registrant,
    officer: Officer,
    checklist: Checklist,
    appearance_id: str,
    now: dt.datetime,
) -> Completed | Problem:
    """The appearance that ``officer`` completes now, or why it cannot be completed.

    ``now`` is aware, in the office's zone, and is the time that counts in law (D-03). The record returned is
    one version newer.
    """
    refused = _why_not(check_in, record, officer, checklist, now)
    if refused is not None:
        return refused
    accepted = check_in.changes if checklist.accepted is None else checklist.accepted
    changed = changes.accept(record, accepted, check_in.check_in_id)
    if isinstance(changed, Problem):
        return changed
    facts = _facts(check_in, record, officer, checklist, appearance_id, now, accepted)
    return Completed(Appearance(facts, _SEAL), _next_version(changed, checklist, now))


def _why_not(
    check_in: CheckIn, record: Registrant, officer: Officer, checklist: Checklist, now: dt.datetime
) -> Problem | None:
    if Role.OFFICER not in officer.roles:
        return problem("not_an_officer")
    if missing := what_is_missing(checklist):
        return problem(f"act_missing_{missing[0].value}")
    if checklist.photograph is PhotographAct.UNCHANGED and record.photograph is None:
        return problem("no_photograph_on_file")
    if record.standing in _NOT_SERVED:
        return problem("standing_needs_supervisor", standing=record.standing.value)
    accepted = check_in.changes if checklist.accepted is None else checklist.accepted
    affirmed = [correction.is_affirmed() for correction in checklist.corrections]
    if not all(affirmed) or (accepted != check_in.changes and not affirmed):
        return problem("correction_not_initialled")
    found = changes.flaws(accepted, now.date())
    return found[0] if found else None


def _photograph_done(checklist: Checklist) -> bool:
    match checklist.photograph:
        case PhotographAct.TAKEN:
            return checklist.new_photograph is not None
        case PhotographAct.UNCHANGED:
            return True
        case None:
            return False
        case _:
            assert_never(checklist.photograph)


def _facts(
    check_in: CheckIn,
    record: Registrant,
    officer: Officer,
    checklist: Checklist,
    appearance_id: str,
    now: dt.datetime,
    accepted: tuple[ReportedChange, ...],
) -> AppearanceFacts:
    assert checklist.photograph is not None
    return AppearanceFacts(
        appearance_id=appearance_id,
        check_in_id=check_in.check_in_id,
        registrant_id=record.registrant_id,
        record_version=record.version + 1,
        kind=VisitKind.FULL_VERIFICATION if checklist.full_verification else VisitKind.CHANGE_ONLY,
        arrived_at=check_in.arrived_at,
        completed_at=now,
        officer_id=officer.officer_id,
        officer_name=officer.name,
        acts=_acts(officer, checklist),
        answers=check_in.answers,
        changes=accepted,
        corrections=checklist.corrections,
        flags=checklist.flags,
        photograph=checklist.photograph,
        day_sheet_number=checklist.day_sheet_number,
    )


def _acts(officer: Officer, checklist: Checklist) -> tuple[Act, ...]:
    done = (
        (ActKind.FACE, checklist.face_seen_at, "same_person"),
        (ActKind.DOCUMENT, checklist.document_seen_at, checklist.document),
        (ActKind.PHOTOGRAPH, checklist.photograph_at, str(checklist.photograph)),
    )
    return tuple(
        Act(kind, officer.officer_id, officer.name, at, affirmed)
        for kind, at, affirmed in done
        if at is not None
    )


def _next_version(record: Registrant, checklist: Checklist, now: dt.datetime) -> Registrant:
    day = now.date()  # the office's date, since ``now`` carries the office's zone
    verified = record.last_full_verification
    if checklist.full_verification:
        # A day sheet may be entered after a later visit: no date of the record ever goes back.
        verified = max(day, verified or day)
    taken, held = checklist.new_photograph, record.photograph
    if taken is not None and held is not None and held.taken_on > taken.taken_on:
        taken = held
    return replace(
        record,
        version=record.version + 1,
        registered_on=record.registered_on or day,
        standing=Standing.ACTIVE if record.standing is Standing.PENDING else record.standing,
        last_full_verification=verified,
        photograph=taken or held,
    )
