"""A bug in the lobby's window ends the program, to start afresh, and tells the log nothing but its kind."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.lobby.door import AFRESH, end_at_bugs


def test_a_bug_in_a_slot_starts_the_lobby_afresh_and_its_words_are_not_told(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def typed() -> None:
        raise LookupError("PLANTED NAME")

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    end_at_bugs(qapp)
    QTimer.singleShot(0, qapp, typed)
    # Stopped in time: an exit outside of exec would stop every later event loop of this process at once.
    too_late = QTimer()
    too_late.setSingleShot(True)
    too_late.timeout.connect(lambda: qapp.exit(0))
    too_late.start(5_000)
    ended = qapp.exec()
    too_late.stop()
    assert ended == AFRESH
    out, err = capfd.readouterr()
    assert "LookupError" in out + err
    assert "PLANTED" not in out + err
