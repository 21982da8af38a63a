"""Errors that people make, planted one at a time into records that were in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from kiosk.changes import Added, Changed, Ended, ReportedChange
from kiosk.topics import Topic
from tests.kiosk.checks.clean_people import DAY, TODAY, address
from tests.kiosk.checks.planted_afterwards import AFTERWARDS
from tests.kiosk.checks.planted_person import DATES, PERSON
from tests.kiosk.checks.planted_places import PLACED, THINGS
from tests.kiosk.checks.planting import Plant, Planted, at_home


def _travel(record: rg.Registrant, **differences: Any) -> rg.Registrant:
    departs = TODAY + DAY * 40
    legs = (
        rg.TravelLeg(departs, "Kansas City", "Houston"),
        rg.TravelLeg(departs, "Houston", "Mérida"),
    )
    travel = rg.Travel("trip", "Mexico", departs, departs + DAY * 9, "family", "Calle 60", legs)
    passport = rg.Passport("pass", "passport", "SYN0012345", "USA", TODAY + DAY * 2000)
    return replace(record, travel=(replace(travel, **differences),), passports=(passport,))


GOING: Mapping[str, Plant] = {
    "back before leaving": lambda r, d: Planted(_travel(r, returns=TODAY + DAY * 39, legs=())),
    "no destination": lambda r, d: Planted(_travel(r, destination="")),
    "told late": lambda r, d: Planted(_travel(r, departs=TODAY + DAY * d.randint(0, 20), legs=())),
    "no passport": lambda r, d: Planted(replace(_travel(r), passports=())),
    "legs that do not join": lambda r, d: Planted(
        _travel(
            r,
            legs=(
                rg.TravelLeg(TODAY + DAY * 40, "Kansas City", "Houston"),
                rg.TravelLeg(TODAY + DAY * 40, "Dallas", "Mérida"),
            ),
        )
    ),
    "a leg before the journey": lambda r, d: Planted(
        _travel(r, legs=(rg.TravelLeg(TODAY + DAY * 30, "Kansas City", "Mérida"),))
    ),
    "home before going": lambda r, d: Planted(
        replace(r, absences=(rg.Absence("a", "Branson", TODAY + DAY * 9, TODAY + DAY),))
    ),
    "away nobody knows where": lambda r, d: Planted(replace(r, absences=(rg.Absence("a", "", TODAY, None),))),
    "away in two places": lambda r, d: Planted(
        replace(
            r,
            absences=(
                rg.Absence("a", "Branson", TODAY, TODAY + DAY * 9),
                rg.Absence("b", "Osage Beach", TODAY + DAY * 5, None),
            ),
        )
    ),
    "a change next week": lambda r, d: Planted(
        replace(r, phones=()), (Added(Topic.PHONES, rg.Phone("", "8165550199"), TODAY + DAY * 7),)
    ),
    "a change before birth": lambda r, d: Planted(
        replace(r, phones=()), (Added(Topic.PHONES, rg.Phone("", "8165550199"), r.birth_date - DAY),)
    ),
    "a change that changes nothing": lambda r, d: Planted(
        _phone(r),
        (Changed(Topic.PHONES, "p", rg.Phone("p", "8165550123"), rg.Phone("p", "8165550123"), TODAY),),
    ),
    "changed twice": lambda r, d: Planted(_phone(r), _changed_twice()),
    "a change of something not on file": lambda r, d: Planted(
        r, (Ended(Topic.PHONES, "nowhere", rg.Phone("nowhere", "8165550100"), TODAY),)
    ),
    "a new home while the old one stays": lambda r, d: Planted(
        at_home(r, d, number="4151"),
        (Added(Topic.RESIDENCES, rg.Residence("", rg.ResidenceKind.HOME, address(d), "", TODAY), TODAY),),
    ),
}

PLANTS: Mapping[str, Plant] = {**PERSON, **DATES, **PLACED, **THINGS, **GOING, **AFTERWARDS}


def _phone(record: rg.Registrant) -> rg.Registrant:
    return replace(record, phones=(rg.Phone("p", "8165550123"),))


def _changed_twice() -> tuple[ReportedChange, ...]:
    old = rg.Phone("p", "8165550123")
    return (
        Changed(Topic.PHONES, "p", old, rg.Phone("p", "8165550124"), TODAY),
        Changed(Topic.PHONES, "p", old, rg.Phone("p", "8165550125"), TODAY),
    )
