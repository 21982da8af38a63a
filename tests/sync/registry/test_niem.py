"""NIEM's names, types and order hold for every message; another reader finds in it what the record says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kiosk.amendment import Amendment, Why
from kiosk.appearance import AppearanceFacts
from kiosk.registrant import (
    Biometrics,
    Description,
    Email,
    Guardian,
    MailingAddress,
    Offense,
    OnlineIdentifier,
    Passport,
    PersonName,
    ProfessionalLicense,
    Registrant,
    Residence,
    ResidenceKind,
    School,
    Travel,
    TravelLeg,
    Vehicle,
)
from kiosk.registry_update import RegistryUpdate
from sync.registry.connectors.niem import EXTENSION, SPACES, niem_update
from tests.specimens.records import OLD_HOME, registrant
from tests.sync.registry.niem_people import people
from tests.sync.registry.niem_reader import OTHERWISE, NiemMap
from tests.sync.registry.niem_types import Published
from tests.sync.registry.test_registry import update
from ui.demo.people import invented_people

PUBLISHED = Published()


def full() -> Registrant:
    """Somebody with something in every part of the record."""
    plain = registrant()
    return replace(
        plain,
        aliases=(PersonName("Alec", "", "Quill"),),
        residences=(
            *plain.residences,
            Residence(
                "r9", ResidenceKind.TEMPORARY, plain.residences[0].address, started=dt.date(2026, 5, 1)
            ),
            Residence("r8", ResidenceKind.NO_FIXED_PLACE, None, "under <the> bridge & beyond"),
        ),
        mailing=(MailingAddress("m1", OLD_HOME),),
        schools=(School("s1", "Invented College", OLD_HOME, dt.date(2024, 9, 2)),),
        emails=(Email("e1", "alex@example.org"),),
        online_identifiers=(OnlineIdentifier("o1", "chat", "quill"),),
        vehicles=(
            *plain.vehicles,
            Vehicle("car-2", "", "", None, "Invented", "", "", "", "1SYN0000000000001"),
        ),
        passports=(Passport("p1", "passport", "X0000001", "USA", dt.date(2030, 1, 31)),),
        licenses=(ProfessionalLicense("l1", "Plumber", "PL-1", "MO"),),
        travel=(
            Travel(
                *("t1", "Ruritania", dt.date(2026, 9, 1), dt.date(2026, 9, 9)),
                legs=(TravelLeg(dt.date(2026, 9, 1), "MCI", "RUR", "Air Invented"),),
            ),
        ),
        duty_began=dt.date(2015, 11, 6),
        offenses=(Offense("Invented offense", "566.000", dt.date(2001, 1, 1), "MO", None, "", 9, 12, "F"),),
        description=Description("M", "W", 70, 180, "BRO", "GRY", ("Scar, left hand",)),
        guardian=Guardian("Sam Quill", "brother"),
        biometrics=Biometrics(palm_prints_on=dt.date(2020, 2, 2)),
    )


def said(record: Registrant) -> Element:
    """The message about a record, as anybody reads it."""
    return fromstring(niem_update(replace(update(), record=record)))


def texts(root: Element, path: str) -> list[str]:
    """The texts at a path of prefixed names."""
    return [one.text or "" for one in root.iterfind(path, SPACES)]


def corrected(record: Registrant) -> RegistryUpdate:
    """An officer's own entry, and a visit that could not be told by itself."""
    plain = update()
    assert isinstance(plain.appearance, AppearanceFacts)
    why = Why("Misheard at the desk", "letter")
    entry = Amendment("am-1", record.registrant_id, record.version, plain.deadline, "o-1", "T", (), why)
    return replace(plain, record=record, appearance=entry, earlier=(plain.appearance,))


@pytest.fixture(scope="module")
def niem(shared: Path) -> NiemMap:
    return NiemMap(shared / "law" / "niem_map.csv", PUBLISHED.spaces)


def whole_record(record: Registrant) -> dict[str, dict[str, list[object]]]:
    """What another reader of the map should find of a record: by field and by the map's element."""
    names = (record.name, *record.aliases)
    homes = [home.address for home in record.residences]
    places = [*homes, *(work.address for work in record.work), *(one.address for one in record.schools)]
    looks, cars = record.description, record.vehicles
    return {
        "registry id": {"j:RegisteredOffenderIdentification": [record.registry_id]},
        "tier": {"j:PersonRegistryOffenderClassificationText": [record.tier or ""]},
        "predatory/persistent": {
            "j:RegisteredOffenderPredatorIndicator": [str(record.persistent_or_predatory).lower()]
        },
        "registration active": {
            "j:RegisteredOffenderStatusIndicator": [str(record.standing == "active").lower()]
        },
        "must start registering": {"j:RegisteredOffenderStartDate": [record.duty_began or ""]},
        "initial registration date": {"j:RegisteredOffenderEntryDate": [record.registered_on or ""]},
        "name": {
            "nc:PersonGivenName": [one.first for one in names],
            "nc:PersonMiddleName": [one.middle for one in names],
            "nc:PersonSurName": [one.last for one in names],
            "nc:PersonNameSuffixText": [one.suffix for one in names],
            "nc:PersonFullName": [one.full() for one in names],
        },
        "date of birth": {"nc:PersonBirthDate": [record.birth_date]},
        "sex": {"nc:PersonSexText": [looks.sex]},
        "race": {"j:PersonRaceCode": [looks.race]},
        "height / weight": {
            "nc:PersonHeightMeasure": [looks.height_in or ""],
            "nc:PersonWeightMeasure": [looks.weight_lb or ""],
        },
        "eye / hair": {"j:PersonEyeColorCode": [looks.eyes], "j:PersonHairColorCode": [looks.hair]},
        "scars marks tattoos": {"nc:PhysicalFeatureDescriptionText": list(looks.marks)},
        "driver license": {"j:DriverLicenseCardIdentification": [record.id_number]},
        "passport": {"nc:PersonPassportIdentification": [one.number for one in record.passports]},
        "address parts": {
            "nc:StreetFullText": [one.first_line() for one in places if one],
            "nc:StreetNumberText": [one.number for one in places if one],
            "nc:StreetName": [one.street for one in places if one],
            "nc:AddressSecondaryUnitText": [one.unit for one in places if one],
            "nc:AddressCityName": [one.city for one in places if one],
            "nc:AddressFullText": [one.one_line() for one in places if one],
        },
        "employment": {"nc:EmployeeOccupationText": [work.kind.value for work in record.work]},
        "phone": {"nc:TelephoneNumberFullID": [phone.number for phone in record.phones]},
        "email": {"nc:ContactEmailID": [mail.address for mail in record.emails]},
        "online identifier": {"nc:InstantMessengerScreenID": [one.name for one in record.online_identifiers]},
        "vehicle": {
            "nc:VehicleIdentification": [car.vin for car in cars],
            "nc:ItemMakeName": [car.make for car in cars],
            "nc:ItemModelName": [car.model for car in cars],
            "nc:ItemModelYearDate": [car.year or "" for car in cars],
            "nc:ConveyanceColorPrimaryText": [car.color for car in cars],
        },
        "plate": {"j:ConveyanceRegistrationPlateIdentification": [car.plate for car in cars]},
        "offense statute": {"j:StatuteCodeIdentification": [one.statute for one in record.offenses]},
        "international travel": {
            "it:ItineraryDeparturePlannedDateTime": [trip.departs for trip in record.travel],
            "it:ItineraryArrivalPlannedDateTime": [trip.returns or "" for trip in record.travel],
            "it:ItineraryLocation": [
                ", ".join(part for part in (trip.destination, trip.country) if part) for trip in record.travel
            ],
            "it:CarrierName": [
                carrier
                for trip in record.travel
                for carrier in dict.fromkeys(leg.carrier for leg in trip.legs)
            ],
        },
        "professional licences": {
            "j:PersonProfessionalCertificateText": [
                ", ".join(part for part in (one.profession, one.number, one.state) if part)
                for one in record.licenses
            ]
        },
    }


def expected(record: Registrant) -> dict[str, dict[str, list[str]]]:
    """The same, without what is empty."""
    return {field: held(parts) for field, parts in whole_record(record).items()}


def found(root: Element, niem: NiemMap) -> dict[str, dict[str, list[str]]]:
    """What the other reader finds of each of these fields."""
    told = {field: held(niem.said(root, field)) for field in whole_record(registrant())}
    told["offense statute"].pop("nc:ActivityDate", None)  # the visits' days too; read by itself below
    return told


def held(parts: dict[str, list[object]] | dict[str, list[str]]) -> dict[str, list[str]]:
    """The values that say something, by their element."""
    said_of = {name: [str(value) for value in values if value] for name, values in parts.items()}
    return {name: values for name, values in said_of.items() if values}


def altered(root: Element) -> Iterator[tuple[Element, Element, int]]:
    """A copy of the message for each of its parts, the part's whole and its place there."""
    for which, whole in enumerate(root.iter()):
        for place in range(len(whole)):
            copy = deepcopy(root)
            yield copy, list(copy.iter())[which], place


@pytest.mark.parametrize("told", [lambda record: replace(update(), record=record), corrected])
@pytest.mark.parametrize("record", [full(), registrant()], ids=["full", "plain"])
def test_a_message_is_of_niems_published_names_types_and_order(
    record: Registrant, told: Callable[[Registrant], RegistryUpdate]
) -> None:
    assert PUBLISHED.faults(fromstring(niem_update(told(record)))) == []


@settings(max_examples=30)
@given(people())
def test_whoever_it_is_the_message_conforms(record: Registrant) -> None:
    assert PUBLISHED.faults(said(record)) == []
    assert PUBLISHED.faults(fromstring(niem_update(corrected(record)))) == []


@settings(max_examples=30)
@given(record=people())
def test_who_knows_the_map_alone_finds_what_any_record_says(record: Registrant, niem: NiemMap) -> None:
    assert found(said(record), niem) == expected(record)


def test_the_demos_people_are_told_whole_and_in_order(niem: NiemMap) -> None:
    for person in invented_people(dt.date(2026, 11, 23), how_many=60):
        root = said(person.registrant)
        assert PUBLISHED.faults(root) == []
        assert found(root, niem) == expected(person.registrant)


def test_any_two_parts_that_change_places_are_noticed() -> None:
    missed = []
    for copy, whole, place in altered(said(full())):
        if place + 1 < len(whole) and not PUBLISHED.name(whole.tag).startswith("appear:"):
            first, second = whole[place], whole[place + 1]
            whole[place], whole[place + 1] = second, first
            if first.tag != second.tag and not PUBLISHED.faults(copy):
                missed.append((whole.tag, first.tag, second.tag))
    assert missed == []


@pytest.mark.parametrize(
    "otherwise", [lambda tag: f"{tag}s", lambda tag: tag.replace("niem-core", "domains/justice")]
)
def test_any_part_of_another_name_is_noticed(otherwise: Callable[[str], str]) -> None:
    tried = 0
    for copy, whole, place in altered(said(full())):
        if (other := otherwise(whole[place].tag)) != whole[place].tag:
            whole[place].tag, tried = other, tried + 1
            assert PUBLISHED.faults(copy), other
    assert tried > 100


def test_any_part_that_is_missing_is_missed_if_the_map_names_it(niem: NiemMap) -> None:
    record = replace(full(), mailing=(), guardian=None)  # whose parts the map does not name
    unnoticed = set()
    for copy, whole, place in altered(said(record)):
        name = PUBLISHED.name(whole[place].tag)
        del whole[place]
        if found(copy, niem) == expected(record):
            unnoticed.add(name)
    assert unnoticed & niem.names == {
        *("nc:DocumentIdentification", "nc:DocumentCreationDate", "nc:DocumentSubmitter"),
        "nc:ActivityDate",
        "nc:PersonResidenceAssociation",  # of who has no fixed place: read below
    }


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".//j:RegisteredOffenderStatusIndicator", "yes"),
        (".//nc:PersonBirthDate/nc:Date", "11/05/1980"),
        (".//nc:ItemModelYearDate", "12"),
        (".//nc:ActivityDate/nc:DateTime", "2026-11-23"),
        (".//nc:Vehicle", "Saturn Vue"),
    ],
)
def test_a_value_that_its_type_does_not_allow_is_noticed(path: str, text: str) -> None:
    root = said(full())
    for one in root.iterfind(path, SPACES):
        one.text = text
    assert len(PUBLISHED.faults(root)) >= 1


@pytest.mark.parametrize("to", ["nobody", "vehicle1", ""])
def test_a_reference_to_nobody_or_to_a_thing_is_noticed(to: str) -> None:
    root = said(full())
    one = root.find(".//nc:PersonResidenceAssociation/nc:Person", SPACES)
    assert one is not None
    one.set(f"{{{SPACES['structures']}}}ref", to)
    assert PUBLISHED.faults(root) == ["nc:Person: refers to no nc:PersonType"]


def test_an_attribute_or_a_second_name_or_a_part_of_no_namespace_is_noticed() -> None:
    root, named = said(full()), f"{{{SPACES['structures']}}}id"
    root.set("version", "1")
    root.append(Element("Note"))
    vehicle = root.find("nc:Vehicle", SPACES)
    assert vehicle is not None
    vehicle.set(named, "person")
    assert PUBLISHED.faults(root)[:2] == [
        "appear:RegistryUpdate: :version is no attribute of it",
        "appear:RegistryUpdate: :Note is no part of it",
    ]
    assert "j:RegisteredSexOffender: no name, or another's" in PUBLISHED.faults(root)


def test_what_the_map_names_is_said_by_its_names(niem: NiemMap) -> None:
    used = {PUBLISHED.name(one.tag) for one in said(full()).iter()}
    assert len(used & niem.names) >= 40, sorted(used & niem.names)
    assert set(OTHERWISE) <= niem.names
    assert not set(OTHERWISE) - {"nc:StreetFullText", "nc:StreetNumberText", "nc:StreetName"} & used


def test_a_visit_that_could_not_be_told_by_itself_is_said_beside_the_later_one() -> None:
    told = update()
    assert isinstance(told.appearance, AppearanceFacts)
    root = fromstring(niem_update(replace(told, earlier=(replace(told.appearance, appearance_id="app-0"),))))
    assert texts(root, "appear:EarlierVisit/nc:ActivityIdentification/nc:IdentificationID") == ["app-0"]
    assert texts(root, "appear:Visit/nc:ActivityIdentification/nc:IdentificationID") == [told.update_id]
    assert texts(said(full()), "appear:EarlierVisit/appear:OfficerID") == []


def test_what_the_map_has_no_single_element_for_is_said_where_niem_puts_it() -> None:
    record = full()
    root = said(record)
    home, passport = "nc:PersonResidenceAssociation/nc:Location", "*/nc:PersonPassportIdentification"
    where = "nc:IdentificationJurisdiction/nc:JurisdictionText"
    expected_texts = {
        f"{home}/nc:Address/nc:AddressFullText": [record.residences[0].address.one_line()],  # type: ignore[union-attr]
        f"{home}/nc:LocationDescriptionText": ["under <the> bridge & beyond"],
        "nc:PersonLocationAssociation/nc:AssociationDateRange/nc:StartDate/nc:Date": ["2026-05-01"],
        "j:StudentAssociation/j:ServiceProviderOrganization/nc:OrganizationName": ["Invented College"],
        "j:Offense/nc:ActivityDate/nc:Date": ["2001-01-01"],
        "*/nc:PersonContactInformation/nc:ContactMailingAddress/nc:AddressPostalCode": ["64106"],
        f"j:ConveyanceRegistration/j:ConveyanceRegistrationPlateIdentification/{where}": ["MO"],
        f"{passport}/{where}": ["USA"],
        f"{passport}/nc:IdentificationExpirationDate/nc:Date": ["2030-01-31"],
        "*/nc:PersonContactInformation/nc:ContactInstantMessenger/nc:InstantMessengerServiceName": ["chat"],
        "appear:AdultGuardian/nc:PersonFullName": ["Sam Quill"],
        "appear:PalmPrintsTakenDate/nc:Date": ["2020-02-02"],
        "appear:Visit/appear:RecordVersionNumber": [str(record.version)],
    }
    assert {path: texts(root, path) for path in expected_texts} == expected_texts


def test_nothing_of_a_victim_or_of_the_ssn_is_said() -> None:
    told = niem_update(replace(update(), record=replace(full(), ssn_sealed="sealed-ssn")))
    assert b"sealed-ssn" not in told
    assert b"ictim" not in told


def test_who_and_what_stands_once_and_is_referred_to() -> None:
    root = said(full())
    ref, one = f"{{{SPACES['structures']}}}ref", f"{{{SPACES['structures']}}}id"
    made = [element.get(one) for element in root.iter() if element.get(one)]
    asked = {element.get(ref) for element in root.iter() if element.get(ref)}
    assert sorted(filter(None, made)) == ["person", "vehicle1", "vehicle2"]
    assert asked == set(made)
    assert root.tag == f"{{{EXTENSION}}}RegistryUpdate"


@given(some.text(max_size=30))
def test_whatever_a_record_says_the_message_can_be_read(text: str) -> None:
    record = replace(registrant(), name=PersonName(text, text, text), aliases=(PersonName("", "", text),))
    assert said(record) is not None


def test_the_same_update_gives_the_same_bytes() -> None:
    told = replace(update(), record=full())
    assert niem_update(told) == niem_update(told)
