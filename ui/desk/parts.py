"""The small parts every page of the desk is made of: labels, rules, buttons with their key, flow rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.style.look import Look


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


def rule() -> QFrame:
    """A hairline between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def button(
    text: str,
    name: str,
    wish: Callable[[], object],
    *,
    key: str = "",
    role: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """A verb with its key beside it; ``wish`` is called on press, by mouse, space or the key."""
    made = QPushButton(f"{text}   {key}" if key else text, parent)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda _checked=False: wish())
    if key:
        shortcut = QShortcut(QKeySequence(key), made)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(made.animateClick)
    return made


def column(
    look: Look, *parts: QWidget | QLayout | None, margin: int = 0, gap: int | None = None
) -> QVBoxLayout:
    """Parts under each other; None is a stretch."""
    made = QVBoxLayout()
    _fill(made, look, parts, margin, gap)
    return made


def line(
    look: Look, *parts: QWidget | QLayout | None, margin: int = 0, gap: int | None = None
) -> QHBoxLayout:
    """Parts beside each other; None is a stretch."""
    made = QHBoxLayout()
    _fill(made, look, parts, margin, gap)
    return made


def panel(look: Look, role: str, *parts: QWidget | QLayout | None) -> QFrame:
    """Parts in a framed ground: ``card``, ``caution``, ``trouble`` or ``done``."""
    made = QFrame()
    made.setProperty("role", role)
    made.setLayout(column(look, *parts, margin=look.shape.padding, gap=look.shape.tight))
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(
    layout: QBoxLayout, look: Look, parts: tuple[QWidget | QLayout | None, ...], margin: int, gap: int | None
) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(look.shape.gap if gap is None else gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
