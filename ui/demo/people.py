"""Three hundred invented Missouri registrants, every one marked SYNTHETIC; the same seed, the same people."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from devices.build import refuse_if_packaged
from kiosk import registrant as rg
from ui.demo import stock

SEED = 589_407
HOW_MANY = 300


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented registrant with the PIN they set with the officer."""

    registrant: rg.Registrant
    pin: str


def invented_people(today: dt.date, how_many: int = HOW_MANY, seed: int = SEED) -> tuple[DemoPerson, ...]:
    """``how_many`` people as they stand on ``today``. The first is Alex Quill, whom the demo checks in."""
    refuse_if_packaged("invented people")
    dice = random.Random(seed)  # noqa: S311 - invented people, not secrets
    people = [DemoPerson(_alex(today), "2580")]
    people += [
        DemoPerson(_person(n, today, dice), f"{dice.randrange(10_000):04d}") for n in range(2, how_many + 1)
    ]
    return tuple(people[:how_many])


def _alex(today: dt.date) -> rg.Registrant:
    """Alex Quill: tier III, last here twelve weeks ago, so due in the coming days."""
    last = today - dt.timedelta(days=84)
    home = rg.Address("415", "Birchwood Ter", "Apt 3B", "Kansas City", "MO", "64106", "Jackson")
    bakery = rg.Address("2200", "Main St", "", "Kansas City", "MO", "64108", "Jackson")
    began = dt.date(today.year - 9, 3, 6)
    return rg.Registrant(
        registrant_id="SYN-0001",
        version=1,
        name=rg.PersonName("Alex", "Rowan", "Quill"),
        birth_date=dt.date(1984, 11, 5),
        id_number="S198411057",
        home_county="Jackson",
        standing=rg.Standing.ACTIVE,
        tier=rg.Tier.III,
        registry_id="MO-SYN-0001",
        registered_on=began,
        last_full_verification=last,
        facts=_facts(young=False, failed=False, persistent=False),
        bases=(rg.Basis(rg.BasisKind.RESIDENT, "Jackson", began),),
        residences=(
            rg.Residence("home", rg.ResidenceKind.HOME, home, started=dt.date(today.year - 4, 6, 1)),
        ),
        mailing=(rg.MailingAddress("mail", home),),
        work=(rg.Work("work", rg.WorkKind.PAID, "Juniper Bakery", bakery, dt.date(today.year - 3, 1, 4)),),
        phones=(rg.Phone("phone", "8165550123"),),
        emails=(rg.Email("email", "alex.quill@example.org"),),
        online_identifiers=(rg.OnlineIdentifier("online", "Photogram", "quill_and_ink"),),
        vehicles=(rg.Vehicle("car", "SYN014", "MO", 2012, "Saturn", "Vue", "green", "Alex Quill"),),
        offenses=(_offense(dt.date(today.year - 10, 5, 2), 19, dt.date(1984, 11, 5)),),
        description=rg.Description("X", "", 69, 170, "green", "brown", ("scar, left hand",)),
        photograph=None,
        notes=("SYNTHETIC",),
    )


def _person(n: int, today: dt.date, dice: random.Random) -> rg.Registrant:
    born = dt.date(dice.randint(1946, today.year - 22), dice.randint(1, 12), dice.randint(1, 28))
    began = dt.date(
        dice.randint(max(born.year + 19, today.year - 18), today.year - 1), dice.randint(1, 12), 10
    )
    began = min(began, today - dt.timedelta(days=120))
    tier = dice.choices(list(rg.Tier), weights=(28, 24, 48))[0]
    home, county = _address(dice)
    name = rg.PersonName(dice.choice(stock.FIRST), dice.choice(stock.MIDDLE), dice.choice(stock.LAST))
    registrant_id = f"SYN-{n:04d}"
    person = rg.Registrant(
        registrant_id=registrant_id,
        version=1,
        name=name,
        birth_date=born,
        id_number=f"{dice.choice('KRST')}{dice.randrange(10**8, 10**9)}",
        home_county=county,
        standing=_standing(dice),
        tier=tier,
        registry_id=f"MO-{registrant_id}",
        registered_on=began,
        last_full_verification=_last_visit(tier, began, today, dice),
        facts=_facts(
            young := dice.random() < 0.4, dice.random() < 0.07, dice.random() < 0.03 and tier is rg.Tier.III
        ),
        bases=(rg.Basis(rg.BasisKind.RESIDENT, county, began),),
        residences=_residences(home, began, dice),
        mailing=(rg.MailingAddress("mail", home),),
        work=_work(dice, began),
        phones=tuple(rg.Phone(f"phone-{k}", _phone(dice)) for k in range(dice.choice((1, 1, 1, 2)))),
        emails=_emails(name, n, dice),
        online_identifiers=_online(name, n, dice),
        vehicles=_vehicles(dice, n),
        offenses=(_offense(began, dice.choice((9, 12, 14, 16) if young else (19, 24)), born),),
        description=_description(dice),
        notes=("SYNTHETIC",),
    )
    return _gone(person) if person.standing is rg.Standing.MOVED_OUT else person


def _gone(person: rg.Registrant) -> rg.Registrant:
    """Who has moved out of the state left every home here, and with it the ground for registering."""
    last = person.last_full_verification
    return replace(
        person,
        residences=tuple(replace(home, ended=last) for home in person.residences),
        bases=tuple(replace(basis, ended=last) for basis in person.bases),
        mailing=(),
        work=(),
    )


def _standing(dice: random.Random) -> rg.Standing:
    others = (rg.Standing.IN_CUSTODY, rg.Standing.STAYED, rg.Standing.REMOVED, rg.Standing.MOVED_OUT)
    return rg.Standing.ACTIVE if dice.random() < 0.94 else dice.choice(others)


def _last_visit(tier: rg.Tier, began: dt.date, today: dt.date, dice: random.Random) -> dt.date:
    """Most people came in time; about one in twelve is late (the state audit's share)."""
    every = {rg.Tier.I: 365, rg.Tier.II: 182, rg.Tier.III: 90}[tier]
    days = dice.randint(every + 10, 2 * every) if dice.random() < 1 / 12 else dice.randint(1, every - 1)
    return max(began, today - dt.timedelta(days=days))


def _facts(young: bool, failed: bool, persistent: bool) -> tuple[rg.Fact, ...]:
    return (
        rg.Fact("victim_under_18", young),
        rg.Fact("ever_convicted_of_failing_to_register", failed),
        rg.Fact("persistent_or_predatory", persistent),
    )


def _address(dice: random.Random) -> tuple[rg.Address, str]:
    city, zip_code, county = dice.choice(stock.PLACES)
    street = (
        f"{dice.choice(stock.DIRECTIONS)} {dice.choice(stock.STREETS)} {dice.choice(stock.ENDINGS)}".strip()
    )
    unit = f"Apt {dice.randint(1, 24)}{dice.choice('ABCD')}" if dice.random() < 0.3 else ""
    return rg.Address(str(dice.randint(101, 9899)), street, unit, city, "MO", zip_code, county), county


def _residences(home: rg.Address, began: dt.date, dice: random.Random) -> tuple[rg.Residence, ...]:
    if dice.random() < 0.08:
        place = f"{dice.choice(stock.PLACES_WITHOUT_ADDRESS)}, {home.city}"
        return (rg.Residence("home", rg.ResidenceKind.NO_FIXED_PLACE, None, place, began),)
    main = rg.Residence("home", rg.ResidenceKind.HOME, home, started=began)
    if dice.random() < 0.12:
        other = rg.Residence("other", rg.ResidenceKind.OTHER, _address(dice)[0], started=began)
        return (main, other)
    return (main,)


def _work(dice: random.Random, began: dt.date) -> tuple[rg.Work, ...]:
    if dice.random() < 0.35:
        return ()
    kind = dice.choices(list(rg.WorkKind), weights=(90, 8, 2))[0]
    return (rg.Work("work", kind, dice.choice(stock.EMPLOYERS), _address(dice)[0], began),)


def _phone(dice: random.Random) -> str:
    return f"{dice.choice(('816', '573', '417'))}55501{dice.randrange(100):02d}"


def _emails(name: rg.PersonName, n: int, dice: random.Random) -> tuple[rg.Email, ...]:
    if dice.random() < 0.3:
        return ()
    return (rg.Email("email", f"{name.first}.{name.last}{n}@example.org".lower().replace(" ", "")),)


def _online(name: rg.PersonName, n: int, dice: random.Random) -> tuple[rg.OnlineIdentifier, ...]:
    if dice.random() < 0.5:
        return ()
    return (rg.OnlineIdentifier("online", dice.choice(stock.SERVICES), f"{name.last.lower()}_{n}"),)


def _vehicles(dice: random.Random, n: int) -> tuple[rg.Vehicle, ...]:
    if dice.random() < 0.4:
        return ()
    make, model = dice.choice(stock.CARS)
    return (
        rg.Vehicle(
            "car", f"SYN{n:03d}", "MO", dice.randint(2001, 2024), make, model, dice.choice(stock.COLORS)
        ),
    )


def _description(dice: random.Random) -> rg.Description:
    return rg.Description(
        sex=dice.choice("MMMMF"),
        height_in=dice.randint(60, 76),
        weight_lb=dice.randint(115, 260),
        eyes=dice.choice(("brown", "blue", "green", "hazel")),
        hair=dice.choice(("brown", "black", "blond", "gray", "none")),
    )


def _offense(convicted: dt.date, victim_age: int, born: dt.date) -> rg.Offense:
    committed = convicted - dt.timedelta(days=200)
    return rg.Offense(
        description="SYNTHETIC offense",
        statute="SYN 000.000",
        committed_on=committed,
        committed_at="Jackson County, MO",
        convicted_on=convicted,
        convicted_at="Jackson County, MO",
        victim_age_from=victim_age,
        victim_age_to=victim_age,
        own_age=(committed - born).days // 366,
    )


def missouri_card(person: rg.Registrant, issued: dt.date, expires: dt.date) -> str:
    """The text on the back of this invented person's Missouri ID card (AAMVA version 10, issuer 636030)."""
    refuse_if_packaged("an invented card")
    home = next((home.address for home in person.residences if home.address), stock.NO_ADDRESS)
    day = "%m%d%Y"
    fields = (
        ("DAQ", person.id_number),
        ("DCS", person.name.last.upper()),
        ("DDE", "N"),
        ("DAC", person.name.first.upper()),
        ("DDF", "N"),
        ("DAD", person.name.middle.upper() or "NONE"),
        ("DDG", "N"),
        ("DCA", "F"),
        ("DCB", "NONE"),
        ("DCD", "NONE"),
        ("DBD", issued.strftime(day)),
        ("DBB", person.birth_date.strftime(day)),
        ("DBA", expires.strftime(day)),
        ("DBC", {"M": "1", "F": "2"}.get(person.description.sex, "9")),
        ("DAU", f"{person.description.height_in or 68:03d} in"),
        ("DAY", (person.description.eyes or "UNK")[:3].upper()),
        ("DAG", home.first_line().upper()),
        ("DAI", home.city.upper()),
        ("DAJ", "MO"),
        ("DAK", f"{home.zip_code}0000  "),
        ("DCF", "140000000000001"),
        ("DCG", "USA"),
        ("DCK", "SYNTHETIC"),
    )
    return _aamva(fields)


def _aamva(fields: Sequence[tuple[str, str]]) -> str:
    body = "DL" + "\n".join(name + value for name, value in fields) + "\r"
    # Header: compliance marks, issuer, version 10, one subfile of type DL at offset 31.
    return f"@\n\x1e\rANSI 636030100001DL0031{len(body):04d}{body}"
