"""An office for every story: made once, copied for each, its programs started on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.office import Build, Office, template
from ui.demo.office import DemoOffice


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> DemoOffice:
    """A whole office, never started."""
    return template(tmp_path_factory.mktemp("office") / "template")


@pytest.fixture
def closed_office(office_template: DemoOffice, tmp_path: Path) -> Iterator[Office]:
    """An office whose programs are not running."""
    with Office(office_template, tmp_path / "office", Build(warm=True)) as office:
        yield office


@pytest.fixture
def office(closed_office: Office) -> Office:
    """An office with registry and station running."""
    closed_office.registry.start()
    closed_office.station.start()
    return closed_office


@pytest.fixture
def cold_office(office_template: DemoOffice, tmp_path: Path) -> Iterator[Office]:
    """The same, started by the command that people type."""
    with Office(office_template, tmp_path / "office") as office:
        office.registry.start()
        office.station.start()
        yield office
