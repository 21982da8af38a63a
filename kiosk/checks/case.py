"""What an edit check looks at, and what it says when something is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.changes import ReportedChange
from kiosk.id_card import IdCard
from kiosk.law.tier_rows import TierTable
from kiosk.registrant import Registrant
from kiosk.topics import Topic
from kiosk.words import Arg


@dataclass(frozen=True, slots=True)
class ZipArea:
    """What is known of one ZIP code: its cities as people write them, its state, its county if it is one."""

    cities: tuple[str, ...]
    state: str
    county: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What a check may know beside the record.

    ``zip_area`` answers None for a ZIP code that does not exist; where it is None itself, nothing is known of
    ZIP codes and no check asks. ``last_appearance_on`` is the day of the last full verification the station
    holds; ``card`` the ID card that was read today.
    """

    today: dt.date
    zip_area: Callable[[str], ZipArea | None] | None = None
    tiers: TierTable | None = None
    card: IdCard | None = None
    last_appearance_on: dt.date | None = None
    counties: frozenset[str] | None = None
    """The state's counties as ``counties.plain_place`` writes them; None: nothing is known of them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A record as it would stand with the reported changes made, and what it was before."""

    record: Registrant
    before: Registrant
    changes: tuple[ReportedChange, ...]
    known: Known

    @property
    def today(self) -> dt.date:
        """The office's date."""
        return self.known.today


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check does not hold: the topic and entry it concerns, and what fills the sentence."""

    topic: Topic | None = None
    item_id: str = ""
    args: dict[str, Arg] = field(default_factory=dict)


Hits: TypeAlias = Iterator[Hit]
Check: TypeAlias = Callable[[Case], Hits]
"""A check is named by its function: ``birth_date_in_future`` finds ``check_birth_date_in_future``."""


def hit(topic: Topic | None = None, item_id: str = "", **args: Arg) -> Hit:
    """A ``Hit`` with its sentence's arguments by name."""
    return Hit(topic, item_id, args)


def later(one: dt.date | None, other: dt.date | None) -> bool:
    """Whether both days are known and ``one`` lies after ``other``."""
    return one is not None and other is not None and one > other


def twice(values: list[str]) -> list[int]:
    """The places of values that already stood earlier in the list; empty values do not count."""
    return [place for place, value in enumerate(values) if value and value in values[:place]]
