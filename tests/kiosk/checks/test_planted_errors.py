"""Planted errors are stopped, and people in order are left alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from kiosk.checks import ASKED_ONLY, CHECKS, Finding, Known, check
from sync.edit_checks import known_on
from tests.kiosk.checks.clean_people import TODAY, clean
from tests.kiosk.checks.planted import PLANTS
from tests.kiosk.checks.planting import Planted

CLEAN = 5_000
OF_EACH = 8


@pytest.fixture(scope="module")
def known() -> Known:
    """All that the station knows: ZIP codes in use, the tier table."""
    return known_on(TODAY)


def _found(planted: Planted, known: Known) -> tuple[Finding, ...]:
    return check(planted.record, planted.changes, planted.known_with(known))


def test_of_more_than_500_planted_errors_99_in_100_are_stopped(known: Known) -> None:
    dice = random.Random(2018_106)
    missed: Counter[str] = Counter()
    tried = 0
    for name, plant in PLANTS.items():
        for _ in range(OF_EACH):
            record = clean(dice)
            before = {(one.name, one.item_id) for one in check(record, (), known)}
            after = {(one.name, one.item_id) for one in _found(plant(record, dice), known)}
            missed[name] += not after - before
            tried += 1
    assert tried >= 500
    assert sum(missed.values()) <= tried // 100, missed


def test_of_5000_people_in_order_at_most_2_in_100_are_bothered(known: Known) -> None:
    dice = random.Random(589)
    bothered = Counter(
        name for _ in range(CLEAN) for name in {one.name for one in check(clean(dice), (), known)}
    )
    assert sum(bothered.values()) <= CLEAN * 2 // 100, bothered


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
