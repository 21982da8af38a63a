"""What the weights of every word add up to when a thumb hides as many as the correction can carry."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from bench.derive_patterns import whole_symbol
from devices.barcode.pdf417.layout import Layout
from devices.barcode.pdf417.symbols import correction_words
from devices.barcode.pdf417.weighing import Floats, solve
from devices.barcode.sight import Sight

ROWS, COLUMNS, LEVEL = 20, 10, 3
LAYOUT = Layout(ROWS, COLUMNS, LEVEL, 0, 0.9)
CONTENT = bytes(128 + n % 100 for n in range(120))
WORDS = whole_symbol(CONTENT, ROWS * COLUMNS, correction_words(LEVEL))


def weights(hidden: range, half_seen: range, wrong: int = 0) -> Floats:
    """Sure of every word but the hidden ones; of the half seen it knows them among the likeliest four."""
    pick = np.random.default_rng(len(hidden))
    out = pick.uniform(0, 0.3, (ROWS * COLUMNS, 929)).astype(np.float32)
    out[np.arange(len(WORDS)), WORDS] = 3
    out[hidden] = 0
    for place in half_seen:
        out[place] *= 0.5
        out[place, pick.choice(929, 3, replace=False)] = 0.5
        out[place, WORDS[place]] = 0.4
    for place in range(100, 100 + wrong):
        out[place, (WORDS[place] + 5) % 929] = 9
    return out.reshape(ROWS, COLUMNS, 929)


@pytest.mark.parametrize(
    ("hidden", "half_seen"), [(range(14), range(0)), (range(13), range(13, 15)), (range(11), range(11, 16))]
)
def test_a_card_half_under_a_thumb_is_read_as_far_as_its_correction_goes(
    hidden: range, half_seen: range
) -> None:
    solved = solve(weights(hidden, half_seen), LAYOUT)
    assert solved is not None
    assert solved.text == CONTENT.decode("latin-1")


@pytest.mark.parametrize(("hidden", "half_seen"), [(range(16), range(0)), (range(15), range(15, 16))])
def test_hidden_words_that_nothing_bears_out_are_not_made_up(hidden: range, half_seen: range) -> None:
    assert solve(weights(hidden, half_seen), LAYOUT) is None


@pytest.mark.parametrize("half_seen", [range(11, 15), range(11, 16)])
def test_one_word_misread_for_sure_makes_no_wrong_text_of_the_hidden_ones(half_seen: range) -> None:
    assert solve(weights(range(11), half_seen, wrong=1), LAYOUT) is None


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_noise_all_over_is_no_text_however_many_words_are_given_up(level: int) -> None:
    for seed in range(20):
        noise = np.random.default_rng(seed).uniform(0, 1, (20, 12, 929)).astype(np.float32)
        noise[0, 0, 240 - correction_words(level)] = 3  # the length, said for sure
        assert solve(noise, Layout(20, 12, level, 0, 0.9)) is None


def test_the_arithmetic_stays_on_the_thread_that_asks_for_it() -> None:
    Sight()
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
