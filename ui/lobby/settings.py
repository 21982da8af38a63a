"""Settings of ``appear lobby``: one frozen value from a TOML file and the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sync.settings import Settings, ZoneName
from ui.addresses_of_devices import PrinterAddress, ProxyAddress

Seconds = Annotated[float, Field(gt=0, le=900)]


class CodeSetting(BaseModel):
    """A code other than an ID card that this office uses, on its letters for instance."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    symbology: Literal["Code128", "Code39", "QRCode"]
    pattern: str
    """A regular expression that the whole text must match."""


class LobbySettings(Settings):
    """What IT decides for one kiosk. Whatever the office decides comes from the station."""

    station: str = Field(pattern=r"^https://[^/]+$")
    """``https://HOST:PORT``."""
    proxy: ProxyAddress = ""
    """``http://HOST:PORT``, where the station is reached through a proxy alone; nobody signs in at it."""
    identity: Path
    """The folder with this kiosk's keys and certificate."""
    spool: Path
    """The folder of the spool: the one thing this kiosk writes."""
    camera: str = "0"
    """A path under /dev/v4l/by-id, a number, a file, or an MJPEG stream on loopback."""
    camera_width: Annotated[int, Field(ge=320, le=7680)] = 1920
    camera_height: Annotated[int, Field(ge=240, le=4320)] = 1080
    camera_exposure: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """In the driver's steps (a tenth of a millisecond); not set: automatic."""
    camera_focus: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """In the driver's steps; not set: automatic."""
    agreement_seconds: Annotated[float, Field(ge=1, le=20)] = 2.0
    """Two pictures of a card must say the same within this long before it is believed.

    More only for a machine so slow that one look at a picture takes a second or longer.
    """
    scanner: str = "none"
    """/dev/input/by-id/... or /dev/serial/by-id/..., where the office has a scanner of its own."""
    codes: tuple[CodeSetting, ...] = ()
    """Other codes than ID cards that this office uses; all others are ignored."""
    printer: PrinterAddress = ""
    """``ipp://HOST:PORT/printers/NAME``; empty: no printer, the number is shown large."""
    printer_authority: Path | None = None
    """A PEM file with the county's own authority, where it certified an ``ipps://`` printer; nothing else is
    believed by it."""
    printer_folder: Path | None = None
    """Without a printer, tickets go here; refused in a packaged build."""
    paper: Literal["roll80", "letter"] = "roll80"
    zone: ZoneName = "America/Chicago"
    """Until the station has said it."""
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")] | None = None
    """This kiosk's letter on tickets, until the station has said it; not set: no ticket until then."""
    idle_seconds: Seconds = 60.0
    warning_seconds: Seconds = 25.0
    languages: Path | None = None
    """More languages than this program brings: a folder with a folder of TOML files for each."""
    sound: bool = True
    """Soft sounds: a card was read, something is wrong, a number is called."""
    voice: bool = False
    """Read the screen aloud when somebody asks for it: only where it is heard in headphones and nowhere else.

    IT says so for each kiosk: a loudspeaker would tell the lobby where a person lives.
    """
    staff_pin: Annotated[str, Field(pattern=r"^(\d{6,8})?$")] = ""
    """Six to eight figures that open the page for staff (five touches in the upper left corner of the first
    screen); empty: there is none."""
    motion: bool = True
    fullscreen: bool = True
