"""The law's data files read from the package, for the doors that need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

from kiosk.law.calendar import (
    WEEKDAYS_8_TO_15,
    CalendarFault,
    Holiday,
    OfficeCalendar,
    Week,
    office_calendar,
    parse_holidays,
)
from kiosk.law.counties import same_county
from kiosk.law.holidays import NamedDay, every_holiday, parse_named_days
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, RulesetFault, Rulesets, for_agency
from kiosk.law.tier_rows import TierFault, TierTable, merged, parse_tier_table

_LAW = "kiosk.law"
T = TypeVar("T")


class BrokenLaw(Exception):
    """The law's own data or the settings over it cannot be used; the message is one clear sentence."""


def ruleset_texts() -> dict[str, str]:
    """Every ruleset file of the package, by name."""
    folder = files(_LAW).joinpath("rulesets")
    return {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}


def load_rulesets(overrides: Agency | None = None) -> Rulesets:
    """The rulesets as the agency uses them; raises ``BrokenLaw`` with a sentence when it cannot be.

    A county that is not Missouri's is refused: misspelt, it would quietly leave out the county's own rules.
    """
    agency = overrides or Agency()
    if not any(same_county(agency.county, known) for known in counties()):
        raise BrokenLaw(f"There is no county called {agency.county or '(nothing)'} in Missouri.")
    loaded = parse_rulesets(ruleset_texts())
    if not isinstance(loaded, RulesetFault):
        loaded = for_agency(loaded, agency)
    if isinstance(loaded, RulesetFault):
        raise BrokenLaw(loaded.sentence)
    return loaded


@cache
def counties() -> tuple[str, ...]:
    """Missouri's 114 counties, and St. Louis City."""
    return tuple(files(_LAW).joinpath("data", "counties.txt").read_text("utf-8").splitlines())


def load_calendar(closures: Iterable[dt.date] = (), hours: Week = WEEKDAYS_8_TO_15) -> OfficeCalendar:
    """The office's calendar with the holidays of the package; raises ``BrokenLaw`` with a sentence."""
    loaded = office_calendar(holidays(), closures, hours)
    if isinstance(loaded, CalendarFault):
        raise BrokenLaw(loaded.sentence)
    return loaded


@cache
def holidays() -> tuple[Holiday, ...]:
    """The package's holiday table, and before and after it the days that the statute names."""
    data = files(_LAW).joinpath("data")
    table = parse_holidays(data.joinpath("holidays.json").read_text("utf-8"))
    return every_holiday(_read(table), named_days())


@cache
def named_days() -> tuple[NamedDay, ...]:
    """The holidays that the statute names (RSMo 9.010)."""
    data = files(_LAW).joinpath("data")
    return _read(parse_named_days(data.joinpath("named_days.toml").read_text("utf-8")))


def _read(days: tuple[T, ...] | CalendarFault) -> tuple[T, ...]:
    if isinstance(days, CalendarFault):
        raise BrokenLaw(days.sentence)
    return days


def load_tier_tables() -> dict[str, TierTable]:
    """The tier tables by ruleset: MO18 as given, S982 with its own rows in place of those it replaces.

    Raises ``BrokenLaw`` with a sentence.
    """
    data = files(_LAW).joinpath("data")
    conditions = data.joinpath("tier_conditions.toml").read_text("utf-8")
    texts = {name: data.joinpath(f"tiers_{name}.csv").read_text("utf-8") for name in ("mo18", "s982")}
    older = _whole(parse_tier_table("MO18", texts["mo18"], conditions))
    newer = _whole(parse_tier_table("S982", texts["s982"], conditions))
    return {"MO18": older, "S982": merged("S982", older, newer, texts["s982"])}


def _whole(table: TierTable | TierFault) -> TierTable:
    if isinstance(table, TierFault):
        raise BrokenLaw(table.sentence)
    return table
