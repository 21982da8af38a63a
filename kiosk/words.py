"""What is to be said, by key: the core names a sentence and never holds one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Arg: TypeAlias = "str | int | dt.date | dt.time | Words"
"""What may fill a place in a sentence; ``dt.datetime`` is a ``dt.date``. Nested ``Words`` are said first."""


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence: its key in the catalogues (``ui/texts``) and what fills its places, in name order."""

    key: str
    args: tuple[tuple[str, Arg], ...] = ()


Say: TypeAlias = Callable[[Words], str]
"""Turns ``Words`` into a sentence of one language; made by ``ui.texts``, handed down to paper and speech."""


def words(key: str, **args: Arg) -> Words:
    """``Words`` with its arguments in a fixed order, so that equal sentences are equal values."""
    return Words(key, tuple(sorted(args.items())))
