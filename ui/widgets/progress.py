"""A quiet bar of how far something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.look import Look
from ui.widgets.blocks import Block


class QuietBar(Block):
    """A thin bar filled from the reading side; ``share`` is 0..1."""

    def __init__(self, look: Look, name: str, share: float = 0.0) -> None:
        super().__init__(look)
        self._share = share
        self.setAccessibleName(name)

    @property
    def share(self) -> float:
        """How far it is filled, 0..1."""
        return self._share

    def fill(self, share: float) -> None:
        """Fill it to ``share``, cut to 0..1."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as a step's dot."""
        return self.look.shape.dot

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, then what is filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(self.look.color("rule"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        filled = QRectF(box)
        filled.setWidth(box.width() * self._share)
        if self.look.language.right_to_left:
            filled.moveRight(box.right())
        painter.setBrush(self.look.color("action"))
        painter.drawRoundedRect(filled, box.height() / 2, box.height() / 2)
