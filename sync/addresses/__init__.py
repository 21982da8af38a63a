"""Addresses: their normal form, whether two are one place, and what a ZIP code tells."""

from sync.addresses.likeness import Likeness, compare
from sync.addresses.normal import NormalAddress, normal_form, normal_form_of_fields
from sync.addresses.zips import (
    ZipCode,
    cities_of_state,
    cities_of_zip,
    county_of_zip,
    prepare,
    zip_code,
    zip_exists,
)

__all__ = [
    "Likeness",
    "NormalAddress",
    "ZipCode",
    "cities_of_state",
    "cities_of_zip",
    "compare",
    "county_of_zip",
    "normal_form",
    "normal_form_of_fields",
    "prepare",
    "zip_code",
    "zip_exists",
]
