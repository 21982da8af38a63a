"""`appear read-card IMAGE...`: what is in these pictures, and what the kiosk would do with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from devices.barcode.agreement import Pattern, acceptable
from devices.barcode.decode import Decoded
from devices.barcode.still import read_still
from devices.ports import Symbology
from kiosk.id_card import IdCard, as_fields, fault_in, parse, problem_of
from kiosk.problems import Problem, problem
from ui.texts import language


def read_cards(paths: Iterable[Path], patterns: Iterable[Pattern] = ()) -> int:
    """Print one JSON line per code found (and one per picture without any); the exit code.

    0: every file was a picture, whatever was in it; 1: at least one could not be opened."""
    patterns = tuple(patterns)
    all_opened = True
    for path in paths:
        found = read_still(path)
        all_opened &= found is not None
        for line in lines_for(path, found, patterns):
            print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - its purpose
    return 0 if all_opened else 1


def lines_for(
    path: Path, found: list[Decoded] | None, patterns: tuple[Pattern, ...] = ()
) -> list[dict[str, Any]]:
    """``image, format, text, accepted, why_not, fields`` for each code; the texts are raw, as decoded."""
    if found is None:
        return [_line(path, None, problem("image_not_a_picture"))]
    if not found:
        return [_line(path, None, problem("image_without_code"))]
    cards = [one for one in found if one.symbology is Symbology.PDF417 and fault_in(one.text) is None]
    return [_line(path, one, _why_not(one, bool(cards), patterns)) for one in found]


def _why_not(one: Decoded, beside_card: bool, patterns: tuple[Pattern, ...]) -> Problem | None:
    if one.symbology is not Symbology.PDF417 and beside_card:
        return problem("code_beside_a_card")
    if acceptable(one.text, one.symbology, patterns):
        return None
    if one.symbology is Symbology.PDF417 and (fault := fault_in(one.text)) is not None:
        return problem_of(fault)
    return problem("code_not_used_here")


def _line(path: Path, one: Decoded | None, why_not: Problem | None) -> dict[str, Any]:
    card = parse(one.text) if one is not None and why_not is None else None
    return {
        "image": str(path),
        "format": None if one is None else one.symbology.value,
        "text": None if one is None else one.text,
        "accepted": why_not is None,
        "why_not": None if why_not is None else language("en").say(why_not.what_happened),
        "fields": as_fields(card) if isinstance(card, IdCard) else None,
    }
