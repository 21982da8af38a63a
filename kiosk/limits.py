"""How much one check-in may hold: more than anybody says in one visit, and little enough for every screen."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Final

LONGEST_TEXT: Final = 4_000
"""Characters of any one text."""
MOST_ENTRIES: Final = 500
"""Changes, answers, parts of an entry: of each list."""
MOST_POINTS: Final = 10_000
"""Of a signature; a finger makes about sixty a second."""
_LETTER: Final = re.compile(r"[A-Z]{1,2}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_HIGHEST_TICKET: Final = 99_999


def is_ticket(letter: str, counter: int) -> bool:
    """Whether this can be called in a lobby: one or two letters, and a number of the day."""
    return _LETTER.fullmatch(letter) is not None and 0 < counter <= _HIGHEST_TICKET


def is_language(code: str) -> bool:
    """Whether ``code`` is formed like the name of a language: ``en``, ``pt-BR``."""
    return _LANGUAGE.fullmatch(code) is not None


def holds_too_much(value: Any) -> bool:
    """Whether any text or list in ``value``, however deep, is longer than one may be; points apart."""
    if isinstance(value, str):
        return len(value) > LONGEST_TEXT
    if isinstance(value, tuple | frozenset):
        return len(value) > MOST_ENTRIES or any(map(holds_too_much, value))
    if dataclasses.is_dataclass(value):
        return any(holds_too_much(getattr(value, part.name)) for part in dataclasses.fields(value))
    return False
