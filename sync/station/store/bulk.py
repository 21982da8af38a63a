"""Many people written into the roster at once: the same rows as one by one, in far fewer statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, select

from kiosk.registrant import Registrant
from sync.database import Session
from sync.station.desk_wire import ScheduleView
from sync.station.store import roster_words
from sync.station.store.appearances import schedule_rows
from sync.station.store.desk_tables import ROSTER_WORDS
from sync.station.store.form import pack
from sync.station.store.roster import Cause
from sync.station.store.roster_rows import to_row
from sync.station.store.tables import REGISTRANT_VERSIONS, REGISTRANTS, SCHEDULES

Known = tuple[str, str, str, dt.date, str]
"""Id, last and first name in normal form, birth date, and id number in normal form."""


def everybody(session: Session) -> tuple[Known, ...]:
    """By what everybody on the roster is known."""
    columns = REGISTRANTS.c
    rows = session.execute(
        select(columns.registrant_id, columns.last, columns.first, columns.birth_date, columns.id_number)
    )
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def add(session: Session, people: Sequence[tuple[Registrant, Sequence[ScheduleView]]], cause: Cause) -> None:
    """Write the first version of people who are not on the roster, with what each owes next."""
    if not people:
        return
    session.execute(insert(REGISTRANTS), [to_row(record) for record, _ in people])
    session.execute(
        insert(REGISTRANT_VERSIONS),
        [
            {
                "registrant_id": record.registrant_id,
                "version": record.version,
                "record": pack(record),
                "made_at": cause.at,
                "made_by": cause.by,
                "cause": cause.cause,
                "appearance_id": cause.appearance_id,
            }
            for record, _ in people
        ],
    )
    words = [row for record, _ in people for row in roster_words.rows_of(record)]
    session.execute(insert(ROSTER_WORDS), words)
    owed = [
        row for record, found in people for row in schedule_rows(record.registrant_id, record.version, found)
    ]
    if owed:
        session.execute(insert(SCHEDULES), owed)
