"""A table of the desk: rows of one height and one weight, figures at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.style.look import Look


@dataclass(frozen=True)
class Column:
    """A column's title, and how its cells stand."""

    title: str
    figures: bool = False
    """Right-aligned."""
    stretches: bool = False
    """Takes the width that is left."""


@dataclass(frozen=True)
class Cell:
    """What one cell shows; ``tells`` is the whole of it, where the cell may be too narrow."""

    text: str
    icon: QIcon | None = None
    tells: str = ""


class Rows(QTableWidget):
    """Draws rows of cells and keeps the chosen row chosen when they are drawn anew."""

    def __init__(
        self, look: Look, name: str, title: str, columns: Sequence[Column], opened: Callable[[], object]
    ) -> None:
        super().__init__(0, len(columns))
        self._look, self._columns = look, tuple(columns)
        self._keys: tuple[str, ...] = ()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.shape.row)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head()
        self.cellDoubleClicked.connect(lambda _row, _column: opened())

    def _head(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for place, column in enumerate(self._columns):
            item = QTableWidgetItem(column.title)
            item.setTextAlignment(_align(column))
            self.setHorizontalHeaderItem(place, item)
            if column.stretches:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, keys: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Draw ``rows``; ``keys`` name them, so that the chosen one is found again."""
        chosen, focus = self.chosen(), self.currentRow()
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                self._put(row, place, cell)
        self._keys = tuple(keys)
        self.blockSignals(False)
        if keys:
            stay = self._keys.index(chosen) if chosen in self._keys else max(0, min(focus, len(keys) - 1))
            self.setCurrentCell(stay, 0)
        self.itemSelectionChanged.emit()

    def chosen(self) -> str:
        """The key of the chosen row; empty when there is none."""
        row = self.currentRow()
        return self._keys[row] if 0 <= row < len(self._keys) else ""

    def choose(self, key: str) -> None:
        """Choose the row named ``key``, if it is there."""
        if key in self._keys:
            self.setCurrentCell(self._keys.index(key), 0)

    def _put(self, row: int, place: int, cell: Cell) -> None:
        item = self.item(row, place)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(_align(self._columns[place]))
            self.setItem(row, place, item)
        if item.text() != cell.text:
            item.setText(cell.text)
        item.setIcon(cell.icon or QIcon())
        item.setToolTip(cell.tells)


def _align(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
