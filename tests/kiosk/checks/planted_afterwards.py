"""Errors that somebody thought of who had not read the checks, planted one at a time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from kiosk.changes import Added
from kiosk.topics import Topic
from tests.kiosk.checks.clean_people import DAY, TODAY, address
from tests.kiosk.checks.planting import Plant, Planted, at_home, registered

BOX = rg.Address("", "PO Box 12", "", "Kansas City", "MO", "64106", "Jackson")
FAR_OFF = dt.date(2206, 1, 1)


def _named(record: rg.Registrant, **differences: Any) -> Planted:
    return Planted(replace(record, name=replace(record.name, **differences)))


def _numbered(record: rg.Registrant, number: str) -> Planted:
    return Planted(replace(record, id_number=number))


def _home(record: rg.Registrant, dice: random.Random, **differences: Any) -> Planted:
    return Planted(at_home(record, dice, **differences))


def _offense(record: rg.Registrant, **differences: Any) -> rg.Registrant:
    return replace(record, offenses=(replace(record.offenses[0], **differences),))


def _tier_one(record: rg.Registrant, statute: str) -> Planted:
    return Planted(replace(_offense(registered(record), statute=statute), tier=rg.Tier.I))


def _mail(record: rg.Registrant, address_: str) -> Planted:
    return Planted(replace(record, emails=(rg.Email("m", address_),)))


def _phone(record: rg.Registrant, number: str) -> Planted:
    return Planted(replace(record, phones=(rg.Phone("p", number),)))


def _cars(record: rg.Registrant, *differences: dict[str, Any]) -> Planted:
    car = rg.Vehicle("v", "AB1C2D", "MO", 2015, "Ford", "F150", "red")
    return Planted(replace(record, vehicles=tuple(replace(car, **one) for one in differences)))


def _passports(record: rg.Registrant, *expire: dt.date) -> Planted:
    papers = tuple(rg.Passport(f"p{n}", "passport", "A1234567", "USA", day) for n, day in enumerate(expire))
    return Planted(replace(record, passports=papers, travel=()))


def _journeys(record: rg.Registrant, *differences: dict[str, Any]) -> Planted:
    go, back = TODAY + DAY * 60, TODAY + DAY * 70
    legs = (
        rg.TravelLeg(go, "Kansas City", "Mérida", "SYN Air", "12"),
        rg.TravelLeg(back, "Mérida", "Kansas City", "SYN Air", "45"),
    )
    travel = rg.Travel("t", "Mexico", go, back, "family", "Calle 60, Mérida", legs)
    passport = rg.Passport("pass", "passport", "SYN0012345", "USA", TODAY + DAY * 900)
    made = tuple(replace(travel, **one) for one in differences)
    return Planted(replace(record, passports=(passport,), travel=made))


def _leg(from_place: str, to_place: str, carrier: str = "SYN Air") -> tuple[rg.TravelLeg, ...]:
    return (rg.TravelLeg(TODAY + DAY * 60, from_place, to_place, carrier, "12"),)


def _away(record: rg.Registrant, leaves: dt.date, returns: dt.date) -> Planted:
    return Planted(replace(record, absences=(rg.Absence("a", "Omaha, NE", leaves, returns),)))


PERSON: Mapping[str, Plant] = {
    "last name unknown": lambda r, d: _named(r, last="Unknown"),
    "first name XXX": lambda r, d: _named(r, first="XXX"),
    "an alias UNK": lambda r, d: Planted(replace(r, aliases=(rg.PersonName("Unk", "", "Q", item_id="a"),))),
    "Jr in the last name": lambda r, d: _named(r, last="Quill Jr"),
    "III in the last name": lambda r, d: _named(r, last="van Quill III"),
    "a suffix of three letters": lambda r, d: _named(r, suffix="JRR"),
    "an alias of nothing": lambda r, d: Planted(replace(r, aliases=(rg.PersonName("", "", "", "", "a"),))),
    "the alias twice": lambda r, d: Planted(
        replace(r, aliases=tuple(rg.PersonName("Ace", "", "Q", item_id=one) for one in "ab"))
    ),
    "a used birth date twice": lambda r, d: Planted(
        replace(r, birth_dates_used=(r.birth_date - DAY * 365,) * 2)
    ),
    "social security number as licence": lambda r, d: _numbered(r, "123-45-6789"),
    "a licence of zeros": lambda r, d: _numbered(r, "000000000"),
    "a letter O in the licence": lambda r, d: _numbered(r, "K12345O789"),
    "a letter I in the licence": lambda r, d: _numbered(r, "K1234I6789"),
    "a sex of no letter": lambda r, d: Planted(replace(r, description=rg.Description("Q7"))),
    "a victim's sex of no letter": lambda r, d: Planted(_offense(r, victim_gender="K")),
    "the person as guardian": lambda r, d: Planted(replace(r, guardian=rg.Guardian(r.name.full(), "parent"))),
    "self as guardian": lambda r, d: Planted(replace(r, guardian=rg.Guardian("May Quill", "Self"))),
    "home county misspelt": lambda r, d: Planted(replace(r, home_county="Jakcson")),
    "a ground's county misspelt": lambda r, d: Planted(
        replace(r, bases=(rg.Basis(rg.BasisKind.RESIDENT, "Jacksn"),))
    ),
    "a home's county misspelt": lambda r, d: _home(r, d, state="MO", county="Jakcson"),
    "moved out and still at home": lambda r, d: Planted(
        replace(at_home(registered(r), d, state="MO"), standing=rg.Standing.MOVED_OUT)
    ),
    "registered on no day": lambda r, d: Planted(
        replace(registered(r), registered_on=None, last_full_verification=None)
    ),
    "in custody before birth": lambda r, d: Planted(
        replace(registered(r), in_custody_since=r.birth_date - DAY * 90, released_on=TODAY, duty_began=TODAY)
    ),
    "released before birth": lambda r, d: Planted(
        replace(registered(r), in_custody_since=r.birth_date - DAY * 90, released_on=r.birth_date - DAY)
    ),
    "a stay ended before birth": lambda r, d: Planted(
        replace(registered(r), stay_ended_on=r.birth_date - DAY)
    ),
    "exactly 18 against the victims' ages": lambda r, d: Planted(
        replace(
            _offense(r, victim_age_from=30, victim_age_to=31), facts=(rg.Fact("victim_exactly_18", True),)
        )
    ),
}

OFFENSES: Mapping[str, Plant] = {
    "a section of two digits": lambda r, d: Planted(_offense(r, statute="566.30")),
    "tier I for RSMo 566.030": lambda r, d: _tier_one(r, "RSMo 566.030"),
    "tier I for somebody persistent": lambda r, d: Planted(
        replace(
            _offense(registered(r), statute="566.093"),
            tier=rg.Tier.I,
            persistent_or_predatory=True,
            facts=(),
        )
    ),
    "tier I for 566.030.2": lambda r, d: _tier_one(r, "566.030.2"),
    "committed next week": lambda r, d: Planted(
        _offense(
            r,
            committed_on=TODAY + DAY * 9,
            convicted_on=None,
            confinement_released=None,
            supervision_released=None,
        )
    ),
    "released in 2206": lambda r, d: Planted(
        _offense(r, confinement_released=FAR_OFF, supervision_released=None)
    ),
    "supervised until 2206": lambda r, d: Planted(_offense(r, supervision_released=FAR_OFF)),
    "aged five at the offense": lambda r, d: Planted(_offense(r, own_age=5, committed_on=None)),
    "older at the offense than now": lambda r, d: Planted(_offense(r, own_age=109, committed_on=None)),
    "a victim of 150": lambda r, d: Planted(_offense(r, victim_age_from=150, victim_age_to=150)),
}

PLACED: Mapping[str, Plant] = {
    "house number zero": lambda r, d: _home(r, d, number="0"),
    "the house number in the street too": lambda r, d: _home(r, d, number="12", street="12 Sumac Ct"),
    "a street of digits": lambda r, d: _home(r, d, street="39"),
    "work in a post box": lambda r, d: Planted(
        replace(r, work=(rg.Work("w", rg.WorkKind.PAID, "Juniper Bakery", BOX, TODAY - DAY * 90),))
    ),
    "school in a post box": lambda r, d: Planted(
        replace(r, schools=(rg.School("s", "Redbud Community College", BOX, TODAY - DAY * 90),))
    ),
    "ZIP and city in one another's field": lambda r, d: _home(r, d, city="64106", zip_code="Kansas City"),
    "a work of the year 26": lambda r, d: Planted(
        replace(r, work=(rg.Work("w", rg.WorkKind.PAID, "Juniper Bakery", address(d), dt.date(26, 3, 3)),))
    ),
}

THINGS: Mapping[str, Plant] = {
    "area 555": lambda r, d: _phone(r, "5555555555"),
    "a letter in the phone": lambda r, d: _phone(r, "816555O123"),
    "a point before the @": lambda r, d: _mail(r, "ab.@example.org"),
    "two @": lambda r, d: _mail(r, "a@b@example.org"),
    "a domain that ends in .con": lambda r, d: _mail(r, "ab@example.con"),
    "a digit in the last part": lambda r, d: _mail(r, "ab@example.c0m"),
    "a hyphen before the domain": lambda r, d: _mail(r, "ab@-example.org"),
    "the online name twice in other letters": lambda r, d: Planted(
        replace(
            r,
            online_identifiers=(
                rg.OnlineIdentifier("o", "Chirper", "Ace"),
                rg.OnlineIdentifier("p", "chirper", "ace"),
            ),
        )
    ),
    "the VIN twice": lambda r, d: _cars(
        r,
        {"vin": "1M8GDM9AXKP042788", "year": 1989},
        {"item_id": "w", "plate": "XY9Z8W", "vin": "1m8gdm9axkp042788", "year": 1989},
    ),
    "the VIN as plate": lambda r, d: _cars(r, {"plate": "1FTFW1ET5DFC10312"}),
    "no plate": lambda r, d: _cars(r, {"plate": ""}),
    "the passport twice": lambda r, d: _passports(r, *[TODAY + DAY * 900] * 2),
    "a passport until 2206": lambda r, d: _passports(r, FAR_OFF),
}

GOING: Mapping[str, Plant] = {
    "no legs": lambda r, d: _journeys(r, {"legs": ()}),
    "a leg without carrier": lambda r, d: _journeys(r, {"legs": _leg("Kansas City", "Mérida", " ")}),
    "abroad in the United States": lambda r, d: _journeys(r, {"country": "U.S.A."}),
    "two journeys at once": lambda r, d: _journeys(
        r, {}, {"item_id": "u", "departs": TODAY + DAY * 65, "returns": TODAY + DAY * 80, "legs": ()}
    ),
    "two journeys on one day": lambda r, d: _journeys(r, {"returns": None}, {"item_id": "u"}),
    "a notice sent next week": lambda r, d: _journeys(r, {"sent_on": TODAY + DAY * 5}),
    "a leg to where it began": lambda r, d: _journeys(r, {"legs": _leg("Mérida", "mérida ")}),
    "away for three years": lambda r, d: _away(r, TODAY, TODAY + DAY * 1_100),
    "away in 1926": lambda r, d: _away(r, dt.date(1926, 11, 1), dt.date(1926, 11, 20)),
    "a change of the year 1026": lambda r, d: Planted(
        replace(r, phones=()), (Added(Topic.PHONES, rg.Phone("", "8165550199"), dt.date(1026, 1, 1)),)
    ),
}

AFTERWARDS: Mapping[str, Plant] = {**PERSON, **OFFENSES, **PLACED, **THINGS, **GOING}
