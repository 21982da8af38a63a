"""A desk's window at a station in memory, and short ways to do what tests do often."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from tests.ui.desk.fake_station import PASSWORD, FakeStation
from tests.ui.desk.hand import Hand
from ui.desk.build import joined
from ui.desk.here import Here


class ADesk:
    """The parts a test may want."""

    def __init__(
        self,
        qtbot: QtBot,
        station: FakeStation,
        printer: FolderPrinter,
        here: Here,
        day_sheet: Path | None = None,
    ) -> None:
        self.qtbot, self.station, self.printer = qtbot, station, printer
        self.files: list[Path] = []
        """What the officer answers when asked for a file or a place; taken from the front."""
        self.files_asked = 0
        """How often the officer was asked for one."""
        self.window = joined(
            station,
            printer,
            here,
            choose_file=self._file,
            choose_place=lambda _title, _name: self._file(""),
            day_sheet=day_sheet,
        )
        self.hand = Hand(qtbot, self.window)
        self.window.show()

    def _file(self, _title: str) -> Path | None:
        self.files_asked += 1
        return self.files.pop(0) if self.files else None

    def sign_in(self, name: str = "rivera", password: str = PASSWORD) -> None:
        """Write name and password, and press."""
        self.hand.write("sign_in.name", name)
        self.hand.write("sign_in.password", password)
        self.hand.press("sign_in.go")

    def open(self, row: int = 0) -> None:
        """Sign in and open the check-in in this row of the queue."""
        self.sign_in()
        self.hand.sees("queue.open")
        table = self.hand.sees("queue.table")
        assert isinstance(table, QTableWidget)
        table.setCurrentCell(row, 0)
        self.hand.press("queue.open")
        self.hand.sees("review.name")

    def do_the_three_acts(self) -> None:
        """Face, document, photograph."""
        self.hand.press("review.face")
        self.hand.choose("review.document_kind", 1)
        self.hand.press("review.photograph")

    def complete(self) -> None:
        """Open the first, do the three acts and complete."""
        self.open()
        self.do_the_three_acts()
        self.hand.press("review.approve")

    def asked(self, name: str, times: int = 1) -> None:
        """Wait until the station was asked ``name`` so often."""
        self.qtbot.waitUntil(lambda: self.station.does.times(name) >= times, timeout=10_000)

    def text(self, name: str) -> str:
        """What a label or line called ``name`` says now."""
        return self.hand.text(name)

    def gone(self, name: str) -> bool:
        """Whether nothing called ``name`` can be seen."""
        return not any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))
