"""From what was said to a reported change, and from an entry to what stands in the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kiosk import registrant as rg
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told
from kiosk.topics import Topic
from ui.lobby.forms.asks import Act
from ui.lobby.forms.places import City, Places

NAME_ENTRY = "name"
"""How a change of the person's own name is addressed."""


def made_change(
    topic: Topic,
    act: Act,
    before: rg.Item | None,
    said: Mapping[str, str],
    places: Places,
    phrase: str = "",
) -> ReportedChange:
    """The change that the answers ``said`` amount to; every question must have been answered."""
    since = _day(said.get("since", ""))
    if act is Act.TELL:
        return Told(topic, said["text"])
    if act is Act.GONE:
        return Told(topic, f"{phrase}: {said['which']}" if phrase else said["which"], _day(said["ended_on"]))
    if act is Act.END:
        assert before is not None
        ended = _day(said["ended_on"])
        assert ended is not None
        return Ended(topic, before.item_id, before, ended)
    item = _item(topic, said, since, places)
    if topic is Topic.NAME:
        return Changed(topic, NAME_ENTRY, before, item, since)
    if act is Act.ADD or (act is Act.NO_PLACE and before is None):
        return Added(topic, item, since)
    return Changed(topic, before.item_id if before is not None else "", before, item, since)


def said_before(item: rg.Item) -> dict[str, str]:
    """The answers that would make ``item``: what stands in the fields when it is mended."""
    match item:
        case rg.Residence():
            found = {
                "residence_kind": item.kind.value,
                "sleeping_place": item.place,
                **_address_said(item.address),
            }
        case rg.MailingAddress():
            found = _address_said(item.address)
        case rg.Absence():
            found = {"place": item.place, "leaves": _iso(item.leaves), "returns": _iso(item.returns)}
        case rg.Work():
            found = {"work_kind": item.kind.value, "employer": item.employer, **_address_said(item.address)}
        case rg.School():
            found = {"school": item.name, **_address_said(item.address)}
        case rg.Phone():
            found = {"phone": item.number}
        case rg.Email():
            found = {"email": item.address}
        case rg.OnlineIdentifier():
            found = {"service": item.service, "online_name": item.name}
        case rg.Vehicle():
            found = {
                "plate": item.plate,
                "plate_state": item.state,
                "year": str(item.year or ""),
                "make": item.make,
                "model": item.model,
                "color": item.color,
            }
        case rg.PersonName():
            found = {"first": item.first, "middle": item.middle, "last": item.last}
        case rg.Travel():
            found = {
                "travel_country": item.country,
                "departs": _iso(item.departs),
                "travel_returns": _iso(item.returns),
                "purpose": item.purpose,
            }
        case rg.Passport() | rg.ProfessionalLicense():
            # Their numbers are for the officer only and never reach the lobby.
            found = {}
    return {name: text for name, text in found.items() if text}


def address_of(said: Mapping[str, str], places: Places) -> rg.Address:
    """The address said so far; parts not yet said are empty."""
    zip_code, city = said.get("zip_code", ""), said.get("city", "")
    known = places.cities(zip_code) if zip_code else ()
    same_name = (place for place in known if place.name.casefold() == city.casefold())
    place = next(same_name, known[0] if known else City("", ""))
    return rg.Address(
        number=said.get("number", ""),
        street=said.get("street", ""),
        unit=said.get("unit", ""),
        city=city,
        state=place.state,
        zip_code=zip_code,
        county=place.county,
    )


def _item(topic: Topic, said: Mapping[str, str], since: dt.date | None, places: Places) -> rg.Item:
    match topic:
        case Topic.RESIDENCES:
            kind = rg.ResidenceKind(said.get("residence_kind", rg.ResidenceKind.NO_FIXED_PLACE))
            if kind is rg.ResidenceKind.NO_FIXED_PLACE:
                return rg.Residence("", kind, None, said["sleeping_place"], since)
            return rg.Residence("", kind, address_of(said, places), started=since)
        case Topic.MAILING:
            return rg.MailingAddress("", address_of(said, places))
        case Topic.ABSENCES:
            return rg.Absence("", said["place"], _known_day(said["leaves"]), _day(said["returns"]))
        case Topic.WORK:
            kind_of_work = rg.WorkKind(said["work_kind"])
            return rg.Work("", kind_of_work, said["employer"], address_of(said, places), since)
        case Topic.SCHOOLS:
            return rg.School("", said["school"], address_of(said, places), since)
        case Topic.NAME:
            return rg.PersonName(said["first"], said["middle"], said["last"])
        case _:
            return _small_item(topic, said)


def _small_item(topic: Topic, said: Mapping[str, str]) -> rg.Item:
    match topic:
        case Topic.PHONES:
            return rg.Phone("", said["phone"])
        case Topic.EMAILS:
            return rg.Email("", said["email"])
        case Topic.ONLINE:
            return rg.OnlineIdentifier("", said["service"], said["online_name"])
        case Topic.VEHICLES:
            year = int(said["year"]) if said["year"] else None
            return rg.Vehicle(
                "", said["plate"], said["plate_state"], year, said["make"], said["model"], said["color"]
            )
        case Topic.PASSPORTS:
            return rg.Passport(
                "", said["passport_kind"], said["passport_number"], said["country"], _day(said["expires"])
            )
        case Topic.LICENSES:
            return rg.ProfessionalLicense(
                "", said["profession"], said["license_number"], said["license_state"]
            )
        case Topic.TRAVEL:
            departs, returns = _known_day(said["departs"]), _day(said["travel_returns"])
            return rg.Travel("", said["travel_country"], departs, returns, said["purpose"])
        case _:
            raise AssertionError(f"{topic} holds no entries")


def _address_said(address: rg.Address | None) -> dict[str, str]:
    if address is None:
        return {}
    return {
        "number": address.number,
        "street": address.street,
        "unit": address.unit,
        "zip_code": address.zip_code,
        "city": address.city,
    }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _known_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
