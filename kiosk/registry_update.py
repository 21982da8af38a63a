"""What the central registry must be told once an officer has decided: the whole record at its new version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from kiosk.amendment import Amended, Amendment
from kiosk.appearance import Appearance, AppearanceFacts
from kiosk.registrant import Registrant


@dataclass(frozen=True, slots=True)
class RegistryUpdate:
    """One message to the registry. Updates of one person are sent in the order of ``record.version``."""

    update_id: str
    """The appearance's or the amendment's id: the same update sent twice is known by it."""
    office: str
    """The office's name; its certificate at the registry bears the same in small letters and hyphens."""
    record: Registrant
    based_on_version: int
    """The version that the registry should hold before this update; 0 for a first registration."""
    appearance: AppearanceFacts | Amendment
    """The appearance that made this version, or the officer's own entry where nobody appeared."""
    deadline: dt.datetime
    """Three calendar days from completion, 23:59 office time (589.410, 589.414.3; M-19)."""
    earlier: tuple[AppearanceFacts, ...] = field(default=(), metadata={"later": True})
    """Appearances, oldest first, whose own updates the registry would not take as they stood: this one goes
    in their place, and that the person appeared is told with it."""


def registry_update(
    appearance: Appearance, record: Registrant, office: str, deadline: dt.datetime
) -> RegistryUpdate:
    """The update for ``appearance``; taking an Appearance makes it impossible to tell the registry anything
    that no officer completed."""
    facts = appearance.facts
    return RegistryUpdate(
        update_id=facts.appearance_id,
        office=office,
        record=record,
        based_on_version=facts.record_version - 1,
        appearance=facts,
        deadline=deadline,
    )


def registry_amendment(amended: Amended, office: str, deadline: dt.datetime) -> RegistryUpdate:
    """The update for an officer's own entry; an ``Amended`` too is only made by an officer."""
    amendment = amended.amendment
    return RegistryUpdate(
        update_id=amendment.amendment_id,
        office=office,
        record=amended.record,
        based_on_version=amendment.record_version - 1,
        appearance=amendment,
        deadline=deadline,
    )


def appearances_told(update: RegistryUpdate) -> tuple[AppearanceFacts, ...]:
    """Every appearance that the registry hears of by this update, oldest first."""
    own = update.appearance
    return update.earlier if isinstance(own, Amendment) else (*update.earlier, own)


def decided_at(update: RegistryUpdate) -> dt.datetime:
    """When the officer completed the appearance, or made the entry: the three days run from here."""
    cause = update.appearance
    return cause.at if isinstance(cause, Amendment) else cause.completed_at
