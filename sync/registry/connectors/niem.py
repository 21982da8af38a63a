"""An update as NIEM 6 XML: NIEM's own elements wherever it has them, ours in a namespace of their own.

Parts stand in the order of their NIEM type. The person and the vehicles stand once, with a name
(``structures:id``); who lives, works or learns where and drives what is said by associations that refer to
them. What NIEM has no element for (the visit itself, an adult's guardian, palm prints, the carriers of a
journey) is ``appear:`` (``EXTENSION``).
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from kiosk.amendment import Amendment
from kiosk.appearance import AppearanceFacts
from kiosk.registrant import (
    Address,
    Offense,
    Passport,
    PersonName,
    Registrant,
    Residence,
    ResidenceKind,
    School,
    Standing,
    Travel,
    Vehicle,
    Work,
)
from kiosk.registry_update import RegistryUpdate, decided_at

_MODEL: Final = "https://docs.oasis-open.org/niemopen/ns/model/"
EXTENSION: Final = "urn:appear:niem:extension:1.0"
SPACES: Final = {
    "nc": f"{_MODEL}niem-core/6.0/",
    "j": f"{_MODEL}domains/justice/6.0/",
    "it": f"{_MODEL}domains/internationalTrade/6.0/",
    "structures": f"{_MODEL}structures/6.0/",
    "appear": EXTENSION,
}
_ID: Final = f"{{{SPACES['structures']}}}id"
_REF: Final = f"{{{SPACES['structures']}}}ref"
_PERSON: Final = "person"


def niem_update(update: RegistryUpdate) -> bytes:
    """The whole message, UTF-8; the same update always gives the same bytes."""
    for prefix, uri in SPACES.items():
        register_namespace(prefix, uri)
    root = Element(_name("appear:RegistryUpdate"))
    _dated(root, "nc:DocumentCreationDate", decided_at(update).date())
    _identified(root, "nc:DocumentIdentification", update.update_id)
    submitter = _in(root, "nc:DocumentSubmitter")
    _text(_in(submitter, "nc:EntityOrganization"), "nc:OrganizationName", update.office)
    _person(root, update.record)
    _things(root, update.record)
    _associations(root, update.record)
    for offense in update.record.offenses:
        _offense(root, offense)
    for travel in update.record.travel:
        _itinerary(root, travel)
    _visit(root, update)
    for facts in update.earlier:
        _earlier(root, facts)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _person(root: Element, record: Registrant) -> None:
    """In the order of NIEM 6's PersonType, what the justice domain adds last; then its own type's parts."""
    person = _in(root, "j:RegisteredSexOffender")
    person.set(_ID, _PERSON)
    _dated(person, "nc:PersonBirthDate", record.birth_date)
    look = record.description
    _text(person, "nc:PersonEyeColorText", look.eyes)
    _text(person, "nc:PersonHairColorText", look.hair)
    _measured(person, "nc:PersonHeightMeasure", look.height_in, "inch")
    for name in (record.name, *record.aliases):
        _named(person, name, alias=name is not record.name)
    for passport in record.passports:
        _passport(person, passport)
    for mark in look.marks:
        _text(_in(person, "nc:PersonPhysicalFeature"), "nc:PhysicalFeatureDescriptionText", mark)
    _text(person, "nc:PersonRaceText", look.race)
    _text(person, "nc:PersonSexText", look.sex)
    _measured(person, "nc:PersonWeightMeasure", look.weight_lb, "pound")
    _contacts(person, record)
    if record.id_number or record.licenses or record.tier is not None:
        _added_by_justice(_in(person, "j:PersonAugmentation"), record)
    _registration(person, record)


def _passport(person: Element, passport: Passport) -> None:
    one = _identified(person, "nc:PersonPassportIdentification", passport.number, passport.country)
    _text(one, "nc:IdentificationCategoryDescriptionText", passport.kind)
    if passport.expires is not None:
        _dated(one, "nc:IdentificationExpirationDate", passport.expires)


def _contacts(person: Element, record: Registrant) -> None:
    for phone in record.phones:
        number = _in(_contact(person, "nc:ContactTelephoneNumber"), "nc:FullTelephoneNumber")
        _text(number, "nc:TelephoneNumberFullID", phone.number)
    for mail in record.emails:
        _text(_in(person, "nc:PersonContactInformation"), "nc:ContactEmailID", mail.address)
    for online in record.online_identifiers:
        account = _contact(person, "nc:ContactInstantMessenger")
        _text(account, "nc:InstantMessengerServiceName", online.service)
        _text(account, "nc:InstantMessengerScreenID", online.name)
    for mailing in record.mailing:
        _address(_contact(person, "nc:ContactMailingAddress"), mailing.address)


def _contact(person: Element, means: str) -> Element:
    return _in(_in(person, "nc:PersonContactInformation"), means)


def _added_by_justice(added: Element, record: Registrant) -> None:
    if record.id_number:
        licence = _in(added, "j:DriverLicense")
        _identified(licence, "j:DriverLicenseCardIdentification", record.id_number)
    for trade in record.licenses:
        said = ", ".join(part for part in (trade.profession, trade.number, trade.state) if part)
        _text(added, "j:PersonProfessionalCertificateText", said)
    if record.tier is not None:
        _text(added, "j:PersonRegistryOffenderClassificationText", record.tier.value)


def _registration(person: Element, record: Registrant) -> None:
    if record.registered_on is not None:
        _dated(person, "j:RegisteredOffenderEntryDate", record.registered_on)
    if record.registry_id:
        _identified(person, "j:RegisteredOffenderIdentification", record.registry_id)
    _said(person, "j:RegisteredOffenderPredatorIndicator", yes=record.persistent_or_predatory)
    if record.duty_began is not None:
        _dated(person, "j:RegisteredOffenderStartDate", record.duty_began)
    _said(person, "j:RegisteredOffenderStatusIndicator", yes=record.standing is Standing.ACTIVE)


def _things(root: Element, record: Registrant) -> None:
    for n, vehicle in enumerate(record.vehicles, start=1):
        _vehicle(root, vehicle, f"vehicle{n}")
    if record.guardian is not None:
        guardian = _in(root, "appear:AdultGuardian")
        _text(guardian, "nc:PersonFullName", record.guardian.name)
        _text(guardian, "appear:RelationText", record.guardian.relation)
    if record.biometrics.palm_prints_on is not None:
        _dated(root, "appear:PalmPrintsTakenDate", record.biometrics.palm_prints_on)


def _associations(root: Element, record: Registrant) -> None:
    for home in record.residences:
        temporary = home.kind is ResidenceKind.TEMPORARY
        kind = "nc:PersonLocationAssociation" if temporary else "nc:PersonResidenceAssociation"
        _residence(root, kind, home)
    for work in record.work:
        _work(root, work)
    for school in record.schools:
        _school(root, school)


def _residence(root: Element, kind: str, home: Residence) -> None:
    one = _association(root, kind, home.started, home.ended)
    _refers(one, "nc:Person", _PERSON)
    place = _in(one, "nc:Location")
    if home.address is not None:
        _address(_in(place, "nc:Address"), home.address)
    _text(place, "nc:LocationDescriptionText", home.place)


def _work(root: Element, work: Work) -> None:
    one = _association(root, "nc:PersonEmploymentAssociation", work.started, work.ended)
    _refers(one, "nc:Employee", _PERSON)
    _text(_in(_in(one, "nc:Employer"), "nc:EntityOrganization"), "nc:OrganizationName", work.employer)
    if work.address is not None:
        _address(_in(_in(one, "nc:EmploymentLocation"), "nc:Address"), work.address)
    _text(one, "nc:EmployeeOccupationText", work.kind.value)


def _school(root: Element, school: School) -> None:
    """To NIEM's justice domain a pupil receives a school's service."""
    one = _association(root, "j:StudentAssociation", school.started, school.ended)
    _text(_in(one, "j:ServiceProviderOrganization"), "nc:OrganizationName", school.name)
    _refers(one, "j:ServiceRecipientPerson", _PERSON)
    if school.address is not None:
        _address(_in(_in(one, "nc:Location"), "nc:Address"), school.address)


def _vehicle(root: Element, vehicle: Vehicle, name: str) -> None:
    one = _in(root, "nc:Vehicle")
    one.set(_ID, name)
    _text(one, "nc:ConveyanceColorPrimaryText", vehicle.color)
    _text(one, "nc:ItemMakeName", vehicle.make)
    _text(one, "nc:ItemModelName", vehicle.model)
    if vehicle.year is not None:
        _text(one, "nc:ItemModelYearDate", f"{vehicle.year:04}")
    if vehicle.vin:
        _identified(one, "nc:VehicleIdentification", vehicle.vin)
    if vehicle.plate or vehicle.state:
        registered = _in(root, "j:ConveyanceRegistration")
        _refers(registered, "nc:Conveyance", name)
        _identified(registered, "j:ConveyanceRegistrationPlateIdentification", vehicle.plate, vehicle.state)
    driven = _in(root, "nc:PersonConveyanceAssociation")
    _refers(driven, "nc:Person", _PERSON)
    _refers(driven, "nc:Conveyance", name)


def _offense(root: Element, offense: Offense) -> None:
    one = _in(root, "j:Offense")
    if offense.committed_on is not None:
        _dated(one, "nc:ActivityDate", offense.committed_on)
    _text(one, "nc:ActivityDescriptionText", offense.description)
    if offense.statute:
        violated = _in(one, "j:OffenseViolatedStatute")
        _identified(violated, "j:StatuteCodeIdentification", offense.statute)


def _itinerary(root: Element, travel: Travel) -> None:
    """The days alone: what NIEM calls planned is a time to the second, which nobody has told."""
    one = _in(root, "it:Itinerary")
    where = ", ".join(part for part in (travel.destination, travel.country) if part)
    _text(_in(one, "it:ItineraryLocation"), "nc:LocationDescriptionText", where)
    if travel.returns is not None:
        _dated(one, "it:ItineraryArrivalDate", travel.returns)
    _dated(one, "it:ItineraryDepartureDate", travel.departs)
    if carriers := tuple(dict.fromkeys(leg.carrier for leg in travel.legs if leg.carrier)):
        added = _in(one, "appear:ItineraryAugmentation")
        for carrier in carriers:
            _text(added, "it:CarrierName", carrier)


def _visit(root: Element, update: RegistryUpdate) -> None:
    """What made this version: a visit, or an officer's own entry."""
    cause = update.appearance
    one = _in(root, "appear:Amendment" if isinstance(cause, Amendment) else "appear:Visit")
    _identified(one, "nc:ActivityIdentification", update.update_id)
    _text(_in(one, "nc:ActivityDate"), "nc:DateTime", _moment(decided_at(update)))
    if isinstance(cause, Amendment):
        _text(one, "appear:ReasonText", cause.why.reason)
    else:
        _text(one, "appear:VisitKindText", cause.kind.value)
    _text(one, "appear:OfficerID", cause.officer_id)
    _text(one, "appear:RecordVersionNumber", str(update.record.version))
    _text(one, "appear:BasedOnVersionNumber", str(update.based_on_version))
    _text(one, "appear:StandingCode", update.record.standing.value)
    _text(_in(one, "appear:DeadlineDate"), "nc:DateTime", _moment(update.deadline))


def _earlier(root: Element, facts: AppearanceFacts) -> None:
    """A visit whose own update the registry would not take as it stood."""
    one = _in(root, "appear:EarlierVisit")
    _identified(one, "nc:ActivityIdentification", facts.appearance_id)
    _text(_in(one, "nc:ActivityDate"), "nc:DateTime", _moment(facts.completed_at))
    _text(one, "appear:VisitKindText", facts.kind.value)
    _text(one, "appear:OfficerID", facts.officer_id)
    _text(one, "appear:RecordVersionNumber", str(facts.record_version))


def _named(person: Element, name: PersonName, *, alias: bool) -> None:
    one = _in(person, "nc:PersonName")
    if alias:
        one.set(_name("nc:personNameCommentText"), "alias")
    _text(one, "nc:PersonGivenName", name.first)
    _text(one, "nc:PersonMiddleName", name.middle)
    _text(one, "nc:PersonSurName", name.last)
    _text(one, "nc:PersonNameSuffixText", name.suffix)
    _text(one, "nc:PersonFullName", name.full())


def _address(one: Element, address: Address) -> None:
    """In the order of NIEM 6's AddressType, which names its parts otherwise than NIEM 5 did."""
    _text(one, "nc:AddressFullText", address.one_line())
    _text(one, "nc:AddressSecondaryUnitText", address.unit)
    street = _in(one, "nc:AddressStreet")
    _text(street, "nc:StreetFullText", address.first_line())
    _text(street, "nc:StreetNumberText", address.number)
    _text(street, "nc:StreetName", address.street)
    _text(one, "nc:AddressCityName", address.city)
    _text(one, "nc:AddressCountyName", address.county)
    if address.state:
        _text(_in(one, "nc:AddressState"), "nc:StateName", address.state)
    _text(one, "nc:AddressPostalCode", address.zip_code)


def _association(root: Element, kind: str, began: dt.date | None, ended: dt.date | None) -> Element:
    one = _in(root, kind)
    if began is not None or ended is not None:
        span = _in(one, "nc:AssociationDateRange")
        for name, day in (("nc:StartDate", began), ("nc:EndDate", ended)):
            if day is not None:
                _dated(span, name, day)
    return one


def _refers(one: Element, name: str, to: str) -> None:
    _in(one, name).set(_REF, to)


def _identified(parent: Element, name: str, text: str, where: str = "") -> Element:
    """A number or sign, and the state or country that gave it."""
    one = _in(parent, name)
    _text(one, "nc:IdentificationID", text)
    if where:
        _text(_in(one, "nc:IdentificationJurisdiction"), "nc:JurisdictionText", where)
    return one


def _dated(parent: Element, name: str, day: dt.date) -> None:
    _text(_in(parent, name), "nc:Date", day.isoformat())


def _measured(parent: Element, name: str, value: int | None, unit: str) -> None:
    if value is not None:
        one = _in(parent, name)
        _text(one, "nc:MeasureValueText", str(value))
        _text(one, "nc:MeasureUnitText", unit)


def _said(parent: Element, name: str, *, yes: bool) -> None:
    _text(parent, name, "true" if yes else "false")


def _text(parent: Element, name: str, text: str) -> None:
    """An element with this text; none at all when there is no text."""
    if text:
        _in(parent, name).text = "".join(letter for letter in text if _may_stand_in_xml(letter))


def _may_stand_in_xml(letter: str) -> bool:
    number = ord(letter)
    return letter in "\t\n\r" or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or number > 0xFFFF


def _in(parent: Element, name: str) -> Element:
    return SubElement(parent, _name(name))


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
