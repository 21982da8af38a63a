"""The audit log: every event of the catalogue in one chain, written in the transaction it tells about."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from kiosk.audit import AuditEvent
from sync.database import Session
from sync.station.desk_wire import AuditLine, AuditVerdict
from sync.station.store import log
from sync.station.store.log import LogRow

FIRST_CHAIN: Final = hashlib.sha256(b"appear audit v1").hexdigest()
"""What the first line is chained to."""
STATION: Final = "station"
OK: Final = "ok"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it and from where: an officer's id at a desk, a kiosk, or the station itself."""

    who: str
    place: str


def note(
    session: Session, event: AuditEvent, actor: Actor, now: dt.datetime, outcome: str = OK, **about: str | int
) -> None:
    """Write one line. ``about`` holds ids and codes only: never a person's name, number or address."""
    number, before = log.next_place(session)
    details = json.dumps({key: str(about[key]) for key in sorted(about)}, separators=(",", ":"))
    row = LogRow(number, now, event.value, actor.who, actor.place, outcome, details, "")
    chained = chain_of(row, before or FIRST_CHAIN)
    log.add(session, LogRow(number, now, event.value, actor.who, actor.place, outcome, details, chained))


def chain_of(row: LogRow, before: str) -> str:
    """SHA-256 (hex) of the chain before and of everything the line says."""
    said = [
        before,
        row.sequence,
        row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        row.event,
        row.who,
        row.place,
        row.outcome,
        row.about,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def verify(session: Session) -> AuditVerdict:
    """Whether the log is as it was written: no line changed, removed, moved or added, no end cut off."""
    given = log.how_many_given(session)
    with closing(log.lines(session)) as rows:
        return verdict_of(rows, given)


def verdict_of(rows: Iterable[LogRow], given: int) -> AuditVerdict:
    """The verdict on ``rows`` in the order of their numbers, of which ``given`` were ever written."""
    before, count = FIRST_CHAIN, 0
    for row in rows:
        count += 1
        if row.sequence != count:
            return AuditVerdict(count - 1, count, "line_missing", before)
        if row.chain != chain_of(row, before):
            return AuditVerdict(count - 1, count, "line_changed", before)
        before = row.chain
    if count != given:
        return AuditVerdict(count, count + 1, "end_cut_off", before)
    return AuditVerdict(count, None, "", before)


def lines(session: Session, after: int, most: int) -> tuple[AuditLine, ...]:
    """At most ``most`` lines after number ``after``, oldest first."""
    return tuple(
        AuditLine(
            row.sequence,
            row.at,
            row.event,
            row.who,
            row.place,
            row.outcome,
            tuple(json.loads(row.about).items()),
            row.chain,
        )
        for row in log.lines(session, after, most)
    )
