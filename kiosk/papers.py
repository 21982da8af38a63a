"""What each paper says, as values without layout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.entries import Text
from kiosk.words import Words, words

NOT_DONE = words("paper.ticket.not_done")
"""YOU ARE NOT DONE."""
PLEASE_STAY = words("paper.ticket.please_stay")
"""An officer must finish this with you today. Please stay."""
NOT_PROOF = words("paper.ticket.not_proof")
"""This slip is not proof that you appeared (LAW.md D-05)."""
RECEIPT_MEANING = words("paper.receipt.meaning")
"""What a completion receipt does and does not say; it never claims registration (LAW.md D-05)."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office as its papers name it: neutral words, never the name of the registry."""

    name: str
    address: tuple[str, ...]
    """Lines, top to bottom; may be empty."""
    phone: str


@dataclass(frozen=True, slots=True)
class Printing:
    """When and by whom this sheet was printed; ``duplicate`` marks every copy after the first."""

    at: dt.datetime
    """In the office's own zone."""
    by: Text
    duplicate: bool = False


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """The kiosk's slip: a number to wait with. No name, registry, offense or tier is on it."""

    number: str
    """As it is called: kiosk letter and daily counter, ``A-014``."""
    kiosk: str
    office: Letterhead
    taken_at: dt.datetime | None
    """When the check-in was made, in the office's own zone; None when not known."""
    kinds: tuple[Words, ...] | None
    """Kinds of change in neutral words, each once; empty when nothing changed, None when not known."""
    fee_notice: Words | None
    code: str
    """The signed code a desk verifies; printed small and as a QR code. Empty: none is printed."""
    language: str
    """Code of the language the paper is set in: ``en``, ``es``."""
    offline: bool
    """True when the kiosk could not reach the station: place in line is not known yet."""
    printing: Printing
    service: Text = ""
    """The other service this number is for; empty for a check-in's."""


@dataclass(frozen=True, slots=True)
class AskedTopic:
    """One topic the person was asked about and what they answered."""

    topic: Words
    answer: Words


@dataclass(frozen=True, slots=True)
class OldNew:
    """One change: what was on file and what is there now, as lines; empty where there was or is nothing."""

    topic: Words
    old: tuple[Text, ...]
    new: tuple[Text, ...]
    since: dt.date | None = None
    """The day from which the change is true, where one was reported."""
    corrected_by: str = ""
    """The officer's name, where the officer corrected what was signed."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day was printed: the arithmetic in words, and the section it comes from."""

    why: Words
    section: str
    arithmetic: Words | None = None
    """How the last day was found, where there was something to count."""


@dataclass(frozen=True, slots=True)
class ComeBetween:
    """Come on an open day from ``first`` to ``last``, both included (LAW.md D-02)."""

    first: dt.date | None
    """An open day; ``None`` when any day up to ``last`` will do."""
    last: dt.date
    """The last open day of the window."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CallAbout:
    """No open day is left up to ``due``: the raw date is said, and the phone to call (LAW.md D-02)."""

    due: dt.date
    reasons: tuple[Reason, ...]
    passed: bool = False
    """``due`` lies behind us: nothing may be said about that day but that it was."""


Next: TypeAlias = ComeBetween | CallAbout


def then_said(window: Next, phone: str) -> Words | None:
    """What to do about a window that no open day serves; None when there is one."""
    if not isinstance(window, CallAbout):
        return None
    return words("paper.receipt.late_call" if window.passed else "paper.receipt.closed_call", phone=phone)


def days_said(window: Next) -> tuple[tuple[Words, dt.date], ...]:
    """A window as it is read out: one or two days, each after the words that lead up to it."""
    if isinstance(window, CallAbout):
        lead = words("paper.receipt.your_day_was" if window.passed else "paper.receipt.your_day")
        return ((lead, window.due),)
    if window.first is None:
        return ((words("paper.receipt.come_by"), window.last),)
    if window.first == window.last:
        return ((words("paper.receipt.come_on"), window.last),)
    return ((words("paper.receipt.come_between"), window.first), (words("paper.receipt.and"), window.last))


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled list of lines: travel reported, what to bring, messages."""

    title: Words
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class CompletionReceiptPaper:
    """The desk's paper once an officer completed the appearance: what was asked, answered and changed, and
    when to come next. It carries no registry name, offense or tier, and never claims registration."""

    number: str
    """The receipt's own number, unique at the station."""
    office: Letterhead
    registrant: str
    officer: str
    appeared_at: dt.datetime
    """When the officer completed the appearance, in the office's own zone."""
    arrived_at: dt.datetime | None
    """When the person arrived, in the office's own zone; ``None`` when no arrival was recorded."""
    ticket: str
    """The ticket's number, or empty for a visit without the kiosk."""
    counted_as: Words
    """What the appearance served: a full review of the record, or changes only."""
    topics: tuple[AskedTopic, ...]
    """Every topic asked, with its answer, in the form's order."""
    changes: tuple[OldNew, ...]
    next: tuple[Next, ...]
    """The one window that serves every schedule, or each on its own; empty: the officer tells when."""
    bring: tuple[Words, ...]
    """What to bring next time."""
    passages: tuple[Passage, ...]
    """Travel, fees, messages: whatever else this person must be able to read again at home."""
    language: str
    printing: Printing


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """For a court or whoever the person must show it to: that they appeared, when, before whom. It names no
    registry, offense or tier."""

    number: str
    office: Letterhead
    registrant: str
    born: dt.date
    appearances: tuple[tuple[dt.datetime, Words, str], ...]
    """When (in the office's own zone), what it counted as, before whom; newest first."""
    language: str
    printing: Printing


@dataclass(frozen=True, slots=True)
class FeeReceiptPaper:
    """What was paid, with the next number of a row that has no gaps."""

    number: str
    office: Letterhead
    registrant: str
    cents: int
    still_owed_cents: int
    paid_at: dt.datetime
    officer: str
    language: str
    printing: Printing


@dataclass(frozen=True, slots=True)
class DatesLetterPaper:
    """A letter, in an envelope with a window, that says somebody's days anew since they were counted anew.

    No registry, offense or tier is named, nor why: anybody at the address may open it.
    """

    number: str
    office: Letterhead
    written_on: dt.date
    to: tuple[str, ...]
    """Name and address as lines."""
    next: tuple[Next, ...]
    language: str
    printing: Printing


Paper: TypeAlias = TicketPaper | CompletionReceiptPaper | CertificatePaper | FeeReceiptPaper
