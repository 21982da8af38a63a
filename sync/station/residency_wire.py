"""What a desk is told of how near a person lives to schools and child care; nobody else is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kiosk.law.residency import Asked
from kiosk.limits import is_language
from kiosk.words import Words
from sync.drawn_ids import expect_drawn

POINTS_FEET: Final = 1_700.0
"""Within so far between points every true violation of 1,000 feet between edges was found; within 1,000 feet
between points, half of them."""
TOLERANCE_FEET: Final = 25.0
"""What parcel edges drawn by different hands may differ by."""
PICTURE_FEET: Final = 2_500.0
"""From the middle of a drawn map to its edge."""


class LayerKind(StrEnum):
    """What a layer's shapes are."""

    SCHOOLS = "schools"
    CHILD_CARE = "child_care"
    PARCELS = "parcels"
    ADDRESS_POINTS = "address_points"


class Nearness(StrEnum):
    """What the map can say about one place."""

    WITHIN = "within"
    """Edge to edge closer than 1,000 feet, even if the edges are drawn wrong by the tolerance."""
    AT_THE_LINE = "at_the_line"
    """1,000 feet, give or take the tolerance."""
    POSSIBLE = "possible"
    """One side is a point: its property may be closer than 1,000 feet."""


class Verdict(StrEnum):
    """What the map can say about a residence."""

    WITHIN = "within"
    AT_THE_LINE = "at_the_line"
    POSSIBLE = "possible"
    NONE_KNOWN = "none_known"
    """None known within 1,700 feet, between points: not "clear"."""
    CLEAR = "clear"
    """Parcels on both sides, schools and child care, and none nearer than 1,000 feet and the tolerance."""
    NOT_LOCATED = "not_located"
    """The address is not in any layer: measure by hand."""
    NO_LAYERS = "no_layers"
    """There is no layer of protected places: nothing can be said."""


@dataclass(frozen=True, slots=True)
class NearPlace:
    """One protected place near the residence; ``feet`` edge to edge, or to a point."""

    name: str
    kind: LayerKind
    feet: int
    nearness: Nearness
    layer: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape of a drawn map: outlines in whole feet east and north of the residence's middle."""

    kind: LayerKind | None
    """None: the residence itself."""
    outlines: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class LayerAge:
    """A layer that was asked, and the day it shows."""

    name: str
    kind: LayerKind
    edges: bool
    """Property edges; False: points."""
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class ResidenceAdvice:
    """Whether 566.147 is asked of one residence, and what the layers say of it. It decides nothing."""

    address: str
    reported: bool
    """Reported in this check-in and not on the record yet."""
    since: dt.date | None
    asked: Asked
    needs: tuple[str, ...]
    reason: Words
    verdict: Verdict
    places: tuple[NearPlace, ...]
    drawn: tuple[Drawn, ...]


class Manner(StrEnum):
    """How a notice was served."""

    IN_PERSON = "in_person"
    AT_THE_HOME = "at_the_home"
    CERTIFIED_MAIL = "certified_mail"


class NoticeEnd(StrEnum):
    """How a notice ended."""

    RELOCATED = "relocated"
    WITHDRAWN = "withdrawn"
    TO_PROSECUTOR = "to_prosecutor"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to relocate that was served, and its ten business days."""

    notice_id: str
    address: str
    served_on: dt.date
    manner: Manner
    served_by: str
    due: dt.date
    """The last day by the earlier count (D-01)."""
    due_published: dt.date
    section: str
    arithmetic: Words
    days_left: int
    """Business days from today to ``due``; negative when it is past."""
    ended: NoticeEnd | None = None
    ended_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notices:
    """A person's notices, the newest first."""

    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class ResidencyView:
    """Everything the officer is told about where one person lives."""

    registrant_id: str
    name: str
    residences: tuple[ResidenceAdvice, ...]
    layers: tuple[LayerAge, ...]
    notices: tuple[Notice, ...]
    """The newest first."""
    feet: int
    """How near is too near, edge to edge (M-22)."""
    opens_later: Words
    """What is told, and by when, of a place that opens after the person moved in (M-23)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What follows for one home of a school that opened on a day (M-23)."""

    address: str
    said: Words


@dataclass(frozen=True, slots=True)
class Openings:
    """What follows for every home of a person."""

    homes: tuple[Opening, ...]


@dataclass(frozen=True, slots=True)
class ServeNotice:
    """A notice was served. ``notice_id`` is drawn by the desk, so that asking twice is harmless."""

    notice_id: str
    address: str
    served_on: dt.date
    manner: Manner

    def __post_init__(self) -> None:
        expect_drawn(self.notice_id)


@dataclass(frozen=True, slots=True)
class AskNotice:
    """The paper of a notice about one home, to be served."""

    address: str
    language: str

    def __post_init__(self) -> None:
        if not is_language(self.language):
            raise ValueError("no language is called so")


@dataclass(frozen=True, slots=True)
class EndNotice:
    """A notice ended, and what shows it."""

    ended: NoticeEnd
    note: str
