"""A lobby's hands and wires at work for its visit: camera, printer, spool and the station."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from devices.ports import Chime, Hinted, Reading, StatusChanged
from kiosk.visit import Visit
from kiosk.visit import states as st
from sync.kiosk_wire import HelpAnswer
from ui.jobs import Jobs
from ui.lobby.access import Access
from ui.lobby.office_watch import OfficeWatch
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.lobby.runner import Runner
from ui.lobby.voice import Voice
from ui.lobby.warm import warm
from ui.lobby.window import LobbyWindow

PICTURE_EVERY_MS = 66
"""Fifteen pictures a second are a live picture; more only warm the machine."""


class Working(QObject):
    """Joins the window with runner and watch; ``runner.happened`` tells what the world answers."""

    forgotten = Signal()
    """Nothing of a person is held any more."""
    bug_found = Signal(object)
    """A job raised."""

    def __init__(
        self, app: QApplication, window: LobbyWindow, parts: LobbyParts, office: OfficeKnown
    ) -> None:
        super().__init__()
        self._window, self._parts = window, parts
        self._jobs = Jobs(threads=4, parent=self)
        self._jobs.bug_found.connect(self.bug_found)
        self.runner = Runner(parts, office, self._jobs)
        self._watch = OfficeWatch(parts, office, self._jobs)
        # One after the other: a sentence must not come before the silence that was asked for earlier.
        self._voice_jobs = Jobs(threads=1, parent=self)
        self._voice_jobs.bug_found.connect(self.bug_found)
        self.access = Access(app, window, Voice(parts.speaker, self._voice_jobs))
        self._wrong = False
        self._frame = 0
        self._pictures = QTimer(self)
        self._pictures.setInterval(PICTURE_EVERY_MS)
        self._pictures.timeout.connect(self._show_picture)
        runner, watch = self.runner, self._watch
        runner.card_found.connect(self._card_found)
        runner.camera_told.connect(self._camera_told)
        runner.forgotten.connect(self._forget)
        runner.kept.connect(watch.follow_ticket)
        runner.help_called.connect(self._help_called)
        watch.called.connect(lambda: self._ring(Chime.CALLED))
        watch.day.connect(window.show_office)
        watch.place.connect(window.show_place)
        watch.help_answered.connect(self._help_answered)

    def start(self) -> None:
        """Keep in touch with the station from now on, and be quick at once."""
        self._watch.start()
        self._jobs.run(lambda _cancel: warm(), lambda _none: None)

    def stop(self) -> None:
        """Let go of everything in order; what is being written is written."""
        self._pictures.stop()
        self._watch.stop()
        self.access.stop()
        self._parts.bell.stop()
        self.runner.shut_down()
        self._jobs.shut_down()
        self._parts.link.close()

    def look_at(self, visit: Visit) -> None:
        """Show the camera's pictures while ``visit`` scans; a sound where something needs a look."""
        wrong = visit.warned or _failed(visit)
        if wrong and not self._wrong:
            self._ring(Chime.ATTENTION)
        self._wrong = wrong
        scans = isinstance(visit.screen, st.Scanning)
        if scans and not self._pictures.isActive():
            self._pictures.start()
        elif not scans:
            self._pictures.stop()

    def _show_picture(self) -> None:
        scanning = self._window.scanning
        frame = self._parts.camera.newest(self._frame) if scanning else None
        if scanning is not None and frame is not None:
            self._frame = frame.number
            scanning.show_picture(frame.picture)

    def _card_found(self) -> None:
        self._pictures.stop()
        self._ring(Chime.ACCEPTED)
        if self._window.scanning is not None:
            self._window.scanning.show_found()

    def _ring(self, chime: Chime) -> None:
        self._voice_jobs.run(lambda _cancel: self._parts.bell.ring(chime), lambda _none: None)

    def _camera_told(self, reading: Reading) -> None:
        scanning = self._window.scanning
        if scanning is None:
            return
        match reading:
            case Hinted(hint=hint):
                scanning.show_hint(hint)
            case StatusChanged(status=status):
                scanning.show_status(status)
            case _:
                pass

    def _forget(self) -> None:
        self._watch.forget()
        self.access.forget()
        self._window.wipe()
        self.forgotten.emit()

    def _help_called(self, help_id: str) -> None:
        say = self._window.look.say
        self._window.show_help(say("lobby.help.waiting" if help_id else "lobby.help.unreachable"))
        self._watch.follow_help(help_id)

    def _help_answered(self, answer: HelpAnswer) -> None:
        key = "lobby.help.window" if answer.answer == "window" else "lobby.help.coming"
        self._window.show_help(self._window.look.say(key, window=answer.window))


def _failed(visit: Visit) -> bool:
    match visit.screen:
        case st.AskingFactor(wrong=tries) | st.Scanning(failed=tries):
            return tries > 0
        case _:
            return isinstance(visit.screen, st.SeeDesk)
