"""What was said, read back large enough to be checked letter by letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.blocks import Block
from ui.widgets.setting import Paragraph, paragraph

_LABEL = 0.28


class ReadBack(Block):
    """A label and one or more large lines beside it, over a hairline."""

    def __init__(self, look: Look, label: str, lines: Sequence[str]) -> None:
        super().__init__(look)
        self._label, self._lines = label, list(lines)
        self.setAccessibleName(f"{label}: {', '.join(lines)}")

    def text_fits(self) -> bool:
        """Whether everything is shown whole."""
        label, lines = self._set(self.width())
        whole = label.fits and all(line.fits for line in lines)
        return whole and self.height() + 1 >= self.heightForWidth(self.width())

    def heightForWidth(self, width: int) -> int:
        """The higher of label and lines."""
        label, lines = self._set(width)
        return max(label.height, sum(line.height for line in lines)) + self.look.shape.tight * 2

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label, lines, hairline."""
        painter = QPainter(self)
        look, shape = self.look, self.look.shape
        label, lines = self._set(self.width())
        first = self.width() * _LABEL
        mirrored = look.language.right_to_left
        # The label stands on the first line's base.
        drop = max((lines[0].line_height - label.line_height) * 0.62, 0) if lines else 0
        label_left = self.width() - first + shape.gap if mirrored else 0
        label.draw(
            painter,
            QRectF(label_left, shape.tight + drop, first - shape.gap, label.height),
            look.color("quiet"),
        )
        top = float(shape.tight)
        for line in lines:
            left = 0 if mirrored else first
            line.draw(painter, QRectF(left, top, self.width() - first, line.height), look.color("ink"))
            top += line.height
        painter.fillRect(0, self.height() - shape.hairline, self.width(), shape.hairline, look.color("rule"))

    def _set(self, width: int) -> tuple[Paragraph, list[Paragraph]]:
        first = width * _LABEL
        role = Role.HEADING if len(self._lines) > 1 else Role.STRONG
        label = paragraph(self._label, self.look, Role.CAPTION, first - self.look.shape.gap)
        return label, [paragraph(line, self.look, role, width - first) for line in self._lines]
