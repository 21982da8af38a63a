"""A bug at the desk frees the page, tells the officer, and tells the log nothing but its kind."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sync.station.desk_wire import Refused, Trouble, Unreachable
from ui.desk.asking import Asking
from ui.desk.build import heed_bugs_at
from ui.desk.here import Here
from ui.desk.window import DeskWindow
from ui.jobs import Jobs


def test_a_bug_frees_the_page_and_its_words_are_told_to_nobody(
    here: Here, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    window = DeskWindow(here)
    qtbot.addWidget(window)
    heed_bugs_at(window, here.look)
    jobs, freed = Jobs(parent=window), list[Refused | Unreachable]()
    notice = window.findChild(QLabel, "window.notice")
    assert notice is not None

    def typed() -> int | Trouble:
        raise LookupError("PLANTED NAME")

    Asking(jobs, lambda: None).ask(typed, lambda _answer: None, freed.append)
    qtbot.waitUntil(lambda: "went wrong in this program" in notice.text(), timeout=10_000)
    window.notice("")
    QTimer.singleShot(0, window, lambda: typed())
    qtbot.waitUntil(lambda: "went wrong in this program" in notice.text(), timeout=10_000)
    assert [one.problem.code for one in freed if isinstance(one, Refused)] == ["program_failed"]
    jobs.shut_down()
    out, err = capfd.readouterr()
    assert (out + err).count("LookupError") == 2
    assert "PLANTED" not in out + err
