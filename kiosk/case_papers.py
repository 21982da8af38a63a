"""What the papers of a case say: letter, packet for the prosecutor, and notice to relocate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kiosk.cases import Missed, Step
from kiosk.papers import Letterhead, Printing


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """One letter in an envelope with a window: it names the day that was missed and nothing else about why.

    No registry, offense or tier is named: anybody at the address may open it.
    """

    number: str
    office: Letterhead
    written_on: dt.date
    to: tuple[str, ...]
    """Name and address as lines."""
    due: dt.date
    language: str
    printing: Printing


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the packet's record: what it is called (a catalogue key's last part) and what it says."""

    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """One appearance that was held, for the packet's certificate."""

    on: dt.date
    receipt: str
    officer: str


@dataclass(frozen=True, slots=True)
class PacketPaper:
    """The Failure to Register packet: record, notices, attempts, and a certificate of appearances."""

    number: str
    office: Letterhead
    name: str
    missed: Missed
    opened_on: dt.date
    record: tuple[Fact, ...]
    notices: tuple[Step, ...]
    attempts: tuple[Step, ...]
    attended: tuple[Attendance, ...]
    kept: tuple[str, ...]
    """Titles of scans kept with the record, to be added by hand."""
    language: str
    printing: Printing


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A notice to relocate, to be served by hand: day, manner and names of its service are filled in there.

    The days run from the service (J-04), so that the last day is said only for a service on ``written_on``.
    """

    number: str
    office: Letterhead
    written_on: dt.date
    name: str
    address: str
    days: int
    """Business days from the service."""
    leave_by: dt.date
    section: str
    language: str
    printing: Printing
