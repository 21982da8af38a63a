"""Lines of text as the house sets them: measured, wrapped at words, at one line height."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from ui.style.fonts import Role
from ui.style.look import Look

_WIDEST = 100_000.0
_SIGNS = re.compile(r"([@._/-])(?=\w)")


@dataclass(frozen=True)
class Paragraph:
    """Text set in one role at one width, ready to be drawn."""

    layouts: tuple[QTextLayout, ...]
    """One for each hard line (``\\n``) of the text."""
    line_height: float
    lines: int
    width: float
    """Of the longest line."""

    @property
    def fits(self) -> bool:
        """False when a word was wider than the column and had to be broken."""
        return not any(_breaks_a_word(layout) for layout in self.layouts)

    @property
    def height(self) -> int:
        """Of all lines together."""
        return round(self.lines * self.line_height)

    def draw(self, painter: QPainter, box: QRectF, color: QColor) -> None:
        """Draw the paragraph with its first line at the top of ``box``."""
        painter.setPen(color)
        top = box.top()
        for layout in self.layouts:
            layout.draw(painter, QPointF(box.left(), top))
            top += layout.lineCount() * self.line_height


def paragraph(
    text: str,
    look: Look,
    role: Role,
    width: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    *,
    balanced: bool = False,
) -> Paragraph:
    """``text`` set in ``role`` to ``width`` pixels; ``balanced`` makes its lines about equally long."""
    if _SIGNS.search(text) and longest_word(text, look, role) > width:
        # An e-mail address or a double name may break behind its signs, where nobody misreads it.
        text = _SIGNS.sub("\\1\u200b", text)
    made = _set(text, look, role, width, align)
    if not balanced or made.lines < 2:
        return made
    narrow, wide = width / made.lines, width
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        tried = _set(text, look, role, middle, align)
        if tried.lines > made.lines or not tried.fits:
            narrow = middle
        else:
            wide = middle
    # Set again over the whole width with the breaks found, so that alignment still has its column.
    breaks = _set(text, look, role, wide, align)
    return _set("\n".join(_lines(breaks)), look, role, width, align)


def natural_width(text: str, look: Look, role: Role) -> int:
    """The width ``text`` takes when nothing makes it wrap."""
    measures = look.metrics(role)
    return max((round(measures.horizontalAdvance(line) + 1) for line in text.split("\n")), default=0)


def longest_word(text: str, look: Look, role: Role) -> int:
    """The width of the longest word in ``text``: the narrowest column it can stand in."""
    measures = look.metrics(role)
    return max((round(measures.horizontalAdvance(word) + 1) for word in _words(text)), default=0)


def _words(text: str) -> list[str]:
    return text.replace("\u200b", " ").split()


def measure_of(look: Look, role: Role) -> int:
    """The width of the longest line the house allows in ``role``."""
    return round(look.metrics(role).averageCharWidth() * look.theme.type.longest_line)


def _set(text: str, look: Look, role: Role, width: float, align: Qt.AlignmentFlag) -> Paragraph:
    font = look.font(role)
    line_height = float(look.line_height(role))
    leading = align is Qt.AlignmentFlag.AlignLeading
    # Qt turns a leading edge round for its own widgets, but not here.
    option = QTextOption(Qt.AlignmentFlag.AlignRight if leading and look.language.right_to_left else align)
    option.setTextDirection(look.direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layouts: list[QTextLayout] = []
    lines = 0
    widest = 0.0
    for part in text.split("\n") if text else ():
        layout = QTextLayout(part, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width if width > 0 else _WIDEST)
            # Half of what the line height adds lies above the letters, half below.
            line.setPosition(QPointF(0, count * line_height + (line_height - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            count += 1
        layout.endLayout()
        layouts.append(layout)
        lines += max(count, 1)
    return Paragraph(tuple(layouts), line_height, lines, widest)


def _breaks_a_word(layout: QTextLayout) -> bool:
    text = layout.text()
    ends = (layout.lineAt(at) for at in range(layout.lineCount() - 1))
    breaks = (line.textStart() + line.textLength() for line in ends)
    return any(text[place - 1].isalnum() and text[place].isalnum() for place in breaks)


def _lines(made: Paragraph) -> list[str]:
    return [
        layout.text()[line.textStart() : line.textStart() + line.textLength()].rstrip()
        for layout in made.layouts
        for line in (layout.lineAt(at) for at in range(layout.lineCount()))
    ]
