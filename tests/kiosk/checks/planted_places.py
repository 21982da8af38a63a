"""Errors about places and things, planted one at a time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from tests.kiosk.checks.clean_people import DAY, PLACES, TODAY, address, vin_of
from tests.kiosk.checks.planting import Plant, Planted, at_home, registered


def _car(record: rg.Registrant, dice: random.Random, **differences: Any) -> rg.Registrant:
    car = rg.Vehicle("car", "AB1 C2D", "MO", 2012, "Saturn", "Vue", "green", vin=vin_of(dice, 2012))
    return replace(record, vehicles=(replace(car, **differences),))


def _transposed(digits: str, dice: random.Random) -> str:
    places = [place for place in range(4) if digits[place] != digits[place + 1]]
    place = dice.choice(places)
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _vin_slip(vin: str, dice: random.Random) -> str:
    place = dice.choice([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16])
    sign = dice.choice([sign for sign in "0123456789ABCDEFGHJKLMNPRSTUVWXYZ" if sign != vin[place]])
    return vin[:place] + (dice.choice("12345".replace(vin[0], "")) if place == 0 else sign) + vin[place + 1 :]


PLACED: Mapping[str, Plant] = {
    "no house number": lambda r, d: Planted(at_home(r, d, number="")),
    "no street": lambda r, d: Planted(at_home(r, d, street="")),
    "no city": lambda r, d: Planted(at_home(r, d, city="")),
    "letter O for zero": lambda r, d: Planted(at_home(r, d, number=f"1{d.randint(1, 9)}O{d.randint(1, 9)}")),
    "letter l for one": lambda r, d: Planted(at_home(r, d, number=f"l{d.randint(10, 99)}")),
    "no such state": lambda r, d: Planted(at_home(r, d, state=d.choice(("MI0", "XX", "mo", "M0", "")))),
    "ZIP of four digits": lambda r, d: Planted(at_home(r, d, zip_code="6410")),
    "ZIP with a letter": lambda r, d: Planted(at_home(r, d, zip_code="641O6")),
    "ZIP not in use": lambda r, d: Planted(
        at_home(r, d, zip_code=d.choice(("64999", "00001", "63999", "65999")))
    ),
    "ZIP with two digits swapped": lambda r, d: _swapped_zip(r, d),
    "ZIP of another state": lambda r, d: Planted(at_home(r, d, zip_code="66101", state="MO")),
    "ZIP of another city": lambda r, d: Planted(
        at_home(r, d, city="Hannibal", zip_code="64106", state="MO", county="")
    ),
    "ZIP of another county": lambda r, d: Planted(
        at_home(r, d, city="Kansas City", zip_code="64106", state="MO", county="Boone")
    ),
    "a post box as home": lambda r, d: Planted(
        at_home(r, d, number="", street=d.choice(("PO Box 12", "P. O. Box 9")))
    ),
    "no residence": lambda r, d: Planted(replace(registered(r), residences=())),
    "the residence twice": lambda r, d: Planted(_twice(at_home(r, d))),
    "two homes": lambda r, d: Planted(_two_homes(r, d)),
    "a place without words": lambda r, d: Planted(
        replace(r, residences=(rg.Residence("h", rg.ResidenceKind.NO_FIXED_PLACE, None, "outside"),))
    ),
    "no place and no mail": lambda r, d: Planted(
        replace(
            r,
            residences=(rg.Residence("h", rg.ResidenceKind.NO_FIXED_PLACE, None, "by the bridge"),),
            mailing=(),
        )
    ),
    "moved out before moving in": lambda r, d: Planted(
        replace(
            r,
            residences=(
                *r.residences,
                rg.Residence("o", rg.ResidenceKind.OTHER, address(d), "", TODAY - DAY, TODAY - DAY * 9),
            ),
        )
    ),
    "moves in next month": lambda r, d: Planted(
        replace(
            r,
            residences=(
                rg.Residence(
                    "h", rg.ResidenceKind.HOME, r.residences[-1].address or address(d), "", TODAY + DAY * 20
                ),
            ),
        )
    ),
    "work ended next month": lambda r, d: Planted(
        replace(
            r,
            work=(
                rg.Work(
                    "w", rg.WorkKind.PAID, "Juniper Bakery", address(d), TODAY - DAY * 9, TODAY + DAY * 20
                ),
            ),
        )
    ),
    "worked before birth": lambda r, d: Planted(
        replace(r, work=(rg.Work("w", rg.WorkKind.PAID, "Juniper Bakery", address(d), r.birth_date - DAY),))
    ),
    "temporary since nobody knows when": lambda r, d: Planted(
        replace(r, residences=(*r.residences, rg.Residence("t", rg.ResidenceKind.TEMPORARY, address(d))))
    ),
    "mail twice": lambda r, d: Planted(replace(r, mailing=(*r.mailing, replace(r.mailing[0], item_id="m2")))),
    "employer without a name": lambda r, d: Planted(
        replace(r, work=(rg.Work("w", rg.WorkKind.PAID, "", address(d)),))
    ),
    "employer without address": lambda r, d: Planted(
        replace(r, work=(rg.Work("w", rg.WorkKind.PAID, "Redbud Diner", None),))
    ),
    "the job twice": lambda r, d: Planted(_job_twice(r, d)),
    "school without address": lambda r, d: Planted(
        replace(r, schools=(rg.School("s", "Redbud College", None),))
    ),
    "forty years of school": lambda r, d: Planted(
        replace(
            r,
            schools=(
                rg.School("s", "Redbud College", address(d), max(r.birth_date + DAY, TODAY - DAY * 7000)),
            ),
        )
    ),
}

THINGS: Mapping[str, Plant] = {
    "a phone of nine digits": lambda r, d: Planted(replace(r, phones=(rg.Phone("p", "816555012"),))),
    "a phone of eleven digits": lambda r, d: Planted(replace(r, phones=(rg.Phone("p", "18165550123"),))),
    "a phone with an area that is none": lambda r, d: Planted(
        replace(
            r, phones=(rg.Phone("p", d.choice(("0165550123", "1165550123", "8161550123", "9115550123"))),)
        )
    ),
    "the phone twice": lambda r, d: Planted(
        replace(r, phones=(rg.Phone("p", "8165550123"), rg.Phone("q", "8165550123")))
    ),
    "an e-mail without @": lambda r, d: Planted(
        replace(r, emails=(rg.Email("e", "alex.quill.example.org"),))
    ),
    "an e-mail without a point": lambda r, d: Planted(replace(r, emails=(rg.Email("e", "alex@example"),))),
    "an e-mail with a space": lambda r, d: Planted(
        replace(r, emails=(rg.Email("e", "alex quill@example.org"),))
    ),
    "gmail mistyped": lambda r, d: Planted(
        replace(r, emails=(rg.Email("e", "alex@" + d.choice(("gmial.com", "gmail.con"))),))
    ),
    "the e-mail twice": lambda r, d: Planted(
        replace(r, emails=(rg.Email("e", "alex@example.org"), rg.Email("f", "Alex@example.org")))
    ),
    "an online name without a service": lambda r, d: Planted(
        replace(r, online_identifiers=(rg.OnlineIdentifier("o", "", "quill"),))
    ),
    "the online name twice": lambda r, d: Planted(
        replace(
            r,
            online_identifiers=(
                rg.OnlineIdentifier("o", "Chirper", "q"),
                rg.OnlineIdentifier("u", "chirper", "q"),
            ),
        )
    ),
    "a plate too long for Missouri": lambda r, d: Planted(_car(r, d, plate="ABCD12345")),
    "a plate with a sign": lambda r, d: Planted(_car(r, d, plate="AB1*C2")),
    "a plate of no state": lambda r, d: Planted(_car(r, d, state=d.choice(("", "ZZ", "Mo", "MISSOURI")))),
    "the plate twice": lambda r, d: Planted(_same_plate(_car(r, d))),
    "a VIN with an O": lambda r, d: Planted(_car(r, d, vin="1G8ZH528O1Z100001")),
    "a VIN of sixteen": lambda r, d: Planted(_car(r, d, vin=vin_of(d, 2012)[:16])),
    "a VIN with one wrong sign": lambda r, d: Planted(_car(r, d, vin=_vin_slip(vin_of(d, 2012), d))),
    "a VIN of another year": lambda r, d: Planted(_car(r, d, vin=vin_of(d, 2008))),
    "a car from the future": lambda r, d: Planted(_car(r, d, year=d.choice((2102, 2029, 3012)), vin="")),
    "a car of the year 202": lambda r, d: Planted(_car(r, d, year=202, vin="")),
    "a car without a make": lambda r, d: Planted(_car(r, d, make="")),
    "a passport without a number": lambda r, d: Planted(
        replace(r, passports=(rg.Passport("p", "passport", "", "USA"),))
    ),
    "a licence of no trade": lambda r, d: Planted(
        replace(r, licenses=(rg.ProfessionalLicense("l", "", "B-1", "MO"),))
    ),
    "an expired passport": lambda r, d: Planted(
        replace(r, passports=(rg.Passport("p", "passport", "SYN00123", "USA", TODAY - DAY * 9),))
    ),
}


def _swapped_zip(record: rg.Registrant, dice: random.Random) -> Planted:
    city, state, zip_code, _ = dice.choice(PLACES)
    return Planted(
        at_home(record, dice, city=city, state=state, county="", zip_code=_transposed(zip_code, dice))
    )


def _twice(record: rg.Registrant) -> rg.Registrant:
    home = record.residences[0]
    again = replace(home, item_id="again", kind=rg.ResidenceKind.OTHER)
    return replace(record, residences=(home, again))


def _two_homes(record: rg.Registrant, dice: random.Random) -> rg.Registrant:
    record = at_home(record, dice, number="4151")
    return replace(record, residences=(*record.residences, *at_home(record, dice, number="77").residences))


def _job_twice(record: rg.Registrant, dice: random.Random) -> rg.Registrant:
    job = rg.Work("w", rg.WorkKind.PAID, "Redbud Diner", address(dice))
    return replace(record, work=(job, replace(job, item_id="v", employer="redbud diner ")))


def _same_plate(record: rg.Registrant) -> rg.Registrant:
    car = record.vehicles[0]
    return replace(record, vehicles=(car, replace(car, item_id="c2", plate="ab1-c2d", vin="")))
