"""Elements run together: some scanners leave out the line breaks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DATE = r"\d{8}|\d\d[-/]\d\d[-/]\d{4}"
_SHAPES = {
    **dict.fromkeys(("DBA", "DBB", "DBD", "DDB", "DDC", "DDH", "DDI", "DDJ"), _DATE),
    **dict.fromkeys(("DDE", "DDF", "DDG"), "[TNU]"),
    **dict.fromkeys(("DDD", "DDK", "DDL", "DCE"), r"\d"),
    **dict.fromkeys(("DAU", "DAV", "DAW", "DAX"), r" *\d"),
    **dict.fromkeys(("DAY", "DAZ"), "[A-Z]{2}"),
    **dict.fromkeys(("DAR", "DAS", "DAT", "DCA", "DCB", "DCD", "DCF", "DCK", "DCJ", "DCH"), ""),
    **dict.fromkeys(("DAA", "DAB", "DAC", "DAD", "DAE", "DCS", "DCT", "DCU", "DAG", "DAH", "DAI"), ""),
    "DDA": "[FMN]",
    "DBC": "[0-9MFX]",
    "DCG": "USA|CAN",
    "DAJ": "[A-Z]{2}",
    "DAK": "[A-Z0-9]",
    "DAQ": "[A-Z0-9]",
}
"""How the text after an element id must begin. What is not here is not looked for."""

_AFTER_A_NAME = frozenset(
    ("DDE", "DDF", "DDG", "DAC", "DAD", "DAE", "DCT", "DCU", "DAG", "DAQ", "DBA", "DBB", "DBD", "DCA")
)
_FOLLOWERS = {
    **dict.fromkeys(("DAA", "DAB", "DAC", "DAD", "DCS", "DCT"), _AFTER_A_NAME),
    "DAG": frozenset({"DAH", "DAI"}),
    "DAH": frozenset({"DAI"}),
    "DAI": frozenset({"DAJ"}),
}
"""What may come after words of a person's own, in which the letters of an id can stand by chance."""

_MAY_BE_EMPTY = frozenset({"DAD", "DAH"})
_NEEDS_BEFORE = {"DAD": frozenset({"DAC"}), "DDF": frozenset({"DAC"}), "DDG": frozenset({"DAC"})}
_ID = re.compile("(?=(" + "|".join(f"{name}(?:{shape})" for name, shape in _SHAPES.items()) + "))")


def unglue(text: str) -> Iterator[str]:
    """``text`` cut before each element that can begin there; each kind of element begins once."""
    seen: set[str] = set()
    start, current = 0, ""
    for found in _ID.finditer(text):
        at, name = found.start(), found[1][:3]
        if name not in seen and _may_begin(text[start + 3 : at], current, name, seen):
            yield text[start:at]
            start, current = at, name
            seen.add(name)
    yield text[start:]


def _may_begin(value: str, current: str, name: str, seen: set[str]) -> bool:
    """Whether ``name`` may begin here, after ``value`` of the element ``current``."""
    followers = _FOLLOWERS.get(current)
    if followers is None:
        return True
    inside_words = value.endswith(" ") and not value.endswith("  ")
    plausible = bool(value) or current in _MAY_BE_EMPTY
    return plausible and name in followers and not inside_words and _NEEDS_BEFORE.get(name, seen) <= seen
