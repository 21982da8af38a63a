"""People taken into the roster: each row whole or refused with its reason, and again is harmless."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from kiosk.registrant import Photograph, Registrant
from sync.database import Session, Store
from sync.kiosk_wire import FactorKind
from sync.station import audit, law, lookups, photographs
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.owing import photographed_on
from sync.station.store import appearances, lobby
from sync.station.store import roster as rows
from sync.station.store.roster import Cause

_PAGE: Final = 10
"""People in one transaction of an import: well below what others wait for the store."""


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One person to take in. Empty factors are not set; ``jpeg`` becomes the photograph on file."""

    record: Registrant
    pin: str = ""
    ssn4: str = ""
    jpeg: bytes = b""


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import went; ``refused`` names each row by its place, from 0, with its reason."""

    taken: int
    unchanged: int
    refused: tuple[tuple[int, Problem], ...]


def take_in(
    session: Session, office: Office, entries: Iterable[Entry], by: Actor, now: dt.datetime
) -> Imported:
    """Take people into the roster, in one transaction. Who is there already stays as they are."""
    return _take_in(session, office, [_ready(office, entry) for entry in entries], by, now)


def _take_in(
    session: Session, office: Office, entries: Iterable[_Ready], by: Actor, now: dt.datetime
) -> Imported:
    taken, unchanged = 0, 0
    refused: list[tuple[int, Problem]] = []
    for place, ready in enumerate(entries):
        if rows.listed(session, ready.entry.record.registrant_id) is not None:
            unchanged += 1
        elif ready.flaw is not None:
            refused.append((place, ready.flaw))
        else:
            _take(session, office, ready, by, now)
            taken += 1
    return Imported(taken, unchanged, tuple(refused))


def take_in_by_pages(
    store: Store, office: Office, entries: Iterable[Entry], by: Actor, now: Callable[[], dt.datetime]
) -> Imported:
    """``take_in``, a few people at a time, each page whole or not at all: others go on between.

    Hashing the factors takes its time on purpose, so it is done while nobody waits for the store. Where it
    ends before its end, it is simply begun again.
    """
    taken = unchanged = place = 0
    refused: list[tuple[int, Problem]] = []
    waiting = iter(entries)
    while page := list(islice(waiting, _PAGE)):
        with store.reading() as session:
            known = {one.record.registrant_id for one in page if _is_known(session, one)}
        ready = [_ready(office, one, known=one.record.registrant_id in known) for one in page]
        with store.writing() as session:
            done = _take_in(session, office, ready, by, now())
        taken, unchanged = taken + done.taken, unchanged + done.unchanged
        refused += [(place + at, why) for at, why in done.refused]
        place += len(page)
    return Imported(taken, unchanged, tuple(refused))


@dataclass(frozen=True, slots=True, repr=False)
class _Ready:
    """An entry with all done that needs no store."""

    entry: Entry
    flaw: Problem | None
    hashed: tuple[tuple[FactorKind, str], ...]


def _ready(office: Office, entry: Entry, *, known: bool = False) -> _Ready:
    """``known``: they are there already, so that nothing of theirs is hashed."""
    flaw = None if known else _flaw(entry)
    if known or flaw is not None:
        return _Ready(entry, flaw, ())
    registrant_id = entry.record.registrant_id
    hashed = ((kind, lookups.hashed_factor(office, registrant_id, one)) for kind, one in _factors(entry))
    return _Ready(entry, None, tuple(hashed))


def _is_known(session: Session, entry: Entry) -> bool:
    return rows.listed(session, entry.record.registrant_id) is not None


def _flaw(entry: Entry) -> Problem | None:
    record = entry.record
    if not record.registrant_id or len(record.registrant_id) > 64 or record.version < 1:
        return problem("record_without_id")
    if not record.name.last.strip():
        return problem("record_without_name")
    if entry.jpeg and photographs.size_of(entry.jpeg) is None:
        return problem("photograph_not_jpeg")
    for kind, factor in _factors(entry):
        if (flaw := lookups.factor_flaw(kind, factor)) is not None:
            return flaw
    return None


def _factors(entry: Entry) -> tuple[tuple[FactorKind, str], ...]:
    both = ((FactorKind.PIN, entry.pin), (FactorKind.SSN4, entry.ssn4))
    return tuple((kind, factor) for kind, factor in both if factor)


def _take(session: Session, office: Office, ready: _Ready, by: Actor, now: dt.datetime) -> None:
    entry = ready.entry
    record, day = entry.record, office.today(now)
    if entry.jpeg and record.photograph is not None:
        size = photographs.size_of(entry.jpeg)
        assert size is not None
        photograph = Photograph(record.photograph.photograph_id, record.photograph.taken_on)
        lobby.keep_photograph(session, photograph, size, by.who, entry.jpeg)
    rows.keep_version(session, record, Cause(now, by.who, "imported"))
    for kind, hashed in ready.hashed:
        rows.set_factor(session, record.registrant_id, kind.value, hashed, by.who, now)
    photographed = photographed_on(session, office, record.registrant_id)
    schedules = law.schedules(office, record, day, photographed)
    appearances.keep_schedules(session, record.registrant_id, record.version, schedules)
    audit.note(
        session,
        AuditEvent.RECORD_IMPORTED,
        by,
        now,
        registrant=record.registrant_id,
        version=record.version,
    )
