"""The law's data files read from the package, for the doors that need them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files

from kiosk.law.calendar import (
    WEEKDAYS_8_TO_15,
    CalendarFault,
    OfficeCalendar,
    Week,
    office_calendar,
    parse_holidays,
)
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, RulesetFault, Rulesets, for_agency

_LAW = "kiosk.law"


class BrokenLaw(Exception):
    """The law's own data or the settings over it cannot be used; the message is one clear sentence."""


def ruleset_texts() -> dict[str, str]:
    """Every ruleset file of the package, by name."""
    folder = files(_LAW).joinpath("rulesets")
    return {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")}


def load_rulesets(overrides: Agency | None = None) -> Rulesets:
    """The rulesets as the agency uses them; raises ``BrokenLaw`` with a sentence when it cannot be."""
    loaded = parse_rulesets(ruleset_texts())
    if not isinstance(loaded, RulesetFault):
        loaded = for_agency(loaded, overrides or Agency())
    if isinstance(loaded, RulesetFault):
        raise BrokenLaw(loaded.sentence)
    return loaded


def load_calendar(closures: Iterable[dt.date] = (), hours: Week = WEEKDAYS_8_TO_15) -> OfficeCalendar:
    """The office's calendar with the holiday table of the package; raises ``BrokenLaw`` with a sentence."""
    table = parse_holidays(files(_LAW).joinpath("data", "holidays.json").read_text("utf-8"))
    loaded = table if isinstance(table, CalendarFault) else office_calendar(table, closures, hours)
    if isinstance(loaded, CalendarFault):
        raise BrokenLaw(loaded.sentence)
    return loaded
