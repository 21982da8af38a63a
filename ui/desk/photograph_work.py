"""Fetches the photograph on file, and stores a new one that the officer chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.registrant import Photograph
from sync.station.desk_wire import PhotographKept, Refused, Unreachable
from ui.desk.asking import trouble_said
from ui.desk.camera import CameraDialog
from ui.desk.work import Work

Say = Callable[[str, str], None]
"""A sentence and its tone."""


class PhotographWork:
    """Every question brings whom to tell: the page it was asked from."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def fetch(self, on_file: Photograph | None, then: Callable[[bytes], None], say: Say) -> None:
        """The picture as JPEG, when there is one."""
        if on_file is None:
            return
        people = self._work.link.people
        self._work.asking.ask(lambda: people.photograph(on_file.photograph_id), then, self._trouble(say))

    def choose(self, face_on_file: bytes, stored: Callable[[Photograph], None], say: Say) -> None:
        """Let the officer take a picture beside the one on file, or choose one where there is no camera, and
        store it; ``stored`` is called once the station has it."""
        work = self._work
        if work.camera is None:
            self._choose_file(stored, say)
            return
        dialog = CameraDialog(work.here, work.camera, face_on_file, work.window)
        dialog.taken.connect(lambda jpeg: self._store(bytes(jpeg), stored, say))
        dialog.file_wanted.connect(lambda: self._choose_file(stored, say))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_file(self, stored: Callable[[Photograph], None], say: Say) -> None:
        here = self._work.here
        file = self._work.choose_file(here.say("desk.photograph.choose"))
        if file is not None:
            say(here.say("desk.photograph.storing"), "caution")
            self._work.asking.jobs.run(
                lambda _cancel: _read(file), lambda jpeg: self._store(jpeg, stored, say)
            )

    def _store(self, jpeg: bytes, stored: Callable[[Photograph], None], say: Say) -> None:
        if not jpeg:
            say(self._work.here.say("desk.photograph.unreadable"), "trouble")
            return
        people = self._work.link.people

        def kept(answer: PhotographKept) -> None:
            say("", "caution")
            stored(answer.photograph)

        self._work.asking.ask(lambda: people.keep_photograph(jpeg), kept, self._trouble(say))

    def _trouble(self, say: Say) -> Callable[[Refused | Unreachable], None]:
        return lambda trouble: say(trouble_said(self._work.here, trouble), "trouble")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
