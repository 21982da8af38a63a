"""Rows of requests for records and the answers that were given."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import func, insert, select

from kiosk.records_request import RecordsPack
from sync.database import Session
from sync.station.request_wire import PackLine
from sync.station.store.form import pack, unpack
from sync.station.store.request_tables import RECORDS_REQUESTS


def add(session: Session, line: PackLine, officer_id: str, paper: RecordsPack) -> None:
    """Keep an answer; the line's own ``sha256`` is made here."""
    body = pack(paper)
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


def find(session: Session, request_id: str) -> tuple[tuple[str, tuple[str, ...]], RecordsPack] | None:
    """Who asked for what, and the answer as it was given; or None."""
    row = session.execute(select(RECORDS_REQUESTS).where(RECORDS_REQUESTS.c.request_id == request_id)).first()
    if row is None:
        return None
    return (row.asked_by, tuple(json.loads(row.lines))), unpack(RecordsPack, row.body)


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
