"""Stations for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.station.client import DeskLink
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station


@pytest.fixture
def here(tmp_path: Path) -> Iterator[AStation]:
    """A station with Alex Quill in its roster and officer Rivera on its pay-roll."""
    made = a_station(tmp_path)
    made.enrol(records.registrant())
    made.hire()
    yield made
    made.store.close()


@pytest.fixture
def desk(here: AStation) -> DeskLink:
    """Officer Rivera, signed in."""
    return here.signed_in()
