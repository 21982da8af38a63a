"""What a program tells the service manager that started it, where there is one."""

from __future__ import annotations

import os
import socket


def tell_service(status: str) -> None:
    """One sentence for ``systemctl status``; on an image a new version is kept once the lobby has said it.

    Nothing without ``NOTIFY_SOCKET``, and never trouble: nobody waits for it.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        try:
            # A name that begins with "@" is none of a file.
            line.sendto(f"STATUS={status}".encode(), address.replace("@", "\0", 1))
        except OSError:
            return
