"""What a printer's own words about its state come to (RFC 8011, 5.4.12; PWG 5100.9)."""

from __future__ import annotations

from collections.abc import Iterable

from devices.ports import PrinterStatus

_SEVERITIES = ("-error", "-warning", "-report")

_MEANING = {
    "media-empty": PrinterStatus.OUT_OF_PAPER,
    "media-needed": PrinterStatus.OUT_OF_PAPER,
    "input-tray-missing": PrinterStatus.OUT_OF_PAPER,
    "media-jam": PrinterStatus.JAMMED,
    "media-path-output-jam": PrinterStatus.JAMMED,
    "cover-open": PrinterStatus.COVER_OPEN,
    "door-open": PrinterStatus.COVER_OPEN,
    "interlock-open": PrinterStatus.COVER_OPEN,
    "shutdown": PrinterStatus.UNREACHABLE,
    "offline": PrinterStatus.UNREACHABLE,
    "timed-out": PrinterStatus.UNREACHABLE,
    "paused": PrinterStatus.PAUSED,
    "moving-to-paused": PrinterStatus.PAUSED,
    "media-low": PrinterStatus.LOW_PAPER,
}

# The gravest first: a printer out of paper with its cover open must be closed before it can be filled.
_GRAVITY = (
    PrinterStatus.UNREACHABLE,
    PrinterStatus.JAMMED,
    PrinterStatus.COVER_OPEN,
    PrinterStatus.OUT_OF_PAPER,
    PrinterStatus.NEEDS_ATTENTION,
    PrinterStatus.PAUSED,
    PrinterStatus.LOW_PAPER,
)

_SAYS_GONE = (
    "not responding",
    "unable to locate",
    "unable to connect",
    "unreachable",
    "waiting for printer to become available",
    "may not exist or is unavailable",
    "is offline",
    "connection refused",
    "host is down",
    "no route to host",
)


def from_reasons(reasons: Iterable[str]) -> PrinterStatus:
    """The gravest thing that ``printer-state-reasons`` say; READY when they say nothing that matters."""
    found = {_meaning(reason) for reason in reasons}
    return next((status for status in _GRAVITY if status in found), PrinterStatus.READY)


def _meaning(reason: str) -> PrinterStatus:
    bare, grave = reason.lower(), False
    for severity in _SEVERITIES:
        if bare.endswith(severity):
            bare, grave = bare.removesuffix(severity), severity == "-error"
    if bare in _MEANING:
        return _MEANING[bare]
    # A word that is not in the table stops us only when the printer itself calls it an error.
    return PrinterStatus.NEEDS_ATTENTION if grave else PrinterStatus.READY


def of_printer(reasons: Iterable[str], trays: Iterable[str]) -> PrinterStatus:
    """What a printer says of itself: its reasons, and ``printer-input-tray`` where it describes its trays.

    One empty tray of several stops nothing, unless a paper already waits for it.
    """
    said = tuple(reasons)
    status = from_reasons(said)
    waits = any(reason.lower().startswith("media-needed") for reason in said)
    if status is PrinterStatus.OUT_OF_PAPER and not waits and any(map(_holds_paper, trays)):
        return from_reasons(reason for reason in said if _meaning(reason) is not PrinterStatus.OUT_OF_PAPER)
    return status


def _holds_paper(tray: str) -> bool:
    """PWG 5100.13: ``...;level=250;...``; -3 is "some", -2 "unknown"."""
    parts = dict(part.partition("=")[::2] for part in tray.split(";"))
    level = parts.get("level", "")
    return level == "-3" or (level.isascii() and level.isdigit() and int(level) > 0)


def says_gone(message: str) -> bool:
    """Whether ``printer-state-message`` says that the printer does not answer.

    CUPS keeps ``printer-state-reasons`` at ``none`` then; these are its sentences in English, as we ask for.
    """
    return any(words in message.lower() for words in _SAYS_GONE)
