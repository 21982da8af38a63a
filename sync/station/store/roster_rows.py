"""One person as the roster lists them, to and from their row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Row

from kiosk.matching import normal_id_number, normal_last_name
from kiosk.registrant import Registrant, Residence, Standing
from kiosk.topics import Topic, on_file

MOST_FOUND: Final = 50
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as the roster lists them."""

    registrant_id: str
    version: int
    name: str
    birth_date: dt.date
    id_number: str
    """In normal form."""
    registry_id: str
    standing: Standing
    address: str
    last: str
    """In normal form."""
    first: str


def to_row(record: Registrant) -> dict[str, object]:
    """What a record is listed and found by."""
    return {
        "registrant_id": record.registrant_id,
        "version": record.version,
        "id_number": normal_id_number(record.id_number)[:40],
        "birth_date": record.birth_date,
        "last": normal_last_name(record.name.last)[:120],
        "first": normal_last_name(record.name.first)[:120],
        "registry_id": normal_id_number(record.registry_id)[:60],
        "standing": record.standing.value,
        "full_name": record.name.full()[:_LONGEST],
        "address": _where(record)[:_LONGEST],
    }


def from_row(row: Row[Any]) -> Listed:
    """The row of one person."""
    return Listed(
        row.registrant_id,
        row.version,
        row.full_name,
        row.birth_date,
        row.id_number,
        row.registry_id,
        Standing(row.standing),
        row.address,
        row.last,
        row.first,
    )


def _where(record: Registrant) -> str:
    homes = [entry for entry in on_file(record, Topic.RESIDENCES) if isinstance(entry, Residence)]
    if not homes:
        return ""
    home = homes[0].address
    # Lists and areas go by five digits, also where nine were typed.
    return replace(home, zip_code=home.zip_code[:5]).one_line() if home else homes[0].place
