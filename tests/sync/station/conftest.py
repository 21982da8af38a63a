"""Stations for tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from sync.station import accounts, lookups
from sync.station.client import DeskLink
from tests.postgres import Postgres, a_postgres
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station

WITH_PEOPLE = "with_people"


@pytest.fixture(scope="session", autouse=True)
def light_work() -> Iterator[None]:
    """Argon2 as it is, but with little work: hundreds of sign-ins are not what these tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        patch.setattr(lookups, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture(scope="session")
def with_people(light_work: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with Alex Quill in its roster and officer Rivera on its pay-roll, to be copied."""
    folder = tmp_path_factory.mktemp("with-people")
    made = a_station(folder)
    made.enrol(records.registrant())
    made.hire()
    made.store.close()
    return folder / "station.sqlite"


@pytest.fixture(scope="session")
def postgres(light_work: None) -> Iterator[Postgres]:
    """A PostgreSQL with a database ``with_people``, to be copied."""
    with a_postgres() as server, tempfile.TemporaryDirectory() as folder:
        made = a_station(Path(folder), address=server.make(WITH_PEOPLE))
        made.enrol(records.registrant())
        made.hire()
        made.store.close()
        yield server


@pytest.fixture
def on_sqlite(tmp_path: Path, with_people: Path) -> str:
    """A store on SQLite with Alex Quill and officer Rivera; its address."""
    shutil.copy(with_people, tmp_path / "station.sqlite")
    return f"sqlite:///{tmp_path / 'station.sqlite'}"


@pytest.fixture
def on_postgresql(postgres: Postgres) -> str:
    """The same on PostgreSQL."""
    return postgres.make("here", WITH_PEOPLE)


@pytest.fixture(params=["on_sqlite", "on_postgresql"])
def here(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AStation]:
    """A station with Alex Quill and officer Rivera, on each kind of store in turn."""
    made = a_station(tmp_path, address=request.getfixturevalue(request.param))
    yield made
    made.store.close()


@pytest.fixture
def desk(here: AStation) -> DeskLink:
    """Officer Rivera, signed in."""
    return here.signed_in()
