"""What the edit checks may know at the station: ZIP codes, tier table, card and last appearance."""

from __future__ import annotations

import datetime as dt
from functools import cache

from kiosk.checks import Known, ZipArea
from kiosk.id_card import IdCard
from kiosk.law.counties import plain_place
from kiosk.law.tier_rows import TierTable
from sync.addresses import zip_code
from sync.rules import counties, load_tier_tables


def known_on(today: dt.date, card: IdCard | None = None, last_appearance_on: dt.date | None = None) -> Known:
    """Everything ``kiosk.checks.check`` can use on ``today``; the first call reads the ZIP codes (0.5 s)."""
    return Known(today, zip_area, _tiers(), card, last_appearance_on, _counties())


def zip_area(text: str) -> ZipArea | None:
    """The ZIP area of ``text``; None when no such code is in use."""
    found = zip_code(text)
    return None if found is None else ZipArea(found.cities, found.state, found.county)


@cache
def _counties() -> frozenset[str]:
    return frozenset(plain_place(county) for county in counties())


@cache
def _tiers() -> TierTable:
    return load_tier_tables()["MO18"]
