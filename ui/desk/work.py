"""What every presenter of the desk works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from devices.paper import SizeName
from devices.ports import Camera, ReceiptPrinter
from sync.station.client import DeskLink
from sync.station.desk_wire import SignedIn
from ui.desk.asking import Asking
from ui.desk.here import Here
from ui.desk.window import DeskWindow


class Speaks(Protocol):
    """A page that can say how something went."""

    def say(self, text: str, tone: str = ...) -> None:
        """Say it; empty: nothing."""


@dataclass
class Work:
    """The link, the window and the printer, and who is signed in."""

    link: DeskLink
    asking: Asking
    window: DeskWindow
    printer: ReceiptPrinter
    here: Here
    choose_file: Callable[[str], Path | None]
    """Asks the officer for a picture to read; given a title."""
    choose_place: Callable[[str, str], Path | None]
    """Asks the officer where to save; given a title and a file name."""
    paper: SizeName = "letter"
    officer: SignedIn | None = None
    camera: Camera | None = None
    """The desk's own; None: photographs come from files."""
    day_sheet: Path | None = None
    """Where this desk keeps its emergency day sheet; None: nowhere."""
    by_hand: bool = False
    """Updates are typed into the state's system here and confirmed."""
    station_ahead: dt.timedelta = dt.timedelta()
    """How far the station's clock is ahead of this machine's."""

    def shows(self, page: object) -> bool:
        """Whether ``page`` is still the page beside the rail: an answer that comes later changes no other."""
        return page is not None and self.window.page is page

    def tell(self, page: Speaks, text: str, tone: str = "trouble") -> None:
        """Say on ``page`` how something went that was asked from it; above another page, if that is shown."""
        if self.shows(page):
            page.say(text, tone)
        else:
            self.window.notice(text, tone)

    def now(self) -> dt.datetime:
        """The time by the station's clock: it alone counts."""
        return dt.datetime.now(dt.UTC) + self.station_ahead
