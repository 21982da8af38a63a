"""Each way to a registry tells an update once and whole; NIEM's names say what the record says."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.appearance import AppearanceFacts
from kiosk.delivery import AlreadyDelivered, Delivered, Outcome, Rejected, Unreachable
from kiosk.ports import RegistryConnector, TurnsBack
from kiosk.registrant import (
    Biometrics,
    Description,
    Guardian,
    Offense,
    Passport,
    PersonName,
    ProfessionalLicense,
    Registrant,
    Residence,
    ResidenceKind,
    Travel,
    TravelLeg,
)
from kiosk.registry_update import RegistryUpdate
from sync.registry.connectors.folder import FolderConnector, json_folder, niem_folder
from sync.registry.connectors.niem import EXTENSION, SPACES, niem_update
from sync.wire import from_wire, to_wire
from tests.specimens.records import registrant
from tests.sync.registry.niem_reader import NiemMap
from tests.sync.registry.test_registry import update

MAY = dt.date(2026, 5, 1)
BRIDGE = "under <the> bridge & beyond"
PLATE = "nc:Vehicle/j:ConveyanceRegistration/j:ConveyanceRegistrationPlateIdentification/nc:IdentificationID"
PHONE = (
    "nc:PersonContactInformation/nc:ContactTelephoneNumber/nc:FullTelephoneNumber/nc:TelephoneNumberFullID"
)
REPRESENTATION = {
    *(
        "nc:IdentificationID",
        "nc:Date",
        "nc:DateTime",
        "nc:Year",
        "nc:MeasureValueText",
        "nc:MeasureUnitText",
    ),
    *("nc:Person", "nc:Employee", "nc:Employer", "nc:EntityOrganization"),
    *("nc:Organization", "nc:OrganizationName", "nc:Location", "nc:LocationDescriptionText"),
    *("nc:AddressStreet", "nc:AddressState", "nc:StateName", "nc:AddressPostalCode", "nc:AddressCountyName"),
    *("nc:EmploymentLocation", "nc:PersonContactInformation"),
    *("nc:AssociationDateRange", "nc:StartDate", "nc:EndDate", "nc:ActivityIdentification"),
    *("nc:ActivityDescriptionText", "nc:PersonRaceText", "nc:PersonEyeColorText", "nc:PersonHairColorText"),
}
"""Parts of NIEM's types, and the plain-text sisters of its coded elements: the map names the whole only.

Persons, their names and contacts, organizations, addresses, states, streets, employment and activities were
read in the published niem-core.xsd of 6.0 (psd01).
"""
ORDERS = {
    "j:RegisteredSexOffender": (
        *("nc:PersonBirthDate", "nc:PersonEyeColorText", "nc:PersonHairColorText", "nc:PersonHeightMeasure"),
        *("nc:PersonName", "nc:PersonPhysicalFeature", "nc:PersonRaceText", "nc:PersonSexText"),
        *("nc:PersonWeightMeasure", "nc:PersonContactInformation"),
    ),
    "nc:PersonName": (
        *("nc:PersonGivenName", "nc:PersonMiddleName", "nc:PersonSurName", "nc:PersonNameSuffixText"),
        "nc:PersonFullName",
    ),
    "nc:AddressStreet": ("nc:StreetFullText", "nc:StreetNumberText", "nc:StreetName"),
    "nc:PersonLocationAssociation": ("nc:Person", "nc:Location"),
    "nc:PersonResidenceAssociation": ("nc:Person", "nc:Location"),
    "j:Offense": ("nc:ActivityDate", "nc:ActivityDescriptionText"),
}
"""In which order the published types want their parts: an XML schema refuses any other."""


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
        passports=(Passport("p1", "passport", "X0000001", "USA"),),
        licenses=(ProfessionalLicense("l1", "Plumber", "PL-1", "MO"),),
        travel=(
            Travel(
                *("t1", "Ruritania", dt.date(2026, 9, 1), dt.date(2026, 9, 9)),
                legs=(TravelLeg(dt.date(2026, 9, 1), "MCI", "RUR", "Air Invented"),),
            ),
        ),
        offenses=(Offense("Invented offense", "566.000", dt.date(2001, 1, 1), "MO", None, "", 9, 12, "F"),),
        description=Description("M", "W", 70, 180, "BRO", "GRY", ("Scar, left hand",)),
        guardian=Guardian("Sam Quill", "brother"),
        biometrics=Biometrics(palm_prints_on=dt.date(2020, 2, 2)),
    )


def said(record: Registrant) -> Element:
    """The message about a record, read by another reader than wrote it."""
    return fromstring(niem_update(replace(update(), record=record)))


def names(root: Element) -> Iterator[str]:
    """The qualified names of every element, by the usual prefixes."""
    prefixes = {uri: prefix for prefix, uri in SPACES.items()}
    for one in root.iter():
        uri, _, local = one.tag[1:].partition("}")
        yield f"{prefixes[uri]}:{local}"


def texts(root: Element, path: str) -> list[str]:
    """The texts at a path of prefixed names."""
    return [one.text or "" for one in root.iterfind(path, SPACES)]


def test_every_element_is_named_by_the_map_or_is_ours(shared: Path) -> None:
    with (shared / "law" / "niem_map.csv").open(encoding="utf-8") as lines:
        cells = " ".join(row["niem_6_0_element"] for row in csv.DictReader(lines))
    known = set(re.findall(r"\b[a-z]+:[A-Z][A-Za-z]+\b", cells))
    used = {name for name in names(said(full())) if not name.startswith("appear:")}
    assert len(used & known) >= 40, sorted(used & known)
    assert used - known - REPRESENTATION == set()


@pytest.mark.parametrize("whole", ORDERS)
def test_parts_stand_in_the_order_of_their_published_type(whole: str) -> None:
    prefixes = {uri: prefix for prefix, uri in SPACES.items()}
    for one in said(full()).iterfind(f".//{whole}", SPACES):
        parts = [f"{prefixes[uri]}:{local}" for uri, _, local in (sub.tag[1:].partition("}") for sub in one)]
        known = [part for part in parts if part in ORDERS[whole]]
        assert known == sorted(known, key=ORDERS[whole].index)
        # What a domain adds to a type comes after the type's own parts.
        own = [part for part in parts if part.startswith("nc:") and part != "nc:Passport"]
        assert set(own) - set(ORDERS[whole]) <= {"nc:AssociationDateRange"}
        assert known


def test_a_visit_that_could_not_be_told_by_itself_is_said_beside_the_later_one() -> None:
    told = update()
    assert isinstance(told.appearance, AppearanceFacts)
    root = fromstring(niem_update(replace(told, earlier=(replace(told.appearance, appearance_id="app-0"),))))
    assert texts(root, "appear:EarlierVisit/nc:ActivityIdentification/nc:IdentificationID") == ["app-0"]
    assert texts(root, "appear:Visit/nc:ActivityIdentification/nc:IdentificationID") == [told.update_id]
    assert texts(said(full()), "appear:EarlierVisit/appear:OfficerID") == []


def test_what_the_law_asks_for_is_said_where_the_map_says() -> None:
    record = full()
    root = said(record)
    person = "j:RegisteredSexOffender"
    expected = {
        f"{person}/nc:PersonBirthDate/nc:Date": [record.birth_date.isoformat()],
        f"{person}/nc:PersonName/nc:PersonSurName": [record.name.last, "Quill"],
        f"{person}/j:RegisteredOffenderIdentification/nc:IdentificationID": [record.registry_id],
        f"{person}/j:PersonRegistryOffenderClassificationText": [record.tier.value if record.tier else ""],
        f"{person}/j:RegisteredOffenderStatusIndicator": ["true"],
        f"{person}/j:DriverLicense/j:DriverLicenseCardIdentification/nc:IdentificationID": [record.id_number],
        f"{person}/nc:PersonHeightMeasure/nc:MeasureValueText": ["70"],
        f"{person}/nc:Passport/nc:PassportNumberIdentification/nc:IdentificationID": ["X0000001"],
        f"{person}/{PHONE}": [phone.number for phone in record.phones],
        "nc:PersonResidenceAssociation/nc:Location/nc:Address/nc:AddressFullText": [
            home.address.one_line()
            for home in record.residences
            if home.address and home.kind is not ResidenceKind.TEMPORARY
        ],
        "nc:PersonResidenceAssociation/nc:Location/nc:LocationDescriptionText": [
            "under <the> bridge & beyond"
        ],
        "nc:PersonLocationAssociation/nc:AssociationDateRange/nc:StartDate/nc:Date": ["2026-05-01"],
        "it:Itinerary/it:CarrierName": ["Air Invented"],
        "j:Offense/j:Statute/j:StatuteCodeIdentification/nc:IdentificationID": ["566.000"],
        PLATE: [f"{vehicle.state} {vehicle.plate}" for vehicle in record.vehicles],
        "appear:AdultGuardian/nc:PersonFullName": ["Sam Quill"],
        "appear:PalmPrintsTakenDate/nc:Date": ["2020-02-02"],
        "appear:Visit/appear:RecordVersionNumber": [str(record.version)],
    }
    assert {path: texts(root, path) for path in expected} == expected


def test_another_reader_who_knows_the_map_alone_finds_what_the_record_says(shared: Path) -> None:
    record, root = full(), said(full())
    niem = NiemMap(shared / "law" / "niem_map.csv")
    homes = [home.address for home in record.residences if home.address]
    places = [*homes[:1], *(one.address for one in record.mailing)]
    places += [one.address for one in record.work if one.address]
    (car,), (offense,), (trip,) = record.vehicles, record.offenses, record.travel
    expected: dict[str, list[str]] = {
        "registry id": [record.registry_id],
        "tier": ["II"],
        "registration active": ["true"],
        "initial registration date": [str(record.registered_on)],
        "name": ["Alex", "Alec", "Rowan", "Quill", "Quill", "Alex Rowan Quill", "Alec Quill"],
        "date of birth": [str(record.birth_date)],
        "sex": ["M"],
        "height / weight": ["70", "180"],
        "scars marks tattoos": ["Scar, left hand"],
        "driver license": [record.id_number],
        "passport": ["X0000001"],
        "employment": [work.kind.value for work in record.work],
        "phone": [phone.number for phone in record.phones],
        "vehicle": [car.make, car.model, str(car.year), car.color],
        "plate": [f"{car.state} {car.plate}"],
        "offense statute": [offense.statute, str(offense.committed_on)],
        "international travel": [str(trip.departs), str(trip.returns), "Ruritania", "Air Invented"],
        "professional licences": ["Plumber, PL-1, MO"],
    }
    found = {
        field: [value for values in niem.said(root, field).values() for value in values] for field in expected
    }
    found["offense statute"].pop()  # when the visit was: another activity
    assert found == expected
    parts = niem.said(root, "address parts")
    assert {one.one_line() for one in places} <= set(parts["nc:AddressFullText"])
    assert {one.city for one in places} <= set(parts["nc:AddressCityName"])


def test_nothing_of_a_victim_or_of_the_ssn_is_said() -> None:
    told = niem_update(replace(update(), record=replace(full(), ssn_sealed="sealed-ssn")))
    assert b"sealed-ssn" not in told
    assert b"ictim" not in told


def test_who_somebody_is_said_once_and_referred_to() -> None:
    root = said(full())
    ref, one = f"{{{SPACES['structures']}}}ref", f"{{{SPACES['structures']}}}id"
    made = {element.get(one) for element in root.iter() if element.get(one)}
    asked = {element.get(ref) for element in root.iter() if element.get(ref)}
    assert made == asked == {"person"}
    assert root.tag == f"{{{EXTENSION}}}RegistryUpdate"


@given(some.text(max_size=30))
def test_whatever_a_record_says_the_message_can_be_read(text: str) -> None:
    record = replace(registrant(), name=PersonName(text, text, text), aliases=(PersonName("", "", text),))
    assert said(record) is not None


def test_the_same_update_gives_the_same_bytes() -> None:
    told = replace(update(), record=full())
    assert niem_update(told) == niem_update(told)


@pytest.mark.parametrize("make", [json_folder, niem_folder])
def test_a_folder_takes_each_update_once_and_knows_it_again(
    make: Callable[[Path], FolderConnector], tmp_path: Path
) -> None:
    connector: RegistryConnector = make(tmp_path)
    told = update()
    first = connector.deliver(told, to_wire(told))
    assert isinstance(first, Delivered)
    assert connector.deliver(told, to_wire(told)) == AlreadyDelivered(first.receipt)
    other = replace(told, record=replace(told.record, id_number="S000000000"))
    assert connector.deliver(other, to_wire(other)) == Rejected(("another_file_of_this_name",))
    (tmp_path / "taken").mkdir()
    (tmp_path / first.receipt).rename(tmp_path / "taken" / first.receipt)
    assert connector.deliver(told, to_wire(told)) == AlreadyDelivered(first.receipt), (
        "the gateway has taken it"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_a_folder_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    assert json_folder(tmp_path / "share").deliver(update(), to_wire(update())) == Unreachable(
        "folder_missing"
    )
    assert not (tmp_path / "share").exists()


def test_files_stand_in_the_order_of_the_versions(tmp_path: Path) -> None:
    connector, told = json_folder(tmp_path), update()
    for version in (10, 9, 2):
        later = replace(told, update_id=f"u{version}", record=replace(told.record, version=version))
        assert isinstance(connector.deliver(later, to_wire(later)), Delivered)
    found = [from_wire(RegistryUpdate, file.read_bytes()) for file in sorted(tmp_path.iterdir())]
    assert [one.record.version for one in found if isinstance(one, RegistryUpdate)] == [2, 9, 10]


def test_an_id_that_is_no_file_name_stays_in_the_folder(tmp_path: Path) -> None:
    told = replace(update(), update_id="../../etc/passwd")
    outcome: Outcome = json_folder(tmp_path).deliver(told, to_wire(told))
    assert isinstance(outcome, Delivered)
    assert (tmp_path / outcome.receipt).is_file()


def test_a_gateways_refusal_is_told_with_its_reasons_until_it_is_noted(tmp_path: Path) -> None:
    connector, told = json_folder(tmp_path), update()
    assert isinstance(connector, TurnsBack)
    assert list(connector.turned_back()) == []
    taken = connector.deliver(told, to_wire(told))
    assert isinstance(taken, Delivered)
    refused = tmp_path / "refused"
    refused.mkdir()
    (refused / f"{taken.receipt}.txt").write_bytes(b"statute unknown\n\n\xff\x07 \n")
    (tmp_path / taken.receipt).rename(refused / taken.receipt)
    (refused / "of-another-form.xml").touch()
    for _ in range(2):
        assert list(connector.turned_back()) == [
            (taken.receipt, Rejected(("statute unknown", "\ufffd\ufffd")))
        ]
    connector.noted(taken.receipt)
    assert list(connector.turned_back()) == []
    assert len(list((refused / "noted").iterdir())) == 2
    connector.noted(taken.receipt)
    again = connector.deliver(told, to_wire(told))
    assert again == taken, "what was refused may be told again"


def test_a_refusal_without_reasons_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "refused").mkdir()
    (tmp_path / "refused" / "one.json").touch()
    assert list(json_folder(tmp_path).turned_back()) == [("one.json", Rejected(()))]
