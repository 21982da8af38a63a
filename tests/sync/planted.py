"""Looks for planted words in every file of a folder, in each form a program could have left them."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path


def found_in(folder: Path, words: Iterable[str]) -> list[str]:
    """``FILE: WORD as FORM`` for each planted word in any file under ``folder``; case does not matter."""
    forms = [(word, name, form) for word in words for name, form in forms_of(word)]
    hits = []
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        folded = content.lower()
        for word, name, form in forms:
            if form in (content if name == "base64" else folded):
                hits.append(f"{file.relative_to(folder)}: {word} as {name}")
    return hits


def forms_of(word: str) -> Iterator[tuple[str, bytes]]:
    """The byte forms of a word: text in three encodings, hex, and base64 at each of its three places."""
    folded = word.lower()
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield encoding, folded.encode(encoding)
    yield "hex", word.encode().hex().encode()
    for place in range(3):
        # Without the letters that also depend on the neighbours.
        written = base64.b64encode(bytes(place) + word.encode())
        yield "base64", written[4 if place else 0 : len(written) // 4 * 4 - 4]
