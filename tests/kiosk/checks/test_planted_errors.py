"""Every check finds some planted error, and says what to do about it."""

from __future__ import annotations

import random

import pytest

from kiosk.checks import ASKED_ONLY, CHECKS, Finding, Known, ZipArea, check
from kiosk.law.counties import plain_place
from sync.rules import counties, load_tier_tables
from tests.kiosk.checks.clean_people import NEXT_DOOR, PLACES, TODAY, clean
from tests.kiosk.checks.planted import PLANTS
from tests.kiosk.checks.planting import Planted


@pytest.fixture(scope="module")
def known() -> Known:
    """What a station knows: the tier table, and the ZIP codes of the invented people's places."""
    areas: dict[str, ZipArea] = {}
    for city, state, zip_code, county in (*PLACES, *NEXT_DOOR):
        areas[zip_code] = ZipArea((city,), state, county or None)
    missouri = frozenset(map(plain_place, counties()))
    return Known(TODAY, lambda text: areas.get(text[:5]), load_tier_tables()["MO18"], counties=missouri)


def _found(planted: Planted, known: Known) -> tuple[Finding, ...]:
    return check(planted.record, planted.changes, planted.known_with(known))


def test_the_people_in_order_are_as_varied_as_a_roster(known: Known) -> None:
    dice = random.Random(1)
    people = [clean(dice) for _ in range(400)]
    assert len({person.standing for person in people}) >= 3
    for part in ("aliases", "travel", "absences", "schools", "licenses", "guardian", "birth_dates_used"):
        assert 0 < sum(bool(getattr(person, part)) for person in people) < 400, part
    assert any(home.address is None for person in people for home in person.residences)
    assert any(car.year and car.year < 1981 for person in people for car in person.vehicles)


def test_there_are_at_least_40_checks_and_each_finds_a_planted_error(known: Known) -> None:
    dice = random.Random(7)
    found: set[str] = set()
    for plant in PLANTS.values():
        for _ in range(4):
            found |= {one.name for one in _found(plant(clean(dice), dice), known)}
    names = {each.__name__ for each in CHECKS}
    assert len(names) == len(CHECKS) >= 40
    assert names - found == set()
    assert found - names == {"change_of_unknown_entry"}
    assert names > ASKED_ONLY


def test_every_finding_says_what_happened_and_what_to_do(known: Known) -> None:
    dice = random.Random(3)
    for plant in PLANTS.values():
        for one in _found(plant(clean(dice), dice), known):
            assert one.problem.code == f"check_{one.name}"
            assert one.asked_only is (one.name in ASKED_ONLY)
            assert (one.__doc__ or "").strip()
