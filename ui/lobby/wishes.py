"""What a screen may wish for: events of the visit, and what only the window can make into one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.changes import ReportedChange
from kiosk.check_in import Signer, Stroke
from kiosk.visit.events import Event


@dataclass(frozen=True, slots=True)
class Report:
    """These changes are to be reported as one, both halves of a move; the window adds the day."""

    changes: tuple[ReportedChange, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Attested and signed before ``shown``; the window adds the time."""

    strokes: tuple[Stroke, ...]
    shown: tuple[str, ...]
    signer: Signer = Signer.SELF
    signer_name: str = ""
    relation: str = ""
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class MoreContrast:
    """Black and white, or back again."""


@dataclass(frozen=True, slots=True)
class Listen:
    """The voice on, or off again."""


@dataclass(frozen=True, slots=True)
class KeepStill:
    """Nothing moves, or pages slide again."""


Wish: TypeAlias = Event | Report | Sign | MoreContrast | Listen | KeepStill
