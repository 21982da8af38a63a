"""Records of every shape that a registrant may have, with any letters, for hypothesis to draw from."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from hypothesis import strategies as some
from hypothesis.strategies import SearchStrategy

from kiosk import registrant as rg

_Part = TypeVar("_Part")
# No control character gets past the wire's rim; what XML cannot hold at all is another test's.
TEXT = some.text(some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=12)
DAYS = some.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
ITEM = some.just("item")
STATE = some.sampled_from(["MO", "KS", ""])


def _few(part: SearchStrategy[_Part]) -> SearchStrategy[tuple[_Part, ...]]:
    return some.lists(part, max_size=3).map(tuple)


def _maybe(part: SearchStrategy[_Part]) -> SearchStrategy[_Part | None]:
    return some.none() | part


NAMES = some.builds(rg.PersonName, TEXT, TEXT, TEXT, TEXT)
ADDRESSES = some.builds(rg.Address, TEXT, TEXT, TEXT, TEXT, STATE, TEXT, TEXT)
HOMES = some.builds(
    rg.Residence,
    ITEM,
    some.sampled_from(rg.ResidenceKind),
    _maybe(ADDRESSES),
    TEXT,
    _maybe(DAYS),
    _maybe(DAYS),
)
WORK = some.builds(
    rg.Work, ITEM, some.sampled_from(rg.WorkKind), TEXT, _maybe(ADDRESSES), _maybe(DAYS), _maybe(DAYS)
)
VEHICLES = some.builds(
    rg.Vehicle, ITEM, TEXT, STATE, _maybe(some.integers(1886, 2100)), TEXT, TEXT, TEXT, TEXT, TEXT
)
LEGS = some.builds(rg.TravelLeg, DAYS, TEXT, TEXT, TEXT, TEXT)
TRAVEL = some.builds(rg.Travel, ITEM, TEXT, DAYS, _maybe(DAYS), TEXT, TEXT, _few(LEGS))
OFFENSES = some.builds(rg.Offense, TEXT, TEXT, _maybe(DAYS), TEXT, _maybe(DAYS), TEXT)
SIZES = _maybe(some.integers(1, 999))


def people() -> SearchStrategy[rg.Registrant]:
    """Anybody: each part of the record absent, once or a few times."""
    return some.builds(
        rg.Registrant,
        registrant_id=some.just("SYN-9999"),
        version=some.integers(1, 99),
        name=NAMES,
        birth_date=DAYS,
        id_number=TEXT,
        home_county=TEXT,
        standing=some.sampled_from(rg.Standing),
        tier=_maybe(some.sampled_from(rg.Tier)),
        registry_id=TEXT,
        registered_on=_maybe(DAYS),
        duty_began=_maybe(DAYS),
        aliases=_few(NAMES),
        residences=_few(HOMES),
        mailing=_few(some.builds(rg.MailingAddress, ITEM, ADDRESSES)),
        work=_few(WORK),
        schools=_few(some.builds(rg.School, ITEM, TEXT, _maybe(ADDRESSES), _maybe(DAYS), _maybe(DAYS))),
        phones=_few(some.builds(rg.Phone, ITEM, TEXT)),
        emails=_few(some.builds(rg.Email, ITEM, TEXT)),
        online_identifiers=_few(some.builds(rg.OnlineIdentifier, ITEM, TEXT, TEXT)),
        vehicles=_few(VEHICLES),
        passports=_few(some.builds(rg.Passport, ITEM, TEXT, TEXT, TEXT, _maybe(DAYS))),
        licenses=_few(some.builds(rg.ProfessionalLicense, ITEM, TEXT, TEXT, STATE)),
        travel=_few(TRAVEL),
        offenses=_few(OFFENSES),
        persistent_or_predatory=some.booleans(),
        description=some.builds(rg.Description, TEXT, TEXT, SIZES, SIZES, TEXT, TEXT, _few(TEXT)),
        guardian=_maybe(some.builds(rg.Guardian, TEXT, TEXT)),
        biometrics=some.builds(rg.Biometrics, palm_prints_on=_maybe(DAYS)),
    )
