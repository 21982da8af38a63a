"""An entry of the record as the few lines a person reads on paper or on a screen."""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias, assert_never

from kiosk.registrant import (
    Absence,
    Address,
    Email,
    Item,
    MailingAddress,
    OnlineIdentifier,
    Passport,
    PersonName,
    Phone,
    ProfessionalLicense,
    Residence,
    ResidenceKind,
    School,
    Travel,
    TravelLeg,
    Vehicle,
    Work,
    WorkKind,
)
from kiosk.words import Words, words

Text: TypeAlias = str | Words
"""A person's own writing (a name, an address) as ``str``; anything of ours as ``Words``."""

Lines: TypeAlias = tuple[Text, ...]
"""Top to bottom, the first one says the most; none is empty."""

DOCUMENT_KINDS = ("passport", "immigration")
"""Papers that have a name in every language; whatever else a record calls one is shown as it is."""


def lines(item: Item, whole_numbers: bool = True) -> Lines:
    """``item`` in lines. Without ``whole_numbers`` passports and licences show their last four signs only,
    as on a paper that may be lost."""
    found: Lines
    match item:
        case PersonName():
            found = (item.full(),)
        case Residence() | MailingAddress() | Absence():
            found = _place_lines(item)
        case Work() | School():
            found = _activity_lines(item)
        case Phone(number=number):
            found = (phone_said(number),)
        case Email(address=address):
            found = (address,)
        case OnlineIdentifier(service=service, name=name):
            found = (name, service)
        case Vehicle():
            found = _vehicle_lines(item)
        case Passport() | ProfessionalLicense():
            found = _document_lines(item, whole_numbers)
        case Travel():
            found = _travel_lines(item)
        case _:
            assert_never(item)
    return tuple(line for line in found if line)


def away_since(trip: Travel, today: dt.date) -> dt.date | None:
    """The day ``trip`` began, once it is past and nobody has said when it ends; None for any other."""
    return trip.departs if trip.returns is None and trip.departs < today else None


def address_lines(address: Address | None) -> Lines:
    """House, street and unit, then city, state and ZIP; nothing for None."""
    return (address.first_line(), address.last_line()) if address else ()


def phone_said(number: str) -> str:
    """Ten digits as ``(816) 555-0100``; anything else as it is."""
    if len(number) == 10 and number.isdigit():
        return f"({number[:3]}) {number[3:6]}-{number[6:]}"
    return number


def _place_lines(item: Residence | MailingAddress | Absence) -> Lines:
    match item:
        case Residence(kind=ResidenceKind.HOME):
            return (*address_lines(item.address), item.place)
        case Residence():
            return (*address_lines(item.address), item.place, words(f"entry.residence.{item.kind.value}"))
        case MailingAddress():
            return address_lines(item.address)
        case Absence():
            return (item.place, _period(item.leaves, item.returns))
        case _:
            assert_never(item)


def _activity_lines(item: Work | School) -> Lines:
    if isinstance(item, School):
        return (item.name, *address_lines(item.address))
    kind = () if item.kind is WorkKind.PAID else (words(f"entry.work.{item.kind.value}"),)
    return (item.employer, *address_lines(item.address), *kind)


def _vehicle_lines(item: Vehicle) -> Lines:
    year = str(item.year) if item.year else ""
    what = " ".join(part for part in (year, item.make, item.model, item.color) if part)
    plate = words("entry.vehicle.plate", plate=item.plate, state=item.state) if item.plate else ""
    owner = words("entry.vehicle.owner", owner=item.owner) if item.owner else ""
    vin = words("entry.vehicle.vin", vin=item.vin) if item.vin else ""
    return (what, plate, owner, vin)


def _document_lines(item: Passport | ProfessionalLicense, whole: bool) -> Lines:
    number = item.number if whole or len(item.number) <= 4 else words("entry.number", last=item.number[-4:])
    if isinstance(item, ProfessionalLicense):
        return (item.profession, number, item.state)
    expires = words("entry.expires", day=item.expires) if item.expires else ""
    kind = words(f"entry.document.{item.kind}") if item.kind in DOCUMENT_KINDS else item.kind
    return (kind, number, item.country, expires)


def _travel_lines(item: Travel) -> Lines:
    return (
        item.country,
        _period(item.departs, item.returns),
        item.destination,
        item.purpose,
        *(leg for travelled in item.legs for leg in _leg_lines(travelled)),
    )


def _leg_lines(leg: TravelLeg) -> Lines:
    said = words("entry.travel.leg", day=leg.date, start=leg.from_place, end=leg.to_place)
    return (said, " ".join(part for part in (leg.carrier, leg.number) if part))


def _period(first: dt.date, last: dt.date | None) -> Words:
    if last is None:
        return words("entry.from", first=first)
    return words("entry.from_to", first=first, last=last)
