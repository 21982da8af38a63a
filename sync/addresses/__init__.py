"""Addresses: their normal form, whether two are one place, and what a ZIP code tells."""

from sync.addresses.likeness import Likeness, compare
from sync.addresses.normal import NormalAddress, normal_form, normal_form_of_fields

__all__ = ["Likeness", "NormalAddress", "compare", "normal_form", "normal_form_of_fields"]
