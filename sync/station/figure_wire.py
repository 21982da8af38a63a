"""What a desk is told when it asks how the office works: numbers over some weeks, no names but officers'."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """Of ``many`` numbers: half are at most ``half``, nine in ten at most ``most``."""

    many: int
    half: int
    most: int


@dataclass(frozen=True, slots=True)
class WeekSpread:
    """The same for the week that begins on ``monday``."""

    monday: dt.date
    spread: Spread


@dataclass(frozen=True, slots=True)
class Found:
    """How often a check was right about a mistake before the record left the office."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class LetStand:
    """How many findings an officer let stand, and in how many completions."""

    officer: str
    stood: int
    completions: int


@dataclass(frozen=True, slots=True)
class Accounted:
    """How many of those who had to register on a day were accounted for: nobody had an open case for them."""

    day: dt.date
    people: int
    accounted_for: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The office from ``first`` to ``last``, both included. None where nothing happened."""

    first: dt.date
    last: dt.date
    completed: int
    by_hour: tuple[tuple[int, int], ...]
    """Hour of the office's day, and how many appearances were completed in it; from the first to the last."""
    waited_minutes: Spread | None
    """From arrival until an officer took the check-in; walk-ins do not wait in the lobby."""
    waits: tuple[WeekSpread, ...]
    hands_seconds: Spread | None
    """What completions cost officers, hands on."""
    hands: tuple[WeekSpread, ...]
    caught: tuple[Found, ...]
    """The most frequent first."""
    let_stand: tuple[LetStand, ...]
    """The one who let most stand first; every officer who completed anything."""
    accounted: tuple[Accounted, ...]
    """The last day that was counted of each week."""
