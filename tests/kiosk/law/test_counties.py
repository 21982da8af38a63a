"""Whether two names are one county."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.law.counties import same_county
from kiosk.law.rulesets import Agency, Mode
from sync.rules import counties, load_rulesets


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jackson", "JACKSON", True),
        ("Jackson", " jackson  County ", True),
        ("St. Charles", "Saint Charles County", True),
        ("Ste. Genevieve", "Ste Genevieve", True),
        ("DeKalb", "De Kalb", True),
        ("St. Louis", "St. Louis County", True),
        ("St. Louis", "St. Louis City", False),
        ("Jackson", "Jasper", False),
        ("Clay", "Clayton", False),
        ("", "Clay", False),
    ],
)
def test_a_county_is_known_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert same_county(one, other) is same
    assert same_county(other, one) is same


def test_missouri_has_114_counties_and_one_city_and_none_is_another() -> None:
    every = counties()
    assert len(every) == 115
    assert all(same_county(one, other) is (one is other) for one in every for other in every)


@pytest.mark.parametrize("name", ["Jackson", "JACKSON", "Jackson County", " jackson "])
def test_the_countys_rules_hold_however_the_county_is_written(name: str) -> None:
    assert load_rulesets(Agency(county=name)).mode("J-01", dt.date(2026, 11, 23)) is Mode.PRINTED
