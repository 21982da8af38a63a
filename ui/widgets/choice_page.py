"""One question answered by touching a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Question
from ui.widgets.cards import Card, CardWords
from ui.widgets.pages import Pages


@dataclass(frozen=True)
class Choice:
    """One answer: what is given when it is touched, and how its card reads."""

    value: str
    said: CardWords
    icon: Icon | None = None


class ChoicePage(Pages):
    """Cards below a question; emits the value of the one touched. ``chosen`` is shown as given before."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        head: Question,
        choices: Sequence[Choice],
        *,
        chosen: str = "",
        above: Sequence[QWidget] = (),
    ) -> None:
        cards = [
            Card(look, one.said, one.icon, Icon.ARROW_RIGHT, chosen=bool(chosen) and one.value == chosen)
            for one in choices
        ]
        super().__init__(look, head, [*above, *cards])
        for card, one in zip(cards, choices, strict=True):
            card.clicked.connect(partial(self.chosen.emit, one.value))
