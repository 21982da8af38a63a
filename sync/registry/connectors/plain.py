"""What a registry or its gateway says, as text that any store can hold and any screen can show."""

from __future__ import annotations

from typing import Final

LONGEST_SAID: Final = 200
MOST_REASONS: Final = 50


def plain(said: str) -> str:
    """``said`` without what cannot be shown, and not endless."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in said[:LONGEST_SAID])
