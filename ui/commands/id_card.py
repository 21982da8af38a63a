"""`appear id-card FILE`: what a card's text says, as one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

from devices.files import content_of
from kiosk.id_card import Unreadable, Why, as_fields, parse, problem_of
from kiosk.problems import Problem, problem
from ui.texts import language

LARGEST = 64 * 1024
"""Bytes."""


def print_id_card(path: Path) -> int:
    """Print the card in ``path`` as JSON; the exit code.

    0: an object with the card's fields. 1: not a card, too large or not to be opened; the object then holds
    ``why_not`` and ``what_to_do``. Bytes are UTF-8, with a byte-order mark or without, else Latin-1."""
    trouble, fields = _read(path)
    if trouble is not None:
        say = language("en").say
        fields = {"why_not": say(trouble.what_happened), "what_to_do": say(trouble.what_to_do)}
    # Plain ASCII, so that no terminal's encoding can spoil a name.
    print(json.dumps(fields, indent=2))  # noqa: T201 - its purpose
    return 0 if trouble is None else 1


def _read(path: Path) -> tuple[Problem | None, dict[str, object]]:
    try:
        found = content_of(path, LARGEST)
    except OSError:
        return problem("card_file_not_opened"), {}
    if len(found) > LARGEST:
        return problem_of(Why.TOO_LONG), {}
    card = parse(_text(found))
    return (problem_of(card.why), {}) if isinstance(card, Unreadable) else (None, as_fields(card))


def _text(found: bytes) -> str:
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError:
        return found.decode("latin-1")
