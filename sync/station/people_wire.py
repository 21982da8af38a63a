"""What desk and station say about one person's record: its page, its history, and what officers do to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.amendment import Why
from kiosk.appearance import AppearanceFacts
from kiosk.assisted_entry import EntrySheet
from kiosk.changes import ReportedChange
from kiosk.check_in import State
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import CompletionReceiptPaper, Next, OldNew
from kiosk.registrant import Photograph, Registrant, Standing, Tier
from kiosk.words import Words
from sync.drawn_ids import expect_drawn
from sync.station.reminder_wire import ReminderView
from sync.station.retention_wire import HoldView
from sync.station.tip_wire import TipView


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """One obligation with its arithmetic, as the officer sees it side by side with the others."""

    rule_id: str
    ruleset: str
    section: str
    what: str
    printed: bool
    """Told to the registrant on paper; otherwise shown at the desk only."""
    opens: dt.date | None
    due: dt.date | None
    """None where the schedule could not be computed; ``reason`` then says what it needs."""
    reason: Words
    show_by: dt.date | None = None
    """The last open day of the window; None when it holds none."""
    arithmetic: Words | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a search in the roster."""

    registrant_id: str
    name: str
    birth_date: dt.date
    id_number: str
    registry_id: str
    standing: Standing
    address: str
    alike: bool = False
    """Nobody is called exactly so; this name is a slip of the finger away."""


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of a record: who made it, when and by what, why, and what became different."""

    version: int
    made_at: dt.datetime
    made_by: str
    cause: str
    """``imported``, ``entered``, ``appearance``, ``amended``, ``undone``."""
    appearance_id: str
    reason: str = ""
    proof: str = ""
    became: tuple[OldNew, ...] = ()


class AttachmentKind(StrEnum):
    """What a scan shows."""

    IDENTITY = "identity"
    PROOF_OF_ADDRESS = "proof_of_address"
    VEHICLE_PAPER = "vehicle_paper"
    SIGNED_FORM = "signed_form"
    COURT_PAPER = "court_paper"
    RELEASE_NOTICE = "release_notice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan kept with a record."""

    attachment_id: str
    kind: AttachmentKind
    title: str
    media_type: str
    """``image/jpeg`` or ``application/pdf``."""
    kept_at: dt.datetime
    kept_by: str


@dataclass(frozen=True, slots=True)
class ProposedTier:
    """What one ruleset's rows say of one offense; the officer sets the tier, never the program."""

    place: int
    """Of the offense on the record."""
    ruleset: str
    offense: str
    tier: Tier | None
    rows: tuple[str, ...]
    """The paragraphs cited."""
    needs: tuple[str, ...]
    """The facts that could still change it (``law.fact.NAME``)."""
    reason: Words


@dataclass(frozen=True, slots=True)
class WayOut:
    """A petition that could apply, by when, and with which papers."""

    section: str
    earliest: dt.date | None
    needs: tuple[str, ...]
    papers: tuple[Words, ...]
    ask_counsel: bool
    reason: Words


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """How long the person registers (M-21), to be shown only; without an end for life, or for counsel."""

    section: str
    ends: dt.date | None
    reduced_to: dt.date | None
    """The earlier end that a clean record would give, with ``papers`` for it."""
    needs: tuple[str, ...]
    """The facts not known (``law.fact.NAME``)."""
    papers: tuple[Words, ...]
    reason: Words


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the law says of the person beside dates and tiers, for the officer to look at."""

    section: str
    said: Words
    needs: tuple[str, ...] = ()
    """The facts that would decide (``law.fact.NAME``)."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the law's helpers propose for one record: for people to decide."""

    tiers: tuple[ProposedTier, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    period: PeriodShown | None = None
    notes: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class FormOffered:
    """A form of the state that can be filled from the record."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ArrivalSeen:
    """Somebody stood at a kiosk: when by its clock, and when the station heard of it."""

    arrived_at: dt.datetime
    heard_at: dt.datetime
    kiosk: str
    """The letter on its tickets."""


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One person's record with its schedules, its history, and what belongs to it."""

    record: Registrant
    schedules: tuple[ScheduleView, ...]
    windows: tuple[Next, ...]
    earlier: tuple[AppearanceFacts, ...]
    versions: tuple[RecordVersion, ...]
    open_check_ins: tuple[str, ...]
    fees: tuple[FeeLine, ...] = ()
    owed_cents: int = 0
    attachments: tuple[Attachment, ...] = ()
    advice: Advice = Advice()
    forms: tuple[FormOffered, ...] = ()
    arrivals: tuple[ArrivalSeen, ...] = ()
    """The newest ones, newest first: also of visits that stopped (D-03)."""
    reminders: tuple[ReminderView, ...] = ()
    """The newest ones, newest first."""
    holds: tuple[HoldView, ...] = field(default=(), metadata={"later": True})
    """Legal holds in force; told to supervisors only."""
    tips: tuple[TipView, ...] = field(default=(), metadata={"later": True})
    """Those that are not closed."""


@dataclass(frozen=True, slots=True, repr=False)
class SetFactor:
    """The registrant chose a second factor with the officer: four to eight digits."""

    factor: str


@dataclass(frozen=True, slots=True)
class PhotographKept:
    """The photograph is stored; name it in ``Checklist.new_photograph``."""

    photograph: Photograph
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Amend:
    """Write ``record`` as the next version. ``amendment_id`` is drawn by the desk: twice is harmless.

    ``record.version`` is the version the officer looked at; 0 for a new registrant.
    """

    amendment_id: str
    record: Registrant
    why: Why

    def __post_init__(self) -> None:
        expect_drawn(self.amendment_id)


@dataclass(frozen=True, slots=True)
class AmendedView:
    """The entry stands. ``receipt`` is the new paper where an appearance was set right, else None;
    ``letter_due``: the tier was changed after a review, and the person is to be written to."""

    registrant_id: str
    version: int
    receipt: CompletionReceiptPaper | None
    already: bool
    letter_due: bool = False


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A check-in made at the desk with the person, who signs on paper; ``check_in_id`` is the desk's.

    Topics without a change were asked and are the same.
    """

    check_in_id: str
    registrant_id: str
    language: str
    arrived_at: dt.datetime
    changes: tuple[ReportedChange, ...]
    read_by: str = ""
    """Who read the form aloud, when somebody did."""

    def __post_init__(self) -> None:
        expect_drawn(self.check_in_id)


@dataclass(frozen=True, slots=True)
class EnterFee:
    """One line for the ledger."""

    fee_id: str
    act: FeeAct
    cents: int
    reason: str = ""

    def __post_init__(self) -> None:
        expect_drawn(self.fee_id)


@dataclass(frozen=True, slots=True)
class DayOfFees:
    """One day's ledger."""

    day: dt.date
    lines: tuple[FeeLine, ...]
    due_cents: int
    paid_cents: int
    waived_cents: int


@dataclass(frozen=True, slots=True)
class FormToFill:
    """A blank form of the state, and what goes into its fields by their own names."""

    title: str
    pdf: bytes
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TicketChecked:
    """Whether a slip is genuine, and how its check-in stands."""

    genuine: bool
    check_in_id: str = ""
    state: State | None = None
    submitted_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class HandEntry:
    """An update as it is typed into the state's system."""

    update_id: str
    name: str
    sheet: EntrySheet
    entered: bool
    """It was confirmed before; typing it again changes nothing here."""


@dataclass(frozen=True, slots=True)
class Entered:
    """The officer confirms that it stands in the state's system; ``reference`` is that system's, if any."""

    seconds: int
    presses: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long an officer's hands were on one completion, and how many keys and buttons it took."""

    seconds: int
    presses: int


@dataclass(frozen=True, slots=True)
class Efforts:
    """What completions cost lately: medians of the last hundred; None before there are any."""

    completions: int
    seconds: int | None
    presses: int | None
    entries: int
    entry_seconds: int | None
