"""A ZIP code tells its cities, and its county only where it lies in one."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from sync.addresses import (
    ZipCode,
    cities_of_state,
    cities_of_zip,
    county_of_zip,
    zip_code,
    zip_exists,
)
from sync.addresses.zips import _in_one_county


@pytest.mark.parametrize("text", ["64106", "64106-1234", "641061234", " 64106 "])
def test_a_zip_code_is_known_with_or_without_its_last_four(text: str) -> None:
    assert zip_code(text) == ZipCode(("Kansas City",), "MO", "Jackson")
    assert zip_exists(text)


@pytest.mark.parametrize(
    "text", ["", "00000", "99999", "6410", "64106-", "64106-12", "641 06", "KCMO", "٦٤١٠٦"]
)
def test_what_is_no_zip_code_in_use_tells_nothing(text: str) -> None:
    assert zip_code(text) is None
    assert not zip_exists(text)
    assert cities_of_zip(text) == ()
    assert county_of_zip(text) is None


def test_a_zip_code_may_have_several_cities_the_preferred_first_and_none_twice() -> None:
    assert cities_of_zip("64133") == ("Kansas City", "Raytown")
    assert cities_of_zip("64086")[0] == "Lee's Summit"
    assert cities_of_zip("63130") == ("St. Louis", "University City")
    assert "Village of Loch Lloyd" in cities_of_zip("64012")
    assert not any("Vlg" in city for city in cities_of_zip("64012"))


def test_a_county_is_told_only_where_the_zip_area_lies_in_one() -> None:
    assert county_of_zip("64050") == "Jackson"
    assert county_of_zip("63101") == "St. Louis city"
    assert county_of_zip("63130") is None  # city and county of St. Louis meet in it
    assert county_of_zip("66101") is None  # not in Missouri: nothing known about its county lines


def test_a_state_has_a_list_of_cities() -> None:
    cities = cities_of_state("MO")
    assert len(cities) > 900
    assert list(cities) == sorted(set(cities))
    assert {"Kansas City", "Lee's Summit", "St. Louis", "Raytown", "O'Fallon"} <= set(cities)
    assert cities_of_state("ZZ") == ()


def test_nothing_is_loaded_before_the_first_question() -> None:
    asked = "import sys, sync.addresses; print([m for m in sys.modules if m in ('zipcodes', 'doorplate')])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_what_was_prepared_is_there_without_the_library_in_this_program() -> None:
    asked = (
        "import sys; from sync.addresses import prepare, zip_exists; prepare(); "
        "print(zip_exists('64106'), 'zipcodes' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "True False"


def test_every_zip_area_said_to_lie_in_one_county_does(shared: Path) -> None:
    counties = defaultdict(set)
    with (shared / "geo" / "mo_zcta_county_2020.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            counties[row["zcta5"]].add(row["fips_code_county"])
    assert _in_one_county() == {area for area, of in counties.items() if len(of) == 1}
    told = defaultdict(set)
    for area in _in_one_county():
        told[county_of_zip(area)].update(counties[area])
    assert None not in told
    assert all(len(fips) == 1 for fips in told.values())
    assert len(told) == len({next(iter(fips)) for fips in told.values()})
