"""What put() acknowledged is there after kill -9, a power cut and a failing disk; broken builds are caught.

The long form is ``make faults`` (tests/faults/spool.py), whose families these are in short.
"""

from __future__ import annotations

import random
import shutil

import pytest

from tests.faults import spool as faults

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def test_an_item_acknowledged_survives_kill_9_at_any_moment() -> None:
    outcome = faults.random_kills(12, random.Random())
    assert not outcome.why_not(), outcome.line()


def test_an_item_acknowledged_survives_kill_9_before_the_station_has_it() -> None:
    outcome = faults.kills_in_span("honest", rounds=2)
    assert not outcome.why_not(), outcome.line()


def test_a_build_that_forgets_before_the_station_has_it_is_caught() -> None:
    outcome = faults.kills_in_span("forgets_early", rounds=1)
    assert outcome.lost, outcome.line()


def test_a_build_that_gives_numbers_twice_is_caught() -> None:
    outcome = faults.numbers_used_again()
    assert outcome.doubled, outcome.line()


def test_a_full_or_failing_disk_gives_a_named_refusal_and_loses_nothing() -> None:
    outcome = faults.disk_errors(("3",))
    assert not outcome.why_not(), outcome.line()


def test_an_item_acknowledged_survives_a_power_cut_at_every_call() -> None:
    outcome = faults.power_cuts("honest", 2, random.Random())
    assert not outcome.why_not(), outcome.line()


@pytest.mark.parametrize("build", ["no_fsync", "forgets_the_folder"])
def test_a_build_that_does_not_wait_for_the_disk_is_caught(build: str) -> None:
    outcome = faults.power_cuts(build, 2, random.Random())
    assert outcome.lost, outcome.line()
