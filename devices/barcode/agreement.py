"""When to believe a text: two different frames said it, and it is well formed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from devices.ports import Read, Symbology
from kiosk.id_card import is_grammatical
from kiosk.problems import Problem, problem

MEMORY_S = 2.0
"""Two frames agree only when they are at most this far apart, unless the office says another time; what was
said earlier is forgotten."""
SILENCE_S = 1.0
"""For this long after a PDF417 was in view the codes beside it do not count: cards carry a second code."""
GONE_S = 2.0
"""A text told is told again only when it was not seen for this long: a card held longer is still one card."""
_MOST = 64
_LONGEST_EXPRESSION = 200
_LONGEST_CODE = 128
"""Characters. Square codes hold thousands; searched with a careless expression these would take hours."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A code other than a card that the office uses: its symbology and what its whole text must match."""

    symbology: Symbology
    expression: re.Pattern[str]

    def fits(self, text: str) -> bool:
        """Whether the whole text matches; never longer than ``_LONGEST_CODE``, however it matches."""
        return len(text) <= _LONGEST_CODE and self.expression.fullmatch(text) is not None


def parse_pattern(symbology: str, expression: str) -> Pattern | Problem:
    """A pattern as the settings write it: ``Code128``, ``Code39`` or ``QRCode``, and a regular expression."""
    known = {one.value: one for one in Symbology if one is not Symbology.PDF417}
    try:
        compiled = re.compile(expression) if len(expression) <= _LONGEST_EXPRESSION else None
    except (re.error, OverflowError, RecursionError):
        compiled = None
    if symbology not in known or compiled is None:
        return problem("code_setting", symbology=symbology, expression=expression)
    return Pattern(known[symbology], compiled)


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A text and the frames it was read from: one, or several added up."""

    text: str
    symbology: Symbology
    frames: frozenset[int]


def acceptable(text: str, symbology: Symbology, patterns: Iterable[Pattern] = ()) -> bool:
    """Whether the kiosk would use this text: a card by its grammar, other codes by the office's patterns."""
    if symbology is Symbology.PDF417 and is_grammatical(text):
        return True
    return any(pattern.symbology is symbology and pattern.fits(text) for pattern in patterns)


class Agreement:
    """Remembers the texts decoded in the last ``memory_s`` and says when two frames agree. For one thread.

    Frames that share nothing agree; a sum of frames never agrees with one of its own. A text is told once:
    again only after it was out of sight for ``GONE_S``, or ``memory_s`` where that is longer."""

    def __init__(self, patterns: Iterable[Pattern] = (), memory_s: float = MEMORY_S) -> None:
        self._patterns, self._memory_s = tuple(patterns), memory_s
        self._heard: deque[tuple[float, Said]] = deque(maxlen=_MOST)
        self._told: dict[tuple[Symbology, str], float] = {}
        self._card_until = float("-inf")

    def hear(self, said: Iterable[Said], seconds: float) -> Read | None:
        """Take in what was said at ``seconds`` (rising from frame to frame); a Read once two frames agree."""
        usable = [one for one in said if acceptable(one.text, one.symbology, self._patterns)]
        self._let_go(seconds)
        if any(one.symbology is Symbology.PDF417 for one in usable):
            self.card_in_view(seconds)
        for one in usable:
            if one.symbology is not Symbology.PDF417 and seconds < self._card_until:
                continue
            key = (one.symbology, one.text)
            if key in self._told:
                self._told[key] = seconds
            elif any(self._agrees(one, other) for _, other in self._heard):
                self._heard.clear()
                self._told[key] = seconds
                return Read(one.text, one.symbology)
            else:
                self._heard.append((seconds, one))
        return None

    def card_in_view(self, seconds: float) -> None:
        """A PDF417 is there, read or not: the codes beside it stay silent for a second."""
        self._card_until = seconds + SILENCE_S

    def forget(self) -> None:
        """Drop every text held."""
        self._heard.clear()
        self._told.clear()
        self._card_until = float("-inf")

    @staticmethod
    def _agrees(one: Said, other: Said) -> bool:
        same = (one.symbology, one.text) == (other.symbology, other.text)
        return same and not one.frames & other.frames

    def _let_go(self, seconds: float) -> None:
        while self._heard and self._heard[0][0] < seconds - self._memory_s:
            self._heard.popleft()
        gone = seconds - max(GONE_S, self._memory_s)
        for key in [key for key, when in self._told.items() if when < gone]:
            del self._told[key]
