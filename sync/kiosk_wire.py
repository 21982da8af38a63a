"""What a kiosk and the station say to each other beside envelopes: one value for each question and answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.check_in import Disclosure, Identity, State, Ticket
from kiosk.papers import Letterhead
from kiosk.topics import OwnRecord
from kiosk.visit.events import HelpKind


@dataclass(frozen=True, slots=True)
class LookUp:
    """``POST /v1/kiosk/lookups``: who stands here, by card or by their own word."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class LookupTaken:
    """The answer, the same for everybody and after the same time: the station has noted the question."""

    lookup_id: str


@dataclass(frozen=True, slots=True)
class GiveFactor:
    """``POST /v1/kiosk/lookups/{id}/factor``."""

    factor: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The second factor was right. ``record`` is None in ``blind``; ``waiting`` is today's ticket, if any."""

    disclosure: Disclosure
    record: OwnRecord | None
    record_version: int
    """0 in ``blind``."""
    waiting: Ticket | None


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Wrong, or nobody by that card: the same to see. Another try is allowed."""


@dataclass(frozen=True, slots=True)
class SeeDesk:
    """No further try: the desk must help. The same for unknown, barred and wrong second factor."""


FactorAnswer: TypeAlias = Opened | NotOpened | SeeDesk


@dataclass(frozen=True, slots=True)
class EnvelopeTaken:
    """``POST /v1/kiosk/envelopes``: the item is stored. ``already``: it was before, nothing is done twice."""

    item: str
    already: bool


@dataclass(frozen=True, slots=True)
class CallHelp:
    """``POST /v1/kiosk/help``: which screen a person stands before, never what is on it."""

    kind: HelpKind
    screen: str
    language: str


@dataclass(frozen=True, slots=True)
class HelpTaken:
    """The call stands at the desk."""

    help_id: str


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    """``GET /v1/kiosk/help/{id}``: ``answer`` is empty while there is none, else ``coming`` or ``window``."""

    answer: str
    window: str = ""


@dataclass(frozen=True, slots=True)
class TicketStanding:
    """``GET /v1/kiosk/tickets/{check_in_id}``: how a waiting person stands."""

    state: State
    ahead: int
    """How many people wait before this one; 0 when it is next or no longer waits."""
    wait_minutes: int | None
    """Expected wait; None when nothing is known yet."""
    called_to: str
    """The window the number was called to; empty while it was not."""


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """``GET /v1/kiosk/office``: what the lobby must know of its office."""

    office: Letterhead
    zone: str
    """Name of the office's time zone."""
    now: dt.datetime
    """The station's clock."""
    disclosure: Disclosure
    factor: str
    """``pin`` or ``ssn4``: which second factor is asked for."""
    open_now: bool
    opens: dt.datetime | None
    """When the office opens next; None while it is open."""
    closes: dt.datetime | None
    """When it closes today; None while it is closed."""
