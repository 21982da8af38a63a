"""The office's books as their own presenters draw them, with every verb, asked from a station in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QComboBox

from devices.printer import FolderPrinter
from sync.station.desk_wire import Refused, Unreachable
from tests.specimens import books, desk
from tests.specimens.records import NOW
from tests.ui.desk.fake_station import FakeStation
from ui.desk.address_work import AddressWork
from ui.desk.asking import Asking
from ui.desk.book_work import FeeWork, LogWork, RuleWork
from ui.desk.here import Here
from ui.desk.reminder_work import ReminderWork
from ui.desk.request_work import RequestWork
from ui.desk.retention_work import RetentionWork
from ui.desk.second_work import SecondWork
from ui.desk.state_work import StateWork
from ui.desk.tip_work import TipWork
from ui.desk.window import DeskWindow
from ui.desk.work import Work
from ui.jobs import Cancel

T = TypeVar("T")
BOOKS: Mapping[str, Callable[[Work], Any]] = {
    "fees": FeeWork,
    "log": LogWork,
    "rules": RuleWork,
    "second": lambda work: SecondWork(work, lambda _registrant_id: None),
    "state": StateWork,
    "addresses": AddressWork,
    "requests": RequestWork,
    "tips": TipWork,
    "reminders": ReminderWork,
    "retention": RetentionWork,
}


class _AtOnce(Asking):
    """Asks in the window's own thread: a picture waits for nobody."""

    def __init__(self) -> None:
        """Without jobs."""

    def ask(
        self,
        question: Callable[[], T | Any],
        then: Callable[[T], None],
        otherwise: Callable[[Refused | Unreachable], None],
    ) -> Cancel:
        """Ask, and tell at once."""
        answer = question()
        assert not isinstance(answer, Refused | Unreachable), answer
        then(answer)
        return Cancel()


def draw(here: Here, window: DeskWindow, name: str, which: int = 0) -> None:
    """Show a book in ``window``; of retention the list at ``which`` place of its choice."""
    station = FakeStation()
    station.fake_records.fees_of = books.fees
    work = Work(
        station,
        _AtOnce(),
        window,
        FolderPrinter(Path()),
        here,
        choose_file=lambda _title: None,
        choose_place=lambda _title, _name: None,
        officer=desk.OFFICER,
        station_ahead=NOW - dt.datetime.now(dt.UTC),
    )
    BOOKS[name](work).show()
    if which:
        chooses = window.findChild(QComboBox, f"{name}.which")
        assert isinstance(chooses, QComboBox)
        chooses.setCurrentIndex(which % chooses.count())
