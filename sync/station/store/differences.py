"""Rows of the change-of-law worklist."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, insert, select

from kiosk.law.worklist import Differs, WorkLine
from kiosk.words import Words
from sync.database import Session
from sync.station.board_wire import LINES_A_PAGE, LawCount, LawLine
from sync.station.store.board_tables import COUNTED
from sync.station.store.difference_tables import LAW_DIFFERENCES
from sync.station.store.form import pack, unpack
from sync.station.store.tables import REGISTRANTS


def keep(session: Session, ids: Collection[str], found: Iterable[WorkLine]) -> None:
    """Put what was found for these people in the place of what was found before."""
    session.execute(delete(LAW_DIFFERENCES).where(LAW_DIFFERENCES.c.registrant_id.in_(ids)))
    places = dict.fromkeys(ids, 0)
    rows = []
    for one in found:
        rows.append(
            {
                "registrant_id": one.person_id,
                "place": places[one.person_id],
                "differs": one.differs.value,
                "reason": pack(one.reason),
            }
        )
        places[one.person_id] += 1
    if rows:
        session.execute(insert(LAW_DIFFERENCES), rows)


def counts(session: Session) -> tuple[LawCount, ...]:
    """How many people the laws differ for in each way."""
    people = func.count(LAW_DIFFERENCES.c.registrant_id.distinct())
    rows = session.execute(
        select(LAW_DIFFERENCES.c.differs, people.label("people")).group_by(LAW_DIFFERENCES.c.differs)
    )
    found = {Differs(row.differs): row.people for row in rows}
    return tuple(LawCount(one, found[one]) for one in Differs if one in found)


def lines(session: Session, differs: Differs | None, page: int) -> tuple[tuple[LawLine, ...], int]:
    """One page of the differences asked for, person by person; and how many there are."""
    wanted = [] if differs is None else [LAW_DIFFERENCES.c.differs == differs.value]
    total = session.execute(select(func.count()).select_from(LAW_DIFFERENCES).where(*wanted)).scalar_one()
    rows = session.execute(
        select(LAW_DIFFERENCES, REGISTRANTS.c.full_name, COUNTED.c.tier)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == LAW_DIFFERENCES.c.registrant_id)
        .outerjoin(COUNTED, COUNTED.c.registrant_id == LAW_DIFFERENCES.c.registrant_id)
        .where(*wanted)
        .order_by(LAW_DIFFERENCES.c.registrant_id, LAW_DIFFERENCES.c.place)
        .offset(page * LINES_A_PAGE)
        .limit(LINES_A_PAGE)
    )
    found = tuple(
        LawLine(
            row.registrant_id,
            row.full_name,
            (row.tier or "").removeprefix("-"),
            Differs(row.differs),
            unpack(Words, row.reason),
        )
        for row in rows
    )
    return found, int(total)
