"""Rows of requests for records and the answers that were given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, insert, select

from kiosk.records_request import RecordsPack
from sync.database import Session
from sync.station.request_wire import ANSWERS_A_PART, PackLine, PackPart
from sync.station.store.form import pack, unpack
from sync.station.store.request_tables import RECORDS_REQUESTS


def add(session: Session, line: PackLine, officer_id: str, paper: RecordsPack) -> None:
    """Keep an answer; the line's own ``sha256`` is made here."""
    body = "\n".join(pack(part) for part in _parts(paper))
    session.execute(
        insert(RECORDS_REQUESTS).values(
            request_id=line.request_id,
            number=line.number,
            made_at=line.made_at,
            officer_id=officer_id,
            officer_name=line.officer,
            asked_by=line.asked_by,
            lines=json.dumps(line.lines),
            given=line.given,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            body=body,
        )
    )


def _parts(paper: RecordsPack) -> Iterator[RecordsPack]:
    for at in range(0, max(1, len(paper.answers)), ANSWERS_A_PART):
        yield replace(paper, answers=paper.answers[at : at + ANSWERS_A_PART])


def find(
    session: Session, request_id: str, number: int = 0
) -> tuple[tuple[str, tuple[str, ...]], PackPart] | None:
    """Who asked for what, and one part of the answer as it was given; None for none such."""
    row = session.execute(select(RECORDS_REQUESTS).where(RECORDS_REQUESTS.c.request_id == request_id)).first()
    if row is None:
        return None
    parts = row.body.split("\n")
    if number >= len(parts):
        return None
    part = PackPart(unpack(RecordsPack, parts[number]), len(parts))
    return (row.asked_by, tuple(json.loads(row.lines))), part


def listed(session: Session, skipped: int, most: int) -> tuple[tuple[PackLine, ...], int]:
    """At most ``most`` requests, the newest first, and how many there are."""
    columns = [column for column in RECORDS_REQUESTS.c if column.name != "body"]
    newest = RECORDS_REQUESTS.c.made_at.desc(), RECORDS_REQUESTS.c.number.desc()
    rows = session.execute(select(*columns).order_by(*newest).offset(skipped).limit(most))
    total = session.execute(select(func.count()).select_from(RECORDS_REQUESTS)).scalar_one()
    return tuple(
        PackLine(
            row.request_id,
            row.number,
            row.made_at,
            row.officer_name,
            row.asked_by,
            tuple(json.loads(row.lines)),
            row.given,
            row.sha256,
        )
        for row in rows
    ), int(total)
