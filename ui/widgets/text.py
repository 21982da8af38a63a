"""A text on a screen, set by the house's rules and read by screen readers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.style.fonts import Role
from ui.style.look import Look
from ui.widgets.setting import Paragraph, longest_word, measure_of, natural_width, paragraph


class Text(QLabel):
    """Plain words in one role and one color token; grows in height as its column narrows."""

    def __init__(
        self,
        look: Look,
        text: str,
        role: Role = Role.BODY,
        color: str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
        *,
        balanced: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._role = role
        self._color = color
        self._align = align
        self._balanced = balanced
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(role))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)
        self.setAccessibleName(text)

    def say(self, text: str) -> None:
        """Show ``text`` instead."""
        if text == self.text():
            return  # whoever asks for a layout when nothing is new is asked again by it, without end
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_role(self, role: Role) -> None:
        """Set the same words in another role."""
        if role is not self._role:
            self._role = role
            self.setFont(self._look.font(role))
            self.updateGeometry()

    def text_fits(self) -> bool:
        """Whether everything is shown: no line cut off, no word broken."""
        made = self._paragraph(self.width())
        return made.fits and made.height <= self.height() + 1

    def height_in(self, role: Role, width: int) -> int:
        """The height these words would have in ``role``, set to ``width``; nothing changes."""
        return self._paragraph(width, role).height

    def _paragraph(self, width: int, role: Role | None = None) -> Paragraph:
        role = role or self._role
        column = min(width, measure_of(self._look, role))
        if self._align & Qt.AlignmentFlag.AlignHCenter:
            column = width
        return paragraph(self.text(), self._look, role, column, self._align, balanced=self._balanced)

    def hasHeightForWidth(self) -> bool:
        """Always: text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the text set to ``width``."""
        return self._paragraph(width).height

    def sizeHint(self) -> QSize:
        """The text on as few lines as the house allows."""
        width = min(natural_width(self.text(), self._look, self._role), measure_of(self._look, self._role))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line as wide as the longest word."""
        return QSize(longest_word(self.text(), self._look, self._role), self._look.line_height(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines from the top."""
        painter = QPainter(self)
        made = self._paragraph(self.width())
        column = min(self.width(), measure_of(self._look, self._role))
        left = 0.0
        if self._look.language.right_to_left and not self._align & Qt.AlignmentFlag.AlignHCenter:
            left = float(self.width() - column)
        made.draw(painter, QRectF(left, 0, self.width(), self.height()), self._look.color(self._color))
