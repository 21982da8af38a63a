"""Error correction over GF(929), against the encoder that derives the pattern table."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.derive_patterns import corrected
from devices.barcode.pdf417.correct import correct


def symbol(pick: random.Random, length: int, corrections: int) -> list[int]:
    words = [pick.randrange(929) for _ in range(length)]
    return words + corrected(words, corrections)


@given(seed=st.integers(0, 10**6), level=st.integers(1, 6), length=st.integers(1, 300), share=st.floats(0, 1))
def test_whatever_the_correction_can_carry_is_put_right(
    seed: int, level: int, length: int, share: float
) -> None:
    pick = random.Random(seed)
    corrections = 2 ** (level + 1)
    words = symbol(pick, length, corrections)
    given_up = min(int(share * corrections), len(words))
    errors = min((corrections - given_up) // 2, len(words) - given_up)
    places = pick.sample(range(len(words)), given_up + errors)
    broken = list(words)
    for place in places:
        broken[place] = pick.randrange(929)
    found = correct(broken, corrections, places[:given_up])
    assert found is not None
    assert list(found.words) == words
    assert found.errors <= errors
    assert found.spare >= corrections - given_up - 2 * errors


def test_an_untouched_symbol_has_all_its_correction_to_spare() -> None:
    words = symbol(random.Random(1), 100, 32)
    found = correct(words, 32)
    assert found is not None
    assert (list(found.words), found.errors, found.spare) == (words, 0, 32)


def test_more_than_can_be_carried_is_hardly_ever_taken_for_something_else() -> None:
    pick = random.Random(5)
    taken = 0
    for _ in range(300):
        words = symbol(pick, 200, 16)
        for place in pick.sample(range(len(words)), 40):
            words[place] = pick.randrange(929)
        found = correct(words, 16)
        taken += found is not None and found.spare >= 2
    assert taken == 0


@pytest.mark.parametrize("doubtful", [list(range(17)), list(range(40))])
def test_more_doubtful_places_than_correction_words_cannot_be_corrected(doubtful: list[int]) -> None:
    assert correct(symbol(random.Random(2), 60, 16), 16, doubtful) is None


def test_a_symbol_of_nothing_but_correction_is_refused() -> None:
    assert correct([1, 2], 4) is None
