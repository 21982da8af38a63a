"""What somebody is given who asks for records: each open part, and for each closed one the section that
closes it (43.650; 589.417; 34 USC 20920)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.law.person import tier_in_force
from kiosk.law.publicity import (
    Channel,
    Openness,
    Published,
    convictions,
    may_publish,
    openness,
    openness_of_offense,
    parts,
    publication_of,
)
from kiosk.law.rulesets import Rulesets
from kiosk.papers import Letterhead, Printing
from kiosk.registrant import Address, Description, Offense, Registrant, Residence, Standing, Vehicle
from kiosk.words import Words, words

UNREAD: Final = "589.417"
"""The statute that S-10 waits for: the rule itself cites the bill that amends it."""
WHOLE_RECORD: Final = ("43.650.4", UNREAD, "589.401")
"""What may close a whole record, said of every line without an open one."""
_HOLDS: Final = frozenset({Standing.ACTIVE, Standing.IN_CUSTODY})
"""Only while the duty runs is a record given; of all others there is none that is open (S-08, S-09)."""
_VICTIM: Final = "victim"
_INSIDE: Final = frozenset({"registrant_id", "version", "offenses"})
"""Parts that are the station's own numbers, or are told piece by piece."""
_TOGETHER: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id_number", "registry_id"), "numbers"),
    **dict.fromkeys(
        ("registered_on", "last_full_verification", "duty_began", "released_on", "stay_ended_on"), "dates"
    ),
    **dict.fromkeys(("in_custody_since", "tier_since"), "dates"),
    **dict.fromkeys(("facts", "persistent_or_predatory", "federal_tier", "tier_stage"), "findings"),
    "denials": "findings",
    **dict.fromkeys(("bases", "home_county"), "bases"),
    **dict.fromkeys(("phones", "emails"), "contact"),
    **dict.fromkeys(("mailing", "absences"), "mailing"),
}
"""Parts that are named in one word on the paper."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    """One open part of a record (a catalogue key's last part) and what it says, line by line."""

    name: str
    says: tuple[Words, ...]
    photograph_id: str = ""
    """The picture that belongs on the paper: of somebody who was asked for, not in a list of everybody."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What one section closes."""

    section: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one line of a request. Without ``given`` there is no open record; whether there is a
    closed one, nobody is told."""

    asked: str
    """As the requester wrote it; empty in a list of everybody."""
    given: tuple[OpenPart, ...] = ()
    closed: tuple[Closed, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsPack:
    """The paper that answers one request."""

    number: str
    office: Letterhead
    asked_by: str
    answers: tuple[Answer, ...]
    language: str
    printing: Printing
    removed: int = 0
    """Answers that were given and are gone, since the records they were about have been removed."""

    def pictures(self) -> tuple[str, ...]:
        """The ids of the photographs that belong on it, each once."""
        every = (part.photograph_id for one in self.answers for part in one.given)
        return tuple(dict.fromkeys(one for one in every if one))


def answer(
    asked: str,
    record: Registrant | None,
    opened: frozenset[str],
    rulesets: Rulesets,
    day: dt.date,
    *,
    late: bool,
) -> Answer:
    """What is given of ``record``; ``opened`` are the parts counsel has opened to requests.

    Nobody on file and a record whose name is closed get the same answer.
    """
    if record is None or record.standing not in _HOLDS:
        return Answer(asked)
    who = replace(publication_of(record, rulesets, day), opened=opened)
    open_ = [part for part in parts() if _is_open(part, who, rulesets, day)]
    if "name" not in open_:
        return Answer(asked)
    picture = record.photograph.photograph_id if asked and record.photograph else ""
    given = [
        OpenPart(part, tuple(_said(part, record, late=late)), picture if part == "photograph" else "")
        for part in open_
    ]
    return Answer(asked, tuple(one for one in given if one.says), _closed(open_, who, rulesets, day))


def _is_open(part: str, who: Published, rulesets: Rulesets, day: dt.date) -> bool:
    """Never more on request than on the public page."""
    channels = (Channel.PUBLIC_PAGE, Channel.RECORDS_REQUEST)
    return all(may_publish(part, who, channel, rulesets, day) for channel in channels)


def _closed(open_: list[str], who: Published, rulesets: Rulesets, day: dt.date) -> tuple[Closed, ...]:
    found: dict[str, dict[str, None]] = {}
    for part in parts():
        if part not in open_ and (part not in _INSIDE or part == "offenses"):
            section = _section(part, who, rulesets, day)
            found.setdefault(section, {})[_TOGETHER.get(part, part)] = None
    if "offenses" in open_:
        found.setdefault(rulesets.version("F-04", day).section, {})[_VICTIM] = None
    return tuple(Closed(section, tuple(names)) for section, names in found.items())


def _section(part: str, who: Published, rulesets: Rulesets, day: dt.date) -> str:
    """What closes a part that is closed."""
    match openness(part):
        case Openness.NEVER:
            return rulesets.version("F-04", day).section
        case Openness.PUBLIC if part == "tier" and who.tier_for_frequency_only:
            return rulesets.version("S-14", day).section
        case Openness.PUBLIC:
            return UNREAD
        case _:
            return rulesets.version("M-25", day).section


def _said(part: str, record: Registrant, *, late: bool) -> Iterator[Words]:
    match part:
        case "name":
            yield _plain(record.name.full())
        case "aliases":
            yield from (_plain(one.full()) for one in record.aliases)
        case "birth_date":
            yield words("paper.request.day", day=record.birth_date)
        case "birth_dates_used":
            yield from (words("paper.request.day", day=one) for one in record.birth_dates_used)
        case "description":
            yield from _looks(record.description)
        case "residences":
            for home in record.residences:
                if home.ended is None:
                    yield _home(home)
        case "work" | "schools":
            places: list[Address | None] = [one.address for one in record.work if one.ended is None]
            if part == "schools":
                places = [one.address for one in record.schools if one.ended is None]
            yield from (_plain(place.one_line()) for place in places if place is not None)
        case "vehicles":
            yield from (_plain(_vehicle(one)) for one in record.vehicles)
        case "offenses":
            for offense in convictions(record):
                yield from _offense(offense)
        case "tier" if (tier := tier_in_force(record)) is not None:
            yield _plain(tier.value)
        case "standing":
            yield words("paper.request.late" if late else "paper.request.kept")
        case "photograph" if record.photograph is not None:
            yield words("paper.request.taken", day=record.photograph.taken_on)


def _plain(text: str) -> Words:
    return words("paper.request.plain", text=text)


def _home(one: Residence) -> Words:
    """An address; never the place in somebody's own words, which may point to a victim."""
    return _plain(one.address.one_line()) if one.address else words("paper.request.no_address")


def _vehicle(one: Vehicle) -> str:
    told = (str(one.year or ""), one.make, one.model, one.color, one.plate, one.state)
    return " ".join(text for text in told if text)


def _looks(looks: Description) -> Iterator[Words]:
    told = ", ".join(text for text in (looks.sex, looks.race, *looks.marks) if text)
    if told:
        yield _plain(told)
    if looks.height_in:
        yield words("paper.request.height", feet=looks.height_in // 12, inches=looks.height_in % 12)
    if looks.weight_lb:
        yield words("paper.request.weight", pounds=looks.weight_lb)
    if looks.eyes or looks.hair:
        yield words("paper.request.eyes", eyes=looks.eyes or "-", hair=looks.hair or "-")


def _offense(one: Offense) -> Iterator[Words]:
    """Only the parts that are public (43.650.4): nothing that points to a victim."""
    told = (("description", one.description), ("statute", one.statute))
    yield _plain(" ".join(text for part, text in told if text and _public(part)))
    for part, day in (
        ("committed_on", one.committed_on),
        ("convicted_on", one.convicted_on),
        ("confinement_released", one.confinement_released),
    ):
        if day is not None and _public(part):
            yield words(f"paper.request.{part}", day=day)
    if one.convicted_at and _public("convicted_at"):
        yield words("paper.request.convicted_at", place=one.convicted_at)


def _public(part: str) -> bool:
    return openness_of_offense(part) is Openness.PUBLIC
