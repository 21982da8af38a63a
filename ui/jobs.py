"""The only place with threads: work off the window's thread, its outcome delivered back by signal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
S = TypeVar("S")


class Cancel:
    """Asked now and then by a long job: does anyone still want the outcome?"""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask the job to stop; its outcome will not be delivered."""
        self._asked.set()

    @property
    def asked(self) -> bool:
        """Whether the job should stop."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Pause a job for up to ``seconds``; True at once when it was asked to stop."""
        return self._asked.wait(seconds)


class _Newest(Generic[S]):
    """One thing at a time between two threads; a newer one replaces one not yet taken."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._things: list[S] = []

    def put(self, thing: S) -> bool:
        """Leave ``thing``; True when nothing was waiting, so the taker must be called."""
        with self._lock:
            was_empty = not self._things
            self._things[:] = [thing]
            return was_empty

    def take(self) -> list[S]:
        """What waits, if anything does."""
        with self._lock:
            things, self._things = self._things, []
            return things


@dataclass(frozen=True)
class _Started:
    cancel: Cancel
    then: Callable[[Any], None]


@dataclass(frozen=True)
class _Ended:
    job: int
    outcome: Any
    trouble: BaseException | None


class Jobs(QObject):
    """Runs callables in a few threads; every callback runs in the thread that made this object.

    A job that raises has met a bug: ``bug_found`` emits it and its callback is not called. After
    ``shut_down`` nothing is started and nothing more is delivered.
    """

    bug_found = Signal(object)
    """Emits the exception a job raised."""
    _ended = Signal(object)
    _told = Signal(object)

    def __init__(self, threads: int = 4, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="job")
        self._started: dict[int, _Started] = {}
        self._count = 0
        self._closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[Cancel], T], then: Callable[[T], None]) -> Cancel:
        """Run ``work`` off this thread, then ``then(outcome)`` on it; the ``Cancel`` stops it.

        ``work`` is given the same ``Cancel`` and should look at it if it takes long.
        """
        cancel = Cancel()
        if self._closed:
            cancel.ask()
            return cancel
        self._count += 1
        job = self._count
        self._started[job] = _Started(cancel, then)
        future = self._pool.submit(work, cancel)
        future.add_done_callback(lambda done: self._report(job, done))
        return cancel

    def watch(
        self,
        work: Callable[[Cancel, Callable[[S], None]], T],
        each: Callable[[S], None],
        then: Callable[[T], None],
    ) -> Cancel:
        """As ``run``, for work that tells what it sees: ``work(cancel, tell)``, each telling to ``each``.

        Of several tellings between two turns of the window's thread only the newest arrives.
        """
        newest = _Newest[S]()

        def working(cancel: Cancel) -> T:
            def tell(thing: S) -> None:
                if not cancel.asked and newest.put(thing):
                    self._told.emit(hand_on)

            def hand_on() -> None:
                for thing in newest.take():
                    if not cancel.asked:
                        each(thing)

            return work(cancel, tell)

        return self.run(working, then)

    @property
    def busy(self) -> int:
        """How many jobs were started and have neither been delivered nor dropped."""
        return len(self._started)

    def cancel_all(self) -> None:
        """Ask every job to stop; none of their outcomes will be delivered."""
        for started in self._started.values():
            started.cancel.ask()

    def shut_down(self) -> None:
        """Ask every job to stop and wait until the last has; safe to call twice."""
        self._closed = True
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._started.clear()

    def _report(self, job: int, done: Future[Any]) -> None:
        # Runs in the job's thread: nothing but a signal may leave it.
        if self._closed or done.cancelled():
            return
        trouble = done.exception()
        self._ended.emit(_Ended(job, None if trouble else done.result(), trouble))

    @Slot(object)
    def _deliver(self, ended: _Ended) -> None:
        started = self._started.pop(ended.job, None)
        if started is None:
            return
        if ended.trouble is not None:
            self.bug_found.emit(ended.trouble)
        elif not started.cancel.asked:
            started.then(ended.outcome)

    @Slot(object)
    def _hand_on(self, hand_on: Callable[[], None]) -> None:
        if not self._closed:
            hand_on()
