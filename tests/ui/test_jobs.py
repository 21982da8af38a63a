"""Work leaves the window's thread and its outcome comes back to it, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from ui.jobs import Cancel, Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs(threads=2)
    yield made
    made.shut_down()


def test_an_outcome_arrives_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, int]] = []
    here = threading.get_ident()
    jobs.run(lambda _: threading.get_ident(), lambda there: seen.append((here, there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    window, worker, delivery = seen[0]
    assert worker != window
    assert delivery == window
    assert jobs.busy == 0


def test_a_cancelled_job_is_told_and_delivers_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[bool] = []
    started = threading.Event()

    def work(cancel: Cancel) -> bool:
        started.set()
        return cancel.wait(30)

    cancel = jobs.run(work, seen.append)
    assert started.wait(5)
    cancel.ask()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert seen == []


def test_a_job_that_raises_is_a_bug_and_is_told_as_one(jobs: Jobs, qtbot: QtBot) -> None:
    def work(_: Cancel) -> int:
        raise ZeroDivisionError

    seen: list[int] = []
    with qtbot.waitSignal(jobs.bug_found) as told:
        jobs.run(work, seen.append)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert seen == []


def test_shut_down_waits_for_the_last_job_and_delivers_nothing_more(qtbot: QtBot) -> None:
    jobs = Jobs(threads=1)
    seen: list[str] = []
    ended = threading.Event()

    def work(cancel: Cancel) -> str:
        cancel.wait(30)
        ended.set()
        return "late"

    jobs.run(work, seen.append)
    jobs.run(lambda _: "never started", seen.append)
    jobs.shut_down()
    jobs.shut_down()
    assert ended.is_set()
    assert jobs.run(lambda _: "after", seen.append).asked
    QCoreApplication.processEvents()
    assert seen == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_of_many_tellings_the_newest_arrives_last(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    ended: list[str] = []

    def work(cancel: Cancel, tell: Callable[[int], None]) -> str:
        for number in range(1000):
            tell(number)
        return "ended"

    jobs.watch(work, told.append, ended.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert told[-1] == 999
    assert told == sorted(told)
    assert len(told) < 1000


def test_a_cancelled_watch_tells_nothing_more(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    first = threading.Event()

    def work(cancel: Cancel, tell: Callable[[int], None]) -> None:
        tell(1)
        first.set()
        cancel.wait(30)
        tell(2)

    cancel = jobs.watch(work, told.append, lambda _: told.append(3))
    assert first.wait(5)
    cancel.ask()
    qtbot.waitUntil(lambda: jobs.busy == 0)
    assert 2 not in told
    assert 3 not in told
