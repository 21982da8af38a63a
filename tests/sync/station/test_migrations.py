"""The steps that made the tables lead to the tables the program expects, on both databases' languages."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from sync.database import Store
from sync.station.store.opening import open_store
from sync.station.store.tables import METADATA


def test_the_steps_make_exactly_the_tables_that_are_declared(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'station.sqlite'}")
    assert isinstance(store, Store)
    with store.reading() as session:
        context = MigrationContext.configure(session, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    store.close()


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'station.sqlite'}"
    for _ in range(2):
        store = open_store(address)
        assert isinstance(store, Store)
        store.close()


def test_every_table_can_be_said_in_postgresql() -> None:
    said = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        for table in METADATA.sorted_tables
    ]
    said += [
        str(CreateIndex(index).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        for table in METADATA.sorted_tables
        for index in table.indexes
    ]
    assert len(said) > 30
    assert any("WHERE voided_at IS NULL" in one for one in said)
