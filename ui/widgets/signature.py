"""A pad to sign on with a finger; it keeps points, not pictures."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen

from kiosk.limits import MOST_POINTS
from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import paragraph

Points = tuple[tuple[float, float], ...]


class SignaturePad(Block):
    """Strokes as points, each 0..1 of the pad's width and height; works from either side."""

    changed = Signal()
    grows = True
    CROSS: tuple[Points, ...] = (((0.44, 0.3), (0.56, 0.7)), ((0.56, 0.3), (0.44, 0.7)))
    """The mark of somebody who cannot draw here."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._strokes: list[list[tuple[float, float]]] = []
        self.setAccessibleName(look.say("widgets.signature.name"))
        self.setAccessibleDescription(look.say("widgets.signature.cross"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def strokes(self) -> tuple[Points, ...]:
        """Every stroke so far, in the order made."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: tuple[Points, ...]) -> None:
        """Draw ``strokes`` as if just made (the screen was drawn anew in another size or language)."""
        self._strokes = [list(stroke) for stroke in strokes]
        self.changed.emit()
        self.update()

    def make_cross(self) -> None:
        """Sign with a cross instead of a finger."""
        self.show_strokes(self.CROSS)

    def wipe(self) -> None:
        """Forget every stroke."""
        self.show_strokes(())

    def heightForWidth(self, width: int) -> int:
        """Two buttons high; it grows into the room left."""
        return 2 * self.look.shape.button_height

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter signs with a cross."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.make_cross()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins; a dot is a stroke too."""
        self._strokes.append([self._point(event.position())])
        self.changed.emit()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            point = self._point(event.position())
            # Who scribbles for minutes has signed all the same; a check-in holds no more points.
            if point != self._strokes[-1][-1] and sum(map(len, self._strokes)) < MOST_POINTS:
                self._strokes[-1].append(point)
                self.update()

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(self.look.shape.content_width, self.heightForWidth(self.look.shape.content_width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet, the line to sign on, the strokes."""
        shape, look = self.look.shape, self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = shape.ring if focused else shape.border
        half = width / 2
        painter.setPen(QPen(look.color("focus" if focused else "line"), width))
        painter.setBrush(look.color("card"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), shape.radius, shape.radius
        )
        base = round(self.height() * 0.74)
        painter.setPen(QPen(look.color("line"), shape.hairline))
        painter.drawLine(2 * shape.padding, base, self.width() - 2 * shape.padding, base)
        if not self._strokes:
            hint = look.say("widgets.signature.here")
            made = paragraph(hint, look, Role.CAPTION, self.width(), Qt.AlignmentFlag.AlignHCenter)
            made.draw(painter, QRectF(0, base + shape.tight, self.width(), made.height), look.color("quiet"))
        ink = QPen(look.color("ink"), 2 * shape.border, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))

    def _point(self, at: QPointF) -> tuple[float, float]:
        across = min(max(at.x() / max(self.width(), 1), 0.0), 1.0)
        down = min(max(at.y() / max(self.height(), 1), 0.0), 1.0)
        return round(across, 4), round(down, 4)

    def _path(self, stroke: list[tuple[float, float]]) -> QPainterPath:
        points = [QPointF(across * self.width(), down * self.height()) for across, down in stroke]
        path = QPainterPath(points[0])
        if len(points) == 1:
            path.lineTo(points[0] + QPointF(0.1, 0.1))
        for before, after in pairwise(points):
            # Through the middles, so that a quick hand does not come out as corners.
            path.quadTo(before, (before + after) / 2)
        path.lineTo(points[-1])
        return path
