"""Reads a message back by the map alone: another reader than the writer, who never saw it.

A row of ``niem_map.csv`` names one or more ways (``;`` between them), each an element within an element
(``>``), the last of them perhaps several side by side. Its type says how a value stands inside.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

_NAME = re.compile(r"\b[a-z]+:[A-Z][A-Za-z]+\b")
_INSIDE = (
    "nc:IdentificationID",
    "nc:Date",
    "nc:DateTime",
    "nc:MeasureValueText",
    "nc:LocationDescriptionText",
)
"""Where NIEM's simple types keep their value."""
OTHERWISE: Final = {
    # Codes of a list that no record is bound to; the same in words.
    "j:PersonRaceCode": "nc:PersonRaceText",
    "j:PersonEyeColorCode": "nc:PersonEyeColorText",
    "j:PersonHairColorCode": "nc:PersonHairColorText",
    # A street's parts stand in the street, which stands in the address.
    "nc:StreetFullText": "nc:AddressStreet/nc:StreetFullText",
    "nc:StreetNumberText": "nc:AddressStreet/nc:StreetNumberText",
    "nc:StreetName": "nc:AddressStreet/nc:StreetName",
    # An offense has no j:Statute, but one by this name and of the same type.
    "j:Statute": "j:OffenseViolatedStatute",
    # Planned times are told to the second; a traveller tells days.
    "it:ItineraryDeparturePlannedDateTime": "it:ItineraryDepartureDate",
    "it:ItineraryArrivalPlannedDateTime": "it:ItineraryArrivalDate",
}
"""What the published types put otherwise than the map."""


class NiemMap:
    """The rows of the map, by our field's name; ``spaces`` says what its prefixes stand for."""

    def __init__(self, file: Path, spaces: dict[str, str]) -> None:
        self._spaces = spaces
        with file.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        self.names = {name for row in rows for name in _NAME.findall(row["niem_6_0_element"])}
        self._ways = {row["our_field"]: self._of(row["niem_6_0_element"]) for row in rows}

    def said(self, root: Element, field: str) -> dict[str, list[str]]:
        """What the message says of a field: by the map's element, each value in the order it stands."""
        found: dict[str, list[str]] = {}
        for above, names in self._ways[field]:
            for name in names:
                path = ".//" + "/".join(OTHERWISE.get(step, step) for step in (*above, name))
                values = [self._value(one) for one in root.iterfind(path, self._spaces)]
                if values:
                    found[name] = values
        return found

    def _of(self, cell: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        return [way for part in re.split(r"[;/]", cell) for way in self._way(part)]

    def _way(self, part: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        steps = [
            tuple(name for name in _NAME.findall(step) if name.split(":")[0] in self._spaces)
            for step in part.split(">")
        ]
        if steps and all(steps):
            yield tuple(step[-1] for step in steps[:-1]), steps[-1]

    def _value(self, one: Element) -> str:
        for inside in _INSIDE:
            if (held := one.find(inside, self._spaces)) is not None:
                return held.text or ""
        return one.text or ""
