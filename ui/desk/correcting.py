"""A reported change taken apart into the fields an officer may set right, and put together again."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from types import UnionType
from typing import Any

from kiosk.changes import Added, Changed, Ended, ReportedChange, Told

_NOT_CORRECTED = frozenset({"item_id", "ended", "sent_how", "sent_on"})
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Sort(Enum):
    """What may stand in a field."""

    TEXT = "text"
    DAY = "day"
    """``MM/DD/YYYY``, or nothing."""
    NUMBER = "number"
    CHOICE = "choice"
    """One of an enum's values."""
    YES = "yes"
    """``yes`` or ``no``."""
    LIST = "list"
    """Texts with a semicolon between them."""


@dataclass(frozen=True)
class Correctable:
    """One field: where it is in the change, and what stands in it now."""

    path: tuple[str, ...]
    sort: Sort
    text: str
    kind: type[Enum] | None = None
    """Of a CHOICE: what may be chosen."""
    optional: bool = False
    """Of a CHOICE, a YES or a DAY: nothing may stand here too."""

    @property
    def name(self) -> str:
        """The field's own name."""
        return self.path[-1]

    @property
    def id(self) -> str:
        """Its whole path as one text."""
        return ".".join(self.path)


def correctable(change: ReportedChange) -> tuple[Correctable, ...]:
    """The fields of what is reported, in the record's order, then the day from which it holds."""
    match change:
        case Added(item=item):
            return (*fields_in(item, ("item",)), _day("since", change.since))
        case Changed(after=item):
            return (*fields_in(item, ("after",)), _day("since", change.since))
        case Ended(ended_on=day):
            return (_day("ended_on", day),)
        case Told(text=text):
            return (Correctable(("text",), Sort.TEXT, text), _day("since", change.since))


def corrected(change: ReportedChange, texts: Mapping[str, str]) -> ReportedChange | str:
    """``change`` with ``texts`` by field id; or the id of the first field whose text cannot stand there."""
    return typing.cast("ReportedChange | str", put_right(change, correctable(change), texts))


def put_right(value: object, fields_of: Iterable[Correctable], texts: Mapping[str, str]) -> object:
    """``value`` with ``texts`` in its fields; or the id of the first field whose text cannot stand there."""
    made: Any = value
    for field in fields_of:
        text = " ".join(texts.get(field.id, field.text).split())
        if text == field.text:
            continue
        put = _value(field, text)
        if put is _WRONG or (put is None and field.sort is Sort.DAY and not field.optional):
            return field.id
        made = _put(made, field.path, put)
    return made


def day_said(day: dt.date | None) -> str:
    """A day as it is typed: ``11/23/2026``; nothing for None and for a day not given yet."""
    return f"{day.month:02d}/{day.day:02d}/{day.year}" if day and day != dt.date.min else ""


def day_typed(text: str) -> dt.date | None:
    """The day in ``MM/DD/YYYY``; None when it is not one."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    month, day, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_WRONG = object()


def _value(field: Correctable, text: str) -> object:
    match field.sort:
        case Sort.TEXT:
            return text
        case Sort.NUMBER:
            return None if not text else int(text) if text.isdecimal() else _WRONG
        case Sort.DAY:
            return None if not text else day_typed(text) or _WRONG
        case Sort.CHOICE:
            assert field.kind is not None
            return None if not text else field.kind(text)
        case Sort.YES:
            return None if not text else text == "yes"
        case Sort.LIST:
            return tuple(part for one in text.split(";") if (part := one.strip()))


def _day(name: str, day: dt.date | None) -> Correctable:
    return Correctable((name,), Sort.DAY, day_said(day), optional=name != "ended_on")


def fields_in(
    value: Any, path: tuple[str, ...], left_out: frozenset[str] = _NOT_CORRECTED
) -> Iterator[Correctable]:
    """The fields of ``value``, which lies at ``path``, and of the values in it; lists of values have none."""
    hints = typing.get_type_hints(type(value))
    for field in fields(value):
        if field.name in left_out:
            continue
        held, here = getattr(value, field.name), (*path, field.name)
        if is_dataclass(held):
            yield from fields_in(held, here, left_out)
        elif (one := field_of(here, hints[field.name], held)) is not None:
            yield one


def field_of(path: tuple[str, ...], hint: Any, held: Any) -> Correctable | None:
    """The field for one value that holds no others; None for a kind of value that is not typed."""
    optional = isinstance(hint, UnionType)
    kind = next((arg for arg in typing.get_args(hint) if arg is not type(None)), hint) if optional else hint
    if kind is dt.date:
        return Correctable(path, Sort.DAY, day_said(held), optional=optional)
    if kind is bool:
        said = {True: "yes", False: "no"}.get(held, "" if optional else "no")
        return Correctable(path, Sort.YES, said, optional=optional)
    if kind is int:
        return Correctable(path, Sort.NUMBER, "" if held is None else str(held))
    if kind is str:
        return Correctable(path, Sort.TEXT, held)
    if kind == tuple[str, ...]:
        return Correctable(path, Sort.LIST, "; ".join(held))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Correctable(path, Sort.CHOICE, held.value if held else "", kind, optional)
    return None


def _put(value: Any, path: tuple[str, ...], new: object) -> Any:
    name, *rest = path
    if isinstance(value, tuple):
        at = int(name)
        return (*value[:at], _put(value[at], tuple(rest), new), *value[at + 1 :])
    inner = _put(getattr(value, name), tuple(rest), new) if rest else new
    return replace(value, **{name: inner})
