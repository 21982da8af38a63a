"""Asks whoever stands there which disk becomes a kiosk, and has it written by who may (``install.py``)."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ui.lobby.install_page import Disk

ASKED = Path("/run/appear-install-asked.sock")
_SILENT_S = 1800.0
"""A slow stick is read for minutes, and a slow disk is checked for minutes, without a word."""


class Installer:
    """Asks root, one line at a time."""

    def __init__(self, asked: Path = ASKED) -> None:
        self._asked = asked

    def disks(self) -> list[Disk]:
        """Which disks can become a kiosk."""
        found = []
        for line in self._ask("disks"):
            word, *said = line.split(" ", 4)
            if word == "disk":
                name, size, kiosk, model = said
                found.append(Disk(name, int(size), kiosk == "1", model))
        return found

    def install(self, name: str, tell: Callable[[float], None]) -> str:
        """Why it could not be (as ``install.why``), or nothing; ``tell`` hears how far it is, 0..1."""
        return self._written(f"install {name}", tell)

    def repair(self, name: str, tell: Callable[[float], None]) -> str:
        """As ``install``; what the kiosk on it holds stays."""
        return self._written(f"repair {name}", tell)

    def _written(self, asked: str, tell: Callable[[float], None]) -> str:
        for line in self._ask(asked):
            word, _, said = line.partition(" ")
            if word == "part":
                tell(int(said) / 100)
            elif word == "ok":
                return ""
            elif word == "why":
                return said
        return "stopped"

    def off(self) -> None:
        """Switch the machine off; it may be off before it has answered."""
        with suppress(OSError):
            list(self._ask("off"))

    def _ask(self, line: str) -> Iterator[str]:
        with socket.socket(socket.AF_UNIX) as way:
            way.settimeout(_SILENT_S)
            way.connect(str(self._asked))
            way.sendall(f"{line}\n".encode())
            with way.makefile(encoding="utf-8") as answers:
                for answer in answers:
                    yield answer.rstrip("\n")


def main() -> int:
    """The exit code once the page has been left."""
    from PySide6.QtWidgets import QApplication

    from ui.jobs import Jobs
    from ui.lobby.install_page import InstallPage

    app, jobs = QApplication([]), Jobs(threads=1)
    page = InstallPage(jobs, Installer())
    page.showFullScreen()
    code = app.exec()
    jobs.shut_down()
    return code


if __name__ == "__main__":
    sys.exit(main())
