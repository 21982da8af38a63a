"""What the station's tables share: their names' pattern, moments, and ids."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any, Final

from sqlalchemy import Column, Dialect, Integer, MetaData, String, Table, TableClause, event
from sqlalchemy import column as a_column
from sqlalchemy import table as a_table
from sqlalchemy.types import TypeDecorator, TypeEngine

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[dt.datetime]):
    """A moment, kept as UTC text of one width: sorted as text it is sorted by time, on every database."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """An aware time as UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """An aware time in UTC."""
        return None if value is None else dt.datetime.fromisoformat(value)


class _AsPostgresql(TypeDecorator[Any]):
    """What a column holds on PostgreSQL. SQLite would hold anything, and an office that moves there could not
    take it along: so SQLite is asked to refuse the same. What is only compared with a column may be anything.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The value; DataError for one that does not fit."""
        if dialect.name == "sqlite" and value is not None and not self.fits(value):
            raise sqlite3.DataError("does not fit its column")
        return value

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        """As the plain column would."""
        return self.impl_instance.coerce_compared_value(op, value)

    def fits(self, value: Any) -> bool:
        """Whether PostgreSQL's column would take it."""
        raise NotImplementedError


class _Short(_AsPostgresql):
    impl = String
    cache_ok = True

    def fits(self, value: Any) -> bool:
        """A text of no more letters than the column is long."""
        kind = self.impl_instance
        return not isinstance(kind, String) or kind.length is None or len(value) <= kind.length


class _Number(_AsPostgresql):
    impl = Integer
    cache_ok = True

    def fits(self, value: Any) -> bool:
        """A number of four bytes."""
        return bool(-(2**31) <= value < 2**31)


@event.listens_for(Column, "after_parent_attach")
def _hold_it_alike(column: Column[Any], table: object) -> None:
    if isinstance(table, Table) and table.metadata is METADATA:
        if type(column.type) is String:
            column.type = _Short(column.type.length)
        elif type(column.type) is Integer and not column.primary_key:
            column.type = _Number()


def as_stored(table: Table) -> TableClause:
    """``table`` to be written into by whoever moves rows: the database alone says what fits."""

    def plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
        return kind.impl_instance if isinstance(kind, _AsPostgresql) else kind

    return a_table(table.name, *(a_column(one.name, plain(one.type)) for one in table.columns))


def id_column(name: str, *rest: Any, **options: Any) -> Column[Any]:
    """A column holding an id made by a program."""
    return Column(name, String(64), *rest, **options)
