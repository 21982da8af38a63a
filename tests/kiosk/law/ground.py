"""What the law's tests stand on: the package's own rulesets and calendar, and how many lives to play."""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from typing import Any

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.person import PersonFacts
from kiosk.law.reading import parse_rulesets
from kiosk.law.rulesets import Agency, Mode, Rulesets
from sync.rules import load_calendar, load_rulesets, ruleset_texts

OVERLAYS = ("MO18", "S982", "J20", "FED")
COUNTY_FACTS = ("victim_under_18", "ever_convicted_of_failing_to_register", "persistent_or_predatory")


@cache
def calendar(*closures: dt.date) -> OfficeCalendar:
    """The office's calendar, with these days closed by the county."""
    return load_calendar(closures)


@cache
def rulesets() -> Rulesets:
    """The rulesets as Jackson County uses them by default."""
    return load_rulesets()


@cache
def printing(*names: str) -> Rulesets:
    """The rulesets with just these printed, read by somebody, and all others off."""
    modes = {name: Mode.PRINTED if name in names else Mode.OFF for name in OVERLAYS}
    return load_rulesets(Agency(modes=modes, verified=dict.fromkeys(OVERLAYS, "a test")))


def combinations() -> tuple[tuple[str, ...], ...]:
    """Every set of printed rulesets that prints anything."""
    every = range(1, 2 ** len(OVERLAYS))
    return tuple(tuple(name for bit, name in enumerate(OVERLAYS) if some >> bit & 1) for some in every)


def amended_from_2027(file: str, rule_id: str, *changes: tuple[str, str]) -> Rulesets:
    """The package's rulesets, one rule of which has a second version from 2027 on, changed as given."""
    text = ruleset_texts()[file]
    head = f'[[rule]]\nid = "{rule_id}"\n'
    begins = text.index(head)
    following = text.find("[[rule]]", begins + 1)
    ends = following if following > 0 else len(text)
    old = text[begins:ends].rstrip()
    new = "\n".join(line for line in old.splitlines() if not line.startswith("effective_from"))
    for this, that in changes:
        assert this in new
        new = new.replace(this, that)
    ended = old.replace(head, f"{head}effective_to = 2026-12-31\n")
    begun = new.replace(head, f"{head}effective_from = 2027-01-01\n")
    versions = f"{ended}\n\n{begun}\n\n"
    amended = parse_rulesets({**ruleset_texts(), file: text[:begins] + versions + text[ends:]})
    assert isinstance(amended, Rulesets), amended
    return amended


def person(**given: Any) -> PersonFacts:
    """Tier III, born 20 May 1979, registered in 2019, last here on 28 August 2026; changed as given."""
    facts: dict[str, Any] = {
        "tier": "III",
        "born": dt.date(1979, 5, 20),
        "registered_on": dt.date(2019, 3, 4),
        "last_full_verification": dt.date(2026, 8, 28),
        "last_photograph": dt.date(2026, 8, 28),
    }
    return PersonFacts(**{**facts, **given})


def lives_to_play(everyday: int) -> int:
    """``everyday`` people, or as many as APPEAR_LIVES asks for; docs/mutation.md has the last figures."""
    return int(os.environ.get("APPEAR_LIVES", everyday))
