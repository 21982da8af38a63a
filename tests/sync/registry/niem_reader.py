"""Reads a message back by the map alone: another reader than the writer, who never saw it.

A row of ``niem_map.csv`` names one or more ways (``;`` between them), each an element within an element
(``>``), the last of them perhaps several side by side. Its type says how a value stands inside.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from sync.registry.connectors.niem import SPACES

_NAME = re.compile(r"\b[a-z]+:[A-Z][A-Za-z]+\b")
_INSIDE = (
    "nc:IdentificationID",
    "nc:Date",
    "nc:DateTime",
    "nc:Year",
    "nc:MeasureValueText",
    "nc:LocationDescriptionText",
)
"""Where NIEM's simple types keep their value."""


class NiemMap:
    """The rows of the map, by our field's name."""

    def __init__(self, file: Path) -> None:
        with file.open(encoding="utf-8") as lines:
            self._ways = {row["our_field"]: _ways(row["niem_6_0_element"]) for row in csv.DictReader(lines)}

    def said(self, root: Element, field: str) -> dict[str, list[str]]:
        """What the message says of a field: by element, each value in the order it stands."""
        found: dict[str, list[str]] = {}
        for above, names in self._ways[field]:
            for name in names:
                path = ".//" + "/".join((*above, name))
                values = [_value(one) for one in root.iterfind(path, SPACES)]
                if values:
                    found[name] = values
        return found


def _ways(cell: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [way for part in re.split(r"[;/]", cell) for way in _way(part)]


def _way(part: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    steps = [
        tuple(name for name in _NAME.findall(step) if name.split(":")[0] in SPACES)
        for step in part.split(">")
    ]
    if steps and all(steps):
        yield tuple(step[-1] for step in steps[:-1]), steps[-1]


def _value(one: Element) -> str:
    for inside in _INSIDE:
        if (held := one.find(inside, SPACES)) is not None:
            return held.text or ""
    return (one.text or "").strip()
