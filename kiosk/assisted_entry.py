"""What is typed into the state's system: the record in that system's own order, what changed first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kiosk.field_map import FieldMap, MappedField, MappedScreen, value_of
from kiosk.registrant import Registrant


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One field of the other system: where it is, what to put there, what stood there before."""

    screen: str
    label: str
    value: str
    """Empty: the field is to be emptied."""
    before: str
    changed: bool


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """The lines in the order in which they are typed."""

    system: str
    verified_by: str
    lines: tuple[EntryLine, ...]

    def changed(self) -> int:
        """How many lines differ from what the system holds."""
        return sum(line.changed for line in self.lines)


def entry_sheet(field_map: FieldMap, before: Registrant | None, after: Registrant) -> EntrySheet:
    """What to type: fields that differ from ``before`` first, then the others, each part in the map's order.

    ``before`` None: the system holds nothing of this person. Fields empty on both sides are left out.
    """
    lines = [
        line
        for screen in field_map.screens
        for line in _screen_lines(screen, before, after)
        if line.value or line.before
    ]
    return EntrySheet(
        field_map.name,
        field_map.verified_by,
        (*(line for line in lines if line.changed), *(line for line in lines if not line.changed)),
    )


def _screen_lines(screen: MappedScreen, before: Registrant | None, after: Registrant) -> Iterator[EntryLine]:
    if not screen.each:
        yield from (_line(screen.title, field, before, after) for field in screen.fields)
        return
    new, old = _current(after, screen.each), _current(before, screen.each)
    for name in dict.fromkeys((*new, *old)):
        at_new, at_old = new.get(name), old.get(name)
        title = f"{screen.title} {(at_new if at_new is not None else at_old or 0) + 1}"
        for field in screen.fields:
            yield _compared(
                title,
                field.label,
                "" if at_new is None else value_of(after, _at(field, at_new), field.day),
                "" if at_old is None or before is None else value_of(before, _at(field, at_old), field.day),
            )


def _current(record: Registrant | None, each: str) -> dict[str, int]:
    """The place of each current entry by what names it: its id, else all of it."""
    entries: tuple[Any, ...] = getattr(record, each) if record is not None else ()
    standing = [entry for entry in entries if getattr(entry, "ended", None) is None]
    return {getattr(entry, "item_id", "") or repr(entry): place for place, entry in enumerate(standing)}


def _at(field: MappedField, place: int) -> str:
    return field.source.replace("*", str(place))


def _line(screen: str, field: MappedField, before: Registrant | None, after: Registrant) -> EntryLine:
    old = "" if before is None else value_of(before, field.source, field.day)
    return _compared(screen, field.label, value_of(after, field.source, field.day), old)


def _compared(screen: str, label: str, value: str, before: str) -> EntryLine:
    return EntryLine(screen, label, value, before, value != before)
