"""Checks of every place on the record: homes, mail, work and school."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.checks.case import Case, Hits, ZipArea, hit, later, twice
from kiosk.law.counties import plain_place, same_county
from kiosk.registrant import Address, Residence, ResidenceKind, School, Standing, Work
from kiosk.topics import Topic

STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "PR",
        "VI",
        "GU",
        "AS",
        "MP",
        "AA",
        "AE",
        "AP",
    ]
)
"""Two letters, as the post office writes them."""

TERM_AHEAD = dt.timedelta(days=200)
"""How far ahead a school term or a job may begin."""
LONGEST_SCHOOLING_YEARS = 15

_POST_BOX = re.compile(r"(P\.? ?O\.? ?|POST OFFICE )BOX\b|GENERAL DELIVERY", re.IGNORECASE)
_BOX_ON_ROUTE = re.compile(r"\b(RR|R\.R\.|RURAL ROUTE|HC|HIGHWAY CONTRACT) *\d+,? +BOX +\w+", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(r"\d+[A-Z]?(-(\d+[A-Z]?|[A-Z]))?( \d/\d)?|[NSEW]\d+[NSEW]?\d*", re.IGNORECASE)
_ZIP = re.compile(r"\d{5}(-?\d{4})?")


@dataclass(frozen=True, slots=True)
class _Place:
    topic: Topic
    item_id: str
    address: Address


def _places(case: Case) -> Iterator[_Place]:
    """Every address of the record that still holds."""
    record = case.record
    for home in record.residences:
        if home.address is not None and home.ended is None:
            yield _Place(Topic.RESIDENCES, home.item_id, home.address)
    for mail in record.mailing:
        yield _Place(Topic.MAILING, mail.item_id, mail.address)
    for work in record.work:
        if work.address is not None and work.ended is None:
            yield _Place(Topic.WORK, work.item_id, work.address)
    for school in record.schools:
        if school.address is not None and school.ended is None:
            yield _Place(Topic.SCHOOLS, school.item_id, school.address)


def _is_post_box(address: Address) -> bool:
    return bool(_POST_BOX.search(address.street))


def street_missing(case: Case) -> Hits:
    """An address has a house number, a street and a city; a post box or one on a route needs no number."""
    for place in _places(case):
        address = place.address
        numbered = bool(address.number.strip()) or bool(_BOX_ON_ROUTE.search(address.street))
        numbered |= _is_post_box(address)
        if not (numbered and address.street.strip() and address.city.strip()):
            yield hit(place.topic, place.item_id, given=address.one_line())


def house_number_odd(case: Case) -> Hits:
    """A house number is digits, perhaps with a letter or a fraction: 12O4 is a slip for 1204."""
    for place in _places(case):
        number = place.address.number.strip()
        if number and (not _HOUSE_NUMBER.fullmatch(number) or not number.strip("0")):
            yield hit(place.topic, place.item_id, given=number)


def street_odd(case: Case) -> Hits:
    """A street has a name, and does not begin with the house number once more."""
    for place in _places(case):
        number, street = place.address.number.strip(), place.address.street.strip()
        again = bool(number) and street.upper().startswith(f"{number.upper()} ")
        if again or (street and not any(sign.isalpha() for sign in street)):
            yield hit(place.topic, place.item_id, given=place.address.first_line())


def state_unknown(case: Case) -> Hits:
    """A state is one of the post office's two-letter codes."""
    for place in _places(case):
        if place.address.state not in STATES:
            yield hit(place.topic, place.item_id, given=place.address.state)


def zip_shape(case: Case) -> Hits:
    """A ZIP code has five digits, or nine."""
    for place in _places(case):
        if not _ZIP.fullmatch(place.address.zip_code):
            yield hit(place.topic, place.item_id, given=place.address.zip_code)


def zip_unknown(case: Case) -> Hits:
    """A ZIP code is one in use."""
    for place, area in _with_areas(case):
        if area is None:
            yield hit(place.topic, place.item_id, given=place.address.zip_code)


def zip_other_state(case: Case) -> Hits:
    """The ZIP code lies in the address's state."""
    for place, area in _with_areas(case):
        if area is not None and area.state != place.address.state:
            yield hit(place.topic, place.item_id, given=place.address.zip_code, state=area.state)


def zip_other_city(case: Case) -> Hits:
    """The ZIP code has a city of the address's name."""
    for place, area in _with_areas(case):
        cities = {plain_place(city) for city in area.cities} if area is not None else set()
        if (
            area is not None
            and area.state == place.address.state
            and plain_place(place.address.city) not in cities
        ):
            city = area.cities[0] if area.cities else area.state
            yield hit(place.topic, place.item_id, given=place.address.city, city=city)


def zip_other_county(case: Case) -> Hits:
    """The county is that of the ZIP code, where the code lies in just one."""
    for place, area in _with_areas(case):
        county = place.address.county
        if area is not None and area.county and county and not same_county(area.county, county):
            yield hit(place.topic, place.item_id, given=county, county=area.county)


def _with_areas(case: Case) -> Iterator[tuple[_Place, ZipArea | None]]:
    look_up = case.known.zip_area
    if look_up is None:
        return
    for place in _places(case):
        if _ZIP.fullmatch(place.address.zip_code):
            yield place, look_up(place.address.zip_code)


def post_box_as_home(case: Case) -> Hits:
    """Nobody sleeps in a post box."""
    for place in _places(case):
        if place.topic is Topic.RESIDENCES and _is_post_box(place.address):
            yield hit(place.topic, place.item_id, given=place.address.one_line())


def post_box_as_workplace(case: Case) -> Hits:
    """Nobody works or studies in a post box."""
    for place in _places(case):
        if place.topic in (Topic.WORK, Topic.SCHOOLS) and _is_post_box(place.address):
            yield hit(place.topic, place.item_id, given=place.address.one_line())


def residence_missing(case: Case) -> Hits:
    """A registered person lives somewhere, if only in a place put into words."""
    if case.record.standing is Standing.ACTIVE and not _current(case):
        yield hit(Topic.RESIDENCES)


def residence_twice(case: Case) -> Hits:
    """A residence stands once."""
    homes = [home for home in _current(case) if home.address is not None]
    lines = [_normal(home.address) for home in homes if home.address is not None]
    for place in twice(lines):
        yield hit(Topic.RESIDENCES, homes[place].item_id, given=lines[place])


def two_homes(case: Case) -> Hits:
    """There is one home at a time; whoever moved has left the old one."""
    homes = [home for home in _current(case) if home.kind is ResidenceKind.HOME]
    for home in homes[1:]:
        yield hit(Topic.RESIDENCES, home.item_id)


def _current(case: Case) -> list[Residence]:
    return [home for home in case.record.residences if home.ended is None]


def _normal(address: Address) -> str:
    return re.sub(r"[^A-Z0-9 ]", "", address.one_line().upper())


def place_without_words(case: Case) -> Hits:
    """A residence has an address, or the words of a place without one."""
    for home in _current(case):
        if home.address is None and len(home.place.split()) < 2:
            yield hit(Topic.RESIDENCES, home.item_id, given=home.place)


def no_mail_without_home(case: Case) -> Hits:
    """Whoever has no fixed place names where mail finds them."""
    homeless = any(home.kind is ResidenceKind.NO_FIXED_PLACE for home in _current(case))
    if homeless and not case.record.mailing:
        yield hit(Topic.MAILING)


def ended_before_started(case: Case) -> Hits:
    """A home, job or school ends after it begins."""
    for topic, entry in _spans(case):
        if later(entry.started, entry.ended):
            yield hit(topic, entry.item_id, given=entry.started or "", ended=entry.ended or "")


def started_in_future(case: Case) -> Hits:
    """A home began by today; a job or a term may begin within half a year."""
    for topic, entry in _spans(case):
        ahead = dt.timedelta() if isinstance(entry, Residence) else TERM_AHEAD
        if later(entry.started, case.today + ahead):
            yield hit(topic, entry.item_id, given=entry.started or "")


def ended_in_future(case: Case) -> Hits:
    """What has ended, ended by today."""
    for topic, entry in _spans(case):
        if later(entry.ended, case.today):
            yield hit(topic, entry.item_id, given=entry.ended or "")


def started_before_birth(case: Case) -> Hits:
    """Nobody moved in, worked or studied before being born."""
    for topic, entry in _spans(case):
        if later(case.record.birth_date, entry.started):
            yield hit(topic, entry.item_id, given=entry.started or "")


def _spans(case: Case) -> Iterator[tuple[Topic, Residence | Work | School]]:
    record = case.record
    yield from ((Topic.RESIDENCES, home) for home in record.residences)
    yield from ((Topic.WORK, work) for work in record.work)
    yield from ((Topic.SCHOOLS, school) for school in record.schools)


def temporary_without_start(case: Case) -> Hits:
    """A temporary residence says since when (S-04, 589.407)."""
    for home in _current(case):
        if home.kind is ResidenceKind.TEMPORARY and home.started is None:
            yield hit(Topic.RESIDENCES, home.item_id)


def mailing_twice(case: Case) -> Hits:
    """A mailing address stands once."""
    lines = [_normal(mail.address) for mail in case.record.mailing]
    for place in twice(lines):
        yield hit(Topic.MAILING, case.record.mailing[place].item_id, given=lines[place])


def employer_missing(case: Case) -> Hits:
    """Work names who it is for."""
    for work in case.record.work:
        if work.ended is None and len(work.employer.strip()) < 2:
            yield hit(Topic.WORK, work.item_id)


def employer_without_address(case: Case) -> Hits:
    """Work names where it is done."""
    for work in case.record.work:
        if work.ended is None and work.address is None:
            yield hit(Topic.WORK, work.item_id, given=work.employer)


def work_twice(case: Case) -> Hits:
    """A job stands once."""
    current = [work for work in case.record.work if work.ended is None]
    names = [
        f"{work.employer.casefold().strip()} {work.address and _normal(work.address)}" for work in current
    ]
    for place in twice(names):
        yield hit(Topic.WORK, current[place].item_id, given=current[place].employer)


def school_incomplete(case: Case) -> Hits:
    """A school has a name and an address."""
    for school in case.record.schools:
        if school.ended is None and (len(school.name.strip()) < 2 or school.address is None):
            yield hit(Topic.SCHOOLS, school.item_id, given=school.name)


def school_term_too_long(case: Case) -> Hits:
    """Nobody attends one school for more than fifteen years."""
    for school in case.record.schools:
        ended = school.ended or case.today
        if school.started is not None and (ended - school.started).days > LONGEST_SCHOOLING_YEARS * 366:
            yield hit(Topic.SCHOOLS, school.item_id, given=school.name)


CHECKS = (
    street_missing,
    house_number_odd,
    street_odd,
    state_unknown,
    zip_shape,
    zip_unknown,
    zip_other_state,
    zip_other_city,
    zip_other_county,
    post_box_as_home,
    post_box_as_workplace,
    residence_missing,
    residence_twice,
    two_homes,
    place_without_words,
    no_mail_without_home,
    ended_before_started,
    started_in_future,
    ended_in_future,
    started_before_birth,
    temporary_without_start,
    mailing_twice,
    employer_missing,
    employer_without_address,
    work_twice,
    school_incomplete,
    school_term_too_long,
)
