"""What a supervisor asks about retention and legal holds, and what is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sync.drawn_ids import expect_drawn

MOST_AT_ONCE: Final = 200
"""Things that one preview shows to go, and so one run removes; the others come with the next."""


class Keeps(StrEnum):
    """Why something old enough stays."""

    HOLD = "hold"
    """A legal hold."""
    SCHEDULE = "schedule"
    """An appearance is still due."""
    UPDATE = "update"
    """The registry has not been told everything."""
    CASE = "case"
    CHECK_IN = "check_in"
    NOTICE = "notice"
    """The ten business days of a notice to relocate."""
    APPOINTMENT = "appointment"
    TIP = "tip"


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series as it stands today. ``covers`` is the value of ``Covers``."""

    series_id: str
    covers: str
    years: int
    source: str
    verified_by: str
    old_enough: int
    """How many things have been kept long enough, those that stay among them."""


@dataclass(frozen=True, slots=True)
class HoldView:
    """A legal hold on one person's record; in force until it is lifted."""

    hold_id: str
    registrant_id: str
    name: str
    reason: str
    placed_by: str
    placed_at: dt.datetime
    lifted_by: str = ""
    lifted_at: dt.datetime | None = None
    lift_reason: str = ""


@dataclass(frozen=True, slots=True)
class RunView:
    """One run that removed something: nothing in it is about a person but ids."""

    run_id: str
    series_id: str
    at: dt.datetime
    officer: str
    items: int
    rows: int


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """Every series in force, every hold and the newest runs."""

    series: tuple[SeriesView, ...]
    holds: tuple[HoldView, ...]
    runs: tuple[RunView, ...]


@dataclass(frozen=True, slots=True)
class OldItem:
    """One thing that has been kept long enough."""

    item_id: str
    name: str
    """The person's, or the scan's title, or the ticket."""
    since: dt.date
    """Its last change."""
    kept: Keeps | None = None
    """Why it stays; None: a run removes it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would remove now. A run is given ``digest``: what was seen is what is removed."""

    series_id: str
    items: tuple[OldItem, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class RunSeries:
    """Remove what the preview with this digest showed. ``run_id`` is drawn by the desk: twice is harmless."""

    run_id: str
    digest: str

    def __post_init__(self) -> None:
        expect_drawn(self.run_id)


@dataclass(frozen=True, slots=True)
class Removed:
    """One thing that was removed: how many rows, and the keyed hash of all that stood in them."""

    item_id: str
    rows: int
    proof: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What one run removed: it can be proven and not be read."""

    about: RunView
    source: str
    verified_by: str
    items: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Hold the record that ``who`` names: a registration number, or a name and a birth date."""

    hold_id: str
    who: str
    reason: str

    def __post_init__(self) -> None:
        expect_drawn(self.hold_id)


@dataclass(frozen=True, slots=True)
class LiftHold:
    """The hold ends, for a reason."""

    reason: str
