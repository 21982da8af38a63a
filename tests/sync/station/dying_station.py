"""A station in a process of its own that kills itself at a chosen moment, as a power cut would.

``python -m tests.sync.station.dying_station CONFIG WHERE PATH``: at the first request whose path ends with
PATH, ``after`` dies when everything is committed and nothing is answered yet; a number dies before that
statement of the request; ``never`` does not die, nor does ``looks``, whose watch looks at once.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from sqlalchemy import event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.database import Store
from sync.settings import SettingsTrouble, load_settings
from sync.station.build import StationParts, build_station, serve
from sync.station.settings import StationSettings
from ui.texts import say_in


class Fuse:
    """Kills this very process at the moment it was made for."""

    def __init__(self, inside: ASGIApp, where: str, path: str) -> None:
        self._inside = inside
        self._after = where == "after"
        self._left = int(where) if where.isdigit() else 0
        self._path = path
        self._lit = False

    def watch(self, store: Store) -> None:
        """Count the statements of the request it waits for."""
        event.listen(store.engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        if self._lit and self._left:
            self._left -= 1
            if not self._left:
                _die()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or die."""
        burning = scope["type"] == "http" and scope["path"].endswith(self._path)
        self._lit = burning

        async def last_word(message: Message) -> None:
            if burning and self._after and message["type"] == "http.response.start":
                _die()
            await send(message)

        await self._inside(scope, receive, last_word)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def run(config: Path, where: str, path: str) -> str:
    """Serve until told to stop, or until the moment comes."""
    settings = load_settings(StationSettings, "station", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    parts = build_station(settings, say_in=say_in)
    if not isinstance(parts, StationParts):
        return parts
    served: Any = parts.server.config
    fuse = Fuse(served.app, where, path)
    fuse.watch(parts.station.store)
    served.app = fuse
    if where == "looks":
        threading.Thread(target=parts.watch.look).start()
    return serve(parts)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2], sys.argv[3]) or 0)
