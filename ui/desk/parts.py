"""The small parts every page of the desk is made of: labels, rules, panels, rows and columns of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.style.icons import Icon
from ui.style.look import Look, restyle

Part = QWidget | QLayout | None
"""What a row or column holds; None is a stretch."""


def label(text: str, role: str = "", *, wraps: bool = True, name: str = "") -> QLabel:
    """Plain text in one of the style sheet's roles (``title``, ``heading``, ``strong``, ``caption``)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def field(name: str, accessible: str, hint: str = "") -> QLineEdit:
    """A line to type in; ``hint`` stands in it while it is empty."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setPlaceholderText(hint)
    return made


def mark_wrong(line: QLineEdit, wrong: bool) -> None:
    """Show that what stands in ``line`` will not do, or that it does again."""
    line.setProperty("invalid", "true" if wrong else "false")
    restyle(line)


def mark(part: QWidget, *, chosen: bool) -> None:
    """Show that ``part`` is the one the keys are about, or that it no longer is."""
    part.setProperty("role", "at" if chosen else "")
    restyle(part)


def rule() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def column(look: Look, *parts: Part, margin: int = 0, gap: int | None = None) -> QVBoxLayout:
    """Parts under each other; None is a stretch."""
    made = QVBoxLayout()
    _fill(made, look, parts, margin, gap)
    return made


def line(look: Look, *parts: Part, margin: int = 0, gap: int | None = None) -> QHBoxLayout:
    """Parts beside each other; None is a stretch."""
    made = QHBoxLayout()
    _fill(made, look, parts, margin, gap)
    return made


def holding(layout: QLayout, role: str = "") -> QWidget:
    """A widget that shows ``layout``."""
    made = QWidget()
    if role:
        made.setProperty("role", role)
    made.setLayout(layout)
    return made


def panel(look: Look, role: str, *parts: Part) -> QFrame:
    """Parts in a framed ground: ``card``, ``caution``, ``trouble`` or ``done``."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(column(look, *parts, margin=look.shape.padding, gap=look.shape.tight))
    return made


def with_icon(look: Look, icon: Icon, color: str, *parts: Part, middle: bool = False) -> QHBoxLayout:
    """Parts under each other, to the right of their icon, which stands beside the first line of them.

    With ``middle`` it stands in the middle of their height.
    """
    picture = QLabel()
    picture.setPixmap(look.pixmap(icon, look.shape.icon, color, bold=True))
    picture.setFixedSize(look.shape.icon, look.shape.icon)
    made = line(look, gap=look.shape.tight * 2)
    made.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
    made.addLayout(column(look, *parts, gap=look.shape.tight), 1)
    return made


def scrolling(inner: QWidget, name: str = "") -> QScrollArea:
    """``inner`` at the width it is given, scrolled up and down where it is higher than its place."""
    made = QScrollArea()
    made.setObjectName(name)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    inner.setProperty("role", "page")
    made.setWidget(inner)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(layout: QBoxLayout, look: Look, parts: tuple[Part, ...], margin: int, gap: int | None) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(look.shape.gap if gap is None else gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
