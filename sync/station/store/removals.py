"""Removes what retention lets go, whole: every row of every table, with a keyed hash of what stood there."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias

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
from sync.station.store.tables import CHECK_INS, DRAFTS, HELP_CALLS, PHOTOGRAPHS
from sync.station.store.tables import REGISTRANT_VERSIONS as VERSIONS

Rows: TypeAlias = "Iterator[tuple[Table, ColumnElement[bool]]]"
WHOSE: Final = "registrant_id"
_NAMED: Final = re.compile(r'"photograph_id":"([^"]+)"')


def remove(session: Session, covers: Covers, item_ids: Sequence[str], key: bytes) -> Iterator[Removed]:
    """Remove each of these things with everything that hangs on it; ``key`` makes the hash useless for
    guessing."""
    shared = _photographs_of_others(session, frozenset(item_ids)) if covers is Covers.PERSON else frozenset()
    for item_id in item_ids:
        yield _remove(session, _rows_of(session, covers, item_id, shared), item_id, key)


def _remove(session: Session, rows_of: Rows, item_id: str, key: bytes) -> Removed:
    rows, proof = 0, hmac.new(key, digestmod=hashlib.sha256)
    for table, wanted in rows_of:
        found = session.execute(select(table).where(wanted))
        # In the order of their text: both kinds of store give the same proof.
        said = sorted(json.dumps([table.name, *map(_plain, row)]) for row in found)
        for one in said:
            proof.update(one.encode() + b"\n")
        session.execute(delete(table).where(wanted))
        rows += len(said)
    return Removed(item_id, rows, proof.hexdigest())


def _rows_of(session: Session, covers: Covers, item_id: str, shared: frozenset[str]) -> Rows:
    match covers:
        case Covers.PERSON:
            # Asked before anything goes: the records say which photographs are theirs.
            photographs = _photographs(session, item_id) - shared
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


def _photographs(session: Session, registrant_id: str) -> frozenset[str]:
    """The photographs of this person's records."""
    mine = VERSIONS.c.registrant_id == registrant_id
    records = session.execute(select(VERSIONS.c.record).where(mine)).scalars()
    held = (unpack(Registrant, text).photograph for text in records)
    return frozenset(one.photograph_id for one in held if one is not None)


def _photographs_of_others(session: Session, going: frozenset[str]) -> frozenset[str]:
    """The photographs in records of anybody who stays. Read once for all who go: every version there is."""
    every = select(VERSIONS.c.registrant_id, VERSIONS.c.record).execution_options(yield_per=1_000)
    return frozenset(
        found for who, text in session.execute(every) if who not in going for found in _NAMED.findall(text)
    )


def _plain(value: Any) -> object:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value if value is None or isinstance(value, bool | int | str) else str(value)
