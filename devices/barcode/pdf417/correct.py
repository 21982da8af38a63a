"""Error correction of PDF417: Reed-Solomon over 929 elements, with places known to be doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from devices.barcode.pdf417.symbols import WORDS

_ORDER = WORDS - 1
_ROOT = 3
_EXP = np.array([pow(_ROOT, power, WORDS) for power in range(_ORDER)], np.int64)
_LOG = np.zeros(WORDS, np.int64)
_LOG[_EXP] = np.arange(_ORDER)

Field = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A whole symbol's words, right as far as its error correction can tell."""

    words: tuple[int, ...]
    errors: int
    """Words changed that were not given up beforehand."""
    spare: int
    """Correction words left over: corrections - doubtful - 2 x errors. Each one left makes a wrong result
    929 times less likely."""


def correct(words: Sequence[int], corrections: int, doubtful: Sequence[int] = ()) -> Corrected | None:
    """``words`` (data, then ``corrections`` of correction) put right, or None: too much is wrong.

    ``doubtful`` are places whose word is not to be counted on; each costs one correction word, an unknown
    error costs two."""
    received = np.array(words, np.int64)
    if len(doubtful) > corrections or corrections >= len(received):
        return None
    syndromes = received @ _powers(len(received), corrections) % WORDS
    if not syndromes.any():
        return Corrected(tuple(words), 0, corrections - len(doubtful))
    places = len(received) - 1 - np.array(doubtful, np.int64)
    locator = _locator(syndromes, _EXP[places % _ORDER], corrections)
    wrong = _roots(locator, len(received))
    if len(wrong) != len(locator) - 1:
        return None
    size = _sizes(syndromes, locator, wrong, corrections)
    mended = received.copy()
    mended[len(received) - 1 - wrong] = (mended[len(received) - 1 - wrong] - size) % WORDS
    if (mended @ _powers(len(received), corrections) % WORDS).any():
        return None
    errors = len(wrong) - len(doubtful)
    spare = corrections - len(doubtful) - 2 * errors
    return Corrected(tuple(mended.tolist()), errors, spare) if spare >= 0 else None


@lru_cache(maxsize=32)
def _powers(length: int, corrections: int) -> Field:
    """length x corrections: 3^(place x power), place counted from the end, powers from 1."""
    places = np.arange(length - 1, -1, -1, dtype=np.int64)
    return np.asarray(_EXP[places[:, None] * np.arange(1, corrections + 1) % _ORDER], np.int64)


def _locator(syndromes: Field, doubtful: Field, corrections: int) -> Field:
    """Berlekamp and Massey, started from the doubtful places: lowest power first."""
    given = len(doubtful)
    locator = np.zeros(corrections + 1, np.int64)
    locator[0] = 1
    for place in doubtful:
        locator[1:] = (locator[1:] - place * locator[:-1]) % WORDS
    other, length = locator.copy(), given
    for step in range(given, corrections):
        discrepancy = int(locator[: step + 1] @ syndromes[step::-1] % WORDS)
        other = np.roll(other, 1)
        other[0] = 0
        if discrepancy:
            changed = (locator - discrepancy * other) % WORDS
            if 2 * length <= step + given:
                other = locator * _inverse(discrepancy) % WORDS
                length = step + 1 + given - length
            locator = changed
    return locator[: length + 1]


def _roots(locator: Field, length: int) -> Field:
    """The places (from the end) of a word of ``length`` where the locator is zero."""
    places = np.arange(length, dtype=np.int64)
    table = _EXP[-places[:, None] * np.arange(len(locator)) % _ORDER]
    return np.nonzero((table @ locator) % WORDS == 0)[0]


def _sizes(syndromes: Field, locator: Field, wrong: Field, corrections: int) -> Field:
    """Forney: by how much each wrong place is off."""
    evaluator = np.convolve(syndromes, locator)[:corrections] % WORDS
    inverse = -wrong % _ORDER
    value = (_EXP[inverse[:, None] * np.arange(len(evaluator)) % _ORDER] @ evaluator) % WORDS
    slope = locator[1:] * np.arange(1, len(locator)) % WORDS
    steep = (_EXP[inverse[:, None] * np.arange(len(slope)) % _ORDER] @ slope) % WORDS
    if not steep.all():
        return np.zeros(len(wrong), np.int64)
    return np.asarray(-value * _EXP[-_LOG[steep] % _ORDER] % WORDS, np.int64)


def _inverse(element: int) -> int:
    return int(_EXP[-_LOG[element] % _ORDER])
