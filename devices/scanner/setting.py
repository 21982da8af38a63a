"""Which scanner the settings name, and several sources of payloads taken as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from devices.barcode.agreement import Pattern
from devices.ports import PayloadSource, Reading, SourceStatus, StatusChanged, Tell
from devices.scanner.lines import Serial, Wedge
from devices.scanner.scanner import Scanner
from kiosk.problems import Problem, problem

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)


def parse_scanner(setting: str, patterns: Iterable[Pattern] = ()) -> Scanner | Problem | None:
    """The scanner a setting names, None when it names none (empty or ``none``).

    ``/dev/input/by-id/...`` is one that pretends to be a keyboard; ``/dev/serial/by-id/...`` or
    ``/dev/tty...`` one on a serial line, its speed after a comma when it is not 9600."""
    text = setting.strip()
    if text in ("", "none"):
        return None
    path, _, speed = text.partition(",")
    if path.startswith("/dev/input/") and not speed:
        return Scanner(Wedge(Path(path)), patterns)
    if re.match(r"/dev/(serial/|tty)", path):
        baud = int(speed) if re.fullmatch(r"\d{4,6}", speed) else 0 if speed else 9600
        if baud in BAUDS:
            return Scanner(Serial(Path(path), baud), patterns)
    return problem("scanner_setting", setting=setting.replace("\0", ""))


class Together:
    """Camera and scanner as one source: whichever reads first."""

    def __init__(self, sources: Iterable[PayloadSource]) -> None:
        self._sources = tuple(sources)

    @property
    def status(self) -> SourceStatus:
        """The best of all: one that works is enough."""
        standing = [source.status for source in self._sources]
        order = (SourceStatus.LIVE, SourceStatus.OPENING, SourceStatus.LOST, SourceStatus.NONE)
        return next((status for status in order if status in standing), SourceStatus.NONE)

    def start(self, tell: Tell) -> None:
        def pass_on(reading: Reading) -> None:
            tell(StatusChanged(self.status) if isinstance(reading, StatusChanged) else reading)

        for source in self._sources:
            source.start(pass_on)

    def stop(self) -> None:
        for source in self._sources:
            source.stop()
