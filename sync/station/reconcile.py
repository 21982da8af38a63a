"""Station and registry compare what they hold, by digests, and what the registry lost is told again."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.ports import TellsWhatItHolds
from kiosk.proof import HeldRecord
from sync.database import Session, Store
from sync.station import audit, courier
from sync.station.audit import Actor
from sync.station.store import counters, outbox
from sync.wire import part_as_written

AT_ONCE: Final = 200
WITHIN_S: Final = 300.0
"""A registry whose list does not end by then is left: who compares also watches the log."""
_SELF: Final = Actor("reconcile", audit.STATION)


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison."""

    people: int
    told_again: tuple[str, ...] = ()
    """Updates that the registry took once and does not hold any more, or holds damaged."""
    newer_there: tuple[str, ...] = ()
    """People of whom the registry holds a version this station never told: for a person to look at."""
    why: str = ""
    """Why the comparison stopped before the end; empty when it did not."""


def with_registry(
    store: Store,
    registry: TellsWhatItHolds,
    now: dt.datetime,
    tick: Callable[[], float] = time.monotonic,
) -> Compared:
    """Compare everybody this station has told of; ``tick`` gives seconds of a clock that never goes back."""
    # What was told is read first: an update that arrives while the registry answers is not lost there.
    with store.reading() as session:
        told = outbox.delivered_versions(session)
    people, ends = sorted(told.items()), tick() + WITHIN_S
    held: dict[str, HeldRecord] = {}
    for one in registry.held():
        if not isinstance(one, HeldRecord):
            return Compared(0, why=one.why)
        if tick() > ends:
            return Compared(0, why="list_does_not_end")
        if one.registrant_id in told:
            held[one.registrant_id] = one
    again: list[str] = []
    newer: list[str] = []
    for place in range(0, len(people), AT_ONCE):
        with store.writing() as session:
            standing = outbox.delivered_versions(session)
            for person, version in people[place : place + AT_ONCE]:
                if standing.get(person) != version:
                    continue  # something newer has gone or is going there: the next comparison sees it
                found = held.get(person)
                if found is not None and found.version > version:
                    newer.append(person)
                    continue
                again += _told_again(session, person, version, found, now)
    if again or newer:
        with store.writing() as session:
            about = {"people": len(people), "told_again": len(again), "newer": len(newer)}
            audit.note(session, AuditEvent.REGISTRY_COMPARED, _SELF, now, "differs", **about)
    return Compared(len(people), tuple(again), tuple(newer))


def _told_again(
    session: Session, person: str, version: int, held: HeldRecord | None, now: dt.datetime
) -> list[str]:
    """Put every update of ``person`` that the registry lacks on its way again; their ids."""
    told = outbox.delivered_of(session, person)
    if held is not None and held.version == version:
        newest = told[-1]
        record = part_as_written(outbox.written(session, newest.update_id), "record")
        same = hashlib.sha256(record).hexdigest() == held.digest
        lacking = [] if same else [newest]
    else:
        lacking = [row for row in told if held is None or row.version > held.version]
    for row in lacking:
        courier.tell_again(session, row, _SELF, now)
    if lacking:
        counters.next_of(session, counters.QUEUE)
    return [row.update_id for row in lacking]
