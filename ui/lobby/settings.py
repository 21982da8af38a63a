"""Settings of ``appear lobby``: one frozen value from a TOML file and the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from sync.settings import Settings
from ui.addresses_of_devices import PrinterAddress

Seconds = Annotated[float, Field(gt=0, le=900)]


class LobbySettings(Settings):
    """What IT decides for one kiosk. Whatever the office decides comes from the station."""

    station: str = Field(pattern=r"^https://[^/]+$")
    """``https://HOST:PORT``."""
    identity: Path
    """The folder with this kiosk's keys and certificate."""
    spool: Path
    """The folder of the spool: the one thing this kiosk writes."""
    camera: str = "0"
    """A path under /dev/v4l/by-id, a number, a file, or an MJPEG stream on loopback."""
    printer: PrinterAddress = ""
    """``ipp://HOST:PORT/printers/NAME``; empty: no printer, the number is shown large."""
    printer_folder: Path | None = None
    """Without a printer, tickets go here; refused in a packaged build."""
    paper: Literal["roll80", "letter"] = "roll80"
    zone: str = "America/Chicago"
    """Until the station has said it."""
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")] = "A"
    """This kiosk's letter on tickets, until the station has said it."""
    idle_seconds: Seconds = 60.0
    warning_seconds: Seconds = 25.0
    motion: bool = True
    fullscreen: bool = True
