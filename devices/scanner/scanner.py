"""A scanner as a source of payloads: what it sends in one go is one code."""

from __future__ import annotations

import select
import threading
from collections.abc import Iterable

from devices.barcode.agreement import Pattern
from devices.ports import Read, Reading, SourceStatus, StatusChanged, Symbology, Tell, Unfit
from devices.scanner.lines import Line, LineOpener
from kiosk.id_card import is_grammatical

_SILENCE_S = 0.15
"""A code has ended when nothing more came for this long. The text itself is full of line ends."""
_LONGEST = 8192
"""Characters. A PDF417 holds at most 1,850; beyond is a stuck key."""
_PAUSE_S = 0.5
"""Between attempts to open a scanner that is not there."""


class Scanner:
    """A ``devices.ports.PayloadSource`` over a line; it comes back by itself after any fault.

    A scanner has decoded the code itself, so one text is enough; it must still be a card's or match one of
    the office's patterns, else it is told as ``Unfit``."""

    def __init__(self, opener: LineOpener, patterns: Iterable[Pattern] = ()) -> None:
        self._opener, self._patterns = opener, tuple(patterns)
        self._lock = threading.RLock()
        self._tell: Tell | None = None
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._status = SourceStatus.NONE

    @property
    def status(self) -> SourceStatus:
        return self._status

    def start(self, tell: Tell) -> None:
        with self._lock:
            self._tell = tell
            if self._thread is not None:
                return
            self._stop = threading.Event()
            self._status = SourceStatus.OPENING
            self._thread = threading.Thread(target=self._run, args=(self._stop,), name="scanner", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        with self._lock:
            self._tell = None
            self._stop.set()
            thread, self._thread = self._thread, None
            self._status = SourceStatus.NONE
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=2.0)

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            line = self._opener()
            if line is None:
                self._stand(SourceStatus.LOST, stop)
                stop.wait(_PAUSE_S)
                continue
            self._stand(SourceStatus.LIVE, stop)
            try:
                self._listen(line, stop)
            finally:
                line.close()
            if not stop.is_set():
                self._stand(SourceStatus.LOST, stop)
                stop.wait(_PAUSE_S)

    def _listen(self, line: Line, stop: threading.Event) -> None:
        """Tell codes until the scanner is gone or nobody listens."""
        text = ""
        while not stop.is_set():
            ready, _, _ = select.select([line], [], [], _SILENCE_S)
            if not ready:
                if text.strip():
                    self._say(self._judged(text), stop)
                text = ""
                continue
            more = line.read()
            if more is None:
                return
            text += more
            if len(text) > _LONGEST:
                text = ""

    def _judged(self, sent: str) -> Reading:
        text = _as_written(sent)
        if is_grammatical(text):
            return Read(_whole(text), Symbology.PDF417)
        bare = text.strip("\r\n\t ")
        for pattern in self._patterns:
            if pattern.fits(bare):
                return Read(bare, pattern.symbology)
        return Unfit()

    def _stand(self, status: SourceStatus, stop: threading.Event) -> None:
        with self._lock:
            if stop.is_set() or self._status is status:
                return
            self._status = status
        self._say(StatusChanged(status), stop)

    def _say(self, reading: Reading, stop: threading.Event) -> None:
        with self._lock:
            if self._tell is not None and not stop.is_set():
                self._tell(reading)


def _as_written(sent: str) -> str:
    """Bytes told as Latin-1 that are UTF-8, as that; a card's text is read as ``appear id-card`` reads it."""
    try:
        return sent.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return sent


def _whole(text: str) -> str:
    """The card's text without the line end many scanners add; a card's own last character is a CR."""
    return text[:-1] if text.endswith("\n") and text[:-1].endswith(("\r", "\n")) else text
