"""Which rows of the symbol the lattice shows, and how the symbol is made: said many times over by its sides.

Every row's two indicators say the row's number and, in turn, the number of rows, the security level and the
number of columns. All rows vote together, so that a blurred or covered one does no harm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devices.barcode.pdf417.symbols import FEWEST_ROWS, MOST_LEVEL, MOST_ROWS

_BEFORE, _BEYOND = 12, 14
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
    best: Layout | None = None
    best_sum = 0.0
    count = len(left)
    for first in range(-_BEFORE, min(_BEYOND, count - FEWEST_ROWS) + 1):
        votes = _votes(left, right, first, count)
        rows = np.arange(FEWEST_ROWS, min(MOST_ROWS, len(votes[0]) + _BEFORE) + 1)
        last = np.minimum(rows, len(votes[0])) - 1
        said = 3 * np.arange(MOST_LEVEL + 1) + (rows[:, None] - 1) % 3
        levels = votes[1][last[:, None], said]
        sums = votes[0][last, (rows - 1) // 3] + levels.max(axis=1) + votes[2][last, columns - 1]
        n = int(sums.argmax())
        if sums[n] > best_sum:
            best_sum = float(sums[n])
            visible = int(last[n]) + 1 - max(0, -first)
            mean = best_sum / max(1, 2 * visible)
            best = Layout(int(rows[n]), columns, int(levels[n].argmax()), first, mean)
    return best if best is not None and best.sure > _SURE else None


def _votes(left: Floats, right: Floats, first: int, count: int) -> tuple[Floats, Floats, Floats]:
    """Sums down to each symbol row of the correlations for every value (0 to 29) of the rows' word, the
    level's and the columns'."""
    rows = min(MOST_ROWS, count - first)
    row = np.arange(max(0, -first), rows)[:, None]
    word = 30 * (row // 3) + np.arange(30)
    sides = left[first + row, row % 3, word], right[first + row, row % 3, word]
    out = []
    for meaning in range(3):
        # Left: rows, level, columns in turn; right: columns, rows, level in turn.
        part = sides[0] * (row % 3 == meaning) + sides[1] * ((row + 2) % 3 == meaning)
        whole = np.zeros((rows, 30), np.float32)
        whole[row[:, 0]] = part
        out.append(np.asarray(whole.cumsum(axis=0), np.float32))
    return out[0], out[1], out[2]
