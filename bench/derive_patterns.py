"""Derives PDF417's table of code word patterns from symbols that zxing-cpp draws of known bytes.

``python -m bench.derive_patterns`` writes ``devices/barcode/pdf417/patterns.txt``. The bytes are known, so
are their code words (ISO/IEC 15438: base 900, six bytes to five words; error correction over GF(929)), and
what is drawn in each place is the pattern of that word. A word drawn in two ways ends the run.
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import zxingcpp
from numpy.typing import NDArray

WORDS = 929
_TARGET = Path(__file__).parent.parent / "devices" / "barcode" / "pdf417" / "patterns.txt"
_HEAD = [927, 899, 924]
"""What zxing-cpp writes before bytes: interpret as binary, then six bytes to five words."""


def main() -> None:
    """Draw symbols until every word of every cluster was seen, then write the table."""
    pick = random.Random(1)
    table: list[dict[int, int]] = [{}, {}, {}]
    while any(len(cluster) < WORDS for cluster in table):
        # High bytes only: among others zxing-cpp would write runs of letters or digits in another mode.
        content = bytes(pick.randrange(128, 256) for _ in range(6 * pick.randint(30, 60)))
        learn(table, content, pick.choice([12, 15, 18]), pick.choice([5, 6, 7]))
    lines = (" ".join(f"{table[cluster][word]:05x}" for cluster in range(3)) for word in range(WORDS))
    _TARGET.write_text("\n".join(lines) + "\n", "ascii")


def learn(table: list[dict[int, int]], content: bytes, columns: int, level: int) -> None:
    """Add what one drawn symbol shows. ``content`` is whole groups of six bytes."""
    drawn = _drawn(content, columns, level)
    rows, columns = drawn.shape[0], (drawn.shape[1] - 69) // 17
    words = whole_symbol(content, rows * columns, 2 ** (level + 1))
    for row in range(rows):
        sides = indicators(row, rows, columns, level)
        wanted = [sides[0], *words[row * columns : (row + 1) * columns], sides[1]]
        for place, word in enumerate(wanted):
            bits = drawn[row, 17 + 17 * place : 34 + 17 * place]
            pattern = int("".join(map(str, bits)), 2)
            if table[row % 3].setdefault(word, pattern) != pattern:
                raise ValueError(f"word {word} of cluster {row % 3} was drawn in two ways")


def whole_symbol(content: bytes, places: int, corrections: int) -> list[int]:
    """Every code word of the symbol, in order: length, content, padding, error correction."""
    words = [places - corrections, *_HEAD]
    for start in range(0, len(content), 6):
        number, group = int.from_bytes(content[start : start + 6], "big"), []
        for _ in range(5):
            number, digit = divmod(number, 900)
            group.append(digit)
        words += reversed(group)
    words += [900] * (places - corrections - len(words))
    return words + corrected(words, corrections)


def corrected(words: list[int], corrections: int) -> list[int]:
    """The error correction words of ``words``: the remainder by the product of (x - 3^i), negated."""
    generator = [1]
    for power in range(1, corrections + 1):
        root = pow(3, power, WORDS)
        generator = [(a - root * b) % WORDS for a, b in zip([*generator, 0], [0, *generator], strict=True)]
    rest = [0] * corrections
    for word in words:
        factor = (word + rest[0]) % WORDS
        rest = [(a - factor * b) % WORDS for a, b in zip([*rest[1:], 0], generator[1:], strict=True)]
    return [-word % WORDS for word in rest]


def indicators(row: int, rows: int, columns: int, level: int) -> tuple[int, int]:
    """The left and right row indicator words of ``row``."""
    said = [(rows - 1) // 3, 3 * level + (rows - 1) % 3, columns - 1]
    return 30 * (row // 3) + said[row % 3], 30 * (row // 3) + said[(row + 2) % 3]


def _drawn(content: bytes, columns: int, level: int) -> NDArray[np.int_]:
    options = f"columns={columns},ecLevel={level}"
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.PDF417, options=options)
    drawn = np.array(code.to_image(scale=1, add_quiet_zones=False), np.uint8)
    dark: NDArray[np.int_] = (drawn == 0).astype(np.int_)[::3]
    return dark


if __name__ == "__main__":
    main()
