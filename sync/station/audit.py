"""The audit log: every event of the catalogue in one chain, written in the transaction it tells about."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.audit import AuditEvent
from kiosk.proof import Checkpoint
from sync.database import Session
from sync.proofs import genuine
from sync.station.account_wire import LOG_LINES, LogPage
from sync.station.desk_wire import AuditLine, AuditVerdict
from sync.station.store import checkpoints, log
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
    (row,) = _chained(session, LogRow(0, now, event.value, actor.who, actor.place, outcome, "", ""), [about])
    log.add(session, row)


def note_each(
    session: Session,
    event: AuditEvent,
    actor: Actor,
    now: dt.datetime,
    abouts: Sequence[Mapping[str, str | int]],
) -> None:
    """Write one line for each of ``abouts``, which hold ids and codes only, as in ``note``."""
    if abouts:
        line = LogRow(0, now, event.value, actor.who, actor.place, OK, "", "")
        log.add_all(session, _chained(session, line, abouts))


def _chained(session: Session, line: LogRow, abouts: Sequence[Mapping[str, str | int]]) -> list[LogRow]:
    """``line`` once for each of ``abouts``, numbered and chained after the last one written."""
    first, before = log.next_place(session, len(abouts))
    rows: list[LogRow] = []
    for number, about in enumerate(abouts, first):
        details = json.dumps({key: str(about[key]) for key in sorted(about)}, separators=(",", ":"))
        row = replace(line, sequence=number, about=details)
        before = chain_of(row, before or FIRST_CHAIN)
        rows.append(replace(row, chain=before))
    return rows


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


def verify(
    session: Session, since: Checkpoint | None = None, key: ec.EllipticCurvePublicKey | None = None
) -> AuditVerdict:
    """Whether the log is as it was written: no line changed, removed, moved or added, no end cut off.

    With ``since`` only what was written after that checkpoint is looked at; else all, against every
    checkpoint ever made. With ``key`` a checkpoint that another one signed is none.
    """
    given = log.how_many_given(session)
    signed = checkpoints.every(session) if since is None else (since,)
    with closing(log.lines(session, since.line - 1 if since else 0)) as rows:
        return verdict_of(rows, given, signed, since, key)


def verdict_of(
    rows: Iterable[LogRow],
    given: int | None,
    signed: Sequence[Checkpoint] = (),
    since: Checkpoint | None = None,
    key: ec.EllipticCurvePublicKey | None = None,
) -> AuditVerdict:
    """The verdict on ``rows`` in the order of their numbers, of which ``given`` were ever written (None: it
    is not known how many).

    Each line that a checkpoint in ``signed`` names must have that very chain. With ``since`` the rows begin
    at the line it names.
    """
    named = {one.line: one.chain for one in signed if genuine(one, key)}
    if len(named) < len(signed):
        return AuditVerdict(0, 0, "checkpoint_not_genuine", "")
    before, count = FIRST_CHAIN, since.line - 1 if since else 0
    for row in rows:
        count += 1
        if row.sequence != count:
            return AuditVerdict(count - 1, count, "line_missing", before)
        if row.chain != chain_of(row, before) and not (since and count == since.line):
            return AuditVerdict(count - 1, count, "line_changed", before)
        if named.pop(count, row.chain) != row.chain:
            return AuditVerdict(count - 1, count, "checkpoint_differs", before)
        before = row.chain
    given = max([count if given is None else given, *named])
    if count != given:
        return AuditVerdict(count, count + 1, "end_cut_off", before)
    return AuditVerdict(count, None, "", before)


def lines(session: Session, after: int, most: int) -> tuple[AuditLine, ...]:
    """At most ``most`` lines after number ``after``, oldest first."""
    return tuple(_line(row) for row in log.lines(session, after, most))


def search(session: Session, event: AuditEvent | None, text: str, page: int) -> LogPage:
    """One page of the lines of ``event`` in which ``text`` stands, the newest first."""
    name, skipped = event.value if event else "", page * LOG_LINES
    found, total = log.search(session, name, text.strip(), skipped, LOG_LINES)
    return LogPage(tuple(_line(row) for row in found), total)


def _line(row: LogRow) -> AuditLine:
    return AuditLine(
        row.sequence,
        row.at,
        row.event,
        row.who,
        row.place,
        row.outcome,
        tuple(json.loads(row.about).items()),
        row.chain,
    )
