"""What a desk asks about requests for records, and what it is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.records_request import RecordsPack
from sync.drawn_ids import expect_drawn

REQUESTS_A_PAGE: Final = 50
MOST_LINES: Final = 200
"""Of one request."""
ANSWERS_A_PART: Final = 100
"""So that no part is longer than the wire and the store carry."""


@dataclass(frozen=True, slots=True)
class MakePack:
    """Answer a request. Each of ``lines`` is a registration number, or a name and, after a comma, a birth
    date; without any the whole list is asked for. ``request_id`` is drawn by the desk: twice is harmless."""

    request_id: str
    asked_by: str
    lines: tuple[str, ...]
    language: str

    def __post_init__(self) -> None:
        expect_drawn(self.request_id)


@dataclass(frozen=True, slots=True)
class PackPart:
    """One of the ``parts`` in which an answer comes: the same paper with some of its answers."""

    paper: RecordsPack
    parts: int


@dataclass(frozen=True, slots=True)
class PackLine:
    """One request that was answered: who asked, when, for what, and how much was given."""

    request_id: str
    number: str
    made_at: dt.datetime
    officer: str
    asked_by: str
    lines: tuple[str, ...]
    given: int
    """Open records in the answer."""
    sha256: str
    """Of the answer as it is kept."""


@dataclass(frozen=True, slots=True)
class Packs:
    """One page of ``total`` requests, the newest first."""

    lines: tuple[PackLine, ...]
    total: int
