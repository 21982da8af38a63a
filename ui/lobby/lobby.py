"""One lobby at work: wishes and answers in, ``advance`` decides, screens and effects out."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from devices.ports import Hinted, Reading, StatusChanged
from kiosk.visit import Visit, advance
from kiosk.visit import events as ev
from kiosk.visit import states as st
from sync.kiosk_wire import HelpAnswer
from ui.jobs import Jobs
from ui.lobby.idle import IdleWatch
from ui.lobby.office_watch import OfficeWatch
from ui.lobby.parts import LobbyParts, OfficeKnown
from ui.lobby.runner import Runner
from ui.lobby.window import LobbyWindow

PICTURE_EVERY_MS = 66
"""Fifteen pictures a second are a live picture; more only warm the machine."""


class Lobby(QObject):
    """Joins window, visit and runner. ``visit_over`` says that nothing of a person is held any more."""

    visit_over = Signal()
    bug_found = Signal(object)
    """A job raised: the program should start itself afresh before it harms the person's visit."""

    def __init__(
        self, app: QApplication, window: LobbyWindow, parts: LobbyParts, office: OfficeKnown, idle: IdleWatch
    ) -> None:
        super().__init__()
        self.window, self._parts, self._idle = window, parts, idle
        self.visit = Visit()
        self._jobs = Jobs(threads=4, parent=self)
        self._jobs.bug_found.connect(self.bug_found)
        self._runner = Runner(parts, office, self._jobs)
        self._watch = OfficeWatch(parts, office, self._jobs)
        self._frame = 0
        self._pictures = QTimer(self)
        self._pictures.setInterval(PICTURE_EVERY_MS)
        self._pictures.timeout.connect(self._show_picture)
        self._connect(app)

    def _connect(self, app: QApplication) -> None:
        window, runner, watch, idle = self.window, self._runner, self._watch, self._idle
        window.warning_ms = idle.warning_ms
        window.wished.connect(self.happen)
        runner.happened.connect(self.happen)
        runner.card_found.connect(self._card_found)
        runner.camera_told.connect(self._camera_told)
        runner.forgotten.connect(self._forget)
        runner.kept.connect(watch.follow_ticket)
        runner.help_called.connect(self._help_called)
        watch.day.connect(window.show_office)
        watch.place.connect(window.show_place)
        watch.help_answered.connect(self._help_answered)
        idle.idle.connect(lambda: self.happen(ev.IdleNoticed()))
        idle.gone.connect(self._gone)
        idle.touched.connect(lambda: self.happen(ev.MoreTimeWanted()))
        app.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Open the window and keep in touch with the station."""
        self.window.show_visit(self.visit)
        self._watch.start()

    def stop(self) -> None:
        """Let go of everything in order; what is being written is written."""
        self._pictures.stop()
        self._watch.stop()
        self._idle.stop()
        self._runner.shut_down()
        self._jobs.shut_down()
        self._parts.link.close()

    def happen(self, event: ev.Event) -> None:
        """One event of the visit: decide, show, do."""
        step = advance(self.visit, event)
        self.visit = step.visit
        self.window.show_visit(step.visit, step.refused)
        scans = isinstance(step.visit.screen, st.Scanning)
        if scans and not self._pictures.isActive():
            self._pictures.start()
        elif not scans:
            self._pictures.stop()
        self._runner.perform(step.effects, step.visit.language)

    def _gone(self) -> None:
        # A check-in on its way to the disk is never wiped; a first screen nobody touched needs no wiping.
        if isinstance(self.visit.screen, st.Submitting | st.Printing):
            return
        if self.visit != Visit() or self.window.worn:
            self.happen(ev.WalkedAway())

    def _show_picture(self) -> None:
        scanning = self.window.scanning
        frame = self._parts.camera.newest(self._frame) if scanning else None
        if scanning is not None and frame is not None:
            self._frame = frame.number
            scanning.show_picture(frame.picture)

    def _card_found(self) -> None:
        self._pictures.stop()
        if self.window.scanning is not None:
            self.window.scanning.show_found()

    def _camera_told(self, reading: Reading) -> None:
        scanning = self.window.scanning
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
        self.window.wipe()
        self.visit_over.emit()

    def _help_called(self, help_id: str) -> None:
        say = self.window.look.say
        self.window.show_help(say("lobby.help.waiting" if help_id else "lobby.help.unreachable"))
        self._watch.follow_help(help_id)

    def _help_answered(self, answer: HelpAnswer) -> None:
        key = "lobby.help.window" if answer.answer == "window" else "lobby.help.coming"
        self.window.show_help(self.window.look.say(key, window=answer.window))
