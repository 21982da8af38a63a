"""Planted errors are stopped, and people in order are left alone."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from kiosk.checks import Finding, Known, check
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
