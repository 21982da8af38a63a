"""Checks of telephones, e-mail, online names, vehicles and documents."""

from __future__ import annotations

import re

from kiosk.checks.case import Case, Hits, hit, later, twice
from kiosk.checks.places import STATES
from kiosk.topics import Topic

_PHONE = re.compile(r"\d{10}")
_AREA = re.compile(r"(?!555)[2-9](?!11)\d{2}[2-9](?!11)\d{6}")
"""North America: area and exchange begin with 2 to 9, none is a service code such as 911, no area 555."""
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]*[\w!#$%&'*+/=?^`{|}~-]@"
    r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+([A-Za-z]{2,}|xn--[A-Za-z0-9-]+)"
)
_SLIPS_AT_END = (".con", ".cmo", ".ocm", ".vom", ".xom", ".comm", ".nte", ".ogr")
_SLIPS = frozenset(
    {
        "gmial.com",
        "gamil.com",
        "gmai.com",
        "gmail.con",
        "gmail.co",
        "gnail.com",
        "yaho.com",
        "yahoo.con",
        "yahooo.com",
        "hotmial.com",
        "hotmail.con",
        "outlok.com",
        "outlook.con",
        "iclod.com",
    }
)
"""Domains that are slips of the finger for the ones everybody uses."""
_PLATE = re.compile(r"[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?")
LONGEST_PLATE = {"MO": 7}
"""Signs on a plate; eight where a state is not named here."""
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
"""The tenth sign of a VIN, from 1980 on and again every thirty years."""
FIRST_VIN_YEAR = 1981
FIRST_CAR_YEAR = 1900
LONGEST_PASSPORT_YEARS = 20
_DOCUMENT = re.compile(r"[A-Z0-9-]{5,20}")


def phone_shape(case: Case) -> Hits:
    """A telephone number has ten digits."""
    for phone in case.record.phones:
        if not _PHONE.fullmatch(phone.number):
            yield hit(Topic.PHONES, phone.item_id, given=phone.number)


def phone_area_unknown(case: Case) -> Hits:
    """A telephone number could be dialled in North America."""
    for phone in case.record.phones:
        if _PHONE.fullmatch(phone.number) and not _AREA.fullmatch(phone.number):
            yield hit(Topic.PHONES, phone.item_id, given=phone.number)


def phone_twice(case: Case) -> Hits:
    """A telephone number stands once."""
    for place in twice([phone.number for phone in case.record.phones]):
        phone = case.record.phones[place]
        yield hit(Topic.PHONES, phone.item_id, given=phone.number)


def email_shape(case: Case) -> Hits:
    """An e-mail address has a name, an @ and a domain with a point, no two points in a row."""
    for email in case.record.emails:
        if not _EMAIL.fullmatch(email.address) or ".." in email.address or email.address.startswith("."):
            yield hit(Topic.EMAILS, email.item_id, given=email.address)


def email_domain_slip(case: Case) -> Hits:
    """The domain is not a common one mistyped."""
    for email in case.record.emails:
        domain = email.address.rpartition("@")[2].casefold()
        if domain in _SLIPS or domain.endswith(_SLIPS_AT_END):
            yield hit(Topic.EMAILS, email.item_id, given=email.address)


def email_twice(case: Case) -> Hits:
    """An e-mail address stands once."""
    for place in twice([email.address.casefold() for email in case.record.emails]):
        email = case.record.emails[place]
        yield hit(Topic.EMAILS, email.item_id, given=email.address)


def online_name_incomplete(case: Case) -> Hits:
    """An online name says where it is used, and is one word or an address."""
    for online in case.record.online_identifiers:
        if not online.service.strip() or not online.name.strip():
            yield hit(Topic.ONLINE, online.item_id)


def online_name_twice(case: Case) -> Hits:
    """An online name stands once for each service."""
    names = [f"{one.service.strip()} {one.name.strip()}".casefold() for one in case.record.online_identifiers]
    for place in twice(names):
        yield hit(Topic.ONLINE, case.record.online_identifiers[place].item_id, given=names[place])


def plate_shape(case: Case) -> Hits:
    """A plate is letters and digits, no longer than its state's plates are."""
    for car in case.record.vehicles:
        signs = re.sub(r"[ -]", "", car.plate)
        longest = LONGEST_PLATE.get(car.state, 8)
        if not _PLATE.fullmatch(car.plate.upper()) or not 1 <= len(signs) <= longest:
            yield hit(Topic.VEHICLES, car.item_id, given=car.plate, state=car.state)


def plate_state_unknown(case: Case) -> Hits:
    """A plate belongs to a state."""
    for car in case.record.vehicles:
        if car.state not in STATES:
            yield hit(Topic.VEHICLES, car.item_id, given=car.state)


def plate_twice(case: Case) -> Hits:
    """A plate stands once."""
    plates = [f"{car.state} {re.sub(r'[ -]', '', car.plate).upper()}" for car in case.record.vehicles]
    for place in twice(plates):
        car = case.record.vehicles[place]
        yield hit(Topic.VEHICLES, car.item_id, given=car.plate)


def vin_shape(case: Case) -> Hits:
    """A VIN has 17 signs without I, O and Q, for cars built since 1981."""
    for car in case.record.vehicles:
        old = car.year is not None and car.year < FIRST_VIN_YEAR
        if car.vin and not old and not _VIN.fullmatch(car.vin.upper()):
            yield hit(Topic.VEHICLES, car.item_id, given=car.vin)


def vin_check_digit(case: Case) -> Hits:
    """The ninth sign of a North American VIN agrees with the other sixteen."""
    for car in case.record.vehicles:
        vin = car.vin.upper()
        # Only makers in North America (first sign 1 to 5) must carry the check digit.
        if _VIN.fullmatch(vin) and vin[0] in "12345" and vin[8] != check_digit(vin):
            yield hit(Topic.VEHICLES, car.item_id, given=car.vin)


def check_digit(vin: str) -> str:
    """The check digit of a VIN of 17 valid signs: ``0`` to ``9`` or ``X``."""
    values = (int(sign) if sign.isdigit() else _VIN_VALUES[sign] for sign in vin)
    rest = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def vin_twice(case: Case) -> Hits:
    """No two vehicles have one VIN."""
    for place in twice([car.vin.upper().strip() for car in case.record.vehicles]):
        car = case.record.vehicles[place]
        yield hit(Topic.VEHICLES, car.item_id, given=car.vin)


def vin_other_year(case: Case) -> Hits:
    """The tenth sign of a North American VIN is that of the year on record."""
    for car in case.record.vehicles:
        vin = car.vin.upper()
        if car.year is None or car.year < FIRST_VIN_YEAR or not _VIN.fullmatch(vin) or vin[0] not in "12345":
            continue
        if vin[9] != _VIN_YEARS[(car.year - 1980) % 30]:
            yield hit(Topic.VEHICLES, car.item_id, given=car.vin, year=car.year)


def vehicle_year_impossible(case: Case) -> Hits:
    """A car was built by next year's model, and not before there were cars."""
    for car in case.record.vehicles:
        if car.year is not None and not FIRST_CAR_YEAR <= car.year <= case.today.year + 1:
            yield hit(Topic.VEHICLES, car.item_id, given=car.year)


def vehicle_without_make(case: Case) -> Hits:
    """A vehicle says who made it."""
    for car in case.record.vehicles:
        if len(car.make.strip()) < 2:
            yield hit(Topic.VEHICLES, car.item_id, given=car.plate)


def passport_shape(case: Case) -> Hits:
    """A passport or immigration document has a number of 5 to 20 signs and a country."""
    for passport in case.record.passports:
        if not _DOCUMENT.fullmatch(passport.number.upper()) or len(passport.country.strip()) < 2:
            yield hit(Topic.PASSPORTS, passport.item_id)


def passport_twice(case: Case) -> Hits:
    """A passport or immigration document stands once."""
    papers = [f"{one.country.strip()} {one.number.strip()}".upper() for one in case.record.passports]
    for place in twice(papers):
        yield hit(Topic.PASSPORTS, case.record.passports[place].item_id)


def passport_expiry_impossible(case: Case) -> Hits:
    """No passport is valid for longer than ten years; some papers are for twenty."""
    for passport in case.record.passports:
        if passport.expires is not None and passport.expires.year > case.today.year + LONGEST_PASSPORT_YEARS:
            yield hit(Topic.PASSPORTS, passport.item_id, given=passport.expires)


def license_incomplete(case: Case) -> Hits:
    """A professional licence names the trade, a number and a state."""
    for license_ in case.record.licenses:
        named = license_.profession.strip() and license_.number.strip()
        if not named or license_.state not in STATES:
            yield hit(Topic.LICENSES, license_.item_id, given=license_.profession)


def passport_expired(case: Case) -> Hits:
    """A passport on record is still valid; an expired one is kept, and asked about."""
    for passport in case.record.passports:
        if later(case.today, passport.expires):
            yield hit(Topic.PASSPORTS, passport.item_id, given=passport.expires or "")


CHECKS = (
    phone_shape,
    phone_area_unknown,
    phone_twice,
    email_shape,
    email_domain_slip,
    email_twice,
    online_name_incomplete,
    online_name_twice,
    plate_shape,
    plate_state_unknown,
    plate_twice,
    vin_shape,
    vin_check_digit,
    vin_twice,
    vin_other_year,
    vehicle_year_impossible,
    vehicle_without_make,
    passport_shape,
    passport_twice,
    passport_expiry_impossible,
    license_incomplete,
    passport_expired,
)
