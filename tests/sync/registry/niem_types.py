"""Holds a message against what NIEM 6.0's published schemas say (``niem6.toml``), whoever wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

_NAME = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True, slots=True)
class PublishedType:
    """What may stand inside an element of this type."""

    name: str
    of: str = ""
    parts: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    any_order: bool = False


@dataclass(frozen=True, slots=True)
class PublishedElement:
    """An element's type, and in whose place it may stand."""

    type: str
    stands_for: str = ""


class Published:
    """The facts, and every way in which a message departs from them."""

    def __init__(self) -> None:
        facts = tomllib.loads(Path(__file__).with_name("niem6.toml").read_text(encoding="utf-8"))
        self.spaces: dict[str, str] = facts["spaces"]
        self.values: dict[str, str] = facts["values"]
        self.types = {
            name: PublishedType(
                name,
                said.get("of", ""),
                tuple(said["parts"]),
                tuple(said.get("attributes", ())),
                any_order=said.get("any_order", False),
            )
            for name, said in facts["types"].items()
        }
        self.elements = {
            name: PublishedElement(said["type"], said.get("for", ""))
            for name, said in facts["elements"].items()
        }
        self._prefixes = {uri: prefix for prefix, uri in self.spaces.items()}

    def name(self, tag: str) -> str:
        """A qualified name by the usual prefixes; one of another space keeps its address."""
        uri, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
        return f"{self._prefixes.get(uri, uri)}:{local}"

    def line(self, name: str) -> tuple[PublishedType, ...]:
        """A type and what it is an extension of, the most general first."""
        one = self.types[name]
        return (*(self.line(one.of) if one.of else ()), one)

    def faults(self, root: Element) -> list[str]:
        """Each departure in a few words, from the first to the last; none for a message that conforms."""
        named = {one.get(f"{{{self.spaces['structures']}}}id"): one for one in root.iter()}
        return [fault for one in root.iter() for fault in self._element(one, named)]

    def _element(self, one: Element, named: dict[str | None, Element]) -> Iterator[str]:
        name = self.name(one.tag)
        known = self.elements.get(name)
        if known is None:
            yield f"{name}: no element of this name"
        elif known.type in self.values:
            yield from self._value(one, name, self.values[known.type])
        else:
            line = self.line(known.type)
            if (one.text or "").strip() or any((sub.tail or "").strip() for sub in one):
                yield f"{name}: text beside elements"
            yield from self._attributes(one, name, line, named)
            yield from self._parts(one, name, line)

    def _value(self, one: Element, name: str, looks: str) -> Iterator[str]:
        if len(one) or one.attrib:
            yield f"{name}: a simple value holds text alone"
        if looks and not re.fullmatch(looks, one.text or ""):
            yield f"{name}: not what its type allows"

    def _parts(self, one: Element, name: str, line: tuple[PublishedType, ...]) -> Iterator[str]:
        places = [part for kind in line for part in kind.parts]
        free = len(places) - (len(line[-1].parts) if line[-1].any_order else 0)
        reached, before = 0, ""
        for sub in one:
            part = self.name(sub.tag)
            place = self._place(part, places)
            if place is None:
                yield f"{name}: {part} is no part of it"
            elif min(place, free) < reached:
                yield f"{name}: {part} stands after {before}"
            else:
                reached, before = min(place, free), part

    def _place(self, part: str, places: list[str]) -> int | None:
        known = self.elements.get(part)
        for stands in (part, known.stands_for if known else ""):
            if stands in places:
                return places.index(stands)
        return None

    def _attributes(
        self,
        one: Element,
        name: str,
        line: tuple[PublishedType, ...],
        named: dict[str | None, Element],
    ) -> Iterator[str]:
        allowed = {attribute for kind in line for attribute in kind.attributes}
        for key, value in one.attrib.items():
            attribute = self.name(key)
            if attribute == "structures:ref":
                yield from self._reference(one, name, line[-1], named.get(value))
            elif attribute == "structures:id":
                if not _NAME.fullmatch(value) or named[value] is not one:
                    yield f"{name}: no name, or another's"
            elif attribute not in allowed:
                yield f"{name}: {attribute} is no attribute of it"

    def _reference(
        self, one: Element, name: str, asked: PublishedType, found: Element | None
    ) -> Iterator[str]:
        if len(one):
            yield f"{name}: refers and holds parts"
        known = self.elements.get(self.name(found.tag)) if found is not None else None
        if known is None or known.type in self.values or asked not in self.line(known.type):
            yield f"{name}: refers to no {asked.name}"
