"""Rows of the audit log: added, never changed; what they say is the matter of ``sync.station.audit``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update

from sync.database import Session
from sync.station.store.tables import AUDIT, COUNTERS


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line as it is stored. ``about`` is canonical JSON."""

    sequence: int
    at: dt.datetime
    event: str
    who: str
    place: str
    outcome: str
    about: str
    chain: str


def next_place(session: Session, many: int = 1) -> tuple[int, str]:
    """The next line's number (with ``many``: the first of so many), and the chain of the line before it
    (empty for the first).

    Whoever asks holds the log until the transaction ends, so lines stand in the order of their numbers.
    """
    last = select(AUDIT.c.chain).where(AUDIT.c.sequence == COUNTERS.c.value - many)
    grown = session.execute(
        update(COUNTERS)
        .where(COUNTERS.c.name == "audit")
        .values(value=COUNTERS.c.value + many)
        .returning(COUNTERS.c.value, last.correlate(COUNTERS).scalar_subquery().label("before"))
    ).first()
    if grown is None:
        session.execute(insert(COUNTERS).values(name="audit", value=many))
        return 1, ""
    return grown.value - many + 1, str(grown.before or "")


def add(session: Session, row: LogRow) -> None:
    """Write one line down."""
    add_all(session, [row])


def add_all(session: Session, rows: Sequence[LogRow]) -> None:
    """Write lines down, in their order."""
    session.execute(
        insert(AUDIT),
        [
            {
                "sequence": row.sequence,
                "at": row.at,
                "event": row.event,
                "who": row.who,
                "place": row.place,
                "outcome": row.outcome,
                "about": row.about,
                "chain": row.chain,
            }
            for row in rows
        ],
    )


def lines(session: Session, after: int = 0, most: int | None = None) -> Generator[LogRow, None, None]:
    """The lines after number ``after``, oldest first."""
    question = select(AUDIT).where(AUDIT.c.sequence > after).order_by(AUDIT.c.sequence)
    if most is not None:
        question = question.limit(most)
    found = session.execute(question, execution_options={"yield_per": 500})
    try:
        for row in found:
            yield from_row(row)
    finally:
        # A reader may stop early, and a server's cursor stays open until somebody closes it.
        found.close()


def last_at(session: Session) -> dt.datetime | None:
    """When the newest line was written, or None when there is none."""
    at: dt.datetime | None = session.execute(
        select(AUDIT.c.at).order_by(AUDIT.c.sequence.desc()).limit(1)
    ).scalar()
    return at


def how_many_given(session: Session) -> int:
    """The last number ever given; the log must end with it."""
    given = session.execute(select(COUNTERS.c.value).where(COUNTERS.c.name == "audit")).scalar()
    return int(given or 0)


def from_row(row: Row[Any]) -> LogRow:
    """The line of one row."""
    return LogRow(row.sequence, row.at, row.event, row.who, row.place, row.outcome, row.about, row.chain)


def search(
    session: Session, event: str, text: str, skipped: int, most: int
) -> tuple[tuple[LogRow, ...], int]:
    """At most ``most`` lines of ``event`` (empty: any) whose who, place, outcome or ids hold ``text``, the
    newest first, without the first ``skipped``; and how many there are."""
    wanted = [AUDIT.c.event == event] if event else []
    if text:
        parts = (AUDIT.c.who, AUDIT.c.place, AUDIT.c.outcome, AUDIT.c.about)
        wanted.append(or_(*(part.icontains(text, autoescape=True) for part in parts)))
    total = session.execute(select(func.count()).select_from(AUDIT).where(*wanted)).scalar_one()
    rows = session.execute(
        select(AUDIT).where(*wanted).order_by(AUDIT.c.sequence.desc()).offset(skipped).limit(most)
    )
    return tuple(from_row(row) for row in rows), int(total)
