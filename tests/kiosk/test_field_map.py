"""A field map names parts of the record and nothing else; what it says is typed, changed first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.assisted_entry import EntryLine, entry_sheet
from kiosk.field_map import FieldMap, MapFault, parse_field_map, value_of
from kiosk.registrant import Vehicle
from tests.specimens.records import TODAY, registrant

MAP = """
name = "Invented system"
verified_by = "K. Osei"
[[screen]]
title = "Person"
field = [
  { label = "Last", source = "name.last" },
  { label = "Whole name", source = "name.full" },
  { label = "Born", source = "birth_date", day = "%Y%m%d" },
  { label = "Predatory", source = "persistent_or_predatory" },
  { label = "Tier", source = "tier" },
  { label = "Height", source = "description.height_in" },
  { label = "First home", source = "residences.0.address.first_line" },
  { label = "Second home", source = "residences.1.address.city" },
]
[[screen]]
title = "Vehicle"
each = "vehicles"
field = [{ label = "Plate", source = "vehicles.*.plate" }, { label = "Year", source = "vehicles.*.year" }]
[[screen]]
title = "Basis"
each = "bases"
field = [{ label = "County", source = "bases.*.county" }]
"""


def mapped(text: str = MAP) -> FieldMap:
    found = parse_field_map(text)
    assert isinstance(found, FieldMap), found
    return found


def one(source: str, each: str = "") -> str:
    repeated = f'each = "{each}"\n' if each else ""
    return (
        f'name = "x"\n[[screen]]\ntitle = "y"\n{repeated}field = [{{ label = "z", source = "{source}" }}]\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "not toml =",
        'name = "x"',
        'name = "x"\nscreen = "y"',
        'name = "x"\nscreen = [1]',
        "name = 3\n[[screen]]\n",
        'name = ""\n[[screen]]\ntitle = "y"\nfield = [{ label = "z", source = "tier" }]',
        one("shoe_size"),
        one("name"),
        one("name.last.first"),
        one("name.full.more"),
        one("residences"),
        one("residences.first.place"),
        one("residences.0"),
        one("vehicles.*.plate"),
        one("work.*.employer", each="vehicles"),
        one("vehicles.*.plate", each="wheels"),
        one("vehicles.*.plate", each="name"),
    ],
)
def test_a_map_that_names_what_no_record_has_is_refused_with_its_place(text: str) -> None:
    fault = parse_field_map(text)
    assert isinstance(fault, MapFault)
    assert fault.where
    assert fault.what


def test_values_are_written_as_they_are_typed() -> None:
    record = registrant()
    told = {
        field.label: value_of(record, field.source, field.day) for _, field in list(mapped().sources())[:8]
    }
    assert told == {
        "Last": "Quill",
        "Whole name": "Alex Rowan Quill",
        "Born": "19801105",
        "Predatory": "N",
        "Tier": "II",
        "Height": "",
        "First home": "415 Birchwood Ter Apt 3B",
        "Second home": "",
    }
    assert value_of(replace(record, tier=None), "tier") == ""
    assert value_of(record, "residences.3.address.one_line") == ""


def test_what_changed_comes_first_and_each_part_in_the_maps_order() -> None:
    before = registrant()
    ended = replace(before.residences[0], ended=TODAY)
    new_car = Vehicle("car-2", "SYN 777", "MO", 2020, "Ford", "Fox", "red")
    after = replace(before, residences=(ended,), vehicles=(new_car,), persistent_or_predatory=True)
    sheet = entry_sheet(mapped(), before, after)
    assert sheet.changed() == 6
    assert [(line.screen, line.label, line.value, line.before) for line in sheet.lines[:6]] == [
        ("Person", "Predatory", "Y", "N"),
        ("Person", "First home", "", "415 Birchwood Ter Apt 3B"),
        ("Vehicle 1", "Plate", "SYN 777", ""),
        ("Vehicle 1", "Year", "2020", ""),
        ("Vehicle 1", "Plate", "", "SYN 014"),
        ("Vehicle 1", "Year", "", "2012"),
    ]
    assert EntryLine("Basis 1", "County", "Jackson", "Jackson", changed=False) in sheet.lines


def test_for_a_person_the_system_does_not_hold_everything_is_new() -> None:
    sheet = entry_sheet(mapped(), None, registrant())
    assert all(line.changed for line in sheet.lines)
    assert sheet.system == "Invented system"
