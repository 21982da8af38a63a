"""Errors about the person and the dates of the record, planted one at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from tests.kiosk.checks.clean_people import DAY, TODAY
from tests.kiosk.checks.planting import Plant, Planted, at_home, card_of, registered


def _offense(record: rg.Registrant, **differences: Any) -> rg.Registrant:
    return replace(record, offenses=(replace(record.offenses[0], **differences),))


def _mistyped_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 100, day=min(day.day, 28))


PERSON: Mapping[str, Plant] = {
    "birth year a century on": lambda r, d: Planted(replace(r, birth_date=_mistyped_year(r.birth_date))),
    "born this year": lambda r, d: Planted(replace(r, birth_date=TODAY - DAY * d.randint(1, 300))),
    "born in 1890": lambda r, d: Planted(replace(r, birth_date=dt.date(1890, 5, d.randint(1, 28)))),
    "day and month swapped against the card": lambda r, d: Planted(
        replace(r, birth_date=dt.date(1971, 3, 5)), known={"card": card_of(r, birth_date=dt.date(1971, 5, 3))}
    ),
    "another person's card": lambda r, d: Planted(r, known={"card": card_of(r, last="ALDERFEN")}),
    "a card with another number": lambda r, d: Planted(
        replace(r, id_number="K123456789"), known={"card": card_of(r, id_number="K123456798")}
    ),
    "an old card": lambda r, d: Planted(r, known={"card": card_of(r, expires=TODAY - DAY)}),
    "first name left out": lambda r, d: Planted(replace(r, name=replace(r.name, first=""))),
    "last name left out": lambda r, d: Planted(replace(r, name=replace(r.name, last=" "))),
    "a digit in the name": lambda r, d: Planted(replace(r, name=replace(r.name, last="Qu1ll"))),
    "a comma in the name": lambda r, d: Planted(replace(r, name=replace(r.name, last="Quill, Alex"))),
    "the alias is the name": lambda r, d: Planted(replace(r, aliases=(replace(r.name, item_id="x"),))),
    "birth date as licence": lambda r, d: Planted(
        replace(r, id_number=f"{r.birth_date:%m/%d/%Y}".replace("/", ""))
    ),
    "a word as licence": lambda r, d: Planted(replace(r, id_number="NONE")),
    "a licence of two signs": lambda r, d: Planted(replace(r, id_number="K1")),
    "height in centimetres": lambda r, d: Planted(
        replace(r, description=replace(r.description, height_in=d.randint(150, 198)))
    ),
    "weight without its last digit": lambda r, d: Planted(
        replace(r, description=replace(r.description, weight_lb=d.randint(9, 42)))
    ),
    "guardian without relation": lambda r, d: Planted(replace(r, guardian=rg.Guardian("May Quill", ""))),
    "no tier": lambda r, d: Planted(replace(registered(r), tier=None)),
    "in custody, but active": lambda r, d: Planted(replace(registered(r), in_custody_since=TODAY - DAY * 9)),
    "released, but in custody": lambda r, d: Planted(
        replace(
            registered(r),
            standing=rg.Standing.IN_CUSTODY,
            in_custody_since=TODAY - DAY * 9,
            released_on=TODAY - DAY,
        )
    ),
    "home in another county": lambda r, d: Planted(
        replace(
            at_home(r, d, county="Jackson", zip_code="64106", city="Kansas City", state="MO"),
            home_county="Clay",
        )
    ),
    "no ground": lambda r, d: Planted(replace(registered(r), bases=())),
    "worker without work": lambda r, d: Planted(
        replace(registered(r), work=(), bases=(*r.bases, rg.Basis(rg.BasisKind.WORKER, "Clay")))
    ),
    "another birth date of next year": lambda r, d: Planted(replace(r, birth_dates_used=(TODAY + DAY * 90,))),
    "a fact nobody knows": lambda r, d: Planted(
        replace(r, facts=(*r.facts, rg.Fact("victim_under18", True)))
    ),
    "a fact twice": lambda r, d: Planted(replace(r, facts=(*r.facts, r.facts[0]))),
    "a mark against a fact": lambda r, d: Planted(replace(r, persistent_or_predatory=True)),
    "victims' ages against a fact": lambda r, d: Planted(
        replace(_offense(r, victim_age_from=9, victim_age_to=9), facts=(rg.Fact("victim_under_18", False),))
    ),
}

DATES: Mapping[str, Plant] = {
    "registered in the future": lambda r, d: Planted(replace(r, registered_on=_mistyped_year(TODAY))),
    "verified before registered": lambda r, d: Planted(
        replace(registered(r), last_full_verification=r.birth_date + DAY * 3000)
    ),
    "verified next year": lambda r, d: Planted(
        replace(r, last_full_verification=TODAY + DAY * d.randint(1, 365))
    ),
    "another last visit than the office holds": lambda r, d: Planted(
        registered(r), known={"last_appearance_on": TODAY + DAY}
    ),
    "registered before convicted": lambda r, d: Planted(
        replace(registered(r), registered_on=r.offenses[0].convicted_on - DAY * 400)  # type: ignore[operator,arg-type]
    ),
    "duty after registration": lambda r, d: Planted(
        replace(registered(r), duty_began=TODAY, registered_on=TODAY - DAY)
    ),
    "release in the future": lambda r, d: Planted(replace(r, released_on=TODAY + DAY * 20)),
    "photographed tomorrow": lambda r, d: Planted(replace(r, photograph=rg.Photograph("p", TODAY + DAY))),
    "no offense": lambda r, d: Planted(replace(registered(r), offenses=())),
    "no statute": lambda r, d: Planted(_offense(r, statute="")),
    "the same offense twice": lambda r, d: Planted(replace(r, offenses=r.offenses * 2)),
    "convicted before the offense": lambda r, d: Planted(
        _offense(r, committed_on=r.offenses[0].convicted_on + DAY * 30)  # type: ignore[operator]
    ),
    "released before convicted": lambda r, d: Planted(
        _offense(r, confinement_released=r.offenses[0].convicted_on - DAY * 30)  # type: ignore[operator]
    ),
    "offense before birth": lambda r, d: Planted(
        replace(
            _offense(r, committed_on=r.birth_date - DAY * 30, own_age=None),
        )
    ),
    "another age at the offense": lambda r, d: Planted(
        _offense(r, committed_on=r.birth_date + DAY * 9000, own_age=51)
    ),
    "victim's ages the wrong way round": lambda r, d: Planted(
        _offense(r, victim_age_from=17, victim_age_to=9)
    ),
    "tier below its row": lambda r, d: Planted(
        replace(_offense(registered(r), statute="566.030"), tier=d.choice((rg.Tier.I, rg.Tier.II)))
    ),
}
