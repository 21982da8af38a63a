"""What of a record may be published or handed out, and what never: closed wherever the text is unread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from kiosk.audit import AuditEvent
from kiosk.law.person import age_on
from kiosk.law.rulesets import Mode, Rulesets
from kiosk.registrant import Offense, Registrant, Standing


class Openness(StrEnum):
    """How open a part of the record is."""

    PUBLIC = "public"
    """Part of the public output (43.650.4)."""
    EXACT_SEARCH = "exact_search"
    """Found by exact match only, never shown in a profile (43.651)."""
    CLOSED = "closed"
    NEVER = "never"
    """Never leaves for the public whatever else changes (34 USC 20920(b))."""


class Channel(StrEnum):
    """Where something would be shown."""

    PUBLIC_PAGE = "public_page"
    RECORDS_REQUEST = "records_request"


_PUBLIC = frozenset(
    {
        "name",
        "aliases",
        "birth_date",
        "birth_dates_used",
        "description",
        "residences",
        "work",
        "schools",
        "photograph",
        "vehicles",
        "offenses",
        "tier",
        "standing",
    }
)
"""The items of 43.650.4; of ``offenses`` only what ``openness_of_offense`` says."""

_NEVER = frozenset({"ssn_sealed", "passports", "biometrics"})

_OFFENSE_PARTS: Mapping[str, Openness] = {
    "description": Openness.PUBLIC,
    "statute": Openness.PUBLIC,
    "committed_on": Openness.PUBLIC,
    "convicted_on": Openness.PUBLIC,
    "convicted_at": Openness.PUBLIC,
    "victim_age_from": Openness.NEVER,
    "victim_age_to": Openness.NEVER,
    "victim_gender": Openness.NEVER,
    "confinement_released": Openness.PUBLIC,
    "facts": Openness.NEVER,
}
"""Nature and dates of the offense and the release date are public; nothing that points to a victim is."""

_JUVENILE = "juvenile_adjudication"
_GROWN = 18
"""Years; below, an unanswered record counts as a juvenile's: our own caution, no text of the law."""

_OFF_THE_PAGE = frozenset({Standing.REMOVED, Standing.EXEMPT, Standing.DECEASED, Standing.MOVED_OUT})
"""Whom the Patrol takes off the page (S-08); the county reports them, then checks until the name is gone."""


def openness(part: str) -> Openness:
    """The class of a field of ``Registrant``; CLOSED for whatever nobody has opened."""
    if part in _NEVER:
        return Openness.NEVER
    if part in ("online_identifiers", "emails"):
        return Openness.EXACT_SEARCH
    return Openness.PUBLIC if part in _PUBLIC else Openness.CLOSED


def openness_of_offense(part: str) -> Openness:
    """The class of a field of ``Offense``; CLOSED for whatever nobody has opened."""
    return _OFFENSE_PARTS.get(part, Openness.CLOSED)


EVENTS: Mapping[AuditEvent, Openness] = dict.fromkeys(AuditEvent, Openness.CLOSED)
"""Audit events are metadata of the registry: closed until counsel has read 589.417 as amended."""


@dataclass(frozen=True, slots=True)
class Published:
    """Whom and what a publication asks about.

    ``juvenile_class`` is 589.400.1(5)'s class, exempt from the public page (M-25); until somebody
    answers whether a person is of it, whoever was young is. With ``tier_for_frequency_only`` the tier stays
    out of public output (S-14). ``opened`` names the parts that counsel has opened to requests.
    """

    standing: Standing
    juvenile_class: bool = False
    tier_for_frequency_only: bool = False
    opened: frozenset[str] = frozenset()


def may_publish(part: str, person: Published, channel: Channel, rulesets: Rulesets, day: dt.date) -> bool:
    """Whether ``part`` of this person's record may go out by ``channel`` on ``day`` (M-25, F-04, S-10, S-17).

    While S982's text on 589.417 is unread, nothing is handed out on request but what counsel opened.
    """
    if openness(part) is not Openness.PUBLIC or person.juvenile_class:
        return False
    if part == "tier" and person.tier_for_frequency_only:
        return False
    if channel is Channel.PUBLIC_PAGE:
        return person.standing not in _OFF_THE_PAGE
    unread = rulesets.mode("S-10", day) is not Mode.OFF
    return part in person.opened if unread else True


def publication_of(record: Registrant, rulesets: Rulesets, day: dt.date) -> Published:
    """What a publication asks about ``record``; nothing is opened to requests."""
    holds = {fact.name for fact in record.facts if fact.holds}
    answered = any(fact.name == _JUVENILE for fact in record.facts)
    juvenile = _JUVENILE in holds or (not answered and _was_young(record, day))
    limited = rulesets.mode("S-14", day) is not Mode.OFF
    elsewhere = bool(holds & {"registered_because_of_elsewhere", "adjudicated_elsewhere"})
    return Published(record.standing, juvenile, limited and (juvenile or elsewhere))


def convictions(record: Registrant) -> tuple[Offense, ...]:
    """The offenses that may be spoken of: never an arrest without a conviction (F-04)."""
    return tuple(one for one in record.offenses if one.convicted_on is not None)


def _was_young(record: Registrant, day: dt.date) -> bool:
    """Whether the record itself lets think of a juvenile: young today, or at any offense."""
    days = [day, *(on for one in record.offenses for on in (one.committed_on, one.convicted_on) if on)]
    ages = [one.own_age for one in record.offenses if one.own_age is not None]
    return min([age_on(record.birth_date, on) for on in days] + ages) < _GROWN


def parts() -> tuple[str, ...]:
    """Every part of a record that has a class."""
    return tuple(field.name for field in fields(Registrant))
