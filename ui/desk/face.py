"""Pictures on the desk: the photograph on file, and the signature as it was made."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.check_in import Signature
from ui.desk.here import Here


class Face(QLabel):
    """The photograph of a face, or the words that there is none."""

    def __init__(self, here: Here, times: float = 1.0) -> None:
        super().__init__(here.say("desk.photograph.none"))
        wide = round(here.look.shape.portrait * times)
        self.setFixedSize(wide, wide * 5 // 4)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("role", "caption")
        self.setAccessibleName(here.say("desk.photograph.name"))

    def show_jpeg(self, jpeg: bytes) -> None:
        """Show this picture; what is not one leaves the words."""
        picture = QPixmap()
        if picture.loadFromData(jpeg):
            ratio = self.devicePixelRatio()
            fitted = picture.scaled(
                self.size() * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self.setPixmap(fitted)


class Signed(QWidget):
    """The strokes of a signature, small."""

    def __init__(self, here: Here, signature: Signature) -> None:
        super().__init__()
        self._look, self._strokes = here.look, signature.strokes
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(here.say("desk.review.signature"))

    def sizeHint(self) -> QSize:
        """A strip three times as wide as high."""
        wide = self._look.shape.portrait * 3 // 2
        return QSize(wide, wide // 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The strokes over a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("rule"), self._look.shape.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(QPen(self._look.color("ink"), self._look.shape.hairline * 1.5))
        for stroke in self._strokes:
            points = [QPointF(x * self.width(), y * self.height()) for x, y in stroke]
            painter.drawPolyline(points)
