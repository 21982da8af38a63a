"""The field sheet's values: every result of a visit has a name that is kept for years."""

from __future__ import annotations

from kiosk.field_sheet import AddressResult


def test_the_results_of_a_visit_keep_their_names() -> None:
    assert [one.value for one in AddressResult] == [
        "lives_here",
        "nobody",
        "does_not_live_here",
        "no_such_place",
    ]
