"""A whole record as fields to type in, section by section, and back to a record."""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any

from kiosk.law.person import KNOWN_FACTS
from kiosk.registrant import (
    Absence,
    Address,
    Basis,
    Denial,
    Email,
    Fact,
    Guardian,
    MailingAddress,
    Offense,
    OnlineIdentifier,
    Passport,
    PersonName,
    Phone,
    ProfessionalLicense,
    Registrant,
    Residence,
    School,
    Standing,
    Travel,
    Vehicle,
    Work,
)
from kiosk.words import Words, words
from ui.desk.correcting import Correctable, Sort, field_of, fields_in, put_right

LISTS: Mapping[str, type] = {
    "bases": Basis,
    "aliases": PersonName,
    "residences": Residence,
    "mailing": MailingAddress,
    "absences": Absence,
    "work": Work,
    "schools": School,
    "phones": Phone,
    "emails": Email,
    "online_identifiers": OnlineIdentifier,
    "vehicles": Vehicle,
    "passports": Passport,
    "licenses": ProfessionalLicense,
    "travel": Travel,
    "offenses": Offense,
    "denials": Denial,
}
"""Parts that are lists, with what they hold; each ends with one empty entry to fill in."""

_STATUS = (
    *("standing", "tier", "tier_stage", "federal_tier", "duty_began", "released_on"),
    *("in_custody_since", "stay_ended_on", "registered_on"),
)
_WHO = ("birth_date", "id_number", "registry_id", "home_county")
_ITEM_ID = frozenset({"item_id"})
FACTS = "facts"
NOTHING_ASKED: Mapping[int, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Section:
    """One part of the form: what it is about, and its fields."""

    name: str
    title: Words
    fields: tuple[Correctable, ...]


def blank_registrant(registrant_id: str) -> Registrant:
    """A record of which nothing is known yet; version 0: nobody holds it."""
    nobody = PersonName("", "", "")
    return Registrant(registrant_id, 0, nobody, dt.date.min, "", "", Standing.PENDING)


Asked = Mapping[int, Sequence[str]]
"""The facts that are asked of an offense, by its place on the record."""


def sections(record: Registrant, asked: Asked = NOTHING_ASKED) -> tuple[Section, ...]:
    """The form of ``record``: what officers amend most first, then everything else in the form's order."""
    whole = _with_blanks(record)
    return (
        Section("status", words("desk.form.status"), tuple(_plain(whole, _STATUS))),
        Section(
            "who", words("desk.form.who"), (*fields_in(whole.name, ("name",), _ITEM_ID), *_plain(whole, _WHO))
        ),
        *_lists(whole, "bases", asked),
        Section("biometrics", words("part.biometrics"), tuple(fields_in(whole.biometrics, ("biometrics",)))),
        Section("guardian", words("part.guardian"), tuple(fields_in(whole.guardian, ("guardian",)))),
        Section("notes", words("part.notes"), tuple(_plain(whole, ("notes", "treatment")))),
        Section("facts", words("part.facts"), tuple(_facts(record.facts, _fact_names(record)))),
        *(one for name in LISTS if name != "bases" for one in _lists(whole, name, asked)),
        Section(
            "description", words("part.description"), tuple(fields_in(whole.description, ("description",)))
        ),
    )


def edited(record: Registrant, texts: Mapping[str, str]) -> Registrant | str:
    """``record`` with what was typed; or the id of the first field whose text cannot stand there."""
    whole = _with_blanks(record)
    every = [one for section in sections(record) for one in section.fields if FACTS not in one.path]
    made = put_right(whole, every, texts)
    if isinstance(made, str):
        return made
    assert isinstance(made, Registrant)
    guardian = None if made.guardian == _NO_GUARDIAN else made.guardian
    told = tuple(
        replace(one, facts=_facts_typed(one.facts, texts, f"offenses.{at}."))
        for at, one in enumerate(made.offenses)
    )
    made = replace(made, offenses=told)
    lists: dict[str, Any] = {name: _kept(record, name, getattr(made, name)) for name in LISTS}
    missing = next(_days_missing(lists), "")
    if missing:
        return missing
    if made.birth_date == dt.date.min:
        return "birth_date"
    return replace(made, guardian=guardian, facts=_facts_typed(record.facts, texts), **lists)


def blank(kind: type) -> Any:
    """An entry with nothing in it; its days that must be given are not given yet."""
    hints = typing.get_type_hints(kind)
    given: dict[str, Any] = {}
    for field in fields(kind):
        hint = hints[field.name]
        if hint is str:
            given[field.name] = ""
        elif isinstance(hint, type) and issubclass(hint, Enum):
            given[field.name] = next(iter(hint))
        elif hint is Address or (isinstance(hint, UnionType) and Address in typing.get_args(hint)):
            given[field.name] = Address("", "", "", "", "", "")
        elif hint is dt.date:
            given[field.name] = dt.date.min
        elif isinstance(hint, UnionType):
            given[field.name] = None
    return kind(**given)


def finished(item: Any) -> Any:
    """An entry as it is kept: an address in which nothing was typed is none."""
    empty = Address("", "", "", "", "", "")
    if getattr(item, "address", None) == empty and not isinstance(item, MailingAddress):
        return replace(item, address=None)
    return item


_NO_GUARDIAN = Guardian("", "")


def _with_blanks(record: Registrant) -> Registrant:
    lists: dict[str, Any] = {
        name: (*(_open(one) for one in getattr(record, name)), blank(kind)) for name, kind in LISTS.items()
    }
    return replace(record, guardian=record.guardian or _NO_GUARDIAN, **lists)


def _open(item: Any) -> Any:
    """An entry with room for an address where it has none."""
    needs = isinstance(item, Residence | Work | School) and item.address is None
    return replace(item, address=Address("", "", "", "", "", "")) if needs else item


def _kept(record: Registrant, name: str, items: tuple[Any, ...]) -> tuple[Any, ...]:
    """The entries that are not empty; a new one is named by its place, so that asked again it is the same."""
    empty, on_file = blank(LISTS[name]), len(getattr(record, name))
    kept = []
    for at, item in enumerate(items):
        if item == empty:
            continue
        new = at >= on_file and hasattr(item, "item_id")
        kept.append(finished(replace(item, item_id=f"{name}-{record.version + 1}-{at}") if new else item))
    return tuple(kept)


def _days_missing(lists: Mapping[str, tuple[Any, ...]]) -> Iterator[str]:
    """The ids of days that must be given and are not."""
    for name, items in lists.items():
        for at, item in enumerate(items):
            for field in fields(item):
                if getattr(item, field.name) == dt.date.min:
                    yield f"{name}.{at}.{field.name}"


def _plain(record: Registrant, names: tuple[str, ...]) -> Iterator[Correctable]:
    hints = typing.get_type_hints(Registrant)
    for name in names:
        one = field_of((name,), hints[name], getattr(record, name))
        assert one is not None
        yield one


def _lists(record: Registrant, name: str, asked: Asked) -> Iterator[Section]:
    for at, item in enumerate(getattr(record, name)):
        path = (name, str(at))
        plain = tuple(fields_in(item, path, _ITEM_ID))
        if isinstance(item, Offense):
            names = dict.fromkeys((*(fact.name for fact in item.facts), *asked.get(at, ())))
            plain += tuple(_facts(item.facts, names, path))
        yield Section(".".join(path), words(f"part.{name}"), plain)


def _fact_names(record: Registrant) -> list[str]:
    """Those that rules ask for; one that the record holds and none asks for any more can be taken away."""
    return sorted(KNOWN_FACTS | {fact.name for fact in record.facts})


class Known(Enum):
    """What is known of a fact."""

    YES = "yes"
    NO = "no"


def _facts(held: Iterable[Fact], names: Iterable[str], path: tuple[str, ...] = ()) -> Iterator[Correctable]:
    known = {fact.name: "yes" if fact.holds else "no" for fact in held}
    for name in names:
        yield Correctable((*path, FACTS, name), Sort.CHOICE, known.get(name, ""), Known, optional=True)


def _facts_typed(held: Iterable[Fact], texts: Mapping[str, str], path: str = "") -> tuple[Fact, ...]:
    """What is known of the facts at ``path``: as it was where nothing is said, and nothing where that is."""
    start = f"{path}{FACTS}."
    said = {id_.removeprefix(start): text for id_, text in texts.items() if id_.startswith(start)}
    known = {fact.name: fact.holds for fact in held}
    known |= {name: text == "yes" for name, text in said.items()}
    return tuple(Fact(name, holds) for name, holds in known.items() if said.get(name, "?"))
