"""Rows of requests for records and the answers that were given."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, insert, select

from kiosk.records_request import Answer, RecordsPack
from sync.database import Session
from sync.station.request_wire import ANSWERS_A_PART, PackLine, PackPart
from sync.station.store.form import pack, unpack
from sync.station.store.request_tables import RECORDS_ANSWERS, RECORDS_REQUESTS


@dataclass(frozen=True, slots=True)
class Told:
    """One answer, and whom it is about: empty where nobody was meant, and never told to the requester."""

    registrant_id: str
    answer: Answer


def add(
    session: Session, line: PackLine, officer_id: str, paper: RecordsPack, answers: Sequence[Told]
) -> None:
    """Keep ``paper``, which has no answers, with its answers; the line's own ``sha256`` is made here."""
    head, bodies = pack(paper), [pack(one.answer) for one in answers]
    session.execute(
        insert(RECORDS_REQUESTS).values(
            request_id=line.request_id,
            number=line.number,
            made_at=line.made_at,
            officer_id=officer_id,
            officer_name=line.officer,
            asked_by=line.asked_by,
            given=line.given,
            sha256=hashlib.sha256("\n".join([head, *bodies]).encode()).hexdigest(),
            body=head,
            answers=len(answers),
        )
    )
    rows = [
        {
            "request_id": line.request_id,
            "place": place,
            "registrant_id": one.registrant_id,
            "asked": one.answer.asked,
            "body": body,
        }
        for place, (one, body) in enumerate(zip(answers, bodies, strict=True))
    ]
    if rows:
        session.execute(insert(RECORDS_ANSWERS), rows)


def find(
    session: Session, request_id: str, number: int = 0
) -> tuple[tuple[str, tuple[str, ...]], PackPart] | None:
    """Who asked for what, and one part of the answer as it was given; None for none such.

    Answers about people whose records were removed since are gone; the paper says how many.
    """
    row = session.execute(select(RECORDS_REQUESTS).where(RECORDS_REQUESTS.c.request_id == request_id)).first()
    parts = 0 if row is None else max(1, -(-row.answers // ANSWERS_A_PART))
    if row is None or number >= parts:
        return None
    place, mine = RECORDS_ANSWERS.c.place, RECORDS_ANSWERS.c.request_id == request_id
    first = number * ANSWERS_A_PART
    wanted = select(RECORDS_ANSWERS.c.body).where(mine, place >= first, place < first + ANSWERS_A_PART)
    answers = tuple(unpack(Answer, body) for body in session.execute(wanted.order_by(place)).scalars())
    left = session.execute(select(func.count()).select_from(RECORDS_ANSWERS).where(mine)).scalar_one()
    paper = replace(unpack(RecordsPack, row.body), answers=answers, removed=row.answers - left)
    lines = _lines(session, (request_id,)).get(request_id, ())
    return (row.asked_by, lines), PackPart(paper, parts)


def _lines(session: Session, request_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What each request asked for, line by line; nothing of a request for everybody."""
    table, found = RECORDS_ANSWERS, dict[str, tuple[str, ...]]()
    asked = select(table.c.request_id, table.c.asked).where(
        table.c.request_id.in_(request_ids), table.c.asked != ""
    )
    for request_id, line in session.execute(asked.order_by(table.c.request_id, table.c.place)):
        found[request_id] = (*found.get(request_id, ()), line)
    return found


def listed(session: Session, skipped: int, most: int) -> tuple[tuple[PackLine, ...], int]:
    """At most ``most`` requests, the newest first, and how many there are."""
    columns = [column for column in RECORDS_REQUESTS.c if column.name != "body"]
    newest = RECORDS_REQUESTS.c.made_at.desc(), RECORDS_REQUESTS.c.number.desc()
    rows = session.execute(select(*columns).order_by(*newest).offset(skipped).limit(most)).all()
    lines = _lines(session, [row.request_id for row in rows])
    total = session.execute(select(func.count()).select_from(RECORDS_REQUESTS)).scalar_one()
    return tuple(
        PackLine(
            row.request_id,
            row.number,
            row.made_at,
            row.officer_name,
            row.asked_by,
            lines.get(row.request_id, ()),
            row.given,
            row.sha256,
        )
        for row in rows
    ), int(total)
