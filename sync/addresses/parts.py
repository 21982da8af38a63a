"""An address taken to parts by the parser; nothing else in the house knows which parser that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Parts:
    """One address in capitals; empty text where a part is missing."""

    number: str = ""
    before: str = ""
    """Direction before the name: N, NE ..."""
    street: str = ""
    suffix: str = ""
    """USPS abbreviation: ST, TER ..."""
    after: str = ""
    road: bool = False
    """The name is that of a numbered road."""
    units: tuple[tuple[str, str], ...] = ()
    """Kind and number; either may be empty."""
    box: str = ""
    """``PO BOX 12``, ``RR 2 BOX 15``, ``GENERAL DELIVERY``."""
    city: str = ""
    state: str = ""
    zip_code: str = ""


def parts_of_line(line: str) -> Parts | None:
    """Parts of one free line; ``None`` when there is nothing in it."""
    parser = _parser()
    try:
        return _parts(parser.parse(line).to_dict())
    except parser.ParseError:
        return None


def parts_of_fields(line1: str, line2: str, city: str, state: str, zip_code: str) -> Parts | None:
    """Parts of an address that came in fields; ``None`` when there is nothing in them."""
    parser = _parser()
    try:
        found = parser.parse_fields(line1=line1, line2=line2, city=city, state=state, zip=zip_code)
    except parser.ParseError:
        return None
    return _parts(found.to_dict())


@cache
def _parser() -> Any:
    """The parser, loaded when the first address is read and not when the program starts."""
    import doorplate

    return doorplate


def _parts(found: Mapping[str, Any]) -> Parts:
    highway = found["highway"]
    names = ([highway["name"]] if highway else []) + ([found["street_name"]] if found["street_name"] else [])
    units = (
        (found["unit_type"], found["unit_number"]),
        (found["second_unit_type"], found["second_unit_number"]),
    )
    return Parts(
        number=found["street_number"] or "",
        before=found["street_dir_prefix"] or "",
        street=" ".join(names),
        suffix=found["street_suffix"] or "",
        after=found["street_dir_suffix"] or "",
        road=bool(highway),
        units=tuple((kind or "", number or "") for kind, number in units if kind or number),
        box=_box(found),
        city=found["city"] or "",
        state=found["state"] or "",
        zip_code=found["zip5"] or "",
    )


def _box(found: Mapping[str, Any]) -> str:
    if found["rural_route"]:
        route = found["rural_route"]
        return f"{route['kind']} {route['route']}" + (f" BOX {route['box']}" if route["box"] else "")
    if found["general_delivery"]:
        return "GENERAL DELIVERY"
    return f"PO BOX {found['po_box']}" if found["po_box"] else ""
