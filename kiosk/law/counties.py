"""Whether two names are one county: as people write them, and as the rulesets do."""

from __future__ import annotations

import re
from functools import cache


@cache
def plain_place(name: str) -> str:
    """``Jackson County`` and ``JACKSON`` alike, ``Saint`` as ``St.``; letters only, for comparing."""
    small = re.sub(r"\bsaint\b", "st", " ".join(name.casefold().split())).removesuffix(" county")
    return "".join(letter for letter in small if letter.isalpha())


def same_county(one: str, other: str) -> bool:
    """Whether both name one county. St. Louis, the county, and St. Louis City are two."""
    return plain_place(one) == plain_place(other)
