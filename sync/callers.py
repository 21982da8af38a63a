"""How many connections each address may hold open, counted from the moment they are made: before any
certificate is seen, so that a stranger on the network cannot use up what the office's devices need."""

from __future__ import annotations

import socket
from collections import Counter
from typing import Any, Self


class Callers:
    """Who holds how many connections. One thread uses it: the server's."""

    def __init__(self, each: int, together: int) -> None:
        self._each, self._together = each, together
        self._open: Counter[str] = Counter()

    def let_in(self, address: str) -> bool:
        """Count one more of ``address``; False, and not counted, when it has as many as it may."""
        if self._open[address] >= self._each or self._open.total() >= self._together:
            return False
        self._open[address] += 1
        return True

    def gone(self, address: str) -> None:
        """One of them was closed."""
        self._open[address] -= 1
        if not self._open[address]:
            del self._open[address]


class _Counted(socket.socket):
    """A connection that says when it is closed."""

    def __init__(self, plain: socket.socket, callers: Callers, address: str) -> None:
        super().__init__(plain.family, plain.type, plain.proto, fileno=plain.detach())
        self._callers: Callers | None = callers
        self._address = address

    def close(self) -> None:
        """Close it; twice is harmless."""
        super().close()
        if self._callers is not None:
            self._callers.gone(self._address)
            self._callers = None


class Listening(socket.socket):
    """A listening socket that hangs up on whoever holds too many connections."""

    _callers: Callers

    @classmethod
    def at(cls, host: str, port: int, callers: Callers) -> Self:
        """Bound and listening; OSError when that cannot be."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return cls.over(socket.create_server((host, port), family=family, backlog=128), callers)

    @classmethod
    def over(cls, plain: socket.socket, callers: Callers) -> Self:
        """In the place of a socket that is bound already, and is of no use afterwards."""
        made = cls(plain.family, plain.type, plain.proto, fileno=plain.detach())
        made.setblocking(False)
        made._callers = callers
        return made

    def accept(self) -> tuple[socket.socket, Any]:
        """The next connection; ConnectionAbortedError, which servers pass over, for one too many."""
        plain, address = super().accept()
        if not self._callers.let_in(str(address[0])):
            plain.close()
            raise ConnectionAbortedError
        # asyncio does this only for sockets that name their protocol, and these do not. Without it the second
        # part of each answer waits some 40 ms for the other side's word that the first one came.
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Counted(plain, self._callers, str(address[0])), address
