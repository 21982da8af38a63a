"""The two ways a scanner is plugged in: as a keyboard, held exclusively, or as a serial line."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
import tty
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from devices.scanner.keys import Keyboard

_EVENT = struct.Struct("llHHi")
"""Linux's struct input_event: seconds, microseconds, type, code, value."""
_KEY_EVENT = 1
_GRAB = 0x40044590
"""EVIOCGRAB: no other program gets this keyboard's strokes; a card's text must not land in a window."""
_AT_ONCE = 64 * _EVENT.size


class Line(Protocol):
    """An opened scanner. Used by one thread only."""

    def fileno(self) -> int:
        """For waiting until there is something to read."""

    def read(self) -> str | None:
        """The characters that came, perhaps none; None: the scanner is gone."""

    def close(self) -> None:
        """Give it back."""


class LineOpener(Protocol):
    """Opens a line, or says None: it is not there now."""

    def __call__(self) -> Line | None: ...


def grab_exclusively(descriptor: int) -> None:
    """Take an input device for oneself. ``OSError`` when somebody else has it."""
    fcntl.ioctl(descriptor, _GRAB, 1)


@dataclass(frozen=True, slots=True)
class Wedge:
    """A scanner that pretends to be a keyboard: ``/dev/input/by-id/...-event-kbd``."""

    path: Path
    grab: Callable[[int], None] = grab_exclusively

    def __call__(self) -> Line | None:
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            self.grab(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return _Keys(descriptor)


@dataclass(frozen=True, slots=True)
class Serial:
    """A scanner on a serial line: ``/dev/serial/by-id/...``, eight bits, no parity."""

    path: Path
    baud: int = 9600

    def __call__(self) -> Line | None:
        speed = getattr(termios, f"B{self.baud}", None)
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return None
        try:
            tty.setraw(descriptor)
            settings = termios.tcgetattr(descriptor)
            settings[4] = settings[5] = speed if speed is not None else termios.B9600
            termios.tcsetattr(descriptor, termios.TCSANOW, settings)
            termios.tcflush(descriptor, termios.TCIFLUSH)
        except (OSError, termios.error):
            os.close(descriptor)
            return None
        return _Bytes(descriptor)


@dataclass(slots=True)
class _Keys:
    descriptor: int
    _keyboard: Keyboard = field(default_factory=Keyboard)
    _rest: bytes = b""

    def fileno(self) -> int:
        return self.descriptor

    def read(self) -> str | None:
        content = _read(self.descriptor)
        if content is None:
            return None
        content = self._rest + content
        whole = len(content) // _EVENT.size * _EVENT.size
        self._rest = content[whole:]
        return "".join(
            self._keyboard.press(code, value)
            for _, _, kind, code, value in _EVENT.iter_unpack(content[:whole])
            if kind == _KEY_EVENT
        )

    def close(self) -> None:
        with suppress(OSError):
            os.close(self.descriptor)


@dataclass(slots=True)
class _Bytes:
    descriptor: int

    def fileno(self) -> int:
        return self.descriptor

    def read(self) -> str | None:
        content = _read(self.descriptor)
        return None if content is None else content.decode("latin-1")

    def close(self) -> None:
        with suppress(OSError):
            os.close(self.descriptor)


def _read(descriptor: int) -> bytes | None:
    """What is there now; None when the other end is gone."""
    try:
        return os.read(descriptor, _AT_ONCE) or None
    except BlockingIOError:
        return b""
    except OSError:
        return None
