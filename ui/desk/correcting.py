"""A reported change taken apart into the fields an officer may set right, and put together again."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterator, Mapping
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


@dataclass(frozen=True)
class Correctable:
    """One field: where it is in the change, and what stands in it now."""

    path: tuple[str, ...]
    sort: Sort
    text: str

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
            return (*_fields(item, ("item",)), _day("since", change.since))
        case Changed(after=item):
            return (*_fields(item, ("after",)), _day("since", change.since))
        case Ended(ended_on=day):
            return (_day("ended_on", day),)
        case Told(text=text):
            return (Correctable(("text",), Sort.TEXT, text), _day("since", change.since))


def corrected(change: ReportedChange, texts: Mapping[str, str]) -> ReportedChange | str:
    """``change`` with ``texts`` by field id; or the id of the first field whose text cannot stand there."""
    made: Any = change
    for field in correctable(change):
        text = " ".join(texts.get(field.id, field.text).split())
        if text == field.text:
            continue
        value = _value(field.sort, text)
        if value is _WRONG or (field.name == "ended_on" and value is None):
            return field.id
        made = _put(made, field.path, value)
    return typing.cast("ReportedChange", made)


def day_said(day: dt.date | None) -> str:
    """A day as it is typed: ``11/23/2026``; nothing for None."""
    return f"{day.month:02d}/{day.day:02d}/{day.year}" if day else ""


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


def _value(sort: Sort, text: str) -> object:
    match sort:
        case Sort.TEXT:
            return text
        case Sort.NUMBER:
            return None if not text else int(text) if text.isdecimal() else _WRONG
        case Sort.DAY:
            return None if not text else day_typed(text) or _WRONG


def _day(name: str, day: dt.date | None) -> Correctable:
    return Correctable((name,), Sort.DAY, day_said(day))


def _fields(value: Any, path: tuple[str, ...]) -> Iterator[Correctable]:
    hints = typing.get_type_hints(type(value))
    for field in fields(value):
        held, here = getattr(value, field.name), (*path, field.name)
        if field.name in _NOT_CORRECTED:
            continue
        if is_dataclass(held):
            yield from _fields(held, here)
        elif _is(hints[field.name], dt.date):
            yield Correctable(here, Sort.DAY, day_said(held))
        elif _is(hints[field.name], int):
            yield Correctable(here, Sort.NUMBER, "" if held is None else str(held))
        elif hints[field.name] is str:
            yield Correctable(here, Sort.TEXT, held)


def _is(hint: Any, kind: type) -> bool:
    return hint is kind or (isinstance(hint, UnionType) and kind in typing.get_args(hint))


def _put(value: Any, path: tuple[str, ...], new: object) -> Any:
    name, *rest = path
    inner = _put(getattr(value, name), tuple(rest), new) if rest else new
    return replace(value, **{name: inner})
