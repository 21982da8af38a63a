"""One of a few, in a line that opens to all of them."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.style.icons import Icon
from ui.style.look import Look


class Choice(QComboBox):
    """Draws its own sign that there is more below; otherwise as Qt's."""

    def __init__(self, look: Look, name: str, accessible: str, hint: str = "") -> None:
        super().__init__()
        self._look = look
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setPlaceholderText(hint)

    def sizeHint(self) -> QSize:
        """Room for the sign, and for the hint where there is one."""
        hint = super().sizeHint()
        wide = self.fontMetrics().horizontalAdvance(self.placeholderText())
        around = 2 * self._look.shape.padding + self._look.shape.icon + 2 * self._look.shape.border
        return QSize(max(hint.width(), wide + around), hint.height())

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sign at the right end."""
        super().paintEvent(event)
        size = self._look.shape.icon * 3 // 4
        left = self.width() - size - self._look.shape.padding
        ink = "ink" if self.isEnabled() else "on_unavailable"
        sign = self._look.pixmap(Icon.CHOOSE, size, ink, bold=True)
        QPainter(self).drawPixmap(left, (self.height() - size) // 2, sign)
