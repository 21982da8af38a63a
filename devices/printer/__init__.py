"""Printers: a CUPS queue, a receipt printer, a folder to try things out; and words for each state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from devices import build
from devices.ports import PrinterStatus, ReceiptPrinter
from devices.printer.cups import CupsPrinter
from devices.printer.escpos import EscPosPrinter
from devices.printer.folder import FolderPrinter
from kiosk.problems import Problem, problem
from kiosk.words import Words, words

__all__ = [
    "CupsPrinter",
    "EscPosPrinter",
    "FolderPrinter",
    "NoPrinter",
    "PrinterSettings",
    "open_printer",
    "said",
    "trouble",
]


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """How this machine prints."""

    queue: str = ""
    """``ipp://HOST:PORT/printers/NAME``, or ``escpos://HOST[:PORT]`` for a receipt printer without a queue;
    empty where there is no printer."""
    media: str = ""
    """A PWG size name such as ``na_letter_8.5x11in``; empty: what the queue has set."""
    folder: Path | None = None
    """Without a queue and outside a packaged build, papers go here instead."""
    authority: Path | None = None
    """A PEM file with whoever certified an ``ipps://`` printer; None: one that everybody trusts must have."""
    patience_s: float = 25.0
    """The longest that one paper may take before we say that nothing was confirmed."""


class NoPrinter:
    """There is none: the number is shown large, and the desk can print again."""

    def status(self) -> PrinterStatus:
        """NO_PRINTER."""
        return PrinterStatus.NO_PRINTER

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """NO_PRINTER; the paper goes nowhere."""
        return PrinterStatus.NO_PRINTER


def open_printer(settings: PrinterSettings) -> ReceiptPrinter:
    """The printer that ``settings`` name. A packaged build never prints into a folder."""
    if settings.queue.startswith("escpos://"):
        return EscPosPrinter(settings.queue, settings.patience_s)
    if settings.queue:
        return CupsPrinter(settings.queue, settings.media, settings.patience_s, settings.authority)
    if settings.folder is not None and not build.PACKAGED:
        return FolderPrinter(settings.folder)
    return NoPrinter()


def said(status: PrinterStatus) -> Words:
    """The state of the printer in a few words, for the doctor and the screens."""
    return words(f"printer.status.{status.value}")


def trouble(status: PrinterStatus) -> Problem | None:
    """What happened and what to do when a print or the printer was stopped; None while it prints."""
    return None if status.prints else problem(f"printer_{status.value}")
