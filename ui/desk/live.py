"""Keeps the queue live: asks the station again and again, and says when it cannot be reached."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from sync.station.desk_wire import QueueView, Refused, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.work import Work
from ui.jobs import Cancel

WAIT_S = 2.0
"""How long the station may hold the question; closing the desk waits no longer than that for its answer."""
_AGAIN_MS = 2000


class Live:
    """``seen`` is called with each view, ``refused`` with a sentence when this account may see none.

    The window says it while the station is out of reach.
    """

    def __init__(self, work: Work, seen: Callable[[QueueView], None], refused: Callable[[str], None]) -> None:
        self._work, self._seen, self._refused = work, seen, refused
        self._asked: Cancel | None = None
        self._version = 0
        self._again = QTimer()
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._ask)
        self._running = False

    def start(self) -> None:
        """From now on."""
        if not self._running:
            self._running, self._version = True, 0
            self._ask()

    def stop(self) -> None:
        """No more; an answer still under way is dropped."""
        self._running = False
        self._again.stop()
        if self._asked is not None:
            self._asked.ask()
            self._asked = None

    def _ask(self) -> None:
        if not self._running:
            return
        visits, version = self._work.link.visits, self._version
        wait = WAIT_S if version else 0.0
        self._asked = self._work.asking.ask(lambda: visits.queue(version, wait), self._got, self._not_got)

    def _got(self, view: QueueView) -> None:
        if not self._running:
            return
        self._version = view.version
        self._work.window.say("")
        self._seen(view)
        # Whatever the station does, it is not asked more than a few times a second.
        QTimer.singleShot(200, self._ask)

    def _not_got(self, trouble: Refused | Unreachable) -> None:
        if not self._running:
            return
        here = self._work.here
        if isinstance(trouble, Refused):
            # This account may not see the queue; asking again would not change that.
            self.stop()
            self._refused(trouble_said(here, trouble))
            return
        self._work.window.say(here.say("desk.unreachable.station"), "caution")
        self._again.start()
