"""What is asked at each verification: the topics, their pages, and what of the record each one holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kiosk.registrant import (
    Absence,
    Email,
    Item,
    MailingAddress,
    OnlineIdentifier,
    Passport,
    PersonName,
    Phone,
    ProfessionalLicense,
    Registrant,
    Residence,
    School,
    Travel,
    Vehicle,
    Work,
)


class Topic(StrEnum):
    """One topic of the form (589.407), asked and answered on its own."""

    RESIDENCES = "residences"
    MAILING = "mailing"
    ABSENCES = "absences"
    WORK = "work"
    SCHOOLS = "schools"
    PHONES = "phones"
    EMAILS = "emails"
    ONLINE = "online"
    VEHICLES = "vehicles"
    PASSPORTS = "passports"
    LICENSES = "licenses"
    NAME = "name"
    LOOKS = "looks"
    TRAVEL = "travel"
    OTHER = "other"


class Page(StrEnum):
    """The five grouped pages of the lobby."""

    LIVING = "living"
    WORKING = "working"
    CONTACT = "contact"
    VEHICLES = "vehicles"
    MYSELF = "myself"


PAGES: Mapping[Page, tuple[Topic, ...]] = {
    Page.LIVING: (Topic.RESIDENCES, Topic.MAILING, Topic.ABSENCES),
    Page.WORKING: (Topic.WORK, Topic.SCHOOLS),
    Page.CONTACT: (Topic.PHONES, Topic.EMAILS, Topic.ONLINE),
    Page.VEHICLES: (Topic.VEHICLES, Topic.PASSPORTS, Topic.LICENSES),
    Page.MYSELF: (Topic.NAME, Topic.LOOKS, Topic.TRAVEL, Topic.OTHER),
}
"""Every topic once, in the order asked."""

TOLD_ONLY = frozenset({Topic.LOOKS, Topic.OTHER})
"""Topics answered in the person's own words, without entries on file."""

Entries: TypeAlias = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What a registrant may see of their own record in the lobby, and nothing else (CJIS AC-20).

    ``shown`` has a row for each topic that holds entries; passports and professional licences are never in
    it, since their numbers are for the officer only.
    """

    name: PersonName
    shown: tuple[ShownTopic, ...]

    def entries(self, topic: Topic) -> Entries:
        """What is on file for ``topic``; empty when nothing is, or when it may not be shown."""
        return next((row.entries for row in self.shown if row.topic is topic), ())


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """The entries on file for one topic."""

    topic: Topic
    entries: Entries


FIELD_OF: Mapping[Topic, str] = {
    Topic.RESIDENCES: "residences",
    Topic.MAILING: "mailing",
    Topic.ABSENCES: "absences",
    Topic.WORK: "work",
    Topic.SCHOOLS: "schools",
    Topic.PHONES: "phones",
    Topic.EMAILS: "emails",
    Topic.ONLINE: "online_identifiers",
    Topic.VEHICLES: "vehicles",
    Topic.PASSPORTS: "passports",
    Topic.LICENSES: "licenses",
    Topic.NAME: "aliases",
    Topic.TRAVEL: "travel",
}
"""The field of ``Registrant`` that holds a topic's entries."""

ITEM_OF: Mapping[Topic, type[Item]] = {
    Topic.RESIDENCES: Residence,
    Topic.MAILING: MailingAddress,
    Topic.ABSENCES: Absence,
    Topic.WORK: Work,
    Topic.SCHOOLS: School,
    Topic.PHONES: Phone,
    Topic.EMAILS: Email,
    Topic.ONLINE: OnlineIdentifier,
    Topic.VEHICLES: Vehicle,
    Topic.PASSPORTS: Passport,
    Topic.LICENSES: ProfessionalLicense,
    Topic.NAME: PersonName,
    Topic.TRAVEL: Travel,
}
"""What an entry of each topic is."""

OFFICER_ONLY = frozenset({Topic.PASSPORTS, Topic.LICENSES, Topic.NAME})
"""Asked in the lobby, but what is on file (numbers, aliases) is shown only at the desk."""


def on_file(registrant: Registrant, topic: Topic) -> Entries:
    """The current (not ended) entries of ``topic`` on the record."""
    if topic in TOLD_ONLY:
        return ()
    entries: Entries = getattr(registrant, FIELD_OF[topic])
    return tuple(entry for entry in entries if getattr(entry, "ended", None) is None)


def own_record(registrant: Registrant) -> OwnRecord:
    """The allow-listed view of ``registrant`` for their own eyes in the lobby."""
    shown = (
        ShownTopic(topic, on_file(registrant, topic))
        for topics in PAGES.values()
        for topic in topics
        if topic not in TOLD_ONLY and topic not in OFFICER_ONLY
    )
    return OwnRecord(registrant.name, tuple(row for row in shown if row.entries))
