"""What may be touched or pressed: the common ground of buttons, cards and keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.style.look import Look

_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Touch(QAbstractButton):
    """Reserves the focus ring's space all around and draws it when the keyboard brought the focus here."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._ringed = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, False)
        self.setLayoutDirection(look.direction)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def outset(self) -> int:
        """How far the reserved ring reaches beyond the visible edge."""
        return self.look.shape.ring + self.look.shape.ring_gap

    def face(self) -> QRect:
        """The visible part, inside the reserved ring."""
        out = self.outset
        return self.rect().adjusted(out, out, -out, -out)

    def placed(self, box: QRectF) -> QRectF:
        """``box``, given for left-to-right reading, where it belongs in this language."""
        if not self.look.language.right_to_left:
            return box
        return QRectF(self.width() - box.right(), box.top(), box.width(), box.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the ring is wanted: a finger needs none."""
        self._ringed = event.reason() in _KEYBOARD
        super().focusInEvent(event)

    def draw_face(self, painter: QPainter, ground: str, line: str, border: int) -> None:
        """The rounded face in color token ``ground`` with a border of ``line``, and the ring if focused."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = self.look.shape
        if self.hasFocus() and self._ringed:
            self._outline(painter, self.rect(), shape.ring, "focus", shape.radius + self.outset)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.face()), shape.radius, shape.radius)
        painter.fillPath(path, self.look.color(ground))
        if border:
            self._outline(painter, self.face(), border, line, shape.radius)

    def _outline(self, painter: QPainter, box: QRect, width: int, color: str, radius: int) -> None:
        painter.setPen(QPen(self.look.color(color), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        inner = QRectF(box).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inner, radius - half, radius - half)
