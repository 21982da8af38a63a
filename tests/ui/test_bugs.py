"""A bug in a thread beside the window's: the log is told its kind, and nobody its words."""

from __future__ import annotations

import sys
import threading

import pytest

from devices.barcode.reader import Reader
from devices.camera.played import PlayedCamera
from devices.ports import Reading
from tests.specimens.cards import ROWAN
from tests.waiting import until
from ui.bugs import heed_bugs


def test_a_bug_where_a_reading_is_told_says_nothing_of_the_card(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    heed_bugs("lobby", lambda bug: None)
    met = threading.Event()

    def stumble(reading: Reading) -> None:
        met.set()
        raise LookupError(ROWAN)

    reader = Reader(PlayedCamera())
    reader.start(stumble)
    assert met.wait(10)
    said = until(lambda: "".join(capfd.readouterr()))
    reader.stop()
    assert "LookupError" in said
    assert "ASHGROVE" not in said
