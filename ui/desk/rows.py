"""A table of the desk: rows of one height and one weight, figures at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.style.icons import Icon
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
    icon: Icon | None = None
    ink: str = "quiet"
    """The icon's color token."""
    tells: str = ""


class Rows(QTableWidget):
    """Draws rows of cells and keeps the chosen row chosen when they are drawn anew.

    Once it is gone nothing is chosen until the officer chooses: no key acts on what slid into its place.
    """

    def __init__(
        self, look: Look, name: str, title: str, columns: Sequence[Column], opened: Callable[[], object]
    ) -> None:
        super().__init__(0, len(columns))
        self._look, self._columns = look, tuple(columns)
        self._keys: tuple[str, ...] = ()
        self._lost, self._near = False, 0
        self._drawn: dict[tuple[int, int], Cell] = {}
        self._icons: dict[tuple[Icon, str], QIcon] = {}
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(look.shape.icon, look.shape.icon))
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
        # Measured once after each drawing: a header that measures by itself does so at every cell.
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, column in enumerate(self._columns):
            item = QTableWidgetItem(column.title)
            item.setTextAlignment(_align(column))
            self.setHorizontalHeaderItem(place, item)
            if column.stretches:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def show_rows(
        self, keys: Sequence[str], rows: Sequence[Sequence[Cell]], *, another: bool = False
    ) -> None:
        """Draw ``rows``; ``keys`` name them, so that the chosen one is found again.

        ``another``: the officer asked for another list; its first row is chosen if the chosen one is gone.
        """
        chosen = self.chosen()
        if chosen:
            self._lost, self._near = chosen not in keys, self.currentRow()
        self.blockSignals(True)
        self.setUpdatesEnabled(False)
        self.setRowCount(len(rows))
        self._drawn = {at: cell for at, cell in self._drawn.items() if at[0] < len(rows)}
        changed = [
            self._put(row, place, cell) for row, cells in enumerate(rows) for place, cell in enumerate(cells)
        ]
        if any(changed) or not rows:
            self._measure()
        self._keys = tuple(keys)
        self.setUpdatesEnabled(True)
        self.blockSignals(False)
        if self._lost and not another:
            self._choose_nothing()
        elif keys:
            self.setCurrentCell(self._keys.index(chosen) if chosen in self._keys else 0, 0)
        self.itemSelectionChanged.emit()

    def chosen(self) -> str:
        """The key of the chosen row; empty when there is none."""
        row = self.currentRow()
        chosen = 0 <= row < len(self._keys) and self.selectionModel().isRowSelected(row)
        return self._keys[row] if chosen else ""

    def _choose_nothing(self) -> None:
        self.setCurrentCell(-1, -1)
        self.clearSelection()

    def choose(self, key: str) -> None:
        """Choose the row named ``key``, if it is there."""
        if key in self._keys:
            self.setCurrentCell(self._keys.index(key), 0)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """An arrow key goes on from where the chosen row was, if it is gone."""
        if self._keys and self.currentRow() < 0:
            return self.model().index(min(self._near, len(self._keys) - 1), 0)
        return super().moveCursor(action, modifiers)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming here with the keyboard chooses nothing by itself."""
        super().focusInEvent(event)
        if not self.chosen():
            self._choose_nothing()

    def showEvent(self, event: QShowEvent) -> None:
        """Measured anew: only now the window's style sheet says how wide letters are."""
        super().showEvent(event)
        self._measure()

    def _put(self, row: int, place: int, cell: Cell) -> bool:
        """Draw one cell; False when it stands there already."""
        if self._drawn.get((row, place)) == cell:
            return False
        item = self.item(row, place)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(_align(self._columns[place]))
            self.setItem(row, place, item)
        item.setText(cell.text)
        item.setIcon(self._icon(cell))
        item.setToolTip(cell.tells)
        self._drawn[row, place] = cell
        return True

    def _icon(self, cell: Cell) -> QIcon:
        if cell.icon is None:
            return QIcon()
        known = (cell.icon, cell.ink)
        if known not in self._icons:
            size = self._look.shape.icon
            self._icons[known] = QIcon(self._look.pixmap(cell.icon, size, cell.ink, bold=True))
        return self._icons[known]

    def _measure(self) -> None:
        for place, column in enumerate(self._columns):
            if not column.stretches:
                self.resizeColumnToContents(place)


def _align(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
