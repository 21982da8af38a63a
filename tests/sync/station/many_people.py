"""Many invented people for one station, each with a record of their own and dates that differ."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from kiosk.registrant import (
    Basis,
    BasisKind,
    Fact,
    PersonName,
    Photograph,
    Registrant,
    Residence,
    ResidenceKind,
    Standing,
    Tier,
)
from tests.specimens import records

FIRST = ("Alex", "Casey", "Jordan", "Riley", "Morgan", "Quinn", "Avery", "Rowan", "Sage", "Emery")
LAST = ("Quill", "Hatch", "Pike", "Thorne", "Marlow", "Vance", "Ostrow", "Lind", "Ferro", "Dunmore")
DAY = dt.timedelta(days=1)
TIERS = (Tier.I, Tier.II, Tier.III, Tier.III)
RARE = (Standing.PENDING, Standing.IN_CUSTODY, Standing.MOVED_OUT, Standing.DECEASED, Standing.EXEMPT)


def invented(number: int, today: dt.date, seed: int = 1) -> Iterator[Registrant]:
    """``number`` people, SYNTHETIC, as they stand on ``today``: most on time, some late, some not active."""
    dice = random.Random(seed)
    for place in range(number):
        yield _person(dice, place, today)


def _person(dice: random.Random, place: int, today: dt.date) -> Registrant:
    registered = today - DAY * dice.randint(30, 4000)
    last = max(registered, today - DAY * dice.randint(0, 420))
    standing = dice.choice(RARE) if dice.random() < 0.1 else Standing.ACTIVE
    known = dice.random() < 0.9
    return records.registrant(
        registrant_id=f"SYN-{place:06d}",
        version=1,
        name=PersonName(dice.choice(FIRST), "", f"{dice.choice(LAST)}-{place:05d}"),
        birth_date=dt.date(dice.randint(1940, 2000), dice.randint(1, 12), dice.randint(1, 28)),
        id_number=f"S{place:09d}",
        registry_id=f"SYNTHETIC-{place:06d}",
        tier=dice.choice(TIERS) if dice.random() < 0.97 else None,
        standing=standing,
        registered_on=None if standing is Standing.PENDING else registered,
        last_full_verification=None if standing is Standing.PENDING else last,
        duty_began=today - DAY * dice.randint(0, 20) if standing is Standing.PENDING else None,
        in_custody_since=last if standing is Standing.IN_CUSTODY else None,
        facts=tuple(
            Fact(name, dice.random() < 0.4)
            for name in (
                "victim_under_18",
                "ever_convicted_of_failing_to_register",
                "persistent_or_predatory",
            )
            if known
        ),
        bases=(Basis(BasisKind.RESIDENT, "Jackson", registered),),
        residences=(Residence("r1", ResidenceKind.HOME, records.OLD_HOME, started=registered),),
        photograph=Photograph(f"photo-{place}", last),
    )
