"""The registrant and every part of the record that the law's form asks for (RSMo 589.407; 34 USC 20914)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kiosk.denial import Denial as Denial
from kiosk.tier import Tier as Tier
from kiosk.tier import TierStage as TierStage


class Standing(StrEnum):
    """Whether the duty to register runs for this person."""

    ACTIVE = "active"
    PENDING = "pending"
    """Notified at release; the initial registration has not been completed."""
    IN_CUSTODY = "in_custody"
    STAYED = "stayed"
    """A petition stays the duty (589.401)."""
    EXEMPT = "exempt"
    REMOVED = "removed"
    MOVED_OUT = "moved_out"
    DECEASED = "deceased"


class BasisKind(StrEnum):
    """Why a person registers in a county (589.400)."""

    RESIDENT = "resident"
    WORKER = "worker"
    STUDENT = "student"
    TEMPORARY_RESIDENT = "temporary_resident"


class ResidenceKind(StrEnum):
    """What sort of place a residence is."""

    HOME = "home"
    OTHER = "other"
    TEMPORARY = "temporary"
    """A temporary residence or lodging (589.414.2; on the form under S982, 589.407)."""
    NO_FIXED_PLACE = "no_fixed_place"
    """No address: ``Residence.place`` says in words where the person sleeps."""


class WorkKind(StrEnum):
    """Employment includes unpaid work (589.414.1)."""

    PAID = "paid"
    VOLUNTEER = "volunteer"
    INTERN = "intern"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name or alias, in the order people say it; empty text where a part is missing."""

    first: str
    middle: str
    last: str
    suffix: str = ""
    item_id: str = ""

    def full(self) -> str:
        """All parts in order, one space between them."""
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Address:
    """One postal address in parts; ``sync.addresses`` makes its normal form."""

    number: str
    street: str
    unit: str
    city: str
    state: str
    """Two letters."""
    zip_code: str
    """Five digits."""
    county: str = ""
    """Empty when not known; the officer decides where a ZIP area crosses a county line."""

    def first_line(self) -> str:
        """House number, street and unit on one line."""
        return " ".join(part for part in (self.number, self.street, self.unit) if part)

    def last_line(self) -> str:
        """City, state and ZIP on one line."""
        return f"{self.city}, {self.state} {self.zip_code}".strip(", ")

    def one_line(self) -> str:
        """The whole address on one line."""
        return f"{self.first_line()}, {self.last_line()}"


@dataclass(frozen=True, slots=True)
class Residence:
    """A place the person lives or sleeps; ``address`` is None only for NO_FIXED_PLACE."""

    item_id: str
    kind: ResidenceKind
    address: Address | None
    place: str = ""
    started: dt.date | None = None
    ended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MailingAddress:
    """Where mail finds the person."""

    item_id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Absence:
    """Seven days or more away from the residence (589.400.11): where and for how long."""

    item_id: str
    place: str
    leaves: dt.date
    returns: dt.date | None


@dataclass(frozen=True, slots=True)
class Work:
    """Paid or unpaid work, with the place where it is done."""

    item_id: str
    kind: WorkKind
    employer: str
    address: Address | None
    started: dt.date | None = None
    ended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class School:
    """Attendance at a school."""

    item_id: str
    name: str
    address: Address | None
    started: dt.date | None = None
    ended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, ten digits."""

    item_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""

    item_id: str
    address: str


@dataclass(frozen=True, slots=True)
class OnlineIdentifier:
    """A name used online and where it is used (43.651; never published)."""

    item_id: str
    service: str
    name: str


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle owned or operated (589.407)."""

    item_id: str
    plate: str
    state: str
    year: int | None
    make: str
    model: str
    color: str
    owner: str = ""
    vin: str = ""


@dataclass(frozen=True, slots=True)
class Passport:
    """A passport or immigration document."""

    item_id: str
    kind: str
    number: str
    country: str
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ProfessionalLicense:
    """A licence to practise a trade or profession."""

    item_id: str
    profession: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class TravelLeg:
    """One leg of travel abroad."""

    date: dt.date
    from_place: str
    to_place: str
    carrier: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Travel:
    """Intended travel abroad, told at least 21 days before (34 USC 20914(a)(7); S982, 589.414)."""

    item_id: str
    country: str
    departs: dt.date
    returns: dt.date | None
    purpose: str = ""
    destination: str = ""
    legs: tuple[TravelLeg, ...] = ()
    sent_how: str = ""
    sent_on: dt.date | None = None


Item: TypeAlias = (
    PersonName
    | Residence
    | MailingAddress
    | Absence
    | Work
    | School
    | Phone
    | Email
    | OnlineIdentifier
    | Vehicle
    | Passport
    | ProfessionalLicense
    | Travel
)
"""One entry of the record that a person can add, change or end; ``item_id`` names it within the record."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named yes or no that a rule needs (LAW.md: ``victim_under_18`` and its kin)."""

    name: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Offense:
    """An adjudicated offense; officer only."""

    description: str
    statute: str
    committed_on: dt.date | None
    committed_at: str
    convicted_on: dt.date | None
    convicted_at: str
    victim_age_from: int | None = None
    victim_age_to: int | None = None
    victim_gender: str = ""
    own_age: int | None = None
    """The registrant's age then."""
    confinement_released: dt.date | None = None
    supervision_released: dt.date | None = None
    punishment_months: int | None = None
    """The longest term it carried."""
    comparable_tier: Tier | None = None
    """Of an offense adjudicated elsewhere: the tier of the one here to which a person compares it."""
    facts: tuple[Fact, ...] = ()
    """What the tier tables ask of this offense alone (``law.fact.NAME``)."""


@dataclass(frozen=True, slots=True)
class Description:
    """Physical description; height in inches, weight in pounds."""

    sex: str = ""
    race: str = ""
    height_in: int | None = None
    weight_lb: int | None = None
    eyes: str = ""
    hair: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """Where the photograph lies (an id in the station's store) and when it was taken."""

    photograph_id: str
    taken_on: dt.date


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian who may sign (S982, 589.407)."""

    name: str
    relation: str
    document_seen: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """One ground for registering, with its county; ``ended`` is None while it stays active."""

    kind: BasisKind
    county: str
    started: dt.date | None = None
    ended: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Biometrics:
    """What the officer has taken, and when; the prints themselves lie elsewhere."""

    fingerprints_on: dt.date | None = None
    palm_prints_on: dt.date | None = None
    dna_given_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Registrant:
    """One person's whole record at one version; a new version is a new value."""

    registrant_id: str
    version: int
    """1 for the first; each appearance or correction adds one."""
    name: PersonName
    birth_date: dt.date
    id_number: str
    """The licence or state ID number as printed on the card; empty when there is none."""
    home_county: str
    standing: Standing
    tier: Tier | None = None
    tier_stage: TierStage | None = None
    tier_since: dt.date | None = None
    """Where the tier stands in its life, and the day it came there; None while nobody has said."""
    registry_id: str = ""
    registered_on: dt.date | None = None
    last_full_verification: dt.date | None = None
    duty_began: dt.date | None = None
    """Adjudication, release or probation placement that started the first three days (589.400.2)."""
    in_custody_since: dt.date | None = None
    released_on: dt.date | None = None
    """End of the last custody; release starts three business days."""
    stay_ended_on: dt.date | None = None
    """The day all appeals of a denied exemption petition were exhausted (S982, 589.401)."""
    federal_tier: Tier | None = None
    """The tier under 34 USC 20911, which is not Missouri's."""
    facts: tuple[Fact, ...] = ()
    bases: tuple[Basis, ...] = ()
    aliases: tuple[PersonName, ...] = ()
    birth_dates_used: tuple[dt.date, ...] = ()
    ssn_sealed: str = ""
    """Sealed by the station; the core cannot read it."""
    residences: tuple[Residence, ...] = ()
    mailing: tuple[MailingAddress, ...] = ()
    absences: tuple[Absence, ...] = ()
    work: tuple[Work, ...] = ()
    schools: tuple[School, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    online_identifiers: tuple[OnlineIdentifier, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    passports: tuple[Passport, ...] = ()
    licenses: tuple[ProfessionalLicense, ...] = ()
    travel: tuple[Travel, ...] = ()
    offenses: tuple[Offense, ...] = ()
    denials: tuple[Denial, ...] = field(default=(), metadata={"later": True})
    treatment: str = ""
    persistent_or_predatory: bool = False
    description: Description = field(default_factory=Description)
    photograph: Photograph | None = None
    biometrics: Biometrics = field(default_factory=Biometrics)
    guardian: Guardian | None = None
    notes: tuple[str, ...] = ()

    def last_photograph(self) -> dt.date | None:
        """When the photograph on file was taken, or None."""
        return self.photograph.taken_on if self.photograph else None
