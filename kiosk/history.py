"""What became different from one version of a record to the next, part by part, as a person reads it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from kiosk.amendment import differing
from kiosk.entries import Text, lines
from kiosk.field_map import said
from kiosk.papers import OldNew
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
from kiosk.topics import FIELD_OF
from kiosk.words import words

PERSONS_OWN = frozenset(FIELD_OF.values()) | {"name", "birth_date", "birth_dates_used"}
"""Parts that may stand on the person's own paper: no tier, offense, standing or note is among them."""

_PLACES = (Residence, MailingAddress, Absence)
_DOINGS = (Work, School, Travel)
_REACHED = (Phone, Email, OnlineIdentifier)
_ITEMS = (*_PLACES, *_DOINGS, *_REACHED, Vehicle, Passport, ProfessionalLicense, PersonName)


def became(before: Registrant, after: Registrant, parts: frozenset[str] | None = None) -> tuple[OldNew, ...]:
    """Each part that differs, with what went and what came; ``parts`` limits which are told."""
    return tuple(
        OldNew(words(f"part.{name}"), *_sides(getattr(before, name), getattr(after, name)))
        for name in differing(before, after)
        if parts is None or name in parts
    )


def _sides(old: object, new: object) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    if isinstance(old, tuple) and isinstance(new, tuple):
        went = [one for one in old if one not in new]
        came = [one for one in new if one not in old]
        return _all(went), _all(came)
    return _told(old), _told(new)


def _all(values: list[Any]) -> tuple[Text, ...]:
    return tuple(line for value in values for line in _told(value))


def _told(value: object) -> tuple[Text, ...]:
    if isinstance(value, _ITEMS):
        item: Item = value
        until = getattr(item, "ended", None)
        return (*lines(item), *((words("part.until", day=until),) if until else ()))
    text = _inner(value)
    return (text,) if text else ()


def _inner(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_inner, value))
    if is_dataclass(value):
        parts = (_inner(getattr(value, field.name)) for field in fields(value))
        return ", ".join(part for part in parts if part)
    return said(value)
