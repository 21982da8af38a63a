"""The four parts of a name from the elements a card has for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.id_card.values import text

_SUFFIX = re.compile(r"(?:JR|SR|II|III|IV|[2-9](?:ND|RD|TH))\.?", re.IGNORECASE | re.ASCII)
_JOINTS = re.compile(r"[,$@]")


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """A name as the card has it; ``None`` for a part it lacks."""

    first: str | None = None
    middle: str | None = None
    last: str | None = None
    suffix: str | None = None


def name_of(elements: Mapping[str, str]) -> Name:
    """The name in ``elements``: separate fields (DCS, DAC or DCT, DAD, DCU) before the whole name (DAA).

    Version 01 has the whole name, or DAB, DAC, DAD, DAE; 02 and 03 DCS with all given names in DCT;
    04 and later DCS, DAC, DAD, DCU.
    """
    whole = _whole(elements.get("DAA", ""))
    given = Name(first=_part(elements.get("DAC")), middle=_part(elements.get("DAD")))
    if given.first is None or (given.middle is None and _JOINTS.search(elements["DAC"])):
        listed = _given(text(elements.get("DCT")) or text(elements.get("DAC")) or "")
        given = Name(listed.first or whole.first, given.middle or listed.middle or whole.middle)
    return Name(
        first=given.first,
        middle=given.middle,
        last=_part(elements.get("DCS")) or _part(elements.get("DAB")) or whole.last,
        suffix=_part(elements.get("DCU")) or _part(elements.get("DAE")) or whole.suffix,
    )


def _part(raw: str | None) -> str | None:
    """One field of a name; several names in it are joined by spaces, as a person writes them."""
    said = text(raw)
    if said is None:
        return None
    return text(" ".join(part for piece in _JOINTS.split(said) if (part := piece.strip())))


def _given(said: str) -> Name:
    """All given names in one field: split at the first joint, else at the first space."""
    first, *rest = (
        re.split(r"[,$@]", said, maxsplit=1) if _JOINTS.search(said) else said.split(maxsplit=1) or [""]
    )
    return Name(first=_part(first), middle=_part("".join(rest)))


def _whole(raw: str) -> Name:
    """``LAST,FIRST,MIDDLE,SUFFIX`` joined by comma, dollar or at; else ``FIRST MIDDLE LAST SUFFIX``."""
    parts = [_part(part) for part in _JOINTS.split(raw)]
    if len(parts) == 1:
        return _spoken_order((parts[0] or "").split())
    if len(parts) == 2:  # LAST, FIRST MIDDLE SUFFIX
        words, suffix = _without_suffix((parts[1] or "").split(), at_least=1)
        return Name(" ".join(words[:1]) or None, " ".join(words[1:]) or None, parts[0], suffix)
    last, first, *rest = parts
    while len(rest) > 2 and rest[-1] is None:
        rest.pop()
    middles = [part for part in rest if part is not None]
    if len(rest) > 1 and rest[-1] is not None:
        suffix = middles.pop()
    else:
        middles, suffix = _without_suffix(middles, at_least=0)
    return Name(first, " ".join(middles) or None, last, suffix)


def _spoken_order(words: list[str]) -> Name:
    words, suffix = _without_suffix(words, at_least=2)
    if len(words) < 2:
        return Name(last=" ".join(words) or None)
    return Name(words[0], " ".join(words[1:-1]) or None, words[-1], suffix)


def _without_suffix(words: list[str], at_least: int) -> tuple[list[str], str | None]:
    """``words`` and the suffix that ended them, when at least so many words remain before it."""
    if len(words) > at_least and _SUFFIX.fullmatch(words[-1]):
        return words[:-1], words[-1]
    return words, None
