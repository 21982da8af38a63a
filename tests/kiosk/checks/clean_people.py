"""Invented people whose records are in order, as varied as an office's roster is; all SYNTHETIC."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)

PLACES = (
    ("Kansas City", "MO", "64106", "Jackson"),
    ("Kansas City", "MO", "64118", "Clay"),
    ("Kansas City", "MO", "64151", "Platte"),
    ("Independence", "MO", "64050", "Jackson"),
    ("Lee's Summit", "MO", "64081", "Jackson"),
    ("Lees Summit", "MO", "64063", "Jackson"),
    ("St. Louis", "MO", "63103", "St. Louis city"),
    ("Saint Louis", "MO", "63116", ""),
    ("Columbia", "MO", "65201", "Boone"),
    ("Springfield", "MO", "65802", "Greene"),
    ("St. Joseph", "MO", "64501", "Buchanan"),
    ("Jefferson City", "MO", "65101", ""),
    ("Cape Girardeau", "MO", "63701", ""),
    ("Joplin", "MO", "64801", ""),
    ("Hannibal", "MO", "63401", ""),
    ("Rolla", "MO", "65401", "Phelps"),
    ("Kirksville", "MO", "63501", ""),
    ("Sedalia", "MO", "65301", ""),
    ("Warrensburg", "MO", "64093", "Johnson"),
    ("St. Charles", "MO", "63301", "St. Charles"),
    ("Saint Charles", "MO", "63303", "St. Charles"),
    ("West Plains", "MO", "65775", ""),
    ("Poplar Bluff", "MO", "63901", ""),
)
NEXT_DOOR = (
    ("Kansas City", "KS", "66101", "Wyandotte"),
    ("Olathe", "KS", "66061", "Johnson"),
    ("East St. Louis", "IL", "62201", "St. Clair"),
    ("Bentonville", "AR", "72712", "Benton"),
)
FIRST = ("Avery", "José", "María", "Anne-Marie", "D'Andre", "Noël", "Jo", "Wren", "Siobhán", "J.", "Zoë")
MIDDLE = ("", "", "A", "Lee", "St. John", "Ray", "B.")
LAST = (
    "Quill",
    "O'Fallow",
    "Núñez-Ríos",
    "Van der Heath",
    "de la Loma",
    "McThorn",
    "Oxbow",
    "St. Vale",
    "Yu",
)
SUFFIX = ("", "", "", "", "Jr", "Jr.", "II", "III")
STREETS = (
    "Birchwood Ter",
    "E 39th St",
    "N Linden Ave",
    "State Route 7",
    "The Paseo",
    "US Highway 40",
    "Sumac Ct",
)
NUMBERS = ("12", "415", "1208", "9899", "12B", "415 1/2", "220-A", "N6", "10001", "7")
UNITS = ("", "", "", "Apt 3B", "Lot 14", "# 2", "Unit A")
EMPLOYERS = ("Juniper Bakery", "3D Pallet Works", "Oak & Elm LLC", "Self", "Redbud Diner #4")
SERVICES = ("Photogram", "Chirper", "GameHall")
STATUTES = (
    ("566.093", 1),
    ("566.095", 1),
    ("566.151", 2),
    ("566.030", 3),
    ("566.062", 3),
    ("18 USC 2252", 1),
)
TIERS = tuple(rg.Tier)
VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VIN_VALUE = {
    sign: int(value) for sign, value in zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True)
}
VIN_WEIGHT = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]


def vin_of(dice: random.Random, year: int) -> str:
    """A North American VIN of that year with its check digit, computed as 49 CFR 565.15 writes it."""
    signs = [dice.choice("12345"), *(dice.choice(VIN_SIGNS) for _ in range(16))]
    signs[9] = "ABCDEFGHJKLMNPRSTVWXY123456789"[(year - 1980) % 30]
    total = sum(
        VIN_VALUE.get(sign, ord(sign) - 48) * weight for sign, weight in zip(signs, VIN_WEIGHT, strict=True)
    )
    signs[8] = "0123456789X"[total % 11]
    return "".join(signs)


def address(dice: random.Random, away: bool = False) -> rg.Address:
    """A place that exists, on an invented street."""
    city, state, zip_code, county = dice.choice(NEXT_DOOR if away else PLACES)
    if dice.random() < 0.1:
        zip_code += f"-{dice.randint(1, 9999):04d}"
    if dice.random() < 0.2:
        county = ""
    number = dice.choice(NUMBERS)
    return rg.Address(number, dice.choice(STREETS), dice.choice(UNITS), city, state, zip_code, county)


def day(dice: random.Random, first: dt.date, last: dt.date) -> dt.date:
    """A day from ``first`` to ``last``."""
    return first + DAY * dice.randint(0, max(0, (last - first).days))


def clean(dice: random.Random) -> rg.Registrant:
    """Somebody with nothing wrong."""
    born = day(dice, dt.date(1934, 1, 1), dt.date(2003, 12, 31))
    statute, tier = dice.choice(STATUTES)
    committed = day(dice, born + DAY * 6600, TODAY - DAY * 900)
    convicted = committed + DAY * dice.randint(0, 600)
    registered = day(dice, convicted, TODAY - DAY * 100)
    verified = day(dice, registered, TODAY)
    home = address(dice)
    standing = dice.choices((rg.Standing.ACTIVE, rg.Standing.PENDING, rg.Standing.IN_CUSTODY), (90, 5, 5))[0]
    young = dice.random() < 0.4
    ages = dice.choice(((9, 9), (12, 15), (17, 17))) if young else dice.choice(((18, 18), (24, 31)))
    record = rg.Registrant(
        registrant_id="SYN-1",
        version=1,
        name=rg.PersonName(dice.choice(FIRST), dice.choice(MIDDLE), dice.choice(LAST), dice.choice(SUFFIX)),
        birth_date=born,
        id_number=dice.choice(
            (f"K{dice.randrange(10**8, 10**9)}", f"{dice.randrange(10**8, 10**9)}", "", "12345678AB")
        ),
        home_county=home.county or "Jackson",
        standing=standing,
        tier=TIERS[dice.randint(tier - 1, 2)] if standing is not rg.Standing.PENDING else None,
        registered_on=registered if standing is not rg.Standing.PENDING else None,
        last_full_verification=verified if standing is not rg.Standing.PENDING else None,
        in_custody_since=verified if standing is rg.Standing.IN_CUSTODY else None,
        facts=(rg.Fact("victim_under_18", young), rg.Fact("persistent_or_predatory", False)),
        aliases=_aliases(dice),
        birth_dates_used=(born - DAY * 365,) if dice.random() < 0.1 else (),
        offenses=(_offense(dice, born, statute, committed, convicted, ages),),
        description=_looks(dice),
        photograph=rg.Photograph("photo", day(dice, registered, TODAY)) if dice.random() < 0.8 else None,
        biometrics=rg.Biometrics(registered, registered, registered if dice.random() < 0.5 else None),
        guardian=rg.Guardian("May Quill", "aunt") if dice.random() < 0.05 else None,
        **_places(dice, home, registered),
        **_things(dice),
    )
    return _after_custody(dice, record, registered)


def _after_custody(dice: random.Random, record: rg.Registrant, registered: dt.date) -> rg.Registrant:
    if record.standing is rg.Standing.ACTIVE and dice.random() < 0.1:
        freed = day(dice, registered, TODAY)
        return replace(record, in_custody_since=freed - DAY * 90, released_on=freed, duty_began=freed)
    return record


def _aliases(dice: random.Random) -> tuple[rg.PersonName, ...]:
    if dice.random() < 0.7:
        return ()
    return (
        rg.PersonName(
            dice.choice(("Ace", "Lucky", "Mary")),
            "",
            dice.choice(("Smithereen", "Q", "Van Dusk")),
            item_id="a",
        ),
    )


def _offense(
    dice: random.Random,
    born: dt.date,
    statute: str,
    committed: dt.date,
    convicted: dt.date,
    ages: tuple[int, int],
) -> rg.Offense:
    own = committed.year - born.year - ((committed.month, committed.day) < (born.month, born.day))
    freed = day(dice, convicted, TODAY) if dice.random() < 0.6 else None
    return rg.Offense(
        description="SYNTHETIC offense",
        statute=statute,
        committed_on=committed if dice.random() < 0.9 else None,
        committed_at="Jackson County, MO",
        convicted_on=convicted,
        convicted_at="Jackson County, MO",
        victim_age_from=ages[0],
        victim_age_to=ages[1],
        own_age=own + dice.choice((0, 0, 0, 1)) if dice.random() < 0.8 else None,
        confinement_released=freed,
        supervision_released=day(dice, freed or convicted, TODAY + DAY * 900)
        if dice.random() < 0.5
        else None,
    )


def _looks(dice: random.Random) -> rg.Description:
    if dice.random() < 0.1:
        return rg.Description()
    return rg.Description("M", "", dice.randint(54, 84), dice.randint(90, 420), "brown", "none")


def _places(dice: random.Random, home: rg.Address, since: dt.date) -> dict[str, Any]:
    began = day(dice, since, TODAY)
    homes = [rg.Residence("home", rg.ResidenceKind.HOME, home, started=began)]
    if dice.random() < 0.1:
        homes = [
            rg.Residence("home", rg.ResidenceKind.NO_FIXED_PLACE, None, "Tent by the rail bridge", began)
        ]
    if dice.random() < 0.3:
        old = rg.Residence("old", rg.ResidenceKind.HOME, address(dice), "", since, day(dice, since, TODAY))
        homes.append(old)
    if dice.random() < 0.15:
        kind = dice.choice((rg.ResidenceKind.OTHER, rg.ResidenceKind.TEMPORARY))
        other = address(dice)
        if other.one_line() != home.one_line():
            homes.append(rg.Residence("other", kind, other, started=began))
    box = rg.Address(
        "", dice.choice(("PO Box 114", "P.O. Box 7", "General Delivery")), "", *PLACES[0][:3], "Jackson"
    )
    work = rg.Work(
        "work", rg.WorkKind.PAID, dice.choice(EMPLOYERS), address(dice, dice.random() < 0.15), began
    )
    left = rg.Work("left", rg.WorkKind.VOLUNTEER, "Larkspur Laundry", None, since, began)
    school = rg.School(
        "school",
        "Redbud Community College",
        address(dice),
        dice.choice((TODAY - DAY * 900, TODAY + DAY * 60)),
    )
    works = dice.choice(((), (work,), (work, left)))
    schools = (school,) if dice.random() < 0.15 else ()
    bases = [rg.Basis(rg.BasisKind.RESIDENT, home.county or "Jackson", since)]
    bases += [rg.Basis(rg.BasisKind.WORKER, "Clay", since)] if works and dice.random() < 0.3 else []
    return {
        "residences": tuple(homes),
        "mailing": (rg.MailingAddress("mail", dice.choice((home, box))),),
        "work": works,
        "schools": schools,
        "bases": tuple(bases),
    }


def _things(dice: random.Random) -> dict[str, Any]:
    area = dice.choice(("816", "573", "417", "314", "913"))
    phones = [rg.Phone(f"p{n}", f"{area}55501{n}{dice.randint(0, 9)}") for n in range(dice.randint(0, 3))]
    emails = [
        rg.Email(f"e{n}", f"{name}@example.org")
        for n, name in enumerate(dice.sample(("a.b", "x+y", "Q_1", "o'f"), dice.randint(0, 2)))
    ]
    online = [
        rg.OnlineIdentifier(f"o{n}", service, "quill_and_ink")
        for n, service in enumerate(dice.sample(SERVICES, dice.randint(0, 2)))
    ]
    passports = (rg.Passport("pass", "passport", "SYN0012345", "USA", TODAY + DAY * dice.randint(400, 3000)),)
    return {
        "phones": tuple(phones),
        "emails": tuple(emails),
        "online_identifiers": tuple(online),
        "vehicles": tuple(_car(dice, n) for n in range(dice.choice((0, 1, 1, 2)))),
        "passports": passports,
        "licenses": (rg.ProfessionalLicense("lic", "barber", "B-1044", "MO"),) if dice.random() < 0.1 else (),
        "travel": (_travel(dice),) if dice.random() < 0.1 else (),
        "absences": _absences(dice) if dice.random() < 0.15 else (),
    }


def _car(dice: random.Random, n: int) -> rg.Vehicle:
    year = dice.randint(1981, 2027)
    plate, state = dice.choice((("AB1 C2D", "MO"), ("FISHN", "MO"), ("123 ABC", "KS"), ("7-ABX", "IL")))
    plate = f"{plate[:-1]}{'XYZ'[n]}"
    vin = dice.choice(("", vin_of(dice, year), "JN8AS5MT" + "0" * 8 + str(n)))
    if dice.random() < 0.03:
        return rg.Vehicle(f"car{n}", plate, state, 1967, "Ford", "Mustang", "red", vin="7R02C100001")
    return rg.Vehicle(
        f"car{n}", plate, state, year if dice.random() < 0.9 else None, "Saturn", "Vue", "green", vin=vin
    )


def _travel(dice: random.Random) -> rg.Travel:
    departs = TODAY + DAY * dice.randint(21, 200)
    back = departs + DAY * dice.randint(3, 20)
    legs = (
        rg.TravelLeg(departs, "Kansas City", "Houston", "SYN Air", "12"),
        rg.TravelLeg(departs, "Houston ", "Mérida", "SYN Air", "44"),
        rg.TravelLeg(back, "mérida", "Kansas City", "SYN Air", "45"),
    )
    shown = legs if dice.random() < 0.7 else legs[:2]
    return rg.Travel("trip", "Mexico", departs, back, "family visit", "Mérida, Calle 60", shown)


def _absences(dice: random.Random) -> tuple[rg.Absence, ...]:
    first = TODAY + DAY * dice.randint(-30, 30)
    away = rg.Absence("away", "Osage Beach, MO", first, first + DAY * 8)
    again = rg.Absence("again", "Branson, MO", first + DAY * 8, None)
    return dice.choice(((away,), (away, again), (again, away)))
