"""Keeps what an officer has entered so far at the station, a moment after each change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer

from sync.station.desk_wire import Draft, Outcome, Trouble, Unreachable
from ui.desk.work import Work

_AFTER_MS = 700
_AGAIN_MS = 1000
"""How long after a station that did not answer it is asked again."""


@dataclass(frozen=True)
class Pending:
    """A draft that the station must still be asked to keep."""

    ask: Callable[[], Outcome | Trouble]
    put_back: Callable[[], None]
    """It was not taken: it is to be kept later, unless something newer was entered since."""


class DraftWork:
    """One check-in's draft at a time, until the station has taken it.

    ``told`` is called with the check-in's id and False when the station did not take it, and with True when
    it did after that.
    """

    def __init__(self, work: Work, told: Callable[[str, bool], None]) -> None:
        self._work, self._told = work, told
        self._id = ""
        self._draft: Draft | None = None
        self._entered = 0
        """How many were entered: an older one never comes after a newer."""
        self._asking = self._held = self._missed = False
        self._waiting: list[Callable[[Unreachable | None], None]] = []
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)

    def begin(self, check_in_id: str) -> None:
        """From now on drafts are of this check-in."""
        self.forget(self._id)
        self._id = check_in_id
        self._asking = self._held = self._missed = False
        self._waiting.clear()

    def changed(self, draft: Draft) -> None:
        """Something was entered; it is kept once the officer pauses."""
        self._draft = draft
        self._entered += 1
        self._timer.start(_AFTER_MS)

    def keep(self) -> None:
        """Keep the latest now, if it is not kept yet; one after the other, and none from a locked desk."""
        if self._work.window.locked or self._asking or (pending := self.pending()) is None:
            return
        check_in_id, entered, self._asking = self._id, self._entered, True

        def kept(_outcome: Outcome) -> None:
            if self._is_of(check_in_id):
                self._asking = False
                if self._missed:
                    self._missed = False
                    self._told(check_in_id, True)
                if self._entered != entered:
                    self._later()
                if self._waiting:
                    self.keep()
                self._go_on_unless_asking(None)

        def not_kept(trouble: Trouble) -> None:
            if self._is_of(check_in_id):
                self._asking = False
                pending.put_back()
                if isinstance(trouble, Unreachable):
                    self._later(_AGAIN_MS)
                if not self._missed:
                    self._missed = True
                    self._told(check_in_id, False)
                self._go_on_unless_asking(trouble if isinstance(trouble, Unreachable) else None)

        self._work.asking.ask(pending.ask, kept, not_kept)

    def settle(self, then: Callable[[Unreachable | None], None]) -> None:
        """Go on once the station has answered about everything entered; with the trouble, if it did not: then
        the latest is kept later."""
        self._waiting.append(then)
        self.keep()
        self._go_on_unless_asking(None)

    def _go_on_unless_asking(self, trouble: Unreachable | None) -> None:
        if not self._asking:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(trouble)

    def pending(self) -> Pending | None:
        """The latest, if the station must still be asked to keep it; whoever takes it must ask it."""
        if self._held or self._draft is None:
            return None
        self._timer.stop()
        draft, self._draft = self._draft, None
        visits, check_in_id = self._work.link.visits, self._id
        return Pending(
            lambda: visits.keep_draft(check_in_id, draft),
            partial(self._put_back, check_in_id, draft, self._entered),
        )

    def hold(self) -> None:
        """The check-in is being decided: the latest is kept only if it is not."""
        self._timer.stop()
        self._held = True

    def go_on(self, check_in_id: str) -> None:
        """It was not decided: what was entered is kept after all."""
        if self._is_of(check_in_id):
            self._held = False
            self._later()

    def forget(self, check_in_id: str) -> None:
        """The check-in is decided: nothing of it is to be kept."""
        if self._is_of(check_in_id):
            self._timer.stop()
            self._draft = None
            self._entered += 1

    def _later(self, after_ms: int = _AFTER_MS) -> None:
        if self._draft is not None:
            self._timer.start(after_ms)

    def _is_of(self, check_in_id: str) -> bool:
        return check_in_id == self._id

    def _put_back(self, check_in_id: str, draft: Draft, entered: int) -> None:
        if (check_in_id, entered) == (self._id, self._entered):
            self._draft = draft
