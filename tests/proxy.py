"""A TCP proxy of ours on loopback: it can stall, cut, and say when a request or its answer passes."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

HOST = "127.0.0.1"
_CHUNK = 65536
Hook = Callable[[], bool]
"""Called before bytes are passed on; whether they may pass. When not, the connection is cut."""


class Proxy:
    """Passes everything between its own port and ``target``, until told otherwise.

    What passes is encrypted: a request is told by its size, so ``request_bytes`` must be more than a TLS
    handshake's and less than a request's.
    """

    def __init__(self, target: int, request_bytes: int = 4096) -> None:
        self._target, self._request_bytes = target, request_bytes
        self._flowing, self._closed = threading.Event(), threading.Event()
        self._flowing.set()
        self._lock = threading.Lock()
        self._pairs: set[_Pair] = set()
        self._threads: list[threading.Thread] = []
        self.at_request: Hook | None = None
        """When a whole request is about to reach the target."""
        self.at_answer: Hook | None = None
        """When bytes that the target sent after such a request are about to reach the caller: its answer, or
        the end of the handshake before it."""
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._start(self._accept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def stall(self) -> None:
        """Nothing passes any more; connections stay open and new ones are taken."""
        self._flowing.clear()

    def resume(self) -> None:
        """What was held passes."""
        self._flowing.set()

    def cut(self) -> None:
        """End every connection, in the middle of whatever it carries."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            pair.cut()

    def close(self) -> None:
        """End for good."""
        self._closed.set()
        self._flowing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name="proxy", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closed.is_set():
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            try:
                target = socket.create_connection((HOST, self._target_of(caller)), 5)
                target.settimeout(None)
            except OSError:
                caller.close()
                continue
            pair = _Pair(caller, target)
            with self._lock:
                self._pairs.add(pair)
            self._start(lambda pair=pair: self._pass_requests(pair))  # type: ignore[misc]
            self._start(lambda pair=pair: self._pass_answers(pair))  # type: ignore[misc]

    def _target_of(self, _caller: socket.socket) -> int:
        return self._target

    def _pass_requests(self, pair: _Pair) -> None:
        def may(size: int) -> bool:
            if pair.answered:
                pair.asked, pair.answered = 0, False
            before, pair.asked = pair.asked, pair.asked + size
            whole = before <= self._request_bytes < pair.asked
            return not whole or self.at_request is None or self.at_request()

        self._pass(pair, pair.caller, pair.target, may)

    def _pass_answers(self, pair: _Pair) -> None:
        def may(_size: int) -> bool:
            if pair.asked <= self._request_bytes:
                return True
            pair.answered = True
            return self.at_answer is None or self.at_answer()

        self._pass(pair, pair.target, pair.caller, may)

    def _pass(
        self, pair: _Pair, source: socket.socket, to: socket.socket, may: Callable[[int], bool]
    ) -> None:
        try:
            while chunk := source.recv(_CHUNK):
                self._flowing.wait()
                if not may(len(chunk)):
                    break
                to.sendall(chunk)
        except OSError:
            pass
        pair.cut()
        with self._lock:
            self._pairs.discard(pair)


class ConnectProxy(Proxy):
    """As a county's: asked by CONNECT for a port of this machine, it passes everything on from there.

    It says ``answer``, and leads to another port than it was asked for when it is told one."""

    def __init__(self, answer: str = "200 Connection established", leads_to: int = 0) -> None:
        self.heads: list[bytes] = []
        """What each caller said before it was connected."""
        self._answer = answer
        super().__init__(leads_to)

    def _target_of(self, caller: socket.socket) -> int:
        caller.settimeout(5)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            more = caller.recv(_CHUNK)
            if not more:
                raise ConnectionError("it said nothing that ends")
            head += more
        caller.settimeout(None)
        self.heads.append(head)
        caller.sendall(f"HTTP/1.1 {self._answer}\r\n\r\n".encode())
        if not self._answer.startswith("200"):
            raise ConnectionRefusedError
        return self._target or int(head.split()[1].rpartition(b":")[2])


class _Pair:
    """The two ends of one connection; ``asked`` bytes went to the target in one go, and may be answered."""

    def __init__(self, caller: socket.socket, target: socket.socket) -> None:
        self.caller, self.target = caller, target
        self.asked, self.answered = 0, False

    def cut(self) -> None:
        """End both; twice is harmless."""
        for end in (self.caller, self.target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
