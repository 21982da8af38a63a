"""The in-person step, completed before an officer; only ``kiosk.review.complete`` can make one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.changes import ChangeKind, ReportedChange, in_rows, kind_of
from kiosk.check_in import Signature, TopicAnswer, hash_of_shown


class PhotographAct(StrEnum):
    """What the officer affirmed about the photograph (589.407.1(3))."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"


class ActKind(StrEnum):
    """The three deliberate acts of a completion."""

    FACE = "face"
    DOCUMENT = "document"
    PHOTOGRAPH = "photograph"


@dataclass(frozen=True, slots=True)
class Act:
    """One deliberate act: which, by whom, when, and what was affirmed."""

    kind: ActKind
    officer_id: str
    officer_name: str
    at: dt.datetime
    affirmed: str


class VisitKind(StrEnum):
    """What the appearance counts as (M-27)."""

    FULL_VERIFICATION = "full_verification"
    CHANGE_ONLY = "change_only"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the officer set right, sealed beside the signed text, with initials or a fresh signature."""

    signed_text: str
    officer_text: str
    initials: str
    signature: Signature | None = None
    """The person's fresh signature under the officer's text, made at the desk; of ``shown()``."""

    def shown(self) -> tuple[str, str]:
        """What stands before the person who signs a correction."""
        return self.signed_text, self.officer_text

    def is_affirmed(self) -> bool:
        """Whether the person put their initials or a signature of just this text under it."""
        if self.signature is None:
            return bool(self.initials.strip())
        signed = self.signature.shown_sha256 == hash_of_shown(self.shown())
        return signed and bool(self.signature.strokes)


@dataclass(frozen=True, slots=True)
class AppearanceFacts:
    """What is kept of a completed appearance; a plain value that storage and wire may carry."""

    appearance_id: str
    check_in_id: str
    registrant_id: str
    record_version: int
    """The version of the record that this appearance made."""
    kind: VisitKind
    arrived_at: dt.datetime
    completed_at: dt.datetime
    """The moment that counts in law (LAW.md, "What shapes the design", 2)."""
    officer_id: str
    officer_name: str
    acts: tuple[Act, ...]
    answers: tuple[TopicAnswer, ...]
    changes: tuple[ReportedChange, ...]
    corrections: tuple[Correction, ...] = ()
    flags: tuple[str, ...] = ()
    photograph: PhotographAct = PhotographAct.UNCHANGED
    day_sheet_number: str = ""
    """Set when the completion was made on paper and entered later."""

    def how_many_changes(self) -> int:
        """As a person counts them: a move is one."""
        return len(in_rows(self.changes))

    def how_many_charged(self) -> int:
        """For how many of them a fee may be charged (589.400.7): words about anything else change nothing."""
        rows = in_rows(self.changes)
        return sum(kind_of(self.changes[row[0]]) is not ChangeKind.OTHER for row in rows)


class _Seal:
    """Held by ``kiosk.review`` alone; without it no Appearance can be made."""

    __slots__ = ()


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Appearance:
    """A completed appearance, fresh from an officer's hands; needed to tell the registry anything."""

    facts: AppearanceFacts
    seal: _Seal

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("an Appearance is made by kiosk.review.complete and nowhere else")
