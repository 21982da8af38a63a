"""Prints through a CUPS queue, or any IPP printer, and says so only when it was confirmed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

from devices.ports import PrinterStatus
from devices.printer.document import ASKED, form_for
from devices.printer.ipp import Answer, Operation, Sent, Tag
from devices.printer.raster import NoPicture
from devices.printer.reasons import from_reasons, of_printer, says_gone
from devices.printer.wire import IppWire, Silent, answers_at, split

POLL_S: Final = 0.2
STALLED_S: Final = 3.0
"""A fault seen for so long while our paper waits is a fault; shorter, the printer is only getting ready."""
_NOT_FOUND: Final = 0x0406
# What a printer's no to a document means (RFC 8011, 4.1.6); any other no is only a no.
_NO_MEANS: Final = {0x0506: PrinterStatus.PAUSED, 0x040A: PrinterStatus.CANNOT_READ}
_PROCESSING: Final = 4
_STOPPED: Final = 5
_ASKED_OF_PRINTERS = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "printer-input-tray",
    "device-uri",
    "cups-version",
    *ASKED,
)
_STOPS = frozenset(PrinterStatus) - {PrinterStatus.READY, PrinterStatus.LOW_PAPER}


class JobState(IntEnum):
    """RFC 8011, 5.3.7."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    state: JobState
    successful: bool


class CupsPrinter:
    """The printer behind one queue, ``ipp://HOST:PORT/printers/NAME``; no login, no driver of ours."""

    def __init__(
        self, queue: str, media: str = "", patience_s: float = 25.0, authority: Path | None = None
    ) -> None:
        """``media`` is a PWG size name, or empty for what the queue has set.

        ``patience_s`` is how long one paper may take; taking it back adds some seconds at most.
        ``authority`` is a PEM file with whoever certified an ``ipps`` queue.
        """
        self._queue = IppWire(queue, authority)
        self._media = media
        self._patience_s = patience_s

    def status(self) -> PrinterStatus:
        """Where the printer stands right now: its own word where it can be asked, else its queue's."""
        return self._status(printing=False)

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """Print, and return READY once the job is completed, or the status that stopped it."""
        if not pdf.startswith(b"%PDF-"):
            return PrinterStatus.REFUSED
        ends = time.monotonic() + self._patience_s
        queue = _describe(self._queue)
        before = self._judged(queue, printing=False)
        form = form_for(queue) if isinstance(queue, Answer) else None
        if form is None or not (before.prints or before is PrinterStatus.BUSY):
            return before
        document = form.of(pdf)
        if isinstance(document, NoPicture):
            return PrinterStatus.REFUSED
        what = (_NAME, Sent(Tag.MIME, "document-format", (form.media_type,)))
        taken = self._queue.ask(Operation.PRINT_JOB, (*_WHOSE, *what), self._how(), document)
        if isinstance(taken, Silent):
            # It may have been taken all the same; what we cannot name we cannot take back.
            return PrinterStatus.NOT_CONFIRMED
        job = taken.number("job-id")
        if not taken.successful or job is None:
            return _NO_MEANS.get(taken.status, PrinterStatus.REFUSED)
        return self._follow(job, ends)

    def _follow(self, number: int, ends: float) -> PrinterStatus:
        """Wait for the job's end; take it back when something stops it."""
        fault, fault_since = PrinterStatus.READY, 0.0
        job: _Job | None = None
        while time.monotonic() < ends:
            job = self._job(number) or job
            if job is not None and job.state >= JobState.CANCELED:
                return self._ended(job, ends)
            seen = self._status(printing=True)
            now = time.monotonic()
            if seen is not fault:
                fault, fault_since = seen, now
            if fault in _STOPS and now - fault_since >= STALLED_S:
                return self._take_back(number, fault)
            time.sleep(POLL_S)
        never_began = job is not None and job.state in (JobState.PENDING, JobState.HELD)
        return self._take_back(number, PrinterStatus.BUSY if never_began else PrinterStatus.NOT_CONFIRMED)

    def _take_back(self, number: int, why: PrinterStatus) -> PrinterStatus:
        """Cancel the job, so that it cannot come out later; READY when it came out after all."""
        which = Sent(Tag.INTEGER, "job-id", (number,))
        self._queue.ask(Operation.CANCEL_JOB, (which, *_WHOSE))
        job = self._job(number)
        return PrinterStatus.READY if job is not None and job.successful else why

    def _ended(self, job: _Job, ends: float) -> PrinterStatus:
        if job.successful:
            return self._confirmed(ends)
        # Aborted, or cancelled by somebody else: say what the printer says, if it says anything.
        seen = self._status(printing=True)
        return seen if seen in _STOPS else PrinterStatus.REFUSED

    def _confirmed(self, ends: float) -> PrinterStatus:
        """READY once the printer itself is at rest.

        CUPS calls a job completed also when the printer vanishes while it is being watched.
        """
        while True:
            queue = _describe(self._queue)
            seen = _ask_device(queue, self._queue.uri) if isinstance(queue, Answer) else None
            if seen is None or not (seen.works or seen.status is PrinterStatus.UNREACHABLE):
                return PrinterStatus.READY
            if seen.status is PrinterStatus.UNREACHABLE:
                return PrinterStatus.NOT_CONFIRMED
            if time.monotonic() > ends:
                return seen.status if seen.status in _STOPS else PrinterStatus.NOT_CONFIRMED
            time.sleep(POLL_S)

    def _job(self, number: int) -> _Job | None:
        wanted = Sent(Tag.KEYWORD, "requested-attributes", ("job-state", "job-state-reasons"))
        answer = self._queue.ask(
            Operation.GET_JOB_ATTRIBUTES, (Sent(Tag.INTEGER, "job-id", (number,)), *_WHOSE, wanted)
        )
        state = answer.number("job-state") if isinstance(answer, Answer) else None
        if isinstance(answer, Silent) or state not in set(JobState):
            return None
        with_errors = "job-completed-with-errors" in answer.words("job-state-reasons")
        return _Job(number, JobState(state), state == JobState.COMPLETED and not with_errors)

    def _status(self, printing: bool) -> PrinterStatus:
        return self._judged(_describe(self._queue), printing)

    def _judged(self, queue: Answer | Silent, printing: bool) -> PrinterStatus:
        if isinstance(queue, Silent):
            return PrinterStatus.UNREACHABLE
        if not queue.successful:
            return PrinterStatus.NO_PRINTER if queue.status == _NOT_FOUND else PrinterStatus.REFUSED
        if form_for(queue) is None:
            return PrinterStatus.CANNOT_READ
        reasons = queue.words("printer-state-reasons")
        if queue.truth("printer-is-accepting-jobs") is False or _paused(queue):
            return PrinterStatus.PAUSED
        asked = _ask_device(queue, self._queue.uri)
        if asked is not None:
            return asked.status
        if _is_printer(queue):
            return _said_of_itself(queue)
        # Only the queue can be asked. What it says of the past (it clears reasons when the next paper is
        # printed) must not keep that next paper from being tried.
        if says_gone(" ".join(queue.words("printer-state-message"))):
            return PrinterStatus.UNREACHABLE if printing or _busy(queue) else PrinterStatus.READY
        seen = from_reasons(reasons)
        return seen if printing or _busy(queue) or seen not in _STOPS else PrinterStatus.READY

    def _how(self) -> tuple[Sent, ...]:
        media = (Sent(Tag.KEYWORD, "media", (self._media,)),) if self._media else ()
        return (Sent(Tag.KEYWORD, "print-scaling", ("none",)), *media)


# Nobody's name: what the queue keeps of a job must say nothing about a person.
_WHOSE = (Sent(Tag.NAME, "requesting-user-name", ("appear",)),)
_NAME = Sent(Tag.NAME, "job-name", ("paper",))


def _describe(wire: IppWire) -> Answer | Silent:
    wanted = Sent(Tag.KEYWORD, "requested-attributes", _ASKED_OF_PRINTERS)
    return wire.ask(Operation.GET_PRINTER_ATTRIBUTES, (*_WHOSE, wanted))


def _paused(answer: Answer) -> bool:
    # Whatever else the reasons still say of earlier papers.
    stopped = answer.number("printer-state") == _STOPPED
    return stopped and "paused" in answer.words("printer-state-reasons")


def _busy(answer: Answer) -> bool:
    return answer.number("printer-state") == _PROCESSING


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a printer says of itself; ``works`` while it is at some paper."""

    status: PrinterStatus
    works: bool = False


def _ask_device(queue: Answer, asked_already: str) -> _Seen | None:
    """What the printer behind ``queue`` itself says; None when it cannot be asked (USB, a name for CUPS)."""
    uri = next(iter(queue.words("device-uri")), "")
    scheme = split(uri).scheme
    if uri == asked_already or scheme not in ("ipp", "ipps", "http", "https", "socket", "lpd"):
        return None
    if not answers_at(uri):
        return _Seen(PrinterStatus.UNREACHABLE)
    if scheme != "ipp":
        return None
    answer = _describe(IppWire(uri))
    if isinstance(answer, Silent):
        return _Seen(PrinterStatus.UNREACHABLE)
    if not answer.successful:
        return _Seen(PrinterStatus.NEEDS_ATTENTION)
    return _Seen(_said_of_itself(answer), _busy(answer))


def _is_printer(answer: Answer) -> bool:
    """Whether nobody stands between: a queue of CUPS tells its version, and what printer is behind it."""
    return not answer.words("cups-version") and not answer.words("device-uri")


def _said_of_itself(printer: Answer) -> PrinterStatus:
    """What it says is so now, also while it is at rest."""
    status = of_printer(printer.words("printer-state-reasons"), printer.words("printer-input-tray"))
    stopped = status is PrinterStatus.READY and printer.number("printer-state") == _STOPPED
    return PrinterStatus.NEEDS_ATTENTION if stopped else status
