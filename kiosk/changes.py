"""What a registrant says is different: reported, and not true until an officer has accepted it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, TypeGuard, assert_never

from kiosk.problems import Problem, problem
from kiosk.registrant import Item, PersonName, Registrant, Residence, ResidenceKind, School, Work
from kiosk.topics import FIELD_OF, ITEM_OF, TOLD_ONLY, Topic


class ChangeKind(StrEnum):
    """The kinds of change that the law treats differently (589.400.11, 589.414.1-.4, .9; 34 USC 20914)."""

    NAME = "name"
    RESIDENCE = "residence"
    TEMPORARY_RESIDENCE = "temporary_residence"
    MAILING = "mailing"
    ABSENCE = "absence"
    EMPLOYMENT = "employment"
    STUDENT = "student"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE_IDENTIFIER = "online_identifier"
    VEHICLE = "vehicle"
    DOCUMENT = "document"
    """Passport, immigration document or professional licence."""
    TRAVEL_ABROAD = "travel_abroad"
    APPEARANCE = "appearance"
    """How the person looks."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Added:
    """A new entry. ``item.item_id`` is empty until the change is accepted."""

    topic: Topic
    item: Item
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is now different. ``before`` is None when nothing on file was shown (``blind``)."""

    topic: Topic
    item_id: str
    before: Item | None
    after: Item
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Ended:
    """An entry that no longer holds."""

    topic: Topic
    item_id: str
    before: Item
    ended_on: dt.date


@dataclass(frozen=True, slots=True)
class Told:
    """A change in the person's own words, which an officer puts into the record."""

    topic: Topic
    text: str
    since: dt.date | None = None


ReportedChange: TypeAlias = Added | Changed | Ended | Told

_KIND_OF_TOPIC = {
    Topic.MAILING: ChangeKind.MAILING,
    Topic.ABSENCES: ChangeKind.ABSENCE,
    Topic.WORK: ChangeKind.EMPLOYMENT,
    Topic.SCHOOLS: ChangeKind.STUDENT,
    Topic.PHONES: ChangeKind.PHONE,
    Topic.EMAILS: ChangeKind.EMAIL,
    Topic.ONLINE: ChangeKind.ONLINE_IDENTIFIER,
    Topic.VEHICLES: ChangeKind.VEHICLE,
    Topic.PASSPORTS: ChangeKind.DOCUMENT,
    Topic.LICENSES: ChangeKind.DOCUMENT,
    Topic.NAME: ChangeKind.NAME,
    Topic.LOOKS: ChangeKind.APPEARANCE,
    Topic.TRAVEL: ChangeKind.TRAVEL_ABROAD,
    Topic.OTHER: ChangeKind.OTHER,
}


def kind_of(change: ReportedChange) -> ChangeKind:
    """Which kind of change the law sees in ``change``; a temporary residence is its own kind (589.414.2)."""
    if change.topic is not Topic.RESIDENCES:
        return _KIND_OF_TOPIC[change.topic]
    item = new_item(change) or old_item(change)
    temporary = isinstance(item, Residence) and item.kind is ResidenceKind.TEMPORARY
    return ChangeKind.TEMPORARY_RESIDENCE if temporary else ChangeKind.RESIDENCE


def new_item(change: ReportedChange) -> Item | None:
    """What the entry is to be after ``change``, or None when it ends or was only told."""
    match change:
        case Added(item=item) | Changed(after=item):
            return item
        case Ended() | Told():
            return None
        case _:
            assert_never(change)


def old_item(change: ReportedChange) -> Item | None:
    """What the entry was before ``change``, or None when nothing on file is named."""
    match change:
        case Changed(before=before) | Ended(before=before):
            return before
        case Added() | Told():
            return None
        case _:
            assert_never(change)


def since(change: ReportedChange) -> dt.date | None:
    """The day the change happened, as the person said it."""
    return change.ended_on if isinstance(change, Ended) else change.since


def move(topic: Topic, before: Item, item: Item, day: dt.date) -> tuple[Ended, Added]:
    """``item`` in the place of ``before`` from ``day`` on."""
    return Ended(topic, before.item_id, before, day), Added(topic, item, day)


def keeps_its_past(item: Item) -> TypeGuard[Residence | Work | School]:
    """Whether ``item`` stays on the record when it ends: what takes its place is a ``move``, not Changed."""
    return isinstance(item, Residence | Work | School)


def other_half(changes: Sequence[ReportedChange], place: int) -> int | None:
    """The place of the one change that makes a move of the one at ``place``; None when there is not just one.

    A move is an entry that ended and one that began on the same topic on the same day.
    """
    about = (changes[place].topic, since(changes[place]))
    halves = [
        at
        for at, other in enumerate(changes)
        if isinstance(other, Added | Ended) and (other.topic, since(other)) == about
    ]
    kinds = {type(changes[at]) for at in halves}
    if place not in halves or len(halves) != 2 or len(kinds) != 2:
        return None
    return next(at for at in halves if at != place)


def in_rows(changes: Sequence[ReportedChange]) -> tuple[tuple[int, ...], ...]:
    """The places of ``changes`` row by row, as people read them: a move is one row, what ended first."""
    rows: list[tuple[int, ...]] = []
    for place, change in enumerate(changes):
        other = other_half(changes, place)
        if other is None:
            rows.append((place,))
        elif other > place:
            rows.append((place, other) if isinstance(change, Ended) else (other, place))
    return tuple(rows)


def flaws(changes: Iterable[ReportedChange], today: dt.date) -> tuple[Problem, ...]:
    """What makes reported changes impossible to accept as they stand; empty when nothing does."""
    return tuple(found for change in changes if (found := _flaw(change, today)) is not None)


def _flaw(change: ReportedChange, today: dt.date) -> Problem | None:
    if change.topic in TOLD_ONLY or isinstance(change, Told):
        told = isinstance(change, Told) and bool(change.text.strip())
        return None if told else problem("change_without_words")
    if any(
        item is not None and not _fits(change.topic, item) for item in (new_item(change), old_item(change))
    ):
        return problem("change_of_wrong_kind")
    if isinstance(change, Ended) and change.ended_on > today:
        return problem("change_ends_in_future")
    item = new_item(change)
    if isinstance(item, Residence):
        return _residence_flaw(item)
    return None


def _fits(topic: Topic, item: Item) -> bool:
    return isinstance(item, ITEM_OF[topic])


def _residence_flaw(residence: Residence) -> Problem | None:
    if residence.kind is ResidenceKind.NO_FIXED_PLACE:
        return None if residence.place.strip() else problem("place_without_words")
    return None if residence.address else problem("residence_without_address")


def accept(registrant: Registrant, changes: Sequence[ReportedChange], id_prefix: str) -> Registrant | Problem:
    """The record with ``changes`` made, at the same version; a Problem when one names an entry not on file.

    New entries are named ``ID_PREFIX-n`` by their place among the changes. What was only told in words does
    not change the record; the officer enters it.
    """
    for place, change in enumerate(changes, start=1):
        if isinstance(change, Told):
            continue
        if change.topic is Topic.NAME and isinstance(change, Changed) and change.item_id == "name":
            registrant = _renamed(registrant, change.after)
            continue
        name = FIELD_OF[change.topic]
        made = _made(getattr(registrant, name), change, f"{id_prefix}-{place}")
        if made is None:
            return problem("change_of_unknown_entry")
        registrant = replace(registrant, **{name: made})  # type: ignore[arg-type]
    return registrant


def _renamed(registrant: Registrant, after: Item) -> Registrant:
    # A former name stays findable as an alias: it is part of the record (43.650.4).
    assert isinstance(after, PersonName)
    return replace(
        registrant, name=replace(after, item_id=""), aliases=(*registrant.aliases, registrant.name)
    )


def _made(entries: tuple[Item, ...], change: Added | Changed | Ended, new_id: str) -> tuple[Item, ...] | None:
    match change:
        case Added(item=item):
            return (*entries, replace(item, item_id=new_id))
        case Changed(item_id="", after=after):
            # Reported without seeing the record: nothing to replace, so it stands beside what is on file.
            return (*entries, replace(after, item_id=new_id))
        case Changed(item_id=item_id, after=after):
            if all(entry.item_id != item_id for entry in entries):
                return None
            return tuple(
                replace(after, item_id=item_id) if entry.item_id == item_id else entry for entry in entries
            )
        case Ended(item_id=item_id, ended_on=ended_on):
            if all(entry.item_id != item_id for entry in entries):
                return None
            return tuple(entry for old in entries if (entry := _ended(old, item_id, ended_on)) is not None)
        case _:
            assert_never(change)


def _ended(entry: Item, item_id: str, ended_on: dt.date) -> Item | None:
    if entry.item_id != item_id:
        return entry
    # Places keep their history with an end date; other entries leave the record and live on in its versions.
    return replace(entry, ended=ended_on) if keeps_its_past(entry) else None
