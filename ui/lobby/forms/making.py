"""From what was said to reported changes, and from an entry to what stands in the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from kiosk.changes import Added, Changed, Ended, ReportedChange, Told, keeps_its_past, move
from kiosk.topics import ITEM_OF, Topic
from ui.lobby.forms.asks import Act
from ui.lobby.forms.places import City, Places

_BETWEEN = "; "
"""Between the parts of a place without an address."""
NAME_ENTRY = "name"
"""How a change of the person's own name is addressed."""


def made_changes(
    topic: Topic,
    act: Act,
    before: rg.Item | None,
    said: Mapping[str, str],
    places: Places,
    phrase: str = "",
) -> tuple[ReportedChange, ...]:
    """What the answers ``said`` amount to; every question must have been answered.

    A new home, work or school in the place of ``before`` is a move. What no question asks of an entry that
    changed is as it was.
    """
    since = _day(said.get("since", "") or said.get("begins", ""))
    if act is Act.TELL:
        return (Told(topic, said["text"]),)
    if act is Act.GONE:
        which = f"{phrase}: {said['which']}" if phrase else said["which"]
        return (Told(topic, which, _day(said["ended_on"])),)
    if act is Act.END:
        assert before is not None
        return (Ended(topic, before.item_id, before, _known_day(said["ended_on"])),)
    # Where mail finds a person without a fixed place.
    besides = (Told(Topic.MAILING, said["mail_at"]),) if said.get("mail_at") else ()
    if act is Act.ADD or (act is Act.NO_PLACE and before is None):
        return (Added(topic, _item(topic, said, None, places), since), *besides)
    if act is not Act.FIX and before is not None and keeps_its_past(before):
        return (*move(topic, before, _item(topic, said, None, places), _known_day(said["since"])), *besides)
    item_id = NAME_ENTRY if topic is Topic.NAME else before.item_id if before is not None else ""
    return (Changed(topic, item_id, before, _item(topic, said, before, places), since), *besides)


def said_before(item: rg.Item) -> dict[str, str]:
    """The answers that would make ``item``: what stands in the fields when it is mended."""
    match item:
        case rg.Residence():
            found = {
                "residence_kind": item.kind.value,
                **_place_said(item.place),
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


def address_in(entry: rg.Item | None) -> rg.Address | None:
    """The address of an entry that has one."""
    found = getattr(entry, "address", None)
    return found if isinstance(found, rg.Address) else None


def address_of(said: Mapping[str, str], places: Places, before: rg.Address | None = None) -> rg.Address:
    """The address said so far; parts not yet said are empty.

    In the street of ``before``, state and county are what they were there: an officer may have decided them.
    """
    zip_code, city = said.get("zip_code", ""), said.get("city", "")
    known = places.cities(zip_code) if zip_code else ()
    same_name = (place for place in known if place.name.casefold() == city.casefold())
    place = next(same_name, known[0] if known else City("", ""))
    found = rg.Address(
        number=said.get("number", ""),
        street=said.get("street", ""),
        unit=said.get("unit", ""),
        city=city,
        state=place.state,
        zip_code=zip_code,
        county=place.county,
    )
    if before is None or _street(before) != _street(found):
        return found
    return replace(found, state=before.state, county=before.county)


def _street(address: rg.Address) -> tuple[str, str, str]:
    return address.street.casefold(), address.city.casefold(), address.zip_code


def _item(topic: Topic, said: Mapping[str, str], before: rg.Item | None, places: Places) -> rg.Item:
    """A new entry as ``said``, or ``before`` with what was said put in its place."""
    told = _told(topic, said, before, places)
    if before is not None:
        return replace(before, **told)
    return ITEM_OF[topic](**{"item_id": "", **told})


def _told(topic: Topic, said: Mapping[str, str], before: rg.Item | None, places: Places) -> dict[str, Any]:
    """The fields of an entry that the questions of ``topic`` decide."""
    where = address_of(said, places, address_in(before))
    began = {"started": _day(said["since"])} if "since" in said else {}
    match topic:
        case Topic.RESIDENCES:
            return {**_residence_told(said, before, where), **began}
        case Topic.MAILING:
            return {"address": where}
        case Topic.ABSENCES:
            leaves, returns = _known_day(said["leaves"]), _day(said["returns"])
            return {"place": said["place"], "leaves": leaves, "returns": returns}
        case Topic.WORK:
            kind = rg.WorkKind(said["work_kind"])
            return {"kind": kind, "employer": said["employer"], "address": where, **began}
        case Topic.SCHOOLS:
            return {"name": said["school"], "address": where, **began}
        case Topic.TRAVEL:
            departs, returns = _known_day(said["departs"]), _day(said["travel_returns"])
            going = {"departs": departs, "returns": returns}
            return {"country": said["travel_country"], "purpose": said["purpose"], **going}
        case _:
            return _small_told(topic, said)


def _residence_told(said: Mapping[str, str], before: rg.Item | None, where: rg.Address) -> dict[str, Any]:
    kind = rg.ResidenceKind(said.get("residence_kind", rg.ResidenceKind.NO_FIXED_PLACE))
    if kind is rg.ResidenceKind.NO_FIXED_PLACE:
        return {"kind": kind, "address": None, "place": _place_of(said)}
    told = {"kind": kind, "address": where}
    # The words of a place without an address say where that was.
    return {**told, "place": ""} if address_in(before) is None else told


def _small_told(topic: Topic, said: Mapping[str, str]) -> dict[str, Any]:
    match topic:
        case Topic.PHONES:
            return {"number": said["phone"]}
        case Topic.EMAILS:
            return {"address": said["email"]}
        case Topic.ONLINE:
            return {"service": said["service"], "name": said["online_name"]}
        case Topic.VEHICLES:
            year = int(said["year"]) if said["year"] else None
            same = {name: said[name] for name in ("plate", "make", "model", "color")}
            return {"state": said["plate_state"], "year": year, **same}
        case Topic.NAME:
            return {name: said[name] for name in ("first", "middle", "last")}
        case Topic.PASSPORTS:
            number, expires = said["passport_number"], _day(said["expires"])
            issued = {"kind": said["passport_kind"], "country": said["country"]}
            return {"number": number, "expires": expires, **issued}
        case Topic.LICENSES:
            number, state = said["license_number"], said["license_state"]
            return {"profession": said["profession"], "number": number, "state": state}
        case _:
            raise AssertionError(f"{topic} holds no entries")


def _place_of(said: Mapping[str, str]) -> str:
    """Where somebody without an address sleeps: what it is, the nearest corner, the city."""
    parts = (said["sleeping_place"], said["corner"], said["near_city"])
    return _BETWEEN.join(part for part in parts if part)


def _place_said(place: str) -> dict[str, str]:
    what, *where = place.split(_BETWEEN)
    if len(where) > 2:
        return {"sleeping_place": place}
    corner, city = where if len(where) == 2 else ("", *where) if where else ("", "")
    return {"sleeping_place": what, "corner": corner, "near_city": city}


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
