"""A book of the office as a list: what was found, the lines, and the chosen one in full beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.desk.here import Here
from ui.desk.parts import Part, clear, column, holding, label, line, scrolling
from ui.desk.rows import Cell, Column, Rows
from ui.desk.said import Said
from ui.desk.turner import Turner


@dataclass(frozen=True)
class Shown:
    """One page of a list. ``whole`` tells each line in sentences, the first as its heading."""

    title: str
    told: str
    rows: Mapping[str, tuple[Cell, ...]]
    whole: Mapping[str, tuple[str, ...]]
    nothing: str
    page: int = 0
    total: int = 0
    a_page: int = 100


class ListPage(QWidget):
    """``above`` stands at the right of the title, ``below`` at the right end of the foot."""

    turned = Signal(int)
    """The page wanted, from 0."""

    def __init__(
        self,
        here: Here,
        name: str,
        title: str,
        columns: Sequence[Column],
        above: Sequence[Part] = (),
        below: Sequence[Part] = (),
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._whole = here, dict[str, tuple[str, ...]]()
        look = here.look
        self._title = label(title, "title", name=f"{name}.title")
        self._told = label("", "caption", name=f"{name}.told")
        self._said = Said(look, f"{name}.said")
        self._rows = Rows(look, f"{name}.table", title, columns, _nothing)
        self._rows.itemSelectionChanged.connect(self._show_chosen)
        self._turner = Turner(here, name)
        self._turner.turned.connect(self.turned)
        both = line(look, self._rows, self._card(name))
        both.setStretch(0, 1)
        head = line(look, self._title, *above)
        head.setStretch(0, 1)  # a long title takes two lines rather than widen the window
        layout = column(
            look,
            head,
            self._told,
            self._said,
            both,
            line(look, self._turner, None, *below),
            margin=look.shape.margin,
            gap=look.shape.tight * 3,
        )
        layout.setStretchFactor(both, 1)
        self.setLayout(layout)
        self.setFocusProxy(self._rows)

    def show_list(self, shown: Shown) -> None:
        """Draw a page, keeping the chosen line chosen."""
        self._title.setText(shown.title)
        self._told.setText(shown.told)
        another = self._whole.keys().isdisjoint(shown.whole)
        self._whole = dict(shown.whole)
        self._rows.show_rows(tuple(shown.rows), tuple(shown.rows.values()), another=another)
        total = max(shown.total, len(shown.rows))
        self._turner.show_place(shown.page, len(shown.rows), total, shown.a_page, shown.nothing)

    @property
    def chosen(self) -> str:
        """The key of the chosen line; empty when there is none."""
        return self._rows.chosen()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _card(self, name: str) -> QFrame:
        look = self._here.look
        made = QFrame()
        made.setProperty("role", "card")
        made.setFixedWidth(look.shape.aside)
        self._chosen = column(look, gap=look.shape.tight * 2)
        inner = scrolling(holding(column(look, self._chosen, None)), f"{name}.whole")
        made.setLayout(column(look, inner, margin=look.shape.gap))
        return made

    def _show_chosen(self) -> None:
        clear(self._chosen)
        first, *others = self._whole.get(self._rows.chosen(), ("",))
        self._chosen.addWidget(label(first, "heading"))
        for text in others:
            self._chosen.addWidget(label(text))


def _nothing() -> None:
    """Double click opens nothing more: the chosen line stands beside the list."""
