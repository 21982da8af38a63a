"""A kiosk's parts for tests: a real spool and link, over devices and a station that do as they are told."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from devices.ports import Frame, PrinterStatus, Reading, SourceStatus, Tell
from devices.speech import WrittenBell, WrittenSpeaker
from kiosk.papers import Letterhead
from sync.kiosk_wire import WIRE_TYPE
from sync.link import StationLink
from sync.spool import SpoolLimits
from sync.wire import to_wire
from tests.specimens.records import NOW
from tests.sync.an_office import SealingPair
from ui.lobby.parts import LobbyParts, OfficeKnown

Answer = Callable[[httpx.Request], object]


class CardHolder:
    """A payload source that reads what ``hold`` is given."""

    def __init__(self) -> None:
        self._tell: Tell | None = None
        self.starts = self.stops = 0

    @property
    def status(self) -> SourceStatus:
        """Live while it runs."""
        return SourceStatus.LIVE if self._tell else SourceStatus.NONE

    def start(self, tell: Tell) -> None:
        """Begin to tell."""
        self._tell = tell
        self.starts += 1

    def stop(self) -> None:
        """Tell no more."""
        self._tell = None
        self.stops += 1

    def hold(self, reading: Reading) -> None:
        """Tell ``reading``, if anybody asked."""
        if self._tell is not None:
            self._tell(reading)


class NoCamera:
    """A camera without pictures."""

    status = SourceStatus.NONE

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

    def newest(self, after: int = 0, wait_s: float = 0.0) -> Frame | None:
        """Never a picture."""
        return None


class Printer:
    """Answers what it is told and keeps what was printed."""

    def __init__(self) -> None:
        self.answer = PrinterStatus.READY
        self.printed: list[bytes] = []

    def status(self) -> PrinterStatus:
        """As told."""
        return self.answer

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """As told; kept when printed."""
        if self.answer.prints:
            self.printed.append(pdf)
        return self.answer


class Station:
    """Answers each route with the value it is told; unreachable for every other."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def says(self, route: str, answer: object) -> None:
        """Answer requests whose path begins with ``/v1/kiosk/ROUTE``."""
        self.answers[route] = lambda _request: answer

    def link(self) -> StationLink:
        """A real link to this station."""
        transport = httpx.MockTransport(self._answer)
        return StationLink(httpx.Client(transport=transport, base_url="https://station.test"))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/v1/kiosk/")
        self.asked.append(path)
        for route, answer in self.answers.items():
            if path.startswith(route):
                content = to_wire(answer(request))
                return httpx.Response(200, content=content, headers={"content-type": WIRE_TYPE})
        raise httpx.ConnectError("nobody answers")


class Kiosk:
    """The parts of a lobby in ``folder``."""

    def __init__(self, folder: Path, limits: SpoolLimits | None = None) -> None:
        pair = SealingPair("kiosk-a")
        self.pair, self.reader, self.printer, self.station = pair, CardHolder(), Printer(), Station()
        self.speaker, self.bell = WrittenSpeaker(), WrittenBell()
        self.spool = pair.spool(folder / "spool.sqlite", limits)
        self.link = self.station.link()
        ids = itertools.count(1)
        self.parts = LobbyParts(
            kiosk_id="kiosk-a",
            link=self.link,
            spool=self.spool,
            signing_key=pair.signing,
            station_key=pair.station.public_key(),
            camera=NoCamera(),
            reader=self.reader,
            printer=self.printer,
            paper="roll80",
            speaker=self.speaker,
            bell=self.bell,
            now=lambda: NOW.astimezone(dt.UTC),
            new_id=lambda: f"id-{next(ids)}",
        )
        letterhead = Letterhead("Front Desk Services", (), "(816) 555-0100")
        self.office = OfficeKnown(ZoneInfo("America/Chicago"), "A", letterhead)
