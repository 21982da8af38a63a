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
