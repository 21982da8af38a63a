"""A drawn map of a residence and the protected places around it, with rings at 1,000 and 1,700 feet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from sync.station.residency_wire import PICTURE_FEET, POINTS_FEET, Drawn, LayerKind
from ui.style.fonts import Role
from ui.style.look import Look

_DOT = 5
_INK = {LayerKind.SCHOOLS: "on_trouble", LayerKind.CHILD_CARE: "on_caution"}


def map_picture(look: Look, drawn: Sequence[Drawn], feet: int, side: int = 720) -> QImage | None:
    """A square picture, north up, with rings at ``feet`` and 1,700 feet.

    None where the residence could not be found on a map.
    """
    if not drawn:
        return None
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(look.color("paper"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = _Drawing(look, painter, side)
    for within, style in ((float(feet), Qt.PenStyle.SolidLine), (POINTS_FEET, Qt.PenStyle.DashLine)):
        drawing.ring(within, style)
    for one in drawn:
        if one.kind is not None:
            drawing.shape(one, look.color(_INK.get(one.kind, "quiet")))
    for one in drawn:
        if one.kind is None:
            drawing.shape(one, look.color("action"), filled=True)
    painter.end()
    return image


class _Drawing:
    """Draws feet about the residence into a square of pixels."""

    def __init__(self, look: Look, painter: QPainter, side: int) -> None:
        self._look, self._painter, self._side = look, painter, side
        self._scale = side / (2 * PICTURE_FEET)

    def ring(self, feet: float, style: Qt.PenStyle) -> None:
        """A ring of so many feet about the middle, with its number."""
        painter, middle, radius = self._painter, self._side / 2, feet * self._scale
        painter.setPen(QPen(self._look.color("quiet"), 1.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(middle, middle), radius, radius)
        painter.setFont(self._look.font(Role.CAPTION))
        told = self._look.say("supervisor.residency.feet", feet=round(feet))
        painter.drawText(QRectF(0, middle - radius - 22, self._side, 20), Qt.AlignmentFlag.AlignHCenter, told)

    def shape(self, drawn: Drawn, ink: QColor, *, filled: bool = False) -> None:
        """One shape: a point as a dot, a parcel by its edges."""
        painter = self._painter
        painter.setPen(QPen(ink, 2))
        for outline in drawn.outlines:
            ends = [self._at(x, y) for x, y in outline]
            dot = len(ends) == 1
            painter.setBrush(QBrush(ink) if filled or dot else Qt.BrushStyle.NoBrush)
            if dot:
                painter.drawEllipse(ends[0], _DOT, _DOT)
            else:
                painter.drawPolygon(QPolygonF(ends))

    def _at(self, x: float, y: float) -> QPointF:
        middle = self._side / 2
        return QPointF(middle + x * self._scale, middle - y * self._scale)
