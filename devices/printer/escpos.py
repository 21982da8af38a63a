"""Prints on an ESC/POS receipt printer over the network: as a picture, so that every language comes out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from devices.ports import PrinterStatus
from devices.printer.raster import DOTS, Bitmap, NoPicture, draw

CONNECT_S: Final = 2.0
REPLY_S: Final = 1.0
"""A real-time question is answered at once, or nobody is there."""
STALLED_S: Final = 4.0
"""A band takes a tenth of a second; so long without a sign is a standstill."""
PORT: Final = 9100
_BAND = 128

_START = b"\x1b@" + b"\x1da\x00"  # ESC @: begin afresh; GS a 0: nothing unasked
_CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife and cut
_ARE_YOU_THERE_YET = b"\x1dr\x01"  # GS r 1: answered in order, once all before it is done
_FORGET = b"\x10\x05\x02"  # DLE ENQ 2: give up what is being printed and clear what waits


class EscPosPrinter:
    """An 80 mm receipt printer at ``HOST[:PORT]``; it confirms each band of the picture before the next."""

    def __init__(self, address: str, patience_s: float = 25.0) -> None:
        host, _, port = address.removeprefix("escpos://").strip("/").partition(":")
        self._address = (host, int(port) if port.isascii() and port.isdigit() else PORT)
        self._patience_s = patience_s
        # Such printers talk to one caller at a time.
        self._one_at_a_time = threading.Lock()

    def status(self) -> PrinterStatus:
        """What the printer says of itself."""
        with self._one_at_a_time:
            try:
                with self._connected() as line:
                    return _status(line)
            except (OSError, OverflowError, UnicodeError):
                return PrinterStatus.UNREACHABLE

    def print_pdf(self, pdf: bytes) -> PrinterStatus:
        """Print, and return READY once the printer has answered after the last cut."""
        pages = draw(pdf)
        if isinstance(pages, NoPicture):
            return PrinterStatus.REFUSED
        with self._one_at_a_time:
            begun = False
            try:
                with self._connected() as line:
                    before = _status(line)
                    if not before.prints:
                        return before
                    begun = True
                    return self._print(line, pages)
            except (OSError, OverflowError, UnicodeError):
                return PrinterStatus.NOT_CONFIRMED if begun and self._answers() else PrinterStatus.UNREACHABLE

    def _print(self, line: socket.socket, pages: Sequence[Bitmap]) -> PrinterStatus:
        ends = time.monotonic() + self._patience_s
        line.sendall(_START)
        for command in _commands(pages):
            line.sendall(command + _ARE_YOU_THERE_YET)
            if not _done(line, min(ends, time.monotonic() + STALLED_S)):
                why = _status(line)
                with suppress(OSError):
                    line.sendall(_FORGET)
                return PrinterStatus.NOT_CONFIRMED if why.prints else why
        after = _status(line)
        return PrinterStatus.READY if after.prints else after

    def _answers(self) -> bool:
        with suppress(OSError, OverflowError, UnicodeError), self._connected():
            return True
        return False

    def _connected(self) -> socket.socket:
        line = socket.create_connection(self._address, CONNECT_S)
        line.settimeout(STALLED_S)
        return line


def _commands(pages: Sequence[Bitmap]) -> Iterator[bytes]:
    """The picture in bands, each page cut off."""
    for page in pages:
        across = DOTS // 8
        for top in range(0, page.height, _BAND):
            rows = min(_BAND, page.height - top)
            data = page.data[top * across : (top + rows) * across]
            head = b"\x1dv0\x00" + across.to_bytes(2, "little") + rows.to_bytes(2, "little")
            yield head + _without_commands(data)
        yield _CUT


def _without_commands(data: bytes) -> bytes:
    """The same picture but for single dots: printers obey DLE EOT, ENQ and DC4 even inside a picture."""
    for second in (b"\x04", b"\x05", b"\x14"):
        data = data.replace(b"\x10" + second, b"\x18" + second)
    return data


def _done(line: socket.socket, ends: float) -> bool:
    """Wait for the answer to GS r: a byte whose bits 4 and 7 are clear."""
    while (left := ends - time.monotonic()) > 0:
        line.settimeout(left)
        try:
            reply = line.recv(64)
        except TimeoutError:
            return False
        if not reply:
            raise ConnectionResetError
        if any(byte & 0x90 == 0 for byte in reply):
            return True
    return False


def _status(line: socket.socket) -> PrinterStatus:
    """Ask in real time, which is answered even while printing stands still (DLE EOT 1 to 4)."""
    printer, offline, error, paper = (_ask(line, n) for n in (1, 2, 3, 4))
    if paper & 0x60 or offline & 0x20:
        return PrinterStatus.COVER_OPEN if offline & 0x04 else PrinterStatus.OUT_OF_PAPER
    if offline & 0x04:
        return PrinterStatus.COVER_OPEN
    if error & 0x08:
        return PrinterStatus.JAMMED
    if error & 0x64 or offline & 0x40:
        return PrinterStatus.NEEDS_ATTENTION
    if printer & 0x08:
        return PrinterStatus.PAUSED
    return PrinterStatus.LOW_PAPER if paper & 0x0C else PrinterStatus.READY


def _ask(line: socket.socket, what: int) -> int:
    """One real-time status byte; raises ``TimeoutError`` when none comes."""
    line.setblocking(False)
    with suppress(BlockingIOError):
        while line.recv(4096):
            pass  # what was said before we asked is not the answer
    line.settimeout(REPLY_S)
    line.sendall(bytes((0x10, 0x04, what)))
    ends = time.monotonic() + REPLY_S
    while time.monotonic() < ends:
        reply = line.recv(1)
        if not reply:
            raise ConnectionResetError
        if reply[0] & 0x93 == 0x12:
            return reply[0]
    raise TimeoutError
