"""What is wrong with a window as it stands drawn: text clipped, broken, or laid over other text."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

_TEXTS = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
_SLACK = 1
"""Pixels that rounding may cost."""


def wrongs(window: QWidget) -> list[str]:
    """One sentence for each text that cannot be read whole; empty when all can."""
    texts = [widget for widget in window.findChildren(QWidget) if shows_text(widget)]
    found = [wrong for widget in texts if (wrong := _clipped(widget, window))]
    return found + _overlapping(texts, window)


def shows_text(widget: QWidget) -> bool:
    """Whether ``widget`` has a text that can be read now."""
    if not widget.isVisible() or _covered(widget):
        return False
    return hasattr(widget, "text_fits") or (isinstance(widget, _TEXTS) and bool(_text(widget)))


def _covered(widget: QWidget) -> bool:
    """Under a sheet: what lies there need not be read now."""
    window = widget.window()
    parts = window.findChildren(QWidget)
    sheets = [sheet for sheet in parts if sheet.property("overlay") and sheet.isVisible()]
    return any(not sheet.isAncestorOf(widget) and sheet is not widget for sheet in sheets)


def _text(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton() | QLineEdit():
            return widget.text()
        case QComboBox():
            return widget.currentText()
        case QPlainTextEdit():
            return widget.toPlainText()
        case _:
            return widget.accessibleName()


def named(widget: QWidget) -> str:
    """Its kind and the beginning of its words."""
    return f"{type(widget).__name__} “{_text(widget)[:60]}”"


def _box(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _clipped(widget: QWidget, window: QWidget) -> str:
    box = _box(widget, window)
    parent = widget.parentWidget()
    while parent is not None and not _scrolls(parent):
        if not _box(parent, window).adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(box):
            return f"{named(widget)} reaches out of {type(parent).__name__} ({box} in {_box(parent, window)})"
        if parent is window:
            break
        parent = parent.parentWidget()
    return "" if _fits(widget) else f"{named(widget)} does not fit into {widget.width()}x{widget.height()}"


def _scrolls(parent: QWidget) -> bool:
    """A place whose content moves up and down: what does not stand in it now can be brought there."""
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _fits(widget: QWidget) -> bool:
    own = getattr(widget, "text_fits", None)
    if own is not None:
        return bool(own())
    if isinstance(widget, QLabel):
        if widget.pixmap() and not widget.pixmap().isNull():
            return True
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
        wide = widget.wordWrap() or widget.sizeHint().width() <= widget.width() + _SLACK
        return wide and needed <= widget.height() + _SLACK
    if isinstance(widget, QPushButton):
        words = QSize(widget.fontMetrics().horizontalAdvance(widget.text()), widget.fontMetrics().height())
        return words.width() <= widget.width() and words.height() <= widget.height()
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().height() <= widget.height() + _SLACK
    return True


def _overlapping(texts: list[QWidget], window: QWidget) -> list[str]:
    found = []
    for one, other in combinations(texts, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        both = _seen(one, window).intersected(_seen(other, window))
        if both.width() > _SLACK and both.height() > _SLACK:
            found.append(f"{named(one)} and {named(other)} overlap at {both.getRect()}")
    return found


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """Without the ring that is reserved for the focus, and without what is scrolled away."""
    out = int(getattr(widget, "outset", 0))
    seen = _box(widget, window).adjusted(out, out, -out, -out)
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if _scrolls(parent):
            seen = seen.intersected(_box(parent, window))
        parent = parent.parentWidget()
    return seen
