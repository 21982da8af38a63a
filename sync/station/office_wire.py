"""What desk and station say about deliveries, calls for help, the audit log and the office itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.check_in import Disclosure
from kiosk.delivery import Clock, ParkedFor
from sync.identity import Role


class DeliveryState(StrEnum):
    """Where an outbox row stands."""

    HELD = "held"
    """Within the hold after completion; can be undone."""
    WAITING = "waiting"
    PARKED = "parked"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    """The completion was undone before anything left; kept for the record."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One update on its way to the registry, with its three-day clock."""

    update_id: str
    registrant_id: str
    name: str
    version: int
    state: DeliveryState
    completed_at: dt.datetime
    deadline: dt.datetime
    clock: Clock
    tries: int
    next_try_at: dt.datetime | None
    parked_for: ParkedFor | None
    details: tuple[str, ...]
    receipt: str
    behind: str
    """The earlier update of the same person that this one waits for; empty when none."""


@dataclass(frozen=True, slots=True)
class ParkUpdate:
    """An officer parks an update, or lets a later one take its place, with the reason in their words."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnswerHelp:
    """The desk's answer to a help call: ``coming``, or ``window`` with the window's name."""

    answer: str
    window: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit log. ``about`` holds ids and codes, never names or numbers of people."""

    sequence: int
    at: dt.datetime
    event: str
    who: str
    where: str
    outcome: str
    about: tuple[tuple[str, str], ...]
    chain: str
    """SHA-256 of this line and the one before, in hex."""


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Whether the chain of the whole log holds; ``broken_at`` is the first line that does not fit."""

    lines: int
    broken_at: int | None
    why: str
    last_chain: str


@dataclass(frozen=True, slots=True)
class OfficeView:
    """What the desk must know about the office."""

    office: str
    county: str
    zone: str
    disclosure: Disclosure
    hold_seconds: int
    windows: tuple[str, ...]
    by_hand: bool = False
    """Officers type updates into the state's system and confirm; nothing carries them there."""


@dataclass(frozen=True, slots=True)
class NewDevice:
    """An administrator wants a code for a new kiosk or desk."""

    role: Role
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class ShownCode:
    """The code, shown once."""

    code: str
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """One certificate of the office."""

    name: str
    role: Role
    expires: dt.datetime
    revoked: bool
