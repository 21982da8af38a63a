"""One office as the station's commands see it: its name, law, calendar, and what it has decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from kiosk.check_in import Disclosure
from kiosk.field_map import FieldMap
from kiosk.law import OfficeCalendar, Rulesets
from kiosk.law.lanes import Lane
from kiosk.law.tier_rows import TierTable
from kiosk.papers import Letterhead
from sync.kiosk_wire import FactorKind
from sync.station.accounts import SessionRules
from sync.station.retention_series import Series
from sync.station.state_forms import StateForm


@dataclass(frozen=True, slots=True)
class AppointmentBook:
    """How long an appointment is, and how many people can be seen at once in each lane; none where a lane is
    missing or 0."""

    minutes: int = 30
    at_once: Mapping[Lane, int] = field(default_factory=lambda: {Lane.PERIODIC: 1})


@dataclass(frozen=True, slots=True)
class Office:
    """Made once by ``build`` from the settings; nothing in it changes while the station runs."""

    office: str
    """The name the registry knows it by."""
    letterhead: Letterhead
    county: str
    zone: ZoneInfo
    rulesets: Rulesets = field(repr=False)
    calendar: OfficeCalendar = field(repr=False)
    disclosure: Disclosure
    factor: FactorKind
    pepper: bytes = field(repr=False)
    """The station's own secret: without it a stolen store does not give up four-digit factors."""
    hold: dt.timedelta = dt.timedelta(minutes=2)
    sessions: SessionRules = field(default_factory=SessionRules)
    windows: tuple[str, ...] = ()
    book: AppointmentBook = field(default_factory=AppointmentBook)
    change_fee_dollars: int = 0
    initial_fee_cents: int = 0
    field_map: FieldMap = field(default=FieldMap("", "", ()), repr=False)
    """What is typed into the state's system, in its own order."""
    by_hand: bool = False
    """Nothing carries updates to the registry: officers type them into the state's system and confirm."""
    forms: tuple[StateForm, ...] = ()
    tiers: Mapping[str, TierTable] = field(default_factory=dict, repr=False)
    day_sheet_passphrase: str = field(default="", repr=False)
    """Opens every desk's emergency day sheet; empty: none is written."""
    residency_offenses: Mapping[str, dt.date] = field(default_factory=dict)
    """By beginning of the statute: the day the 1,000-foot rule reached it; empty: nobody has said."""
    records_opened: frozenset[str] = frozenset()
    """Parts of a record that counsel has opened to requests (589.417)."""
    retention: tuple[Series, ...] = ()
    """What is kept how long; nothing is removed of a series that nobody has verified."""
    reminders_name: str = ""
    """The name reminders are sent under; empty: the office's own, where that tells nobody anything."""
    mails: bool = False
    """Whether reminders go by e-mail too."""
    notices: tuple[str, ...] = ()
    """Lines for the lobby's first screen."""
    services: tuple[str, ...] = ()
    """Other services for which a number can be taken there."""
    printers_by: str = field(default="", repr=False)
    """Who certified the office's printers (PEM), for kiosks; empty: nobody has said."""

    def local(self, now: dt.datetime) -> dt.datetime:
        """An instant in the office's zone: the time that counts in law."""
        return now.astimezone(self.zone)

    def today(self, now: dt.datetime) -> dt.date:
        """The office's date."""
        return self.local(now).date()
