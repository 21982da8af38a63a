"""Streets with a number for a name: Third, 3rd and plain 3 are one name."""

from __future__ import annotations

import re


def _listed(words: str) -> list[str]:
    return words.split()


_ONES = _listed("FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH")
_TEENS = _listed(
    "TENTH ELEVENTH TWELFTH THIRTEENTH FOURTEENTH FIFTEENTH SIXTEENTH SEVENTEENTH EIGHTEENTH NINETEENTH"
)
_TENS = _listed("TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY")

_WORDS: dict[str, int] = {
    **{word: at for at, word in enumerate(_ONES, 1)},
    **{word: at for at, word in enumerate(_TEENS, 10)},
    **{word.removesuffix("Y") + "IETH": at * 10 for at, word in enumerate(_TENS, 2)},
    **{
        f"{tens} {ones}": at * 10 + of for at, tens in enumerate(_TENS, 2) for of, ones in enumerate(_ONES, 1)
    },
}
_WRITTEN_OUT = re.compile(r"\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
_NUMERAL = re.compile(r"\b(\d+)(?:ST|ND|RD|TH)\b")


def with_ordinals(name: str, suffix: str) -> str:
    """``name`` (capitals, no hyphens) with its ordinals as numerals: ``TWENTY FIRST`` as ``21ST``.

    A bare number before a word like Street (``suffix`` not empty) is an ordinal too: ``12`` as ``12TH``.
    """
    if suffix and name.isdecimal():
        return _numeral(int(name))
    numerals = _WRITTEN_OUT.sub(lambda found: _numeral(_WORDS[found[0]]), name)
    return _NUMERAL.sub(lambda found: _numeral(int(found[1])), numerals)


def _numeral(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}TH"
    return f"{number}" + {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")
