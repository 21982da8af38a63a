"""`appear read-card IMAGE...`: what is in these pictures, and what the kiosk would do with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from devices.barcode.agreement import Pattern, acceptable
from devices.barcode.decode import Decoded
from devices.barcode.still import read_still
from devices.ports import Symbology
from kiosk.id_card import IdCard, as_fields, fault_in, parse, problem_of
from kiosk.problems import Problem, problem
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.eyes import patterns_of
from ui.lobby.settings import LobbySettings
from ui.texts import language


def read_cards(paths: Iterable[Path], config: Path | None = None) -> int:
    """Print one JSON line per picture; the exit code.

    0: every file was a picture, whatever was in it; 1: at least one could not be opened; 2: ``config``, the
    lobby's settings with the office's own codes, cannot be used."""
    patterns = _patterns(config)
    if isinstance(patterns, str):
        sys.stderr.write(f"appear: {patterns}\n")
        return 2
    all_opened = True
    for path in paths:
        found = read_still(path)
        all_opened &= found is not None
        # Plain ASCII, so that no terminal's encoding can spoil a name or a path.
        print(json.dumps(line_for(path, found, patterns)), flush=True)  # noqa: T201
    return 0 if all_opened else 1


def _patterns(config: Path | None) -> tuple[Pattern, ...] | str:
    """The office's own codes, or the sentence that says why there are none."""
    if config is None:
        return ()
    settings = load_settings(LobbySettings, "lobby", config)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    patterns = patterns_of(settings)
    if isinstance(patterns, Problem):
        say = language("en").say
        return f"{say(patterns.what_happened)} {say(patterns.what_to_do)}"
    return tuple(patterns)


def line_for(path: Path, found: list[Decoded] | None, patterns: Iterable[Pattern] = ()) -> dict[str, Any]:
    """``image, format, text, accepted, why_not, fields``; the text is raw, as decoded.

    Of several codes the one the kiosk would look at: a PDF417, which silences all others, else one of the
    office's own, else the topmost."""
    if found is None:
        return _line(path, None, problem("image_not_a_picture"))
    if not found:
        return _line(path, None, problem("image_without_code"))
    patterns = tuple(patterns)
    first = min(found, key=lambda one: (not _is_pdf417(one), _why_not(one, patterns) is not None))
    return _line(path, first, _why_not(first, patterns))


def _is_pdf417(one: Decoded) -> bool:
    return one.symbology is Symbology.PDF417


def _why_not(one: Decoded, patterns: tuple[Pattern, ...]) -> Problem | None:
    if acceptable(one.text, one.symbology, patterns):
        return None
    if _is_pdf417(one) and (fault := fault_in(one.text)) is not None:
        return problem_of(fault)
    return problem("code_not_used_here")


def _line(path: Path, one: Decoded | None, why_not: Problem | None) -> dict[str, Any]:
    card = parse(one.text) if one is not None and _is_pdf417(one) else None
    return {
        "image": str(path),
        "format": None if one is None else one.symbology.value,
        "text": None if one is None else one.text,
        "accepted": why_not is None,
        "why_not": None if why_not is None else language("en").say(why_not.what_happened),
        "fields": as_fields(card) if isinstance(card, IdCard) else None,
    }
