"""The edges of single checks: what is just right, and what is just wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import registrant as rg
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.checks import Finding, Known, ZipArea, check
from kiosk.checks.things import check_digit
from kiosk.topics import Topic
from sync.rules import load_tier_tables
from tests.kiosk.checks.clean_people import DAY, TODAY
from tests.kiosk.checks.planting import card_of
from tests.specimens.records import OLD_HOME, registrant

AREAS = {
    "64106": ZipArea(("Kansas City",), "MO", "Jackson"),
    "64050": ZipArea(("Independence",), "MO", None),
    "66101": ZipArea(("Kansas City",), "KS", None),
    "63116": ZipArea(("St. Louis",), "MO", "St. Louis city"),
    "65999": ZipArea((), "MO", None),
}
KNOWN = Known(TODAY, zip_area=lambda text: AREAS.get(text[:5]))

RIGHT = registrant(
    offenses=(
        rg.Offense(
            "SYNTHETIC offense", "566.093", dt.date(2014, 1, 5), "", dt.date(2015, 2, 5), "", 19, 24, "", 33
        ),
    ),
    vehicles=(),
)


def _names(record: rg.Registrant, *changes: ReportedChange, **known: Any) -> list[str]:
    return [one.name for one in _found(record, *changes, **known)]


def _found(record: rg.Registrant, *changes: ReportedChange, **known: Any) -> tuple[Finding, ...]:
    return check(record, changes, replace(KNOWN, **known))


def _with(**differences: Any) -> rg.Registrant:
    return replace(RIGHT, **differences)


def _at(**differences: Any) -> rg.Registrant:
    home = replace(RIGHT.residences[0], address=replace(OLD_HOME, **differences))
    return _with(residences=(home,))


def _car(**differences: Any) -> rg.Registrant:
    return _with(
        vehicles=(replace(rg.Vehicle("c", "SYN 014", "MO", 2012, "Saturn", "Vue", "green"), **differences),)
    )


def _offense(**differences: Any) -> rg.Registrant:
    return _with(offenses=(replace(RIGHT.offenses[0], **differences),))


def test_a_record_in_order_has_no_finding() -> None:
    assert _names(RIGHT) == []
    assert _names(RIGHT, zip_area=None, tiers=None) == []


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (_with(birth_dates_used=(RIGHT.birth_date,)), ["other_birth_date_impossible"]),
        (_with(birth_dates_used=(TODAY + DAY,)), ["other_birth_date_impossible"]),
        (_with(birth_dates_used=(dt.date(1899, 1, 1),)), ["other_birth_date_impossible"]),
        (_with(name=rg.PersonName("Alex", "", "Quill", "IV")), []),
        (_with(name=rg.PersonName("Alex", "", "Quill", "Esq")), ["name_with_odd_signs"]),
        (_with(name=rg.PersonName("Zoë", "St. John", "O’Fallow-Núñez", "jr.")), []),
        (_with(name=rg.PersonName("Alex", "R0wan", "Quill")), ["name_with_odd_signs"]),
        (_with(aliases=(rg.PersonName("ALEX", "Rowan", "quill", item_id="a"),)), ["alias_repeats_name"]),
        (_at(number="", street="RR 2 Box 15"), []),
        (_at(number="", street="HC 61, Box 20A"), []),
        (_at(number="", street="RR 2"), ["street_missing"]),
        (_with(id_number="ABCD1234"), []),
        (_with(id_number="ABCDE1234"), ["licence_shape"]),
        (_with(id_number="K" * 10 + "1" * 10), []),
        (_with(id_number="K" * 10 + "1" * 11), ["licence_shape"]),
        (_with(id_number="123"), ["licence_shape"]),
        (_with(id_number="19801105"), ["licence_is_birth_date"]),
        (_with(id_number="1980-11-05"), ["licence_is_birth_date"]),
        (_with(description=rg.Description(height_in=48, weight_lb=70)), []),
        (_with(description=rg.Description(height_in=47, weight_lb=601)), ["looks_out_of_range"] * 2),
        (_with(guardian=rg.Guardian(" ", "aunt")), ["guardian_incomplete"]),
        (_with(standing=rg.Standing.PENDING, tier=None), []),
        (_with(in_custody_since=TODAY, released_on=TODAY), []),
        (_with(in_custody_since=TODAY, standing=rg.Standing.DECEASED), []),
        (_with(standing=rg.Standing.IN_CUSTODY), []),
        (_with(residences=(replace(RIGHT.residences[0], address=replace(OLD_HOME, county="")),)), []),
        (_with(bases=(rg.Basis(rg.BasisKind.RESIDENT, "Jackson", ended=TODAY),)), ["basis_missing"]),
        (_with(standing=rg.Standing.EXEMPT, bases=(), residences=(), offenses=(), tier=None), []),
        (_with(facts=(rg.Fact("victim_under_18", True),)), ["facts_contradict"]),
        (_with(facts=(rg.Fact("persistent_or_predatory", True),), persistent_or_predatory=True), []),
    ],
)
def test_of_the_person(record: rg.Registrant, names: list[str]) -> None:
    assert _names(record) == names


@pytest.mark.parametrize(
    ("born", "unlikely"),
    [
        (TODAY, True),
        (dt.date(2012, 11, 24), True),
        (dt.date(2012, 11, 23), False),
        (dt.date(1920, 11, 24), False),
        (dt.date(1920, 11, 23), True),
        (TODAY + DAY, False),
    ],
)
def test_of_age(born: dt.date, unlikely: bool) -> None:
    assert ("age_unlikely" in _names(_with(birth_date=born))) is unlikely


def test_a_ground_ends_with_what_it_stands_on() -> None:
    student = (*RIGHT.bases, rg.Basis(rg.BasisKind.STUDENT, "Clay"))
    assert _names(_with(bases=student)) == ["basis_without_entry"]
    school = rg.School("s", "Redbud College", OLD_HOME)
    assert _names(_with(bases=student, schools=(school,))) == []
    assert _names(_with(bases=student, schools=(replace(school, ended=TODAY),))) == ["basis_without_entry"]


@pytest.mark.parametrize(
    ("differences", "names"),
    [
        ({}, []),
        ({"birth_date": None}, []),
        ({"birth_date": dt.date(1980, 5, 11)}, ["card_other_birth_date"]),
        ({"last": None}, []),
        ({"last": "QUI", "last_truncated": True}, []),
        ({"last": "QUI"}, ["card_other_last_name"]),
        ({"last": "ACE"}, []),
        ({"id_number": None}, []),
        ({"id_number": "S 123-456-789"}, []),
        ({"id_number": "S123456780"}, ["card_other_number"]),
        ({"expires": TODAY}, []),
        ({"expires": TODAY - DAY}, ["card_expired"]),
        ({"expires": None}, []),
    ],
)
def test_of_the_card(differences: dict[str, Any], names: list[str]) -> None:
    record = _with(aliases=(rg.PersonName("Lucky", "", "Ace", item_id="a"),))
    assert _names(record, card=card_of(record, **differences)) == names


def test_a_county_is_one_of_the_states_unless_the_home_is_in_another() -> None:
    missouri = frozenset({"jackson", "clay", "stlouiscity"})
    away = replace(RIGHT.residences[0], address=replace(OLD_HOME, state="KS", county="Wyandotte"))
    worker = (rg.Basis(rg.BasisKind.WORKER, "Jackson County"),)
    beyond = _with(residences=(away,), home_county="Wyandotte", bases=worker)
    assert "county_unknown" not in _names(beyond, counties=missouri)
    for wrong in (
        replace(beyond, bases=(rg.Basis(rg.BasisKind.WORKER, "Jakcson"),)),
        _with(home_county="Jakcson"),
        _with(residences=(), home_county="Jakcson"),
        _at(county="St. Luis City"),
    ):
        assert "county_unknown" in _names(wrong, counties=missouri)
        assert "county_unknown" not in _names(wrong)


def test_a_record_without_a_number_takes_any_cards() -> None:
    record = _with(id_number="")
    assert _names(record, card=card_of(record, id_number="K9")) == []


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (_with(registered_on=TODAY + DAY, last_full_verification=None), ["registered_impossible"]),
        (_with(registered_on=None, last_full_verification=None), ["registration_day_missing"]),
        (_with(last_full_verification=RIGHT.registered_on), []),
        (_with(last_full_verification=TODAY), []),
        (_with(last_full_verification=TODAY + DAY), ["verified_in_future"]),
        (_with(duty_began=RIGHT.registered_on), []),
        (_with(duty_began=TODAY), ["duty_began_after_registration"]),
        (_with(duty_began=TODAY, released_on=TODAY), []),
        (_with(duty_began=dt.date(1970, 1, 1)), ["duty_began_after_registration"]),
        (_with(stay_ended_on=TODAY + DAY), ["custody_in_future"]),
        (_with(denials=(rg.Denial(TODAY, "", ""), rg.Denial(TODAY + DAY, "", ""))), ["custody_in_future"]),
        (_with(denials=(rg.Denial(dt.date(1979, 1, 1), "", ""),)), ["custody_before_birth"]),
        (_with(biometrics=rg.Biometrics(TODAY, TODAY + DAY)), ["taken_in_future"]),
        (_with(biometrics=rg.Biometrics(dna_given_on=dt.date(1979, 1, 1))), ["taken_in_future"]),
        (_offense(description=" "), ["offense_without_statute"]),
        (_offense(statute="a statute"), ["offense_without_statute"]),
        (_offense(convicted_on=None), []),
        (_offense(committed_on=None, own_age=None), []),
        (_offense(convicted_on=dt.date(2014, 1, 5)), []),
        (_offense(convicted_on=dt.date(2014, 1, 4)), ["convicted_before_offense"]),
        (_offense(confinement_released=dt.date(2015, 2, 4)), ["convicted_before_offense"]),
        (_offense(supervision_released=dt.date(2015, 2, 4)), ["convicted_before_offense"]),
        (_offense(supervision_released=dt.date(2031, 2, 4)), []),
        (_offense(own_age=34), []),
        (_offense(own_age=35), ["age_at_offense_differs"]),
        (_offense(victim_age_from=24), []),
        (_offense(victim_age_from=25), ["victim_age_impossible"]),
        (_offense(victim_age_to=121), ["victim_age_impossible"]),
        (_offense(victim_age_from=None, victim_age_to=None), []),
        (_offense(committed_on=dt.date(1987, 11, 4), own_age=None), ["offense_before_birth"]),
        (_offense(committed_on=dt.date(1987, 11, 5), own_age=None), []),
    ],
)
def test_of_dates_and_offenses(record: rg.Registrant, names: list[str]) -> None:
    assert _names(record) == names


def test_a_conviction_after_today_is_out_of_order() -> None:
    names = _names(_offense(convicted_on=TODAY + DAY))
    assert names == ["registered_before_conviction", "convicted_before_offense"]


def test_the_offices_own_last_appearance_is_compared() -> None:
    assert _names(RIGHT, last_appearance_on=RIGHT.last_full_verification) == []
    assert _names(RIGHT, last_appearance_on=TODAY) == ["verified_not_at_last_appearance"]
    assert _names(_with(last_full_verification=None), last_appearance_on=TODAY) == [
        "verified_not_at_last_appearance"
    ]


def test_a_tier_below_its_rows_is_asked_about_and_one_above_is_not() -> None:
    tiers = load_tier_tables()["MO18"]
    low = replace(_offense(statute="566.030"), tier=rg.Tier.II)
    (found,) = _found(low, tiers=tiers)
    assert (found.name, found.asked_only) == ("tier_against_offenses", True)
    assert dict(found.problem.what_happened.args) == {"tier": "II", "proposed": "III", "rows": "7(2)(a)"}
    assert _names(replace(low, tier=rg.Tier.III), tiers=tiers) == []
    assert _names(replace(low, tier=None, standing=rg.Standing.PENDING), tiers=tiers) == []
    assert _names(low, tiers=None) == []
    elsewhere = replace(_offense(statute="18 USC 2252"), tier=rg.Tier.I)
    assert _names(elsewhere, tiers=tiers) == []
    unknown = replace(_offense(statute="566.083"), tier=rg.Tier.I)
    assert _names(unknown, tiers=tiers) == []
    ageless = replace(_offense(statute="566.030", victim_age_from=None, victim_age_to=None), tier=rg.Tier.I)
    assert _names(ageless, tiers=tiers) == ["tier_against_offenses"]
    theft = replace(_offense(statute="570.030"), tier=rg.Tier.I)  # in no row, and perhaps not registrable
    assert _names(theft, tiers=tiers) == []
    fifteen = replace(_offense(statute="RSMo 566.100", victim_age_from=15, victim_age_to=15), tier=rg.Tier.II)
    listed_nowhere = next(one for one in _found(fifteen, tiers=tiers) if one.name == found.name)
    assert dict(listed_nowhere.problem.what_happened.args)["rows"] == "7(5)"


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (_at(number="415 1/2"), []),
        (_at(number="220-A"), []),
        (_at(number="N6W23001"), []),
        (_at(number="four"), ["house_number_odd"]),
        (_at(zip_code="64106-1234"), []),
        (_at(zip_code="641061234"), []),
        (_at(zip_code="64106-12"), ["zip_shape"]),
        (_at(zip_code="64199"), ["zip_unknown"]),
        (_at(zip_code="66101"), ["zip_other_state"]),
        (_at(zip_code="64050"), ["zip_other_city"]),
        (_at(zip_code="65999"), ["zip_other_city"]),
        (_at(city="Saint Louis", zip_code="63116", county="St. Louis City"), ["home_county_not_at_home"]),
        (_at(county="Jackson County"), []),
        (_at(street="Box Elder Ln"), []),
        (_at(number="", street="PO Box 12"), ["post_box_as_home"]),
        (
            _with(work=(rg.Work("w", rg.WorkKind.PAID, "X", None),)),
            ["employer_missing", "employer_without_address"],
        ),
        (_with(work=(rg.Work("w", rg.WorkKind.PAID, "", None, ended=TODAY),)), []),
        (_with(schools=(rg.School("s", "Redbud", None, ended=TODAY),)), []),
        (_with(schools=(rg.School("s", "R", OLD_HOME),)), ["school_incomplete"]),
        (_with(schools=(rg.School("s", "Redbud", OLD_HOME, TODAY + DAY * 200),)), []),
        (_with(schools=(rg.School("s", "Redbud", OLD_HOME, TODAY + DAY * 201),)), ["started_in_future"]),
    ],
)
def test_of_places(record: rg.Registrant, names: list[str]) -> None:
    assert _names(record) == names


def test_an_ended_place_is_not_asked_about_again() -> None:
    gone = rg.Residence("g", rg.ResidenceKind.HOME, replace(OLD_HOME, zip_code="x"), ended=TODAY)
    work = rg.Work("w", rg.WorkKind.PAID, "Juniper Bakery", replace(OLD_HOME, zip_code="x"), ended=TODAY)
    school = rg.School("s", "Redbud", replace(OLD_HOME, zip_code="x"), ended=TODAY)
    assert _names(_with(residences=(*RIGHT.residences, gone), work=(work,), schools=(school,))) == []


def test_the_county_of_a_zip_code_in_one_county_is_compared() -> None:
    (found,) = _found(_with(work=(replace(RIGHT.work[0], address=replace(OLD_HOME, county="Boone")),)))
    assert (found.name, found.topic, found.item_id) == ("zip_other_county", Topic.WORK, "work-1")
    assert dict(found.problem.what_happened.args) == {"given": "Boone", "county": "Jackson"}


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (_with(phones=(rg.Phone("p", "8169110123"),)), ["phone_area_unknown"]),
        (_with(phones=(rg.Phone("p", "816555O123"),)), ["phone_shape"]),
        (_with(emails=(rg.Email("e", "a..b@example.org"),)), ["email_shape"]),
        (_with(emails=(rg.Email("e", ".ab@example.org"),)), ["email_shape"]),
        (_with(emails=(rg.Email("e", "núñez+1@mail.example.org"),)), []),
        (_with(online_identifiers=(rg.OnlineIdentifier("o", "Chirper", " "),)), ["online_name_incomplete"]),
        (_car(plate="ABC1234"), []),
        (_car(plate="ABC12345"), ["plate_shape"]),
        (_car(plate="ABC12345", state="KS"), []),
        (_car(plate=""), ["plate_shape"]),
        (_car(plate="-A1"), ["plate_shape"]),
        (_car(vin="1M8GDM9AXKP042788", year=1989), []),
        (_car(vin="1m8gdm9axkp042788", year=1989), []),
        (_car(vin="1M8GDM9A1KP042788", year=1989), ["vin_check_digit"]),
        (_car(vin="1M8GDM9AXKP042788", year=1990), ["vin_other_year"]),
        (_car(vin="1M8GDM9AXKP042788", year=None), []),
        (_car(vin="JN8AS5MT000000000", year=2012), []),
        (_car(vin="7R02C100001", year=1967), []),
        (_car(vin="1M8GDM9AXKP042788", year=1980), []),
        (_car(vin="7R02C100001", year=1981), ["vin_shape"]),
        (_car(year=1899), ["vehicle_year_impossible"]),
        (_car(year=2027), []),
        (_car(year=2028), ["vehicle_year_impossible"]),
        (_with(passports=(rg.Passport("p", "passport", "SYN0001", "U"),)), ["passport_shape"]),
        (_with(passports=(rg.Passport("p", "passport", "SYN0001", "USA", TODAY),)), []),
        (_with(licenses=(rg.ProfessionalLicense("l", "barber", "B-1", "ZZ"),)), ["license_incomplete"]),
    ],
)
def test_of_things(record: rg.Registrant, names: list[str]) -> None:
    assert _names(record) == names


def test_a_check_digit_may_be_x_or_any_digit() -> None:
    assert check_digit("1M8GDM9AXKP042788") == "X"
    assert check_digit("1" * 17) == "1"


def _two_trips(departs: dt.date) -> rg.Registrant:
    """The first is over after 30 days; passports and legs of both are in order."""
    first = _trip(returns=TODAY + DAY * 30)
    second = _trip(departs=departs, item_id="u")
    passport = rg.Passport("p", "passport", "SYN0001", "USA", TODAY + DAY * 90)
    return replace(first, travel=(*second.travel, *first.travel), passports=(passport,))


def _trip(**differences: Any) -> rg.Registrant:
    departs = differences.get("departs", TODAY + DAY * 21)
    legs = (rg.TravelLeg(departs, "Kansas City", "Mérida", "SYN Air"),)
    trip = rg.Travel("t", "Mexico", departs, None, "family", "Calle 60", legs)
    passport = rg.Passport("p", "passport", "SYN0001", "USA", TODAY + DAY * 21)
    return _with(travel=(replace(trip, **differences),), passports=(passport,))


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (_trip(), []),
        (_trip(departs=TODAY + DAY * 20), ["travel_told_late"]),
        (_trip(departs=TODAY + DAY * 20, sent_on=TODAY - DAY), []),
        (_trip(returns=TODAY + DAY * 22), ["travel_without_passport"]),
        (_trip(departs=TODAY - DAY, purpose=""), []),
        (_trip(purpose=""), ["travel_incomplete"]),
        (_trip(legs=()), ["travel_without_legs"]),
        (_two_trips(TODAY + DAY * 40), []),
        (_two_trips(TODAY + DAY * 30), []),
        (_two_trips(TODAY + DAY * 29), ["travels_overlap"]),
        (_trip(country="Estados Unidos"), ["travel_in_this_country"]),
        (_trip(sent_on=TODAY), []),
        (_trip(sent_on=TODAY + DAY), ["travel_sent_in_future", "travel_told_late"]),
        (_with(absences=(rg.Absence("a", "Branson", TODAY, TODAY + DAY * 366),)), []),
        (_with(absences=(rg.Absence("a", "Branson", TODAY, TODAY + DAY * 367),)), ["absence_unlikely"]),
        (
            _trip(
                legs=(
                    rg.TravelLeg(TODAY + DAY * 22, "a", "b", "SYN Air"),
                    rg.TravelLeg(TODAY + DAY * 21, "b", "c", "SYN Air"),
                )
            ),
            ["legs_out_of_order"],
        ),
        (
            _trip(returns=TODAY + DAY * 21, legs=(rg.TravelLeg(TODAY + DAY * 22, "a", "b", "SYN Air"),)),
            ["legs_out_of_order"],
        ),
        (_with(absences=(rg.Absence("a", "Branson", TODAY, TODAY),)), []),
        (
            _with(
                absences=(
                    rg.Absence("a", "Branson", TODAY, None),
                    rg.Absence("b", "Osage", TODAY + DAY, None),
                )
            ),
            [],
        ),
    ],
)
def test_of_travel_and_absence(record: rg.Registrant, names: list[str]) -> None:
    assert _names(record) == names


def test_plans_may_lie_ahead_and_other_changes_may_not() -> None:
    ahead = TODAY + DAY * 30
    away = Added(Topic.ABSENCES, rg.Absence("", "Branson", ahead, None), ahead)
    legs = (rg.TravelLeg(ahead, "Kansas City", "Mérida", "SYN Air"),)
    trip = Added(Topic.TRAVEL, rg.Travel("", "Mexico", ahead, None, "family", "Calle 60", legs), ahead)
    passport = rg.Passport("p", "passport", "SYN0001", "USA")
    assert _names(_with(passports=(passport,)), away, trip) == []
    email = Added(Topic.EMAILS, rg.Email("", "alex@mail.example"), ahead)
    online = Added(Topic.ONLINE, rg.OnlineIdentifier("", "Example", "alex"), ahead)
    assert _names(RIGHT, email, online) == []
    told = Told(Topic.LOOKS, "a beard", TODAY + DAY)
    assert _names(RIGHT, told) == ["change_in_future"]
    assert _names(RIGHT, Told(Topic.LOOKS, "a beard", None), Told(Topic.OTHER, "x", TODAY)) == []


def test_nobody_departed_before_being_born() -> None:
    for departs, names in ((RIGHT.birth_date - DAY, ["change_before_birth"]), (RIGHT.birth_date, [])):
        trip = rg.Travel("", "Mexico", departs, None, "family", "Calle 60")
        assert _names(RIGHT, Added(Topic.TRAVEL, trip, None)) == names


def test_a_finding_names_its_entry() -> None:
    phone = RIGHT.phones[0]
    same = Changed(Topic.PHONES, "phone-1", phone, phone, TODAY)
    (found,) = _found(RIGHT, same)
    assert (found.name, found.topic, found.item_id) == ("change_changes_nothing", Topic.PHONES, "phone-1")
    early = Ended(Topic.PHONES, "phone-1", phone, dt.date(1970, 1, 1))
    (found,) = _found(RIGHT, early)
    assert (found.name, found.item_id) == ("change_before_birth", "phone-1")


def test_an_unknown_entry_is_found_and_the_record_still_looked_at() -> None:
    nowhere = Ended(Topic.PHONES, "nowhere", rg.Phone("nowhere", "8165550100"), TODAY)
    assert _names(_with(id_number="K1"), nowhere) == ["change_of_unknown_entry", "licence_shape"]


def test_changes_reported_without_the_record_are_no_repetition() -> None:
    blind = Changed(Topic.PHONES, "", None, rg.Phone("", "8165550124"), TODAY)
    other = Changed(Topic.PHONES, "", None, rg.Phone("", "8165550125"), TODAY)
    assert _names(RIGHT, blind, other) == []


TEXT = st.text(max_size=12)
DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@given(
    name=st.builds(rg.PersonName, TEXT, TEXT, TEXT, TEXT),
    id_number=TEXT,
    birth_date=st.dates(),
    registered_on=DAYS,
    phones=st.lists(st.builds(rg.Phone, TEXT, TEXT), max_size=3).map(tuple),
    emails=st.lists(st.builds(rg.Email, TEXT, TEXT), max_size=3).map(tuple),
    vehicles=st.lists(
        st.builds(rg.Vehicle, TEXT, TEXT, TEXT, st.none() | st.integers(), TEXT, TEXT, TEXT, TEXT, TEXT),
        max_size=3,
    ).map(tuple),
    residences=st.lists(
        st.builds(
            rg.Residence,
            TEXT,
            st.sampled_from(rg.ResidenceKind),
            st.none() | st.builds(rg.Address, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
            TEXT,
            DAYS,
            DAYS,
        ),
        max_size=3,
    ).map(tuple),
    facts=st.lists(st.builds(rg.Fact, TEXT, st.booleans()), max_size=3).map(tuple),
)
def test_whatever_stands_in_the_fields_nothing_raises(**fields: Any) -> None:
    for finding in check(_with(**fields), (), KNOWN):
        assert finding.problem.what_happened.key.startswith("problem.check_")
