"""A line that says how something went: quiet until there is something to say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from kiosk.problems import Problem
from ui.desk.parts import label, line
from ui.style.icons import Icon
from ui.style.look import Look, restyle

_ICONS = {"trouble": Icon.TROUBLE, "caution": Icon.CAUTION, "done": Icon.DONE}


class Said(QFrame):
    """One panel with an icon and a sentence; ``tone`` is ``trouble``, ``caution`` or ``done``."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._words = label("", name=name)
        self._picture = QLabel()
        self._picture.setFixedSize(look.shape.icon, look.shape.icon)
        layout = line(look, margin=look.shape.tight * 2, gap=look.shape.tight * 2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.setLayout(layout)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is quiet."""
        return self._words.text()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say ``text``; an empty one makes it quiet."""
        self._words.setText(text)
        self._words.setAccessibleName(text)
        if text:
            self.setProperty("role", tone)
            restyle(self)
            self._picture.setPixmap(
                self._look.pixmap(_ICONS[tone], self._look.shape.icon, f"on_{tone}", bold=True)
            )
        self.setVisible(bool(text))


def sentence(look: Look, trouble: Problem) -> str:
    """What happened and what to do, as one text."""
    return f"{look.say(trouble.what_happened)} {look.say(trouble.what_to_do)}"
