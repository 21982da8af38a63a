"""What the station's tables share: their names' pattern, moments, and ids."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import Column, Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator

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


def id_column(name: str, *rest: Any, **options: Any) -> Column[Any]:
    """A column holding an id made by a program."""
    return Column(name, String(64), *rest, **options)
