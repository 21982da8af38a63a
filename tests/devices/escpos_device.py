"""An ESC/POS printer on loopback that obeys the bytes it gets and keeps the dots it prints."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable

import cv2
import numpy as np

ACROSS = 72


class EscPosDevice:
    """Takes one caller at a time; real-time commands are obeyed wherever they stand."""

    def __init__(self) -> None:
        self.paper = True
        self.low = False
        self.online = True
        self.cover_open = False
        self.cutter_stuck = False
        self.stuck_silently = False
        """Takes everything, prints nothing and admits nothing."""
        self.when_rows: tuple[int, Callable[[], None]] | None = None
        """What happens once so many rows of a paper are printed."""
        self.papers: list[bytes] = []
        """Each paper cut off, as a PNG."""
        self._rows = bytearray()
        self._port = 0
        self._server: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    @property
    def address(self) -> str:
        """Where it listens, also while it is unplugged."""
        return f"escpos://127.0.0.1:{self._port}"

    def plug_in(self) -> None:
        """Listen, on the same port each time."""
        self._over.clear()
        self._rows.clear()
        self._server = socket.create_server(("127.0.0.1", self._port))
        self._server.settimeout(0.02)
        self._port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(self._server,))
        self._thread.start()

    def unplug(self) -> None:
        """Drop the caller and stop listening; what was in the memory is gone."""
        if self._server is not None:
            self._server.close()
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = self._server = None

    def _serve(self, server: socket.socket) -> None:
        while not self._over.is_set():
            try:
                caller, _ = server.accept()
            except TimeoutError:
                continue
            except OSError:
                return  # unplugged
            with caller:
                self._attend(caller)

    def _attend(self, caller: socket.socket) -> None:
        waiting = bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(caller, selectors.EVENT_READ)
            while not self._over.is_set():
                if ready.select(0.02):
                    try:
                        heard = caller.recv(4096)
                    except ConnectionError:
                        return
                    if not heard:
                        return
                    waiting += self._obey_at_once(caller, heard, waiting)
                self._print_on(caller, waiting)

    def _obey_at_once(self, caller: socket.socket, heard: bytes, waiting: bytearray) -> bytes:
        """Answer DLE EOT and obey DLE ENQ, wherever they stand."""
        kept, n = bytearray(), 0
        while n < len(heard):
            command = heard[n : n + 3]
            if command[:2] == b"\x10\x04" and len(command) == 3:
                caller.sendall(bytes([self._real_time(command[2])]))
                n += 3
            elif command[:2] == b"\x10\x05" and len(command) == 3:
                waiting.clear()
                kept.clear()
                self._rows.clear()
                n += 3
            else:
                kept.append(heard[n])
                n += 1
        return bytes(kept)

    def _real_time(self, what: int) -> int:
        bits = {
            1: 0x08 * (not self._can_print),
            2: 0x04 * self.cover_open | 0x20 * (not self.paper),
            3: 0x08 * self.cutter_stuck,
            4: 0x60 * (not self.paper) | 0x0C * self.low,
        }
        return 0x12 | bits.get(what, 0)

    @property
    def _can_print(self) -> bool:
        return self.paper and self.online and not self.cover_open and not self.cutter_stuck

    def _print_on(self, caller: socket.socket, waiting: bytearray) -> None:
        """Work through whole commands, in order, for as long as it can print."""
        while self._can_print and not self.stuck_silently and (size := _whole(waiting)):
            command = bytes(waiting[:size])
            del waiting[:size]
            match command[:2]:
                case b"\x1b@":
                    self._rows.clear()
                case b"\x1dv":
                    self._rows += command[8:]
                    if self.when_rows is not None and len(self._rows) >= self.when_rows[0] * ACROSS:
                        (_, happens), self.when_rows = self.when_rows, None
                        happens()
                case b"\x1dV":
                    self.papers.append(_png(bytes(self._rows)))
                    self._rows.clear()
                case b"\x1dr":
                    caller.sendall(b"\x00")


def _whole(waiting: bytearray) -> int:
    """The size of the first command when all of it is here, else 0."""
    sizes = {b"\x1b@": 2, b"\x1da": 3, b"\x1dV": 4, b"\x1dr": 3}
    head = bytes(waiting[:2])
    if head == b"\x1dv" and len(waiting) >= 8:
        size = 8 + int.from_bytes(waiting[4:6], "little") * int.from_bytes(waiting[6:8], "little")
    elif len(head) < 2 or head == b"\x1dv":
        return 0
    else:
        assert head in sizes, f"not a command of ours: {head!r}"
        size = sizes[head]
    return size if len(waiting) >= size else 0


def _png(rows: bytes) -> bytes:
    dots = np.unpackbits(np.frombuffer(rows, np.uint8)).reshape(-1, ACROSS * 8)
    written, png = cv2.imencode(".png", np.where(dots == 1, 0, 255).astype(np.uint8))
    assert written
    return png.tobytes()
