"""Which rows of the symbol the lattice shows, and how the symbol is made: said many times over by its sides.

Every row's two indicators say the row's number and, in turn, the number of rows, the security level and the
number of columns. All rows vote together, so that a blurred or covered one does no harm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.barcode.pdf417.symbols import FEWEST_ROWS, MOST_LEVEL, MOST_ROWS

_BEFORE, _BEYOND = 12, 26
"""Rows of the symbol that may be cut off above; rows of the lattice that may lie above the symbol."""
_SURE = 0.45
"""Mean correlation of the indicators below which the layout is not believed."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a symbol is made, and where it lies in the lattice."""

    rows: int
    columns: int
    level: int
    first: int
    """The lattice's row that is the symbol's row 0; negative when the symbol begins above the lattice."""
    sure: float
    """Mean correlation of all indicators with what this layout says they are."""

    @property
    def make(self) -> tuple[int, int, int]:
        """Rows, columns and level: alike for every picture of one card."""
        return self.rows, self.columns, self.level


def infer(left: Floats, right: Floats, columns: int) -> Layout | None:
    """The layout that both indicator columns say; None when they do not speak clearly.

    ``left`` and ``right``: lattice rows x clusters x words, correlations."""
    count = len(left)
    first = np.arange(-_BEFORE, min(_BEYOND, count - FEWEST_ROWS) + 1)
    if not len(first):
        return None
    votes = _votes(left, right, first)
    rows = np.arange(FEWEST_ROWS, min(MOST_ROWS, count + 2 * _BEFORE) + 1)
    last = np.minimum(rows, votes.shape[2]) - 1
    said = 3 * np.arange(MOST_LEVEL + 1) + (rows[:, None] - 1) % 3
    levels = votes[1][:, last[:, None], said]
    sums = votes[0][:, last, (rows - 1) // 3] + levels.max(axis=2) + votes[2][:, last, columns - 1]
    where, which = np.unravel_index(int(sums.argmax()), sums.shape)
    shown = min(int(rows[which]), count - int(first[where])) - max(0, -int(first[where]))
    sure = float(sums[where, which]) / max(1, 2 * shown)
    if sure <= _SURE:
        return None
    level = int(levels[where, which].argmax())
    return Layout(int(rows[which]), columns, level, int(first[where]), sure)


def _votes(left: Floats, right: Floats, first: NDArray[np.intp]) -> Floats:
    """Meaning (rows' word, level's, columns') x first x symbol row x value (0 to 29): sums of correlations
    from the symbol's top down to that row."""
    count = len(left)
    row = np.arange(min(MOST_ROWS, count + _BEFORE))
    place = first[:, None] + row
    shown = ((place >= 0) & (place < count))[:, :, None]
    place = np.clip(place, 0, count - 1)
    groups = (count, 3, 30, 30)
    sides = [side[:, :, :900].reshape(groups)[place, row % 3, row // 3] * shown for side in (left, right)]
    out = np.empty((3, *sides[0].shape), np.float32)
    for meaning in range(3):
        # Left: rows, level, columns in turn; right: columns, rows, level in turn.
        mine = (row % 3 == meaning)[:, None], ((row + 2) % 3 == meaning)[:, None]
        np.cumsum(sides[0] * mine[0] + sides[1] * mine[1], axis=1, out=out[meaning])
    return out
