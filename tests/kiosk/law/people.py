"""Invented people as the law sees them, of every kind it knows."""

from __future__ import annotations

import datetime as dt
import random

from kiosk.law.person import PersonFacts
from kiosk.registrant import Standing
from tests.kiosk.law.ground import COUNTY_FACTS

DAY = dt.timedelta(days=1)
TIERS = ("I", "II", "III")


def some_day(dice: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """A day from ``first`` to ``last``; month ends and leap days more often than chance gives them."""
    day = first + DAY * dice.randint(0, (last - first).days)
    if dice.random() < 0.2:
        while (day + DAY).day != 1 and day < last:
            day += DAY
    return day


def anybody(dice: random.Random) -> tuple[PersonFacts, dt.date]:
    """A person, possibly late, jailed, stayed or half known, and the day on which they are looked at."""
    as_of = some_day(dice, dt.date(2017, 6, 1), dt.date(2062, 12, 31))
    born = some_day(dice, dt.date(1935, 1, 1), dt.date(1996, 12, 31))
    registered = some_day(dice, as_of - 5000 * DAY, as_of) if dice.random() < 0.9 else None
    since = registered or as_of - 500 * DAY
    last = some_day(dice, max(since, as_of - 480 * DAY), as_of) if dice.random() < 0.8 else None
    photo = some_day(dice, max(since, as_of - 480 * DAY), as_of) if dice.random() < 0.7 else None
    if photo is not None and dice.random() < 0.1:
        photo -= 900 * DAY  # taken before the registration, by somebody else
    facts = {name: dice.random() < 0.4 for name in COUNTY_FACTS if dice.random() < 0.8}
    if dice.random() < 0.05:
        facts["victim_exactly_18"] = True
    released = some_day(dice, as_of - 200 * DAY, as_of) if dice.random() < 0.1 else None
    jailed = some_day(dice, as_of - 400 * DAY, as_of) if dice.random() < 0.08 else None
    standing = dice.choices((Standing.ACTIVE, *Standing), weights=(90, *[2] * len(Standing)))[0]
    person = PersonFacts(
        tier=dice.choice(TIERS) if dice.random() < 0.95 else None,
        born=born,
        registered_on=registered,
        last_full_verification=last,
        last_photograph=photo,
        facts=dict(dice.sample(sorted(facts.items()), len(facts))),
        federal_tier=dice.choice((*TIERS, None)),
        standing=standing,
        duty_began=some_day(dice, as_of - 60 * DAY, as_of) if dice.random() < 0.2 else None,
        in_custody_since=jailed,
        released_on=released,
        stay_ended_on=some_day(dice, as_of - 60 * DAY, as_of) if dice.random() < 0.03 else None,
    )
    return person, as_of
