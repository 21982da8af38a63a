"""What a program tells the service manager that started it, where there is one."""

from __future__ import annotations

import os
import socket
from typing import Final

from PySide6.QtCore import QObject, QTimer

FIRST_SCREEN: Final = "the first screen stands"
IN_A_VISIT: Final = "a visit goes on"
"""On an image a new version is kept under either; only under the first a kiosk starts itself anew for one."""
FROZEN_AFTER_S: Final = 60
"""A window whose thread has not turned for so long is ended by the service manager, and started anew."""
_TURNS_EVERY_S: Final = 15.0


def tell_service(status: str) -> None:
    """One sentence for ``systemctl status``, as it holds until the next one.

    Nothing without ``NOTIFY_SOCKET``, and never trouble: nobody waits for it.
    """
    _tell(f"STATUS={status}")


def keep_telling_service(of: QObject, every_s: float = _TURNS_EVERY_S) -> None:
    """From now on say that the thread of ``of`` turns, which it does only while it is not stuck.

    Nothing where the service manager does not watch. Until now it was patient: a cold start may take longer.
    """
    if "WATCHDOG_USEC" not in os.environ:
        return
    _tell(f"WATCHDOG_USEC={FROZEN_AFTER_S * 1_000_000}")
    _tell("WATCHDOG=1")
    timer = QTimer(of)
    timer.timeout.connect(lambda: _tell("WATCHDOG=1"))
    timer.start(round(every_s * 1000))


def _tell(line: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.setblocking(False)
        try:
            # A name that begins with "@" is none of a file.
            told.sendto(line.encode(), address.replace("@", "\0", 1))
        except OSError:
            return
