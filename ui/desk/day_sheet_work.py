"""Keeps the desk's emergency day sheet up to date, on its own disk, while everything still works."""

from __future__ import annotations

import datetime as dt
from typing import Final

from devices.paper.day_sheet import day_sheet_pdf
from sync.identity import write_file
from sync.station.day_sheet_wire import SheetGiven
from sync.station.desk_wire import QueueView, Refused, Trouble, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.work import Work

NOT_OFTENER: Final = dt.timedelta(minutes=2)
"""However busy the office is."""
AT_LEAST: Final = dt.timedelta(minutes=15)
"""However quiet it is: the sheet says when it was written."""


class DaySheetWork:
    """Writes whenever the live view is new, within these times; nothing where no file is set."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._written_at: dt.datetime | None = None
        self._shown: tuple[object, ...] = ()
        self._busy = False

    def forget(self) -> None:
        """Another officer is here: what the last one's desk had asked for comes to nobody."""
        self._busy = False

    def seen(self, view: QueueView) -> None:
        """The live view."""
        since = None if self._written_at is None else view.now - self._written_at
        news = self._shown != view.entries
        due = since is None or since >= AT_LEAST or (news and since >= NOT_OFTENER)
        if self._work.day_sheet is None or self._busy or not due:
            return
        self._busy, self._shown, self._written_at = True, view.entries, view.now
        self._work.asking.ask(self._written, self._said, self._trouble)

    def _written(self) -> bool | Trouble:
        """In a job: ask, typeset, lock, and put in the old one's place; whether the disk took it."""
        given = self._work.link.boards.day_sheet()
        file, here = self._work.day_sheet, self._work.here
        if not isinstance(given, SheetGiven) or file is None:
            return False if isinstance(given, SheetGiven) else given
        content = day_sheet_pdf(given.sheet, here.say, given.opens_with, here.look.language.code)
        try:
            write_file(file, content)
        except OSError:
            return False
        return True

    def _said(self, there: bool) -> None:
        self._busy = False
        if not there:
            self._work.window.notice(self._work.here.say("supervisor.day_sheet.not_written"), "caution")

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._busy = False
        if isinstance(trouble, Refused) and not self._work.window.locked:
            self._work.window.notice(trouble_said(self._work.here, trouble), "caution")
