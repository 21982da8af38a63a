"""A roster's file taken into the roster in one transaction: who is there already stays, the rest is new."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from kiosk.audit import AuditEvent
from kiosk.matching import normal_id_number, normal_last_name
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit, law
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.roster_columns import ColumnSeen, columns_of
from sync.station.roster_file import parse_roster
from sync.station.roster_people import People, RefusedRow, people_of
from sync.station.store import bulk
from sync.station.store.roster import Cause

T = TypeVar("T")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was understood; nothing has been done with it."""

    sha256: str
    rows: int
    columns: tuple[ColumnSeen, ...]
    people: People


@dataclass(frozen=True, slots=True)
class Brought:
    """How it went: people taken in, people who were there already, and the rows refused."""

    taken: int
    known: int
    refused: tuple[RefusedRow, ...]


def read(content: bytes, told: Mapping[str, str], office: Office, today: dt.date) -> Reading | Problem:
    """What ``content`` says; ``told`` names columns that cannot be guessed (column to field)."""
    file = parse_roster(content)
    if isinstance(file, Problem):
        return file
    columns = columns_of(file, told)
    if isinstance(columns, Problem):
        return columns
    people = people_of(file, columns, office.county, today)
    return Reading(hashlib.sha256(content).hexdigest(), len(file.rows), columns.seen, people)


def would_bring(session: Session, reading: Reading) -> Brought:
    """How ``bring_in`` would go, with nothing done."""
    fresh, known, refused = _sorted_out(session, reading)
    return Brought(len(fresh), known, refused)


def bring_in(session: Session, office: Office, reading: Reading, by: Actor, now: dt.datetime) -> Brought:
    """Take the people of a file into the roster. The same file again takes nobody."""
    fresh, known, refused = _sorted_out(session, reading)
    day, cause = office.today(now), Cause(now, by.who, "imported")
    for some in _chunks(fresh, _AT_ONCE):
        bulk.add(session, [(record, law.schedules(office, record, day, None)) for record in some], cause)
        abouts: list[dict[str, str | int]] = [
            {"registrant": record.registrant_id, "version": record.version} for record in some
        ]
        audit.note_each(session, AuditEvent.RECORD_IMPORTED, by, now, abouts)
    audit.note(
        session,
        AuditEvent.ROSTER_IMPORTED,
        by,
        now,
        file=reading.sha256,
        taken=len(fresh),
        known=known,
        refused=len(refused),
    )
    return Brought(len(fresh), known, refused)


def _sorted_out(session: Session, reading: Reading) -> tuple[list[Registrant], int, tuple[RefusedRow, ...]]:
    there = bulk.everybody(session)
    ids = {one[0] for one in there}
    people = {one[1:4] for one in there}
    numbers = {one[4] for one in there if one[4]}
    fresh: list[Registrant] = []
    refused, known = list(reading.people.refused), 0
    for row, record in reading.people.records:
        named = (normal_last_name(record.name.last), normal_last_name(record.name.first), record.birth_date)
        if record.registrant_id in ids or (record.registrant_id.startswith("r-") and named in people):
            known += 1
        elif normal_id_number(record.id_number) in numbers:
            refused.append(RefusedRow(row, problem("roster_id_number_taken")))
        else:
            fresh.append(record)
    return fresh, known, tuple(sorted(refused, key=lambda one: one.row))


def _chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
