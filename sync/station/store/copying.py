"""Copies a whole store into another one, of whichever kind: how an office moves to PostgreSQL and back."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Integer, Table, func, insert, select, text

from sync.database import Session, StoreError, cause_of
from sync.station.store.metadata import as_stored
from sync.station.store.tables import METADATA

AT_ONCE: Final = 500


class NotCopiedError(Exception):
    """A row was refused; the text names its table and what failed, and nothing that is in it."""


class NotEmptyError(Exception):
    """The store to copy into holds something already; the text names a table."""


def copy_all(source: Session, target: Session) -> int:
    """Every row of ``source`` into the empty ``target``, both laid by this program; how many rows.

    NotEmptyError, and nothing done, when there is anything in ``target``. NotCopiedError when it refuses one.
    """
    for table in METADATA.sorted_tables:
        if rows_of(target, table):
            raise NotEmptyError(table.name)
    return sum(_copy(source, target, table) for table in METADATA.sorted_tables)


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: rows_of(session, table) for table in METADATA.sorted_tables}


def rows_of(session: Session, table: Table) -> int:
    """How many rows one table has."""
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def _copy(source: Session, target: Session, table: Table) -> int:
    count = 0
    found = source.execute(select(table), execution_options={"yield_per": AT_ONCE})
    for page in found.partitions(AT_ONCE):
        try:
            target.execute(insert(as_stored(table)), [dict(row._mapping) for row in page])
        except StoreError as error:
            rows = f"{table.name}, rows {count + 1} to {count + len(page)}"
            raise NotCopiedError(f"{rows}: {cause_of(error)}") from None
        count += len(page)
    _go_on_counting(target, table)
    return count


def _go_on_counting(target: Session, table: Table) -> None:
    """PostgreSQL numbers new rows by a sequence of its own, which knows nothing of rows that were copied."""
    key = table.autoincrement_column
    if target.dialect.name != "postgresql" or key is None or not isinstance(key.type, Integer):
        return
    last = target.execute(select(func.max(key))).scalar()
    if last is not None:
        name = {"table": table.name, "column": key.name, "last": int(last)}
        target.execute(text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"), name)
