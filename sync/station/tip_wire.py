"""What a desk says about tips, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.tips import Tip, TipKind
from sync.drawn_ids import expect_drawn

TIPS_A_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class TakeTip:
    """A tip at the desk. ``about`` is a registration number, a name with a birth date, or a description of
    somebody unknown. ``tip_id`` is drawn by the desk: twice is harmless."""

    tip_id: str
    kind: TipKind
    about: str
    says: str
    said_by: str = ""

    def __post_init__(self) -> None:
        expect_drawn(self.tip_id)


@dataclass(frozen=True, slots=True)
class SendTip:
    """The tip went to this agency."""

    agency: str


@dataclass(frozen=True, slots=True)
class CloseTip:
    """What came of the tip."""

    outcome: str


@dataclass(frozen=True, slots=True)
class TipView:
    """One tip with whom it is about and who last did something with it."""

    tip: Tip
    name: str
    """The registrant's; empty where nobody on the roster is meant."""
    taken_at: dt.datetime
    taken_by: str
    changed_at: dt.datetime
    changed_by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Tips:
    """One page of ``total`` tips: the open ones first, those of danger and wrong doors before the others."""

    lines: tuple[TipView, ...]
    total: int
    open: int
    """Not closed, of all."""
