"""What the desk and the station say to each other: one value for each page, question and answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.appearance import AppearanceFacts
from kiosk.changes import ChangeKind
from kiosk.check_in import CheckIn, Disclosure, State
from kiosk.checks import Finding
from kiosk.law.lanes import Coming, Lane
from kiosk.papers import CompletionReceiptPaper, Next
from kiosk.problems import Problem
from kiosk.registrant import Registrant
from kiosk.review import Checklist, Decision, Role
from kiosk.topics import Topic
from kiosk.words import Words
from sync.drawn_ids import expect_drawn
from sync.station.appointment_wire import Booked
from sync.station.office_wire import (
    AnswerHelp as AnswerHelp,
)
from sync.station.office_wire import (
    AuditLine as AuditLine,
)
from sync.station.office_wire import (
    AuditVerdict as AuditVerdict,
)
from sync.station.office_wire import (
    DeliveryRow as DeliveryRow,
)
from sync.station.office_wire import (
    DeliveryState as DeliveryState,
)
from sync.station.office_wire import (
    OfficeView as OfficeView,
)
from sync.station.office_wire import (
    ParkUpdate as ParkUpdate,
)
from sync.station.people_wire import (
    Effort as Effort,
)
from sync.station.people_wire import (
    Found as Found,
)
from sync.station.people_wire import (
    PhotographKept as PhotographKept,
)
from sync.station.people_wire import (
    RecordPage as RecordPage,
)
from sync.station.people_wire import (
    RecordVersion as RecordVersion,
)
from sync.station.people_wire import (
    ScheduleView as ScheduleView,
)
from sync.station.people_wire import (
    SetFactor as SetFactor,
)

# --- signing in ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who says they are an officer. ``code`` is the second factor's, empty where the office uses none."""

    name: str
    password: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session. ``token`` goes with every later question; it ends at ``expires_at`` whatever happens,
    and sooner after ``idle_seconds`` without a question."""

    token: str
    officer_id: str
    name: str
    roles: tuple[Role, ...]
    expires_at: dt.datetime
    idle_seconds: int


# --- the queue -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One person who waits, or is being served."""

    check_in_id: str
    ticket: str
    language: str
    kiosk_id: str
    disclosure: Disclosure
    offline: bool
    arrived_at: dt.datetime
    submitted_at: dt.datetime
    state: State
    name: str
    """As on the record, else as the card or the claim says; empty when none of them does."""
    registrant_id: str
    """Empty while nobody has said whose check-in this is."""
    candidates: int
    """How many records might be this person's, while ``registrant_id`` is empty."""
    kinds: tuple[ChangeKind, ...]
    """What kinds of change were reported, each once."""
    flags: tuple[Words, ...]
    claimed_by: str = ""
    claimed_by_name: str = ""
    called_to: str = ""
    """The window the number was called to."""
    first_place: bool = False
    """Appeared, but was not served the day before."""
    lane: Lane = Lane.PERIODIC
    """Which line the person stands in (J-03)."""
    service: str = ""
    """The other service of the lobby (``kiosk.services``) that this number is for, and no check-in."""
    appointment: dt.datetime | None = None
    """When this person's appointment of today begins."""
    coming: Coming | None = None
    """On time, early or late for it; served all the same."""


@dataclass(frozen=True, slots=True)
class HelpCall:
    """Somebody at a kiosk asks for a person. ``screen`` names the screen, never what is on it."""

    help_id: str
    kiosk_id: str
    screen: str
    wants: str
    """``help`` or ``interpreter``."""
    language: str
    called_at: dt.datetime
    answer: str = ""
    """Empty while nobody answered; else ``coming`` or ``window``."""
    window: str = ""
    answered_by: str = ""
    """Who answered, and when; told in the list of the day's messages alone."""
    answered_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class KioskSeen:
    """When a kiosk was last heard of, and how it said it stands."""

    kiosk_id: str
    letter: str
    seen_at: dt.datetime
    waiting: int
    """Envelopes in its spool that are still to be sent."""
    parked: int
    """Envelopes the station would not take."""
    oldest: dt.datetime | None
    clock_off_seconds: int
    """How far its clock is ahead of the station's; negative when behind."""
    troubles: tuple[str, ...]
    """Codes of what is wrong with its devices or its spool."""
    gone: bool = field(default=False, metadata={"later": True})
    """Whether it is let in no more: then nothing is expected of it, but what it still held."""


@dataclass(frozen=True, slots=True)
class DeliveryHealth:
    """How the courier stands, in four numbers and one time."""

    waiting: int
    parked: int
    due_soon: int
    late: int
    last_delivered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class QueueView:
    """The live queue. ``version`` grows whenever anything in it changes; ask with it to wait for more."""

    version: int
    now: dt.datetime
    entries: tuple[QueueEntry, ...]
    help_calls: tuple[HelpCall, ...]
    delivery: DeliveryHealth
    kiosks: tuple[KioskSeen, ...]
    set_aside: int = 0
    """Envelopes that could not be accepted and wait for a person to look at them."""
    alarms: tuple[str, ...] = ()
    """``audit_failing``, ``audit_broken``: IT must come at once; others as they are named."""
    appointments: tuple[Booked, ...] = ()
    """Today's appointments of people who have not come yet."""


# --- one check-in ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DutyView:
    """What the law asks of one reported change."""

    change: int
    """Place of the change among ``CheckIn.changes``, from 0."""
    rule_id: str
    section: str
    due: dt.date | None
    late: bool
    """After ``due``; False where the person gave no date."""
    business_days_left: int | None = field(kw_only=True, default=None)
    """Working days up to ``due``: 0 on that day, negative when late; None without a date."""
    also_told: tuple[Words, ...] = field(kw_only=True, default=())
    """Which officials and agencies hear of it beside this office and the Patrol, which hears of all."""
    in_person: bool
    reason: Words
    arithmetic: Words | None = None


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A record that might be this person's, and what speaks for it."""

    registrant_id: str
    name: str
    birth_date: dt.date
    id_number: str
    agrees: tuple[str, ...]
    """Which of ``id_number``, ``birth_date``, ``last_name``, ``first_name``, ``registration_number``."""


@dataclass(frozen=True, slots=True)
class CardView:
    """What the card or the claim said, for the middle column; empty text where it says nothing."""

    from_card: bool
    name: str
    birth_date: dt.date | None
    id_number: str
    address: str
    expires: dt.date | None
    registration_number: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer has entered so far; lives at the station, survives a crash of the desk."""

    checklist: Checklist
    note: str = ""
    registrant_id: str = ""
    """Whose record the acts were done with; empty while nobody has said whose check-in it is."""
    done_at: dt.datetime | None = None
    """When they were done on paper; None: at the desk."""

    def without_acts(self) -> Draft:
        """What another officer, or the same one with another record, may take up of it."""
        kept = self.checklist
        none_done = Checklist(
            None,
            None,
            "",
            None,
            None,
            full_verification=kept.full_verification,
            corrections=kept.corrections,
            accepted=kept.accepted,
        )
        return replace(self, checklist=none_done, done_at=None)


@dataclass(frozen=True, slots=True)
class CheckInPage:
    """Everything the officer needs about one check-in, on file beside card beside reported."""

    entry: QueueEntry
    check_in: CheckIn
    card: CardView
    record: Registrant | None
    """The record as it stands now; None while nobody has said whose check-in this is."""
    version_shown: int
    """The version that was shown in the lobby; smaller than the record's when it has moved on since."""
    candidates: tuple[CandidateView, ...]
    schedules: tuple[ScheduleView, ...]
    windows: tuple[Next, ...]
    """What the receipt would print if the officer completed now."""
    duties: tuple[DutyView, ...]
    earlier: tuple[AppearanceFacts, ...]
    """Earlier appearances, newest first, at most 20."""
    draft: Draft | None
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    """What the edit checks say of the record with the reported changes."""
    law_flags: tuple[Words, ...] = ()
    """What the law tells the officer to look at, with what to do."""


class ReceiptState(StrEnum):
    """Whether there is a completion receipt."""

    NONE = "none"
    VALID = "valid"
    VOID = "void"
    """The completion was undone within the hold."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check-in stands: the answer to "was it done?" after a lost answer."""

    check_in_id: str
    state: State
    reason: str
    decided_by: str
    decided_at: dt.datetime | None
    appearance_id: str
    receipt: ReceiptState
    undo_until: dt.datetime | None
    """Until when the completion can be undone; None when it cannot."""


@dataclass(frozen=True, slots=True)
class Decide:
    """A decision other than completing. ``window`` is where a sent-back person should come, if anywhere, and
    ``topics`` what they are to mend: the kiosk brings them exactly there."""

    decision: Decision
    reason: str = ""
    window: str = ""
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Identify:
    """An officer says whose check-in it is, having seen the person and the document."""

    registrant_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Complete the check-in. ``appearance_id`` is drawn by the desk, so that asking twice is harmless.

    ``record_version`` is the version the officer looked at; a record that has moved on since is refused.
    """

    appearance_id: str
    record_version: int
    checklist: Checklist
    done_at: dt.datetime | None = None
    """The true time of a completion made on paper and entered later, with a day-sheet number; None: now."""
    effort: Effort | None = None
    """What the officer's hands did, for the office's own figures."""

    def __post_init__(self) -> None:
        expect_drawn(self.appearance_id)


@dataclass(frozen=True, slots=True)
class CompletedView:
    """The appearance stands: its paper, and until when it can be undone."""

    appearance: AppearanceFacts
    receipt: CompletionReceiptPaper
    outcome: Outcome
    already: bool
    """The same completion was asked before; nothing was done twice."""


# --- what else may come back ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refused:
    """The station says no, with a reason; nothing changed. ``status`` is the HTTP status."""

    problem: Problem
    status: int


@dataclass(frozen=True, slots=True)
class SignInAgain:
    """The session is over (idle, expired, signed out, station restored): sign in and ask again."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer, or none that is the station's. ``maybe_done``: the question may have been carried out;
    ask ``outcome`` before asking it again."""

    why: str
    maybe_done: bool


Trouble = Refused | SignInAgain | Unreachable
