"""An entry of the record in words: one line that names it, and a quieter one under it."""

from __future__ import annotations

import datetime as dt

from kiosk import registrant as rg
from kiosk.words import words
from ui.texts import Language


def title(item: rg.Item, language: Language) -> str:
    """The line that names ``item``: an address, an employer, a number."""
    match item:
        case rg.Residence(address=address, place=place):
            return address.first_line() if address else place
        case rg.MailingAddress(address=address):
            return address.first_line()
        case rg.Absence(place=place):
            return place
        case rg.Work(employer=employer):
            return employer
        case rg.School(name=name):
            return name
        case rg.Phone(number=number):
            return f"({number[:3]}) {number[3:6]}-{number[6:]}" if len(number) == 10 else number
        case rg.Email(address=text):
            return text
        case rg.OnlineIdentifier(name=name):
            return name
        case rg.Vehicle():
            year = str(item.year) if item.year else ""
            return " ".join(part for part in (year, item.make, item.model) if part)
        case rg.Passport(number=number):
            return number
        case rg.ProfessionalLicense(profession=profession):
            return profession
        case rg.Travel(country=country):
            return country
        case rg.PersonName():
            return item.full()


def under(item: rg.Item, language: Language) -> str:
    """What else a person must see of ``item`` to say that it is right; empty when nothing."""
    return " · ".join(part for part in _parts(item, language) if part)


def line(item: rg.Item, language: Language) -> str:
    """All of ``item`` on one line, for a summary."""
    return ", ".join(part for part in (title(item, language), under(item, language)) if part)


def _parts(item: rg.Item, language: Language) -> tuple[str, ...]:
    def say(key: str) -> str:
        return language.say(words(f"entries.{key}"))

    match item:
        case rg.Residence(address=address):
            where = address.last_line() if address else ""
            return where, say(f"residence.{item.kind.value}"), _since(item.started, language)
        case rg.MailingAddress(address=address):
            return (address.last_line(),)
        case rg.Absence():
            return (_from_to(item.leaves, item.returns, language),)
        case rg.Work(address=address):
            where = address.one_line() if address else ""
            return where, say(f"work.{item.kind.value}"), _since(item.started, language)
        case rg.School(address=address):
            return (address.one_line() if address else "", _since(item.started, language))
        case rg.OnlineIdentifier():
            return (item.service,)
        case rg.Vehicle():
            return item.color, " ".join(part for part in (item.plate, item.state) if part)
        case rg.Passport():
            return item.country, _until(item.expires, language)
        case rg.ProfessionalLicense():
            return item.number, item.state
        case rg.Travel():
            return _from_to(item.departs, item.returns, language), item.purpose
        case rg.Phone() | rg.Email() | rg.PersonName():
            return ()


def _since(day: dt.date | None, language: Language) -> str:
    return language.say(words("entries.since", day=day)) if day else ""


def _until(day: dt.date | None, language: Language) -> str:
    return language.say(words("entries.until", day=day)) if day else ""


def _from_to(first: dt.date, last: dt.date | None, language: Language) -> str:
    if last is None:
        return language.say(words("entries.from", day=first))
    return language.say(words("entries.from_to", first=first, last=last))
