"""A module opens with one plain sentence, so that a stranger can guess what stands in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.sources import BESIDE, ROOMS, Source, none_of, source, sources

SECOND_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


def bad_openings(file: Source) -> Iterator[str]:
    """Why the module's first paragraph is not one sentence."""
    if not file.text.strip() and file.path.startswith("tests/") and file.path.endswith("__init__.py"):
        return  # holds nothing; there is nothing to say
    opening = ast.get_docstring(file.tree)
    if opening is None:
        yield f"{file.path}: opens with no sentence"
        return
    first = " ".join(opening.split("\n\n")[0].split())
    if not first.endswith("."):
        yield f"{file.path}: its first sentence has no end: {first!r}"
    if SECOND_SENTENCE.search(first):
        yield f"{file.path}: opens with more than one sentence: {first!r}"


def test_every_module_opens_with_one_sentence() -> None:
    none_of(told for file in sources(*ROOMS, *BESIDE, "tests") for told in bad_openings(file))


def test_a_module_without_an_opening_is_noticed() -> None:
    for text in ("import os\n", '"""Things"""\n', '"""One thing. Another thing.\n\nMore."""\n'):
        assert len(list(bad_openings(source("kiosk/x.py", text)))) == 1
    assert list(bad_openings(source("kiosk/x.py", '"""One thing,\nnamed.\n\nMore. Much more."""\n'))) == []
