"""The list of keys that work right now, made from what can be pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.desk.here import Here
from ui.desk.parts import column, label, line
from ui.desk.verb import Verb, verbs_in


class KeysDialog(QDialog):
    """Names and keys of every button in sight of ``window``."""

    def __init__(self, here: Here, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("keys")
        self.setWindowTitle(here.say("desk.keys.title"))
        look = here.look
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.shape.loose)
        grid.setVerticalSpacing(look.shape.tight)
        for row, verb in enumerate(verbs_in(window)):
            grid.addWidget(label(verb.key_said(), "strong", wraps=False), row, 0)
            grid.addWidget(label(verb.accessibleName(), wraps=False), row, 1)
        close = Verb(look, here.say("desk.keys.close"), "keys.close", self.accept, key="Esc", role="primary")
        self.setLayout(
            column(
                look,
                label(here.say("desk.keys.title"), "heading"),
                grid,
                label(here.say("desk.keys.also"), "caption"),
                line(look, None, close),
                margin=look.shape.margin,
            )
        )
