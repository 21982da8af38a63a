"""What a desk asks about the comparison with the state's file, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.problems import Problem

STATE_LINES: Final = 100
MOST_BAD_ROWS: Final = 100
"""That are named; the others are counted."""


class Differing(StrEnum):
    """In what our roster and the state's file differ for a person."""

    ONLY_THERE = "only_there"
    ONLY_HERE = "only_here"
    STANDING = "standing"
    TIER = "tier"
    ADDRESS = "address"


class Explained(StrEnum):
    """Why the two may rightly differ; the first eight the station finds by itself."""

    ON_ITS_WAY = "on_its_way"
    """An update of this person has not been delivered yet."""
    PENDING = "pending"
    IN_CUSTODY = "in_custody"
    MOVED_OUT = "moved_out"
    DECEASED = "deceased"
    REMOVED = "removed"
    STAYED = "stayed"
    OTHER_COUNTY = "other_county"
    LOOKS_SIMILAR = "looks_similar"
    """The two addresses say one place in two ways, as far as can be told: an officer decides."""
    NOT_PUBLISHED = "not_published"
    OUR_ERROR = "our_error"
    STATES_ERROR = "states_error"
    OTHER = "other"
    UNEXPLAINED = "unexplained"


BY_HAND: Final = (
    Explained.IN_CUSTODY,
    Explained.MOVED_OUT,
    Explained.OTHER_COUNTY,
    Explained.NOT_PUBLISHED,
    Explained.OUR_ERROR,
    Explained.STATES_ERROR,
    Explained.OTHER,
)
"""What an officer may say of an exception."""


@dataclass(frozen=True, slots=True)
class StateException:
    """One difference. ``there`` and ``here`` are what each side says; an explanation by hand stays as long as
    both stay the same."""

    exception_id: str
    differing: Differing
    registrant_id: str
    """Empty where nobody on our roster is meant."""
    name: str
    there: str
    here: str
    first_seen: dt.date
    explained: Explained
    note: str = ""
    explained_by: str = ""
    """The officer's name; empty where the station explained it."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row of the file that could not be read, by the number a spreadsheet shows, and why."""

    row: int
    why: Problem


@dataclass(frozen=True, slots=True)
class BadRows:
    """As they are kept."""

    rows: tuple[BadRow, ...]


@dataclass(frozen=True, slots=True)
class StateComparison:
    """The last comparison: how many people each side has, and one page of ``total`` exceptions, the
    unexplained first. ``compared_on`` None: no file of the state has been compared yet."""

    compared_on: dt.date | None
    there: int
    here: int
    refused_rows: int
    unexplained: int
    lines: tuple[StateException, ...]
    total: int
    bad_rows: tuple[BadRow, ...] = ()
    """The first of ``refused_rows``, at most MOST_BAD_ROWS."""


@dataclass(frozen=True, slots=True)
class Explain:
    """An officer's word about an exception."""

    explained: Explained
    note: str
