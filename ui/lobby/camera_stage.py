"""What the kiosk's camera sees, live, on a page of its own."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from devices.ports import Camera, SourceStatus
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.live_picture import LivePicture

_EACH_PICTURE_MS = 100


class CameraStage(LivePicture):
    """Opens ``camera``, and shows what it gives until it is given back."""

    def __init__(self, look: Look, camera: Camera) -> None:
        super().__init__(look)
        self._camera, self._seen = camera, 0
        camera.open()
        self._pictures = QTimer(self)
        self._pictures.timeout.connect(self._look_through)
        self._pictures.start(_EACH_PICTURE_MS)

    def give_back(self) -> None:
        """No more pictures."""
        self._pictures.stop()
        self._camera.close()

    def _look_through(self) -> None:
        frame = self._camera.newest(self._seen)
        if frame is not None:
            self._seen = frame.number
            self.show_picture(frame.picture)
        lost = self._camera.status is SourceStatus.LOST
        self.show_message(self.look.say("staff.no_picture") if lost else "", Icon.CAMERA_LOST)
