"""The camera's picture as a person sees it: a mirror with the outline of a card to aim for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import paragraph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CARD_ASPECT = 85.60 / 53.98
"""Width to height of an ID-1 card (ISO/IEC 7810)."""


class LivePicture(Block):
    """Draws the newest picture given, fills itself with it, and never keeps an older one."""

    grows = True

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint8] | None = None
        self._found = False
        self._message = ""
        self._message_icon = Icon.CAMERA
        self.setAccessibleName(look.say("widgets.live_picture.name"))

    def show_picture(self, picture: QImage | NDArray[np.uint8] | None) -> None:
        """Draw ``picture`` (BGR or grey array, or QImage) from now on; None draws the empty stage."""
        if picture is not None and not isinstance(picture, QImage):
            # QImage borrows the memory, so the array is kept as long as its image.
            self._pixels = picture if picture.flags.c_contiguous else picture.copy()
            height, width = self._pixels.shape[:2]
            colored = self._pixels.ndim == 3
            kind = QImage.Format.Format_BGR888 if colored else QImage.Format.Format_Grayscale8
            self._image = QImage(self._pixels.data, width, height, self._pixels.strides[0], kind)
        else:
            self._image, self._pixels = picture, None
        self.update()

    def show_found(self) -> None:
        """The card was read: the frame turns green and bears a tick."""
        self._found = True
        self.update()

    def show_message(self, message: str, icon: Icon) -> None:
        """Say ``message`` on the stage instead of a picture; empty to show pictures again."""
        self._message, self._message_icon = message, icon
        self.update()

    def wipe(self) -> None:
        """Forget the picture."""
        self.show_picture(None)

    def heightForWidth(self, width: int) -> int:
        """At least a sixth of its width; it grows into the room left."""
        return width // 6

    def guide(self) -> QRectF:
        """Where the card's outline is drawn."""
        height = min(self.height() * 0.72, self.width() * 0.62 / CARD_ASPECT)
        width = height * CARD_ASPECT
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stage, picture, outline."""
        shape = self.look.shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stage = QPainterPath()
        stage.addRoundedRect(QRectF(self.rect()), shape.radius, shape.radius)
        painter.setClipPath(stage)
        painter.fillRect(self.rect(), self.look.color("stage"))
        if self._message:
            self._draw_message(painter)
            return
        if self._image is not None and not self._image.isNull():
            self._draw_picture(painter, self._image)
        self._draw_guide(painter, stage)

    def _draw_picture(self, painter: QPainter, image: QImage) -> None:
        scale = max(self.width() / image.width(), self.height() / image.height())
        source = QRectF(0, 0, self.width() / scale, self.height() / scale)
        source.moveCenter(QPointF(image.width() / 2, image.height() / 2))
        painter.save()
        # A mirror: what the hand does to the left is seen on the left.
        painter.translate(self.width(), 0)
        painter.scale(-1, 1)
        painter.drawImage(QRectF(self.rect()), image, source)
        painter.restore()

    def _draw_guide(self, painter: QPainter, stage: QPainterPath) -> None:
        shape, box = self.look.shape, self.guide()
        card = QPainterPath()
        card.addRoundedRect(box, shape.radius * 1.5, shape.radius * 1.5)
        veil = self.look.color("stage")
        veil.setAlphaF(0.45)
        painter.fillPath(stage.subtracted(card), veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = shape.ring * (3 if self._found else 1.5)
        painter.setPen(QPen(self.look.color("found" if self._found else "on_stage"), width))
        painter.drawPath(card)
        if self._found:
            size = self.look.shape.picture_icon
            at = box.center() - QPointF(size / 2, size / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color("stage"))
            painter.drawEllipse(box.center(), size * 0.75, size * 0.75)
            painter.drawPixmap(at, self.look.pixmap(Icon.CHECK, size, "found", bold=True))

    def _draw_message(self, painter: QPainter) -> None:
        shape = self.look.shape
        size = shape.picture_icon
        room = self.width() - 4 * shape.padding
        made = paragraph(
            self._message, self.look, Role.STRONG, room, Qt.AlignmentFlag.AlignHCenter, balanced=True
        )
        top = (self.height() - size - shape.padding - made.height) / 2
        painter.drawPixmap(
            QPointF((self.width() - size) / 2, top), self.look.pixmap(self._message_icon, size, "on_stage")
        )
        box = QRectF(2 * shape.padding, top + size + shape.padding, room, made.height)
        made.draw(painter, box, self.look.color("on_stage"))
