"""A printer that is a folder: each paper becomes a numbered PDF, each fault is a word in a file."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

from devices.build import refuse_if_packaged
from devices.ports import PrinterStatus

_NUMBERED = re.compile(r"paper-(\d{4,})\.pdf")


class FolderPrinter:
    """Stands in for a printer in tests and in the demo; refuses to start in a packaged build."""

    def __init__(self, folder: Path, seconds: float = 0.0) -> None:
        """``seconds`` is how long each paper takes to come out."""
        refuse_if_packaged("the folder printer")
        self.folder = folder
        self._seconds = seconds
        self._one_at_a_time = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def set_fault(self, status: PrinterStatus | None) -> None:
        """From now on the printer is in this state; None repairs it. Another process may do so as well."""
        if status is None:
            self._fault_file.unlink(missing_ok=True)
        else:
            self._fault_file.write_text(status.value, "utf-8")

    def printed(self) -> list[Path]:
        """Every paper that came out, oldest first."""
        found = [
            (int(match[1]), file)
            for file in self.folder.iterdir()
            if (match := _NUMBERED.fullmatch(file.name))
        ]
        return [file for _, file in sorted(found)]

    def status(self) -> PrinterStatus:
        """The fault that was set, else READY; UNREACHABLE when the folder is gone."""
        if not self.folder.is_dir():
            return PrinterStatus.UNREACHABLE
        try:
            return PrinterStatus(self._fault_file.read_text("utf-8").strip())
        except FileNotFoundError:
            return PrinterStatus.READY
        except (OSError, ValueError):
            return PrinterStatus.NEEDS_ATTENTION

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """Write the paper whole or not at all."""
        if not pdf.startswith(b"%PDF-"):
            return PrinterStatus.REFUSED
        with self._one_at_a_time:
            time.sleep(self._seconds)
            status = self.status()
            if not status.prints:
                return status
            try:
                self._write(pdf)
            except OSError:
                return PrinterStatus.NEEDS_ATTENTION
            return PrinterStatus.READY

    @property
    def _fault_file(self) -> Path:
        return self.folder / "fault"

    def _write(self, pdf: bytes) -> None:
        number = max((int(file.stem.rpartition("-")[2]) for file in self.printed()), default=0) + 1
        half = self.folder / f".paper-{number:04d}.part"
        half.write_bytes(pdf)
        half.replace(self.folder / f"paper-{number:04d}.pdf")
