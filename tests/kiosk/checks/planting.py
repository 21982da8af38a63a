"""How an error is planted into a record that was in order, and what several of them need."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kiosk import registrant as rg
from kiosk.changes import ReportedChange
from kiosk.checks import Known
from kiosk.id_card import IdCard
from tests.kiosk.checks.clean_people import DAY, TODAY, address


@dataclass(frozen=True)
class Planted:
    """A record with one error in it, in its entries, its changes, or against what else is known."""

    record: rg.Registrant
    changes: tuple[ReportedChange, ...] = ()
    known: Mapping[str, Any] | None = None

    def known_with(self, known: Known) -> Known:
        """``known`` with what this error brings along."""
        return replace(known, **dict(self.known or {}))


Plant = Callable[[rg.Registrant, random.Random], Planted]


def card_of(record: rg.Registrant, **differences: Any) -> IdCard:
    """The card that fits ``record``."""
    card = IdCard(
        first=record.name.first.upper(),
        middle=None,
        last=record.name.last.upper(),
        suffix=None,
        birth_date=record.birth_date,
        id_number=record.id_number or None,
        issued=TODAY - DAY * 900,
        expires=TODAY + DAY * 900,
        sex=None,
        height_cm=None,
        street=None,
        street2=None,
        city=None,
        state="MO",
        postal_code=None,
        country="USA",
        issuer="636030",
        aamva_version=10,
        last_truncated=False,
    )
    return replace(card, **differences)


def at_home(record: rg.Registrant, dice: random.Random, **differences: Any) -> rg.Registrant:
    """``record`` at a home whose address differs as given."""
    place = replace(address(dice), **differences)
    home = rg.Residence("home", rg.ResidenceKind.HOME, place, started=record.birth_date + DAY * 9000)
    return replace(record, residences=(home,), home_county=place.county or record.home_county)


def registered(record: rg.Registrant) -> rg.Registrant:
    """``record`` as that of a registered person in no custody, so that an error in it shows."""
    since = record.registered_on or record.offenses[0].convicted_on
    assert since is not None
    return replace(
        record,
        standing=rg.Standing.ACTIVE,
        tier=record.tier or rg.Tier.III,
        registered_on=since,
        last_full_verification=record.last_full_verification or since,
        in_custody_since=None,
        released_on=None,
        duty_began=None,
    )
