"""Numbered and lettered roads under their one name, however people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sync.addresses.table import missouri

STAND_IN = "STATE ROUTE 999"
"""What the parser sees in place of a road it might not know; it reads this one everywhere."""

_QUALIFIER = r"(?:(?P<old>OLD|BUSINESS|BUS|ALTERNATE|ALT|LOOP|SPUR|HISTORIC) )?"
_OUTER = r"(?P<outer> OUTER (?:RD|ROAD))?\b"
_HIGHWAY = "(?:HIGHWAY|HIWAY|HWY)"
_ROUTE = f"(?:{_HIGHWAY}|ROUTE|RTE|RT)"
_NUMBER = r"[ -]*(?:NO )?(?P<name>\d{1,3})(?![\d/])"
_LETTERS = r"(?P<name>[A-Z]{1,2})"
_NOT_A_UNIT = r"(?<!APT )(?<!UNIT )(?<!STE )(?<!LOT )(?<!# )(?<!#)"
_NOT_A_NAME = "(?! (?:DR|DRIVE|ST|STREET|RD|ROAD|LN|LANE|AVE|AVENUE|CT|COURT|BLVD|PL|CIR)\\b)"
_ALSO = rf"(?: {_HIGHWAY})?"

_WRITTEN = (
    ("US HIGHWAY", rf"\b{_QUALIFIER}(?:{_HIGHWAY} )?U ?S[ -]*{_ROUTE}?{_NUMBER}{_ALSO}{_OUTER}"),
    (
        "INTERSTATE",
        rf"{_NOT_A_UNIT}\b{_QUALIFIER}(?:INTERSTATE|I)(?: {_HIGHWAY})?{_NUMBER}{_ALSO}{_OUTER}",
    ),
    (
        "STATE ROUTE",
        rf"\b{_QUALIFIER}(?:(?:MO|MISSOURI)[ -]+)?(?:STATE|ST)[ -]+{_ROUTE}{_NUMBER}{_OUTER}",
    ),
    ("STATE ROUTE", rf"\b{_QUALIFIER}(?:(?:MO|MISSOURI)[ -]+)?STATE[ -]+(?:RD|ROAD){_NUMBER}{_OUTER}"),
    (
        "STATE ROUTE",
        rf"\b{_QUALIFIER}(?:{_HIGHWAY} )?(?:MO|MISSOURI)[ -]*{_ROUTE}?{_NUMBER}{_ALSO}{_OUTER}",
    ),
    ("STATE ROUTE", rf"{_NOT_A_UNIT}\b{_QUALIFIER}(?:{_HIGHWAY} )?(?:M|SR|SH){_NUMBER}{_ALSO}{_OUTER}"),
    ("", rf"(?<!RURAL )\b{_QUALIFIER}{_ROUTE}{_NUMBER}(?! BOX\b){_OUTER}"),
    # Not the first word of all: that is the number of a house.
    ("", rf"(?<=\w ){_QUALIFIER}(?P<name>\d{{1,3}}) {_HIGHWAY}{_OUTER}"),
    ("", rf"\b{_QUALIFIER}{_HIGHWAY} # ?(?P<name>\d{{1,3}}){_OUTER}"),
    ("", r"\b(?P<old>BUSINESS|BUS) (?P<name>\d{1,3})\b(?P<outer>)"),
    (
        "STATE ROUTE",
        rf"\b{_QUALIFIER}(?:(?:MO|MISSOURI)[ -]+)?(?:STATE[ -]+)?{_ROUTE}[ -]+{_LETTERS}\b{_OUTER}",
    ),
    ("STATE ROUTE", rf"\b{_QUALIFIER}(?:MO|MISSOURI|STATE)[ -]+(?:RD|ROAD)[ -]+{_LETTERS}\b{_OUTER}"),
    ("STATE ROUTE", rf"\b{_QUALIFIER}{_LETTERS} {_HIGHWAY}{_NOT_A_NAME}{_OUTER}"),
    (
        "COUNTY ROAD",
        r"\b(?:(?:COUNTY|CNTY|CO) (?:ROAD|RD)|CR)[ -]*(?:NO |# ?)?(?P<name>(?:[A-Z]-?)?\d+[A-Z]?)\b",
    ),
    ("FARM ROAD", r"\b(?:FARM (?:ROAD|RD)|FR)[ -]*(?P<name>\d+[A-Z]?)\b"),
    ("PRIVATE ROAD", r"\b(?:(?:PRIVATE|PVT|PRIV) (?:ROAD|RD)|PR|PVR)[ -]*(?P<name>\d+[A-Z]?)\b"),
    ("LAKE ROAD", r"\bLAKE (?:ROAD|RD)[ -]*(?P<name>[A-Z]{0,2}-?\d+(?:-\d+[A-Z]?)?)\b"),
)
_FULL = {"BUS": "BUSINESS", "ALT": "ALTERNATE"}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with its first numbered or lettered road as ``STAND_IN``, and that road's one name, or empty."""

    text: str
    road: str


def with_road_apart(text: str) -> Rewritten:
    """``text`` (capitals, no points) with its first numbered or lettered road named once and for all."""
    for kind, pattern in _patterns():
        for found in pattern.finditer(text):
            road = _one_name(kind, found)
            if road:
                return Rewritten(text[: found.start()] + STAND_IN + text[found.end() :], road)
    return Rewritten(text, "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _WRITTEN)


def _one_name(kind: str, found: re.Match[str]) -> str:
    parts = found.groupdict()
    name = parts["name"]
    if name in missouri().not_letters:
        return ""
    qualifier = parts.get("old") or ""
    words = (_FULL.get(qualifier, qualifier), kind or _kind_of(int(name)), name.lstrip("0"))
    return " ".join(word for word in words if word) + (" OUTER" if parts.get("outer") else "")


def _kind_of(number: int) -> str:
    """What a number with no more than "highway" before or after it is."""
    if number in missouri().us_routes:
        return "US HIGHWAY"
    return "HIGHWAY" if number in missouri().interstates else "STATE ROUTE"
