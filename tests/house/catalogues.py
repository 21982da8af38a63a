"""The sentences of every language, read straight from their files."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.shared import HOUSE

TEXTS = HOUSE / "ui" / "texts"


@cache
def catalogues() -> Mapping[str, Mapping[str, str]]:
    """Every language's sentences by key."""
    return {folder.name: read_catalogue(folder) for folder in language_folders()}


def language_folders() -> list[Path]:
    """One folder for each language."""
    return sorted(path.parent for path in TEXTS.glob("*/language.toml"))


def read_catalogue(folder: Path) -> dict[str, str]:
    """All sentences of one language's folder; the later file wins, see ``keys_said_twice``."""
    return {key: sentence for _, key, sentence in _entries(folder)}


def keys_said_twice(folder: Path) -> list[str]:
    """Keys that two files of one language both hold: which sentence would be said is anybody's guess."""
    seen: dict[str, str] = {}
    twice = []
    for file, key, _ in _entries(folder):
        if key in seen:
            twice.append(f"{folder.name}: {key} stands in {seen[key]} and in {file}")
        seen[key] = file
    return twice


def places(sentence: str) -> set[str]:
    """The names of a sentence's places; ``ValueError`` when its braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _entries(folder: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted(folder.glob("*.toml")):
        if file.name != "language.toml":
            for key, sentence in _flat(tomllib.loads(file.read_text("utf-8")), ""):
                yield file.name, key, sentence


def _flat(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
