"""From corrected code words to text: a clean symbol is drawn of them and read by zxing-cpp."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from devices.barcode.decode import Decoded, decode
from devices.barcode.pdf417.symbols import START, STOP, WORD, modules_across, patterns, side_words
from devices.ports import Symbology

_ROW_MODULES = 3
_SCALE = 2
_QUIET = 4


def draw(words: Sequence[int], rows: int, columns: int, level: int) -> NDArray[np.uint8]:
    """The symbol of ``rows x columns`` words: one array row per symbol row, 0 dark and 255 light."""
    table = patterns()
    out = np.zeros((rows, modules_across(columns)), np.uint8)
    out[:, : sum(START)] = _stripes(START)
    out[:, -sum(STOP) :] = _stripes(STOP)
    for row in range(rows):
        left, right = side_words(row, rows, columns, level)
        line = [left, *words[row * columns : (row + 1) * columns], right]
        out[row, sum(START) : sum(START) + WORD * (columns + 2)] = table[row % 3][line].reshape(-1)
    return np.where(out == 1, 0, 255).astype(np.uint8)


def text_of(words: Sequence[int], rows: int, columns: int, level: int) -> str | None:
    """What the words say; None when zxing-cpp does not read the very symbol they make.

    This also has the error correction checked a second time, by other hands."""
    clean = draw(words, rows, columns, level).repeat(_SCALE * _ROW_MODULES, axis=0).repeat(_SCALE, axis=1)
    clean = np.pad(clean, _QUIET * _SCALE, constant_values=255)
    read: list[Decoded] = decode(clean, (Symbology.PDF417,), pure=True)
    return read[0].text if len(read) == 1 else None


def _stripes(widths: Sequence[int]) -> NDArray[np.uint8]:
    return np.concatenate([np.full(width, 1 - n % 2, np.uint8) for n, width in enumerate(widths)])
