"""Everything a screen is drawn from: the visit, what the kiosk knows of its office, and the look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.entries import Text
    from kiosk.visit import Visit
    from kiosk.words import Words
    from sync.kiosk_wire import Called, FactorKind, TicketPlace
    from ui.lobby.forms.places import Places
    from ui.style.look import Look


@dataclass(frozen=True)
class OfficeDay:
    """What this kiosk knows of its office right now; none of it is about a person."""

    name: str = ""
    open_now: bool = True
    opens_at: dt.datetime | None = None
    """In the office's own zone."""
    holiday: Words | None = None
    """For which it is closed today."""
    services: tuple[str, ...] = ()
    """Others of this lobby for which a number can be taken."""
    notices: tuple[Text, ...] = ()
    factor: FactorKind | None = None
    """None until the station has said it: then it is the PIN."""
    phone: str = ""
    guardian_may_sign: bool = False
    reachable: bool = True
    """Whether the station answered last time."""
    calls: tuple[Called, ...] = ()
    waiting: int = 0
    out_of_order: Words | None = None
    """Why this kiosk cannot be used, for staff; None when it can."""


@dataclass(frozen=True)
class Scene:
    """Handed to the screen of the visit's state."""

    look: Look
    visit: Visit
    office: OfficeDay
    today: dt.date
    places: Places
    place: TicketPlace | None = None
    """Where this person's ticket stands in the queue, once the station has said."""

    listening: bool = False
    """Somebody listens to the screen."""
    can_speak: bool = False
    """Whether this kiosk has a voice."""
