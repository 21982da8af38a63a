"""The pattern table and what symbols are made of, against what zxing-cpp draws."""

from __future__ import annotations

import random

import numpy as np
import pytest
import zxingcpp

from bench.derive_patterns import learn, whole_symbol
from devices.barcode.pdf417.compose import draw, text_of
from devices.barcode.pdf417.layout import infer
from devices.barcode.pdf417.symbols import correction_words, modules_across, patterns, side_words


def test_every_word_has_a_pattern_of_its_own_in_every_cluster() -> None:
    table = patterns()
    assert table.shape == (3, 929, 17)
    for cluster in table:
        assert len({tuple(row) for row in cluster}) == 929
        assert (cluster[:, 0] == 1).all()
        assert (cluster[:, -1] == 0).all()
        assert (np.abs(np.diff(cluster, axis=1)).sum(axis=1) == 7).all()  # four bars, four spaces


def test_the_table_is_the_one_drawn_by_zxing_cpp() -> None:
    pick = random.Random(3)
    learned: list[dict[int, int]] = [{}, {}, {}]
    for columns in (12, 15):
        learn(learned, bytes(pick.randrange(128, 256) for _ in range(300)), columns, 6)
    ours = (patterns() * (1 << np.arange(16, -1, -1))).sum(axis=2).astype(int)
    assert min(map(len, learned)) > 200
    for cluster in range(3):
        assert all(ours[cluster, word] == pattern for word, pattern in learned[cluster].items())


def test_a_drawn_symbol_is_the_one_zxing_cpp_draws() -> None:
    content = bytes(range(128, 248))
    theirs = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.PDF417, options="columns=8,ecLevel=3")
    theirs_drawn = np.array(theirs.to_image(scale=1, add_quiet_zones=False))[::3]
    rows, columns = theirs_drawn.shape[0], (theirs_drawn.shape[1] - 69) // 17
    words = whole_symbol(content, rows * columns, correction_words(3))
    assert (draw(words, rows, columns, 3) == theirs_drawn).all()


def test_words_become_the_text_they_stand_for() -> None:
    content = bytes(128 + n % 100 for n in range(240))
    words = whole_symbol(content, 30 * 12, correction_words(4))
    assert text_of(words, 30, 12, 4) == content.decode("latin-1")


def test_words_that_contradict_their_correction_become_nothing() -> None:
    words = whole_symbol(bytes(range(128, 248)), 20 * 9, correction_words(3))
    wrong = [(word + 7) % 929 for word in words]
    assert text_of(wrong, 20, 9, 3) is None


@pytest.mark.parametrize(
    ("rows", "columns", "level", "first", "shown"),
    [
        (30, 12, 4, 0, range(30)),
        (43, 10, 5, 7, range(43)),
        (9, 3, 2, 3, range(9)),
        (24, 13, 3, -6, range(6, 24)),
    ],
)
def test_the_layout_is_what_the_sides_of_the_rows_say(
    rows: int, columns: int, level: int, first: int, shown: range
) -> None:
    noise = np.random.default_rng(rows)
    count = max(shown) + first + 1 + 4
    left, right = (noise.uniform(-0.3, 0.5, (count, 3, 929)).astype(np.float32) for _ in range(2))
    for row in shown:
        words = side_words(row, rows, columns, level)
        left[row + first, row % 3, words[0]] = right[row + first, row % 3, words[1]] = 0.9
    found = infer(left, right, columns)
    assert found is not None
    assert (found.make, found.first) == ((rows, columns, level), first)


def test_sides_that_say_nothing_give_no_layout() -> None:
    noise = np.random.default_rng(1)
    left, right = (noise.uniform(-0.4, 0.6, (30, 3, 929)).astype(np.float32) for _ in range(2))
    assert infer(left, right, 10) is None


def test_a_width_in_modules_counts_guards_and_indicators() -> None:
    assert modules_across(1) == 17 + 3 * 17 + 18
