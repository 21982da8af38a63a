"""Keeps what an officer has entered so far at the station, a moment after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from sync.station.desk_wire import Draft
from ui.desk.work import Work

_AFTER_MS = 700


class DraftWork:
    """One check-in's draft at a time. ``not_kept`` is called with its id when the station did not take it."""

    def __init__(self, work: Work, not_kept: Callable[[str], None]) -> None:
        self._work, self._not_kept = work, not_kept
        self._id = ""
        self._draft: Draft | None = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, check_in_id: str) -> None:
        """From now on drafts are of this check-in."""
        self.forget()
        self._id = check_in_id

    def changed(self, draft: Draft) -> None:
        """Something was entered; it is kept once the officer pauses."""
        self._draft = draft
        self._timer.start()

    def keep(self) -> None:
        """Keep the latest now, if it is not kept yet."""
        check_in_id = self._id
        if (question := self.pending()) is not None:
            self._work.asking.ask(
                question, lambda _outcome: None, lambda _trouble: self._not_kept(check_in_id)
            )

    def pending(self) -> Callable[[], object] | None:
        """What asks the station to keep the latest, if it must still; whoever takes it must ask it."""
        self._timer.stop()
        draft, self._draft = self._draft, None
        visits, check_in_id = self._work.link.visits, self._id
        return None if draft is None else lambda: visits.keep_draft(check_in_id, draft)

    def forget(self) -> None:
        """The check-in is decided: nothing is to be kept."""
        self._timer.stop()
        self._draft = None
