"""The steps that made the tables lead to the tables the program expects, on both databases' languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from kiosk.registrant import PersonName, Registrant
from sync.database import Store
from sync.station.store import requests
from sync.station.store.form import pack
from sync.station.store.opening import open_store
from sync.station.store.request_tables import RECORDS_ANSWERS
from sync.station.store.roster_rows import to_row
from sync.station.store.tables import METADATA, REGISTRANTS
from tests.specimens import books, records


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


def two_of_one_name() -> tuple[Registrant, ...]:
    """Father and son Vale, SYNTHETIC."""
    return tuple(
        records.registrant(
            registrant_id=f"SYN-000{number}",
            registry_id=f"MO-SYN-{number}",
            id_number=f"S00000000{number}",
            name=PersonName("Sam", "", "Vale"),
        )
        for number in (6, 7)
    )


def test_an_answer_kept_whole_by_an_older_program_is_read_as_it_was_and_knows_whom_it_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'station.sqlite'}"
    with monkeypatch.context() as then:
        upgrade = command.upgrade
        then.setattr(command, "upgrade", lambda config, _: upgrade(config, "0019"))
        old = open_store(address)
    assert isinstance(old, Store)
    paper = books.records_pack()
    numbered, nobody = paper.answers
    named = replace(numbered, asked="Alex Rowan Quill, 1980-11-05")
    unclear = replace(numbered, asked="Sam Vale, 1971-02-03", given=())
    last = (named, replace(numbered, asked=""), unclear, replace(unclear, asked="MO-SYN-7"))
    parts = [replace(paper, answers=some) for some in ((numbered, nobody), last)]
    body = "\n".join(pack(part).replace(',"removed":0', "") for part in parts)
    assert "removed" not in body
    with old.writing() as session:
        row = {"number": "R-1", "made_at": "2026-11-23T16:00:00.000000+00:00", "asked_by": "The Demo Tribune"}
        row |= {"request_id": "r", "officer_id": "o", "officer_name": "K. Osei", "lines": "[]", "body": body}
        names = [*row, "given", "sha256"]
        values = ", ".join(f":{name}" for name in names)
        text = f"INSERT INTO records_requests ({', '.join(names)}) VALUES ({values})"
        session.execute(sa.text(text), {**row, "given": 5, "sha256": "f" * 64})
        for person in (records.registrant(), *two_of_one_name()):
            session.execute(sa.insert(REGISTRANTS).values(to_row(person)))
    old.close()
    new = open_store(address)
    assert isinstance(new, Store)
    with new.reading() as session:
        found = requests.find(session, "r")
        whose = session.execute(
            sa.select(RECORDS_ANSWERS.c.registrant_id).order_by(RECORDS_ANSWERS.c.place)
        ).scalars()
        assert list(whose) == ["SYN-0001", "", "SYN-0001", "SYN-0001", "", "SYN-0007"]
        assert found is not None
        assert found[1].paper == replace(paper, answers=tuple(one for part in parts for one in part.answers))
        assert found[0][1] == tuple(one.asked for one in (numbered, nobody, named, *last[2:]))
        assert requests.listed(session, 0, 9)[0][0].sha256 == "f" * 64
    new.close()


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
