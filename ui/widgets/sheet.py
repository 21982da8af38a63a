"""A sheet over the screen: a question that must be answered first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.style.look import Look
from ui.widgets.blocks import height_of, outset_of


class Sheet(QWidget):
    """Covers ``over`` whole; what lies beneath cannot be touched, and with ``opaque`` cannot be read."""

    def __init__(self, over: QWidget, look: Look, blocks: Sequence[QWidget], *, opaque: bool = False) -> None:
        super().__init__(over)
        self._look = look
        self._blocks = list(blocks)
        self._opaque = opaque
        self._before = over.focusWidget()
        self.setProperty("overlay", True)
        self.setLayoutDirection(look.direction)
        for block in self._blocks:
            block.setParent(self)
        over.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as what it covers."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the blocks below each other in the middle."""
        box = self._box()
        shape = self._look.shape
        top = round(box.top()) + shape.margin
        for block in self._blocks:
            reach = outset_of(block)
            left = round(box.left()) + shape.margin - reach
            width = round(box.width()) - 2 * (shape.margin - reach)
            height = height_of(block, width)
            block.setGeometry(left, top - reach, width, height)
            top += height - 2 * reach + shape.loose

    def _box(self) -> QRectF:
        shape = self._look.shape
        width = min(self.width() - 2 * shape.margin, round(shape.content_width * 0.9))
        room = width - 2 * shape.margin
        heights = [
            height_of(block, room + 2 * outset_of(block)) - 2 * outset_of(block) for block in self._blocks
        ]
        height = sum(heights) + shape.loose * max(len(heights) - 1, 0) + 2 * shape.margin
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil and the sheet."""
        shape = self._look.shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(self._look.color("paper" if self._opaque else "stage"))
        veil.setAlphaF(1.0 if self._opaque else 0.6)
        painter.fillRect(self.rect(), veil)
        painter.setBrush(self._look.color("paper"))
        if self._opaque:
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setPen(QPen(self._look.color("line"), shape.border))
        painter.drawRoundedRect(self._box(), shape.radius, shape.radius)

    def mousePressEvent(self, event: QEvent) -> None:
        """Nothing beneath is touched through the sheet."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nor reached by a key."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round on the sheet: nobody presses what they cannot see."""
        stops = [one for one in self.findChildren(QWidget) if _takes_tab(one)]
        if not stops:
            return True
        here = QApplication.focusWidget() or self.window().focusWidget()
        at = next((place for place, stop in enumerate(stops) if stop is here), -1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def give_back(self) -> None:
        """Where somebody typed before the sheet came, they type again."""
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_tab(one: QWidget) -> bool:
    takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and one.isVisible() and one.isEnabled()
