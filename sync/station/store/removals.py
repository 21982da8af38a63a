"""Removes what retention lets go, whole: every row of every table, with a keyed hash of what stood there."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, select

from kiosk.registrant import Registrant
from sync.database import Session
from sync.station.retention_series import Covers
from sync.station.retention_wire import Removed
from sync.station.store.desk_tables import ATTACHMENTS
from sync.station.store.figure_tables import FINDINGS
from sync.station.store.form import unpack
from sync.station.store.metadata import METADATA
from sync.station.store.number_tables import NUMBERS
from sync.station.store.tables import CHECK_INS, DRAFTS, HELP_CALLS, PHOTOGRAPHS, REGISTRANT_VERSIONS

WHOSE: Final = "registrant_id"


def remove(session: Session, covers: Covers, item_id: str, key: bytes) -> Removed:
    """Remove one thing with everything that hangs on it; ``key`` makes the hash useless for guessing."""
    rows, proof = 0, hmac.new(key, digestmod=hashlib.sha256)
    for table, wanted in _rows_of(session, covers, item_id):
        found = session.execute(select(table).where(wanted))
        # In the order of their text: both kinds of store give the same proof.
        said = sorted(json.dumps([table.name, *map(_plain, row)]) for row in found)
        for one in said:
            proof.update(one.encode() + b"\n")
        session.execute(delete(table).where(wanted))
        rows += len(said)
    return Removed(item_id, rows, proof.hexdigest())


def _rows_of(session: Session, covers: Covers, item_id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    match covers:
        case Covers.PERSON:
            # Asked before anything goes: the records say which photographs are theirs.
            photographs = _photographs(session, item_id)
            for table in reversed(METADATA.sorted_tables):
                wanted = of_person(table, item_id)
                if wanted is not None:
                    yield table, wanted
            yield PHOTOGRAPHS, PHOTOGRAPHS.c.photograph_id.in_(photographs)
        case Covers.VISIT:
            for table in (DRAFTS, FINDINGS, CHECK_INS):
                yield table, table.c.check_in_id == item_id
        case Covers.SCAN:
            yield ATTACHMENTS, ATTACHMENTS.c.attachment_id == item_id
        case Covers.LOBBY:
            yield NUMBERS, NUMBERS.c.number_id == item_id
            yield HELP_CALLS, HELP_CALLS.c.help_id == item_id


def of_person(table: Table, registrant_id: str) -> ColumnElement[bool] | None:
    """Which rows of ``table`` are about a person, by its own column or by the row it hangs on; None: none."""
    if WHOSE in table.c:
        return table.c[WHOSE] == registrant_id
    for foreign in table.foreign_keys:
        parent = foreign.column.table
        if WHOSE in parent.c:
            theirs = select(foreign.column).where(parent.c[WHOSE] == registrant_id)
            return foreign.parent.in_(theirs)
    return None


def _photographs(session: Session, registrant_id: str) -> tuple[str, ...]:
    """The photographs of this person's records that are on nobody else's."""
    column = REGISTRANT_VERSIONS.c.record
    mine = REGISTRANT_VERSIONS.c.registrant_id == registrant_id
    records = session.execute(select(column).where(mine)).scalars()
    held = {one.photograph for text in records if (one := unpack(Registrant, text)).photograph}
    ids = {one.photograph_id for one in held if one is not None}
    others = select(REGISTRANT_VERSIONS.c.row_id).where(~mine).limit(1)
    return tuple(
        one
        for one in sorted(ids)
        if session.execute(others.where(column.contains(one, autoescape=True))).first() is None
    )


def _plain(value: Any) -> object:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
