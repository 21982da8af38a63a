"""Takes the photograph at the desk: live beside the one on file, with a word on light and framing."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from devices.camera.framing import Portrait, jpeg_of, portrait_of
from devices.ports import Camera, Picture, SourceStatus
from kiosk.words import words
from ui.desk.face import Face
from ui.desk.here import Here
from ui.desk.parts import column, label, line
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_LOOK_MS = 80
_NOTHING: Picture = np.zeros((5, 4, 3), np.uint8)
_TIMES = 3.0
"""How much larger than in a page's head the faces are."""


class CameraDialog(QDialog):
    """Nothing is kept until the officer says so; closing it drops every picture."""

    taken = Signal(bytes)
    """A JPEG."""
    file_wanted = Signal()
    """Choose a picture from a file instead."""

    def __init__(self, here: Here, camera: Camera, on_file: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("camera")
        look, say = here.look, here.say
        self.setWindowTitle(say("desk.camera.title"))
        self._here, self._camera = here, camera
        self._number, self._portrait = 0, Portrait(_NOTHING, None)
        self._held = False
        self._old, self._live = Face(here, _TIMES), Face(here, _TIMES)
        self._old.show_jpeg(on_file)
        self._live.setAccessibleName(say("desk.photograph.new"))
        self._live.setObjectName("taking.live")
        self._said = Said(look, "taking.said")
        self._take = Verb(
            look,
            say("desk.camera.take"),
            "taking.take",
            self._hold,
            key="Return",
            role="primary",
            icon=Icon.CAMERA,
        )
        self._keep = Verb(look, say("desk.camera.keep"), "taking.keep", self._give, key="F9", role="primary")
        self._again = Verb(look, say("desk.camera.again"), "taking.again", self._go_on, key="F4")
        file = Verb(look, say("desk.camera.file"), "taking.file", self._ask_file, key="Ctrl+O")
        cancel = Verb(look, say("desk.correct.cancel"), "taking.cancel", self.reject, key="Esc")
        faces = line(
            look,
            column(look, label(say("desk.photograph.name"), "caption"), self._old),
            column(look, label(say("desk.photograph.new"), "caption"), self._live),
        )
        verbs = line(look, cancel, file, None, self._again, self._keep, self._take)
        self.setLayout(column(look, faces, self._said, None, verbs, margin=look.shape.margin))
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self.look)
        self.finished.connect(lambda _result: self._end())
        camera.open()
        self._go_on()

    def _go_on(self) -> None:
        self._held = False
        for verb, shown in ((self._take, True), (self._keep, False), (self._again, False)):
            verb.setVisible(shown)
        self._take.setEnabled(bool(self._number))
        self._looking.start()

    def look(self) -> None:
        """Show the newest picture, if there is one, and say whether it will do."""
        frame = self._camera.newest(self._number)
        if frame is None:
            if self._camera.status is SourceStatus.LOST:
                self._said.say(self._here.say("desk.camera.lost"), "caution")
            return
        self._number, self._portrait = frame.number, portrait_of(frame.picture)
        hint = self._portrait.hint
        said = words(f"desk.camera.hint.{hint.value}") if hint else words("desk.camera.good")
        self._said.say(self._here.say(said), "caution" if hint else "done")
        self._take.setEnabled(True)
        _show(self._live, self._portrait.picture, self._here)

    def _hold(self) -> None:
        if not self._number:
            return
        self._looking.stop()
        self._held = True
        for verb, shown in ((self._take, False), (self._keep, True), (self._again, True)):
            verb.setVisible(shown)

    def _give(self) -> None:
        jpeg = jpeg_of(self._portrait)
        self.accept()
        self.taken.emit(jpeg)

    def _ask_file(self) -> None:
        self.reject()
        self.file_wanted.emit()

    def _end(self) -> None:
        self._looking.stop()
        self._camera.close()
        self._portrait = Portrait(_NOTHING, None)


def _show(place: QLabel, picture: Picture, here: Here) -> None:
    """The picture as it will be kept, with the guide's oval."""
    high, wide = picture.shape[:2]
    image = QImage(picture.tobytes(), wide, high, 3 * wide, QImage.Format.Format_BGR888)
    shown = QPixmap.fromImage(image.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    painter = QPainter(shown)
    painter.setPen(QPen(here.look.color("on_action"), here.look.shape.border))
    width, height = shown.width(), shown.height()
    painter.drawEllipse(QRectF(width / 4, height * 0.2, width / 2, height / 2))
    painter.end()
    place.setPixmap(shown)
