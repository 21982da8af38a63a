"""Missouri's own names for things, read once from ``missouri.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Missouri:
    """The alias table; every key and value in capitals without points and apostrophes."""

    us_routes: frozenset[int]
    interstates: frozenset[int]
    not_letters: frozenset[str]
    cities: Mapping[str, str]
    cities_in_a_line: Mapping[str, str]
    streets: Mapping[str, str]
    suffix_not_needed: Mapping[str, str]
    words: Mapping[str, str]
    unit_words: Mapping[str, str]
    one_kind_of_unit: frozenset[str]
    city_names: Mapping[str, str]


@cache
def missouri() -> Missouri:
    """The table, read at the first call."""
    told = tomllib.loads(files(__package__ or __name__).joinpath("missouri.toml").read_text("utf-8"))
    return Missouri(
        us_routes=frozenset(told["routes"]["us"]),
        interstates=frozenset(told["routes"]["interstate"]),
        not_letters=frozenset(told["routes"]["not_letters"]),
        cities=told["cities"],
        cities_in_a_line=told["cities_in_a_line"],
        streets=told["streets"],
        suffix_not_needed=told["suffix_not_needed"],
        words=told["words"],
        unit_words=told["unit_words"],
        one_kind_of_unit=frozenset(told["units"]["one_kind"]),
        city_names=told["city_names"],
    )
