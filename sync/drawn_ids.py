"""Ids that a desk or a kiosk draws for what it makes: each becomes a row's key and a part of an address."""

from __future__ import annotations

import re
from typing import Final

# Shorter than the tables hold: a fee that an appearance makes due is named after it.
_DRAWN: Final = re.compile(r"[A-Za-z0-9_-]{1,56}")


def expect_drawn(made_id: str) -> None:
    """ValueError for an id that no route could name again; said by the wire as ``not_understood``."""
    if not _DRAWN.fullmatch(made_id):
        raise ValueError("no such id is ever drawn")
