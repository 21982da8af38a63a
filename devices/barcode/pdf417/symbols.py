"""What every PDF417 symbol is made of (ISO/IEC 15438): guards, code words, row indicators."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

WORDS = 929
"""Code words there are, and the field of the error correction."""
CLUSTERS = 3
"""Row r uses cluster r modulo 3."""
WORD = 17
"""Modules per code word."""
START = (8, 1, 1, 1, 1, 1, 1, 3)
STOP = (7, 1, 1, 3, 1, 1, 1, 2, 1)
"""Widths in modules of bars and spaces in turn, a bar first, left to right."""
START_MODULES, STOP_MODULES = sum(START), sum(STOP)
MOST_COLUMNS, MOST_ROWS, FEWEST_ROWS = 30, 90, 3
MOST_LEVEL = 8


def modules_across(columns: int) -> int:
    """Width in modules of a symbol with ``columns`` columns of data: guards and both indicators included."""
    return START_MODULES + WORD * (columns + 2) + STOP_MODULES


def correction_words(level: int) -> int:
    """Error correction words of security level 0 to 8."""
    return int(2 ** (level + 1))


@cache
def patterns() -> NDArray[np.float32]:
    """3 x 929 x 17: module by module, 1 where a word of a cluster is dark."""
    lines = files(__package__).joinpath("patterns.txt").read_text("ascii").splitlines()
    numbers = np.array([[int(text, 16) for text in line.split()] for line in lines]).T
    bits = numbers[:, :, None] >> np.arange(WORD - 1, -1, -1) & 1
    bits.setflags(write=False)
    return bits.astype(np.float32)


def side_words(row: int, rows: int, columns: int, level: int) -> tuple[int, int]:
    """The left and right row indicators of ``row`` (from 0)."""
    said = ((rows - 1) // 3, 3 * level + (rows - 1) % 3, columns - 1)
    return 30 * (row // 3) + said[row % 3], 30 * (row // 3) + said[(row + 2) % 3]
