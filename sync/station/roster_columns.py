"""Which column of a roster's file is which part of a record: guessed by name, and shown first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.problems import Problem, problem
from sync.station.roster_file import RosterFile

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "registrant_id": ("person id", "record id"),
    "registry_id": ("registration number", "registry number", "sor id", "registrant number"),
    "full_name": ("name", "registrant name"),
    "last": ("last name", "surname"),
    "first": ("first name", "given name"),
    "middle": ("middle name", "mi"),
    "suffix": ("name suffix",),
    "birth_date": ("date of birth", "dob", "born", "birthdate"),
    "id_number": ("license number", "licence number", "dl number", "oln"),
    "tier": ("tier level",),
    "standing": ("status", "compliant"),
    "registered_on": ("registration date", "initial registration", "date registered"),
    "last_full_verification": ("last verification", "last verified", "last appearance"),
    "in_custody_since": ("custody since", "incarcerated since"),
    "address": ("street address", "residence", "address 1", "home address"),
    "unit": ("apt", "apartment", "address 2"),
    "city": ("town",),
    "state": ("st",),
    "zip_code": ("zip", "zip code", "postal code"),
    "county": ("home county", "county of residence"),
    "phone": ("telephone", "phone number"),
    "email": ("e-mail", "email address"),
    "victim_under_18": (),
    "ever_convicted_of_failing_to_register": (),
    "persistent_or_predatory": (),
    "juvenile_adjudication": ("juvenile", "adjudicated as a juvenile"),
    "offense": ("charge", "offense description"),
    "statute": ("section",),
    "offense_date": ("date of offense", "date"),
    "conviction_date": ("convicted on", "date of conviction"),
    "convicted_at": ("court", "place of conviction"),
}
"""Each part of a record with other names that columns give it; every part is also known by its own name."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column as the preview shows it. ``looks`` is the shape of its first value: ``9`` for a digit, ``A``
    for a letter; never the value."""

    column: str
    field: str
    """Empty: nobody asks for it."""
    filled: int
    looks: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each part of a record stands in a row."""

    places: Mapping[str, int]
    seen: tuple[ColumnSeen, ...]

    def cell(self, cells: Sequence[str], field: str) -> str:
        """What a row says of ``field``, without needless spaces; empty where there is no such column."""
        place = self.places.get(field)
        return "" if place is None else " ".join(cells[place].split())


def columns_of(file: RosterFile, told: Mapping[str, str]) -> Columns | Problem:
    """The columns of ``file`` by their names; ``told`` (column to field, or to nothing) goes before."""
    if unknown := [field for field in told.values() if field and field not in FIELDS]:
        return problem("roster_field_unknown", field=unknown[0])
    if unknown := [column for column in told if column not in file.columns]:
        return problem("roster_column_unknown", column=unknown[0])
    fields = [told[column] if column in told else _guess(column) for column in file.columns]
    used = [field for field in fields if field]
    if doubled := [field for field in used if used.count(field) > 1]:
        return problem("roster_field_twice", field=doubled[0])
    named = "full_name" in used or {"last", "first"} <= set(used)
    if not named or "birth_date" not in used:
        return problem("roster_columns_missing")
    seen = (_seen(file, place, field) for place, field in enumerate(fields))
    return Columns({field: place for place, field in enumerate(fields) if field}, tuple(seen))


def _guess(column: str) -> str:
    said = _plain(column)
    return next(
        (field for field, others in FIELDS.items() if said in {_plain(name) for name in (field, *others)}), ""
    )


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _seen(file: RosterFile, place: int, field: str) -> ColumnSeen:
    values = [cells[place] for _, cells in file.rows if place < len(cells) and cells[place].strip()]
    shape = re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", values[0][:30])) if values else ""
    return ColumnSeen(file.columns[place], field, len(values), shape)
