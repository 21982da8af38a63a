"""What an officer writes into a record outside an appearance, or sets right after one, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from kiosk.law.tiers import StepRefused, TierLife, TierStep, next_stage
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant, Standing
from kiosk.review import Officer, Role

NEVER_AMENDED = frozenset(
    {"registrant_id", "version", "ssn_sealed", "last_full_verification", "photograph", "tier_since"}
)
"""Made by the station or by an appearance alone, never typed."""

NEEDS_PROOF = frozenset({"standing", "in_custody_since", "released_on", "stay_ended_on", "birth_date"})
"""What nobody changes without naming the paper that shows it."""

ENDS_THE_DUTY = frozenset({Standing.STAYED, Standing.EXEMPT, Standing.REMOVED, Standing.DECEASED})
"""Standings that only a supervisor sets, or lifts: a court's paper, not a counter's word, ends the duty."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a record is amended, and what shows it."""

    reason: str
    proof: str = ""
    """The paper that was seen: its kind, its number, its date."""
    supersedes: str = ""
    """The appearance that is set right after its hold; empty when none is."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is kept of an officer's own entry into a record; a plain value that storage and wire may carry."""

    amendment_id: str
    registrant_id: str
    record_version: int
    """The version of the record that this made."""
    at: dt.datetime
    officer_id: str
    officer_name: str
    parts: tuple[str, ...]
    """The fields of the record that differ, by name, in the record's order."""
    why: Why
    letter_due: bool = False
    """The tier was changed after a review: the person is written to."""


class _Seal:
    """Held by this module alone; without it no ``Amended`` can be made."""

    __slots__ = ()


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment fresh from an officer's hands, and the record as it stands after it."""

    amendment: Amendment
    record: Registrant
    seal: _Seal

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("an Amended is made by kiosk.amendment.amend and nowhere else")


def amend(
    before: Registrant | None,
    after: Registrant,
    officer: Officer,
    why: Why,
    amendment_id: str,
    now: dt.datetime,
    above: int = 0,
) -> Amended | Problem:
    """``after`` as the next version of ``before``, or why it cannot be; ``before`` None: a new registrant.

    ``above``: a version that the registry is known to hold; the new one is newer than that too.
    ``now`` is aware, in the office's zone. A new registrant is PENDING until an appearance registers them.
    """
    if not officer.roles & {Role.OFFICER, Role.SUPERVISOR}:
        return problem("not_an_officer")
    if not why.reason.strip():
        return problem("reason_missing")
    parts = differing(before, after)
    step = tier_step(before, after, officer, now.date())
    flaw = _flaw(before, after, parts, now.date()) or _not_theirs(before, after, officer, why, parts)
    flaw = flaw or (step if isinstance(step, Problem) else None)
    if flaw is not None:
        return flaw
    version = 1 if before is None else max(before.version, above) + 1
    standing = Standing.PENDING if before is None else after.standing
    if step is not None:
        after = replace(after, tier_since=now.date() if after.tier_stage else None)
    amendment = Amendment(
        amendment_id,
        after.registrant_id,
        version,
        now,
        officer.officer_id,
        officer.name,
        parts,
        why,
        letter_due=isinstance(step, TierStep) and step.write_letter,
    )
    return Amended(amendment, replace(after, version=version, standing=standing), _SEAL)


def tier_step(
    before: Registrant | None, after: Registrant, officer: Officer, today: dt.date
) -> TierStep | Problem | None:
    """The step in a tier's life (S-03) that an entry takes, or why it cannot; None where it takes none.

    A tier of whose stage nothing was known begins its life at any stage, and may be changed without one.
    """
    was, known = (
        (before.tier, before.tier_stage) if before else (None, None),
        bool(before and before.tier_stage),
    )
    if (after.tier, after.tier_stage) == was:
        return None
    if after.tier is None or after.tier_stage is None:
        return problem("tier_stage_missing") if known or after.tier_stage else None
    if before is None or before.tier is None or before.tier_stage is None:
        life = TierLife(after.tier, after.tier_stage, today, officer.name)
        return TierStep(life, recompute_dates=True, write_letter=False, audit=True)
    life = TierLife(before.tier, before.tier_stage, before.tier_since or today, "")
    step = next_stage(life, after.tier_stage, after.tier, today, officer.name)
    return problem("tier_stage_order", why=step.reason) if isinstance(step, StepRefused) else step


def differing(before: Registrant | None, after: Registrant) -> tuple[str, ...]:
    """The fields in which two versions of a record differ, by name, in the record's order; with ``before``
    None those that are filled in."""
    names = [field.name for field in fields(Registrant) if field.name not in ("registrant_id", "version")]
    if before is None:
        return tuple(name for name in names if getattr(after, name) not in ((), "", None, False))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _flaw(
    before: Registrant | None, after: Registrant, parts: tuple[str, ...], today: dt.date
) -> Problem | None:
    if not parts:
        return problem("nothing_amended")
    if before is not None and (after.registrant_id, after.version) != (before.registrant_id, before.version):
        return problem("record_moved_on")
    if NEVER_AMENDED & set(parts):
        return problem("part_not_amended")
    if not after.name.last.strip():
        return problem("record_without_name")
    return problem("born_in_future") if after.birth_date >= today else None


def _not_theirs(
    before: Registrant | None, after: Registrant, officer: Officer, why: Why, parts: tuple[str, ...]
) -> Problem | None:
    if before is None:
        # A release notice, or the person standing there: either way something was seen.
        return None if why.proof.strip() else problem("proof_missing")
    if NEEDS_PROOF & set(parts) and not why.proof.strip():
        return problem("proof_missing")
    ends = {before.standing, after.standing} & ENDS_THE_DUTY and before.standing is not after.standing
    if ends and Role.SUPERVISOR not in officer.roles:
        return problem("standing_set_by_supervisor")
    return None
