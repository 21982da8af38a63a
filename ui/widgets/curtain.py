"""Nothing to be seen: drawn over a page while its owner listens to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.setting import paragraph


class Curtain(QWidget):
    """Covers ``over`` whole and lets every key through to what lies beneath; a touch wants it lifted."""

    lifted = Signal()

    def __init__(self, over: QWidget, look: Look, said: str) -> None:
        super().__init__(over)
        self._look, self._said = look, said
        self.setProperty("overlay", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def text_fits(self) -> bool:
        """Whether its one line is shown whole."""
        return paragraph(self._said, self._look, Role.BODY, self._room()).fits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays as large as what it covers."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Somebody wants to see the page."""
        self.lifted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sign and one line in the middle of an empty page."""
        look, size = self._look, self._look.shape.picture_icon
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("paper"))
        made = paragraph(
            self._said, look, Role.BODY, self._room(), Qt.AlignmentFlag.AlignHCenter, balanced=True
        )
        top = (self.height() - size - look.shape.padding - made.height) // 2
        painter.drawPixmap((self.width() - size) // 2, top, look.pixmap(Icon.SOUND, size, "action"))
        left = (self.width() - self._room()) / 2
        box = QRectF(left, top + size + look.shape.padding, self._room(), made.height)
        made.draw(painter, box, look.color("ink"))

    def _room(self) -> float:
        return min(self.width() - 2 * self._look.shape.margin, self._look.shape.content_width)
