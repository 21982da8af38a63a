"""A petition that a court denied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Denial:
    """A petition for removal or exemption that was denied (589.401): when, by which court."""

    judgment_on: dt.date
    court: str
    case_number: str
    adjudicated_since_denial: bool | None = None
    """Whether there was a new judgment after this denial; None while nobody has said."""
    law_changed_since_denial: bool | None = None
    """Whether the law that this petition was denied on has changed since (S982)."""
