"""A drawn map of a residence and the protected places around it, with rings at 1,000 and 1,700 feet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from sync.station.layers import LayerKind
from sync.station.residency import PICTURE_FEET, POINTS_FEET, Advice, picture_box
from ui.style.fonts import Role
from ui.style.look import Look

_DOT = 5
_INK = {LayerKind.SCHOOLS: "on_trouble", LayerKind.CHILD_CARE: "on_caution"}


def map_picture(look: Look, advice: Advice, side: int = 720) -> QImage | None:
    """A square picture, north up; None where the residence could not be found on a map."""
    if advice.home is None:
        return None
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(look.color("paper"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = _Drawing(look, painter, picture_box(advice.home), side)
    for feet, style in ((float(advice.feet), Qt.PenStyle.SolidLine), (POINTS_FEET, Qt.PenStyle.DashLine)):
        drawing.ring(feet, style)
    for kind, shape in advice.drawn:
        drawing.shape(shape, look.color(_INK[kind]))
    drawing.shape(advice.home, look.color("action"), filled=True)
    painter.end()
    return image


class _Drawing:
    """Draws State Plane feet into a square of pixels."""

    def __init__(
        self, look: Look, painter: QPainter, box: tuple[float, float, float, float], side: int
    ) -> None:
        self._look, self._painter, self._box, self._side = look, painter, box, side
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

    def shape(self, shape: Any, ink: QColor, *, filled: bool = False) -> None:
        """One shape: a point as a dot, a parcel by its edges."""
        painter = self._painter
        painter.setPen(QPen(ink, 2))
        painter.setBrush(QBrush(ink) if filled else Qt.BrushStyle.NoBrush)
        for part in getattr(shape, "geoms", (shape,)):
            if part.geom_type == "Polygon":
                painter.drawPolygon(QPolygonF([self._at(x, y) for x, y in part.exterior.coords]))
            elif part.geom_type == "Point":
                painter.setBrush(QBrush(ink))
                painter.drawEllipse(self._at(part.x, part.y), _DOT, _DOT)

    def _at(self, x: float, y: float) -> QPointF:
        left, _, _, top = self._box
        return QPointF((x - left) * self._scale, (top - y) * self._scale)
