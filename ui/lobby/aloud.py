"""What a screen says to somebody who listens: all of it in reading order, figures one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from ui.lobby.frame import Frame
from ui.style.look import Look
from ui.widgets.keyboard import Key, Keyboard
from ui.widgets.sheet import Sheet

_FIGURES = re.compile(r"\d{3,}|\d+(?=-\d)|(?<=-)\d+")
_UNIT = re.compile(r"(?<=\d)(?=[A-Z]\b)")
_PLATE = re.compile(r"\b[A-Z]{1,3}-(?=\d)")


def slowly(text: str) -> str:
    """``text`` as it is said: long numbers figure by figure, what stands on lines of its own as sentences."""
    said = _PLATE.sub(lambda found: f"{found[0][:-1]}, ", text)
    said = _UNIT.sub(" ", _FIGURES.sub(lambda found: " ".join(found[0]), said))
    return re.sub(r"\s*(?:\||\n|·)\s*", ", ", said).replace("  ", " ").strip(" ,")


def on_screen(window: Frame) -> tuple[str, ...]:
    """Everything to be read on the screen, or on the sheet over it, from top to bottom."""
    over = sheet_over(window)
    if over is not None:
        return tuple(_parts(over))
    screen = window.screen_shown
    if screen is None or screen.body is None:
        return ()
    action = screen.action()
    last = (action.text,) if action is not None else ()
    return (*_parts(screen.body), *last)


def said_of(widget: QWidget, look: Look) -> str:
    """What is said of the one thing that has the focus now."""
    if isinstance(widget, QLineEdit):
        hidden = widget.echoMode() is not QLineEdit.EchoMode.Normal
        filled = look.say("lobby.voice.typed", count=len(widget.text())) if hidden else slowly(widget.text())
        parts = (widget.accessibleName(), filled, widget.accessibleDescription())
    else:
        parts = (widget.accessibleName(), "", widget.accessibleDescription())
    said = ". ".join(slowly(part) for part in parts if part)
    if isinstance(widget, QAbstractButton) and not widget.isEnabled():
        said = f"{said}. {look.say('lobby.voice.not_yet')}"
    return said


def sheet_over(window: QWidget) -> Sheet | None:
    """The uppermost sheet that lies over the window, if any."""
    lying = [one for one in window.children() if isinstance(one, Sheet) and one.isVisible()]
    return lying[-1] if lying else None


def in_order(over: QWidget, wanted: type[QWidget]) -> list[QWidget]:
    """Visible parts of one kind below ``over``, in the order they are read."""
    found = [part for part in over.findChildren(wanted) if part.isVisible()]
    return sorted(found, key=lambda part: (_top(part, over), part.mapTo(over, QPoint()).x()))


def _top(part: QWidget, over: QWidget) -> int:
    # What stands on one line is read along it: a pixel up or down is no new line.
    return part.mapTo(over, QPoint()).y() // 8


def _parts(over: QWidget) -> Iterator[str]:
    """The names below ``over``, each once; a part that says it all speaks for the parts in it."""
    said: list[QWidget] = [over]
    last = ""
    if over.accessibleDescription():
        yield slowly(over.accessibleDescription())
    for part in in_order(over, QWidget):
        if isinstance(part, Key | Keyboard) or any(
            one is not over and one.isAncestorOf(part) for one in said
        ):
            continue
        if isinstance(part, QLineEdit):
            continue
        name = part.accessibleName()
        if not name or not part.width() or not part.height():
            continue
        said.append(part)
        text = slowly(". ".join(word for word in (name, part.accessibleDescription()) if word))
        if text != last:
            last = text
            yield text
