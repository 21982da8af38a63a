"""A print queue that says what a test tells it to say, over real IPP on loopback."""

from __future__ import annotations

import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from devices.printer.ipp import Operation, Resolution

Said = str | int | bool | Resolution
Attributes = dict[str, Said | tuple[Said, ...]]


class IppQueue:
    """Answers with ``printer`` and ``job``; ``raw`` instead of everything, when set."""

    def __init__(self) -> None:
        self.printer: Attributes = {
            "printer-state": 3,
            "printer-state-reasons": "none",
            "printer-is-accepting-jobs": True,
        }
        self.job: Attributes = {
            "job-id": 7,
            "job-state": 9,
            "job-state-reasons": "job-completed-successfully",
        }
        self.after_cancel: Attributes = {"job-state": 7}
        self.print_status = 0
        self.status = 0
        self.raw: bytes | None = None
        self.after_print: Callable[[], object] | None = None
        """What happens as soon as a document was taken."""
        self.http_status = 200
        self.asked: list[Operation] = []
        self.documents: list[bytes] = []
        self.port = 0

    @property
    def uri(self) -> str:
        """Where it listens."""
        return f"ipp://127.0.0.1:{self.port}/printers/lobby"

    def answer(self, message: bytes) -> bytes:
        """The answer to one request."""
        operation = Operation(struct.unpack_from(">H", message, 2)[0])
        self.asked.append(operation)
        if self.raw is not None:
            return self.raw
        match operation:
            case Operation.GET_PRINTER_ATTRIBUTES:
                return encoded(self.status, 0x04, self.printer)
            case Operation.PRINT_JOB:
                self.documents.append(message)
                if self.after_print is not None:
                    self.after_print()
                return encoded(self.print_status, 0x02, self.job)
            case Operation.GET_JOB_ATTRIBUTES:
                return encoded(0, 0x02, self.job)
            case Operation.CANCEL_JOB:
                self.job.update(self.after_cancel)
                return encoded(0, 0x02, {})


def encoded(status: int, group: int, attributes: Attributes) -> bytes:
    """An IPP answer with one group of attributes."""
    out = struct.pack(">HHIB", 0x0200, status, 1, group)
    for name, given in attributes.items():
        values = given if isinstance(given, tuple) else (given,)
        for place, value in enumerate(values):
            tag, raw = _value(value)
            shown = b"" if place else name.encode()
            out += struct.pack(">BH", tag, len(shown)) + shown + struct.pack(">H", len(raw)) + raw
    return out + b"\x03"


def _value(value: Said) -> tuple[int, bytes]:
    if isinstance(value, Resolution):
        return 0x32, struct.pack(">iib", value.across, value.along, 3)
    if isinstance(value, bool):
        return 0x22, bytes([value])
    if isinstance(value, int):
        return 0x21, struct.pack(">i", value)
    return 0x44, value.encode()


@contextmanager
def listening(queue: IppQueue, locked: ssl.SSLContext | None = None) -> Iterator[IppQueue]:
    """``queue`` on a loopback port of its own, over TLS when it has a certificate to show (``locked``)."""

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = self.rfile.read(length)
            if len(asked) < length:
                return  # whoever asked has lost its power
            answer = queue.answer(asked)
            self.send_response(queue.http_status)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    if locked is not None:
        server.socket = locked.wrap_socket(server.socket, server_side=True)
    queue.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield queue
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
