"""A desk of the demo county at a station in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import FakeStation
from ui.desk.here import Here
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


@pytest.fixture
def here() -> Here:
    """Window 1 of the demo county, in English."""
    return Here(Look(theme(Surface.DESK), language("en")), office="Demo County", window="1")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, here: Here) -> Iterator[ADesk]:
    """The window, shown, with nobody signed in."""
    made = ADesk(qtbot, FakeStation(), FolderPrinter(tmp_path / "receipts"), here)
    yield made
    made.window.close()
