"""What every presenter of the desk works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.paper import SizeName
from devices.ports import Camera, ReceiptPrinter
from sync.station.client import DeskLink
from sync.station.desk_wire import SignedIn
from ui.desk.asking import Asking
from ui.desk.here import Here
from ui.desk.window import DeskWindow


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

    def now(self) -> dt.datetime:
        """The time by the station's clock: it alone counts."""
        return dt.datetime.now(dt.UTC) + self.station_ahead
