"""The text of a card's barcode, taken apart into its header and its elements by id, never by offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kiosk.id_card.card import Why
from kiosk.id_card.glued import unglue
from kiosk.id_card.magnetic import elements_of_tracks

LONGEST = 65_536
"""Characters. A PDF417 holds at most 1,850; the rest is patience with files."""

_HOLDS = 8_192
"""What is looked at: three times what any PDF417 holds, and little enough never to keep a person waiting."""
_NEAR_THE_START = 100
_FEWEST_LINES = 5
"""Elements on lines of their own. With fewer, the line breaks are missing: no version has so few."""
_MARKED = re.compile(r"(?:ANSI|AAMVA) *(\d{6}) *(\d{2})", re.ASCII)
_UNMARKED = re.compile(r"[^0-9A-Za-z]*(636\d{3}|6044\d{2})(\d{2})(?=\d{2,4}(?:DL|ID|EN)\d{8})", re.ASCII)
# The rest of the header: jurisdiction version, number of entries, then the directory of subfiles.
_DIRECTORY = re.compile(r"[\d\s]*((?:[A-Z]{2} ?\d[\d ]{5,9}\s*)*)", re.ASCII)
_ENTRY = re.compile(r"([A-Z]{2}) ?\d", re.ASCII)
_SEPARATORS = re.compile(r"[\n\r\x00\x1c-\x1f]+")
_ELEMENT = re.compile(r"(?:DL|ID|EN)*(D[A-D][A-Z])(.*)", re.DOTALL)
_STATE_FIELD = re.compile(r"Z[A-Z]")


@dataclass(frozen=True, slots=True, repr=False)
class Payload:
    """Header and elements of one barcode: who issued it, in which version, and what it says by element id."""

    issuer: str
    version: int
    """0 for the text of a magnetic stripe."""
    marked: bool
    """The header carries the word ``ANSI`` or ``AAMVA``."""
    elements: Mapping[str, str]
    """Element id (``DAQ``) to its text without blanks at the ends; the first one that says something."""


def take_apart(text: str) -> Payload | Why:
    """Header and elements of ``text``; never raises. Fields of a state's own (``Z..``) are left out."""
    if not text.strip():
        return Why.EMPTY
    if len(text) > LONGEST:
        return Why.TOO_LONG
    text = text[:_HOLDS]
    marked = _MARKED.search(text, 0, _NEAR_THE_START)
    header = marked or _UNMARKED.match(text, 0, _NEAR_THE_START)
    if header is None:
        return _from_tracks(text)
    version = int(header[2])
    if version == 0:
        return Why.UNKNOWN_VERSION
    directory = _DIRECTORY.match(text, header.end())
    assert directory is not None  # every part of it may be empty
    body = text[directory.end() :]
    kinds = _ENTRY.findall(directory[1])
    lines = _SEPARATORS.split(_with_subfiles_apart(body, kinds, _terminator(text[: header.start()])))
    elements = _elements(lines)
    if len(elements) < _FEWEST_LINES:
        ours = (line for line in lines if not _STATE_FIELD.match(line))
        elements = _elements(piece for line in ours for piece in unglue(line))
    return Payload(header[1], version, marked is not None, elements)


def _from_tracks(text: str) -> Payload | Why:
    tracks = elements_of_tracks(text)
    if tracks is None:
        return Why.NOT_AN_ID_CARD
    issuer, elements = tracks
    return Payload(issuer, 0, False, MappingProxyType(elements))


def _terminator(before: str) -> str:
    """What ends a subfile: some printers wrote the letters of ``^M`` where the control character belongs."""
    return "M" if before.endswith("M") else ""


def _with_subfiles_apart(body: str, kinds: Iterable[str], terminator: str) -> str:
    """``body`` with a line break before each subfile of a state, without a terminator made of a letter."""
    for kind in {kind for kind in kinds if kind.startswith("Z")}:
        body = re.sub(rf"{terminator}(?={kind}{kind}[A-Z])", "\n", body)
    body = body.rstrip()
    return body.removesuffix(terminator)


def _elements(lines: Iterable[str]) -> Mapping[str, str]:
    inside: dict[str, str] = {}
    astray: dict[str, str] = {}
    for in_state_fields, name, value in _found(lines):
        into = astray if in_state_fields else inside
        if not into.get(name):
            into[name] = value
    said = {name: value for name, value in inside.items() if value}
    # Elements after a state's own fields count only where there is no card without them: a state may put
    # anything there, but some write its subfile first and leave out the letters that begin the next.
    return MappingProxyType(said if "DAQ" in said else {**astray, **said})


def _found(lines: Iterable[str]) -> Iterator[tuple[bool, str, str]]:
    in_state_fields = False
    for raw in lines:
        line = raw.strip()
        element = _ELEMENT.match(line)
        if element is not None:
            in_state_fields = in_state_fields and line.startswith(element[1])
            yield in_state_fields, element[1], element[2].strip()
        elif _STATE_FIELD.match(line):
            in_state_fields = True
