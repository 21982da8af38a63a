"""Fetches the photograph on file, and stores a new one that the officer chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.registrant import Photograph
from sync.station.desk_wire import PhotographKept
from ui.desk.asking import trouble_said
from ui.desk.camera import CameraDialog
from ui.desk.work import Work

Say = Callable[[str, str], None]
"""A sentence and its tone."""


class PhotographWork:
    """``say`` tells the officer how it goes."""

    def __init__(self, work: Work, say: Say) -> None:
        self._work, self._say = work, say
        self._on_file = b""

    def fetch(self, on_file: Photograph | None, then: Callable[[bytes], None]) -> None:
        """The picture as JPEG, when there is one."""
        self._on_file = b""
        if on_file is None:
            return

        def fetched(jpeg: bytes) -> None:
            self._on_file = jpeg
            then(jpeg)

        people = self._work.link.people
        self._work.asking.ask(
            lambda: people.photograph(on_file.photograph_id),
            fetched,
            lambda trouble: self._say(trouble_said(self._work.here, trouble), "trouble"),
        )

    def choose(self, stored: Callable[[Photograph], None]) -> None:
        """Let the officer take a picture, or choose one where there is no camera, and store it; ``stored`` is
        called once the station has it."""
        work = self._work
        if work.camera is None:
            self._choose_file(stored)
            return
        dialog = CameraDialog(work.here, work.camera, self._on_file, work.window)
        dialog.taken.connect(lambda jpeg: self._store(bytes(jpeg), stored))
        dialog.file_wanted.connect(lambda: self._choose_file(stored))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_file(self, stored: Callable[[Photograph], None]) -> None:
        here = self._work.here
        file = self._work.choose_file(here.say("desk.photograph.choose"))
        if file is not None:
            self._say(here.say("desk.photograph.storing"), "caution")
            self._work.asking.jobs.run(lambda _cancel: _read(file), lambda jpeg: self._store(jpeg, stored))

    def _store(self, jpeg: bytes, stored: Callable[[Photograph], None]) -> None:
        if not jpeg:
            self._say(self._work.here.say("desk.photograph.unreadable"), "trouble")
            return
        people = self._work.link.people

        def kept(answer: PhotographKept) -> None:
            self._say("", "caution")
            stored(answer.photograph)

        self._work.asking.ask(
            lambda: people.keep_photograph(jpeg),
            kept,
            lambda trouble: self._say(trouble_said(self._work.here, trouble), "trouble"),
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
