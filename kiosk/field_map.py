"""A field map: which part of the record goes into which field of somebody else's form or system, as data."""

from __future__ import annotations

import datetime as dt
import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from kiosk.registrant import Address, PersonName, Registrant

CALLED: Mapping[type, frozenset[str]] = {
    PersonName: frozenset({"full"}),
    Address: frozenset({"first_line", "last_line", "one_line"}),
}
"""What may stand at a source's end besides fields: parts said together."""

DAY = "%m/%d/%Y"
"""How a day is written where the map says nothing else."""


@dataclass(frozen=True, slots=True)
class MappedField:
    """One field: what it is called there, and the source of its value in the record."""

    label: str
    source: str
    """A path by the record's own names: ``name.last``, ``residences.0.address.city``; ``*`` in a screen
    that is repeated stands for the place of its entry."""
    day: str = DAY
    """How a day is written there, in strftime's letters."""


@dataclass(frozen=True, slots=True)
class MappedScreen:
    """One screen or part of a form; ``each`` names the entries it is repeated for, empty for none."""

    title: str
    each: str
    fields: tuple[MappedField, ...]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The screens in the order in which they come; ``verified_by`` is who compared them with the system."""

    name: str
    verified_by: str
    screens: tuple[MappedScreen, ...]

    def sources(self) -> Iterator[tuple[str, MappedField]]:
        """Every field with the title of its screen."""
        return ((screen.title, field) for screen in self.screens for field in screen.fields)


@dataclass(frozen=True, slots=True)
class MapFault:
    """A map that cannot be used: where, and what is wrong, for whoever wrote it."""

    where: str
    what: str


class _Wrong(Exception):
    """Ends the reading of a map; caught by ``parse_field_map``."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.where, self.what = where, what


def parse_field_map(text: str) -> FieldMap | MapFault:
    """The map in TOML ``text``; MapFault when it names what no record has. Never raises."""
    try:
        told = tomllib.loads(text)
        screens = tuple(_screen(one, place) for place, one in enumerate(_tables(told, "screen", "map"), 1))
        return FieldMap(_text(told, "name", "map"), _text(told, "verified_by", "map", needed=False), screens)
    except tomllib.TOMLDecodeError as trouble:
        return MapFault("map", str(trouble))
    except _Wrong as wrong:
        return MapFault(wrong.where, wrong.what)


def _screen(told: Mapping[str, Any], place: int) -> MappedScreen:
    where = f"screen {place}"
    each = _text(told, "each", where, needed=False)
    if each and _row_of(_hints(Registrant).get(each)) is None:
        raise _Wrong(where, f"each = {each!r} is not a list of the record")
    return MappedScreen(
        _text(told, "title", where),
        each,
        tuple(
            _field(one, each, f"{where}, field {n}") for n, one in enumerate(_tables(told, "field", where), 1)
        ),
    )


def _field(told: Mapping[str, Any], each: str, where: str) -> MappedField:
    source = _text(told, "source", where)
    if not _leads_somewhere(Registrant, source.split("."), starred=each):
        raise _Wrong(where, f"source = {source!r} leads to no single part of the record")
    return MappedField(_text(told, "label", where), source, _text(told, "day", where, needed=False) or DAY)


def _tables(told: Mapping[str, Any], name: str, where: str) -> list[Mapping[str, Any]]:
    found = told.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise _Wrong(where, f"there is no [[{name}]]")
    return found


def _text(told: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> str:
    found = told.get(name, "")
    if not isinstance(found, str) or (needed and not found.strip()):
        raise _Wrong(where, f"{name} must be a text")
    return found


def _leads_somewhere(kind: Any, path: list[str], *, starred: str) -> bool:
    """Whether ``path`` ends at one value; ``*`` only right after the list ``starred``."""
    if not path:
        return not is_dataclass(kind) and _row_of(kind) is None
    first, *rest = path
    if (row := _row_of(kind)) is not None:
        return (first.isdecimal() or bool(starred and first == "*")) and _leads_somewhere(
            row, rest, starred=starred
        )
    if not isinstance(kind, type) or not is_dataclass(kind):
        return False
    if first in CALLED.get(kind, ()):
        return not rest
    if rest and rest[0] == "*" and first != starred:
        return False
    hint = _hints(kind).get(first)
    return hint is not None and _leads_somewhere(hint, rest, starred=starred)


def _hints(kind: type) -> Mapping[str, Any]:
    """The fields of a value with what they hold, None left out."""
    hints = typing.get_type_hints(kind)
    return {field.name: _without_none(hints[field.name]) for field in fields(kind)}


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(arg for arg in typing.get_args(hint) if arg is not type(None))
    return hint


def _row_of(hint: Any) -> Any:
    """What a tuple of any length holds; None for anything else."""
    return typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else None


def value_of(record: Registrant, source: str, day: str = DAY) -> str:
    """What stands at ``source`` in the record, as it is typed; empty where there is nothing.

    Lists are of current entries: one that has ended has no place.
    """
    value: Any = record
    for part in source.split("."):
        if isinstance(value, tuple):
            current = [one for one in value if getattr(one, "ended", None) is None]
            value = current[int(part)] if int(part) < len(current) else None
        elif value is not None:
            value = getattr(value, part)
        if callable(value):
            value = value()
    return said(value, day)


def said(value: object, day: str = DAY) -> str:
    """One value as it is typed into a form."""
    match value:
        case None:
            return ""
        case bool():
            return "Y" if value else "N"
        case dt.date():
            return value.strftime(day)
        case Enum():
            return str(value.value)
        case _:
            return str(value)
