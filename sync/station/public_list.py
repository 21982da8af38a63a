"""The list for the public (589.417; 43.650.4): closed by default, and never more than the law opens."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.registrant import Registrant, Residence, ResidenceKind, Standing
from sync.database import Session
from sync.station.office import Office
from sync.station.store import appearances, roster

COLUMNS: Final = (
    *("Name", "Address", "City", "St", "Zip", "County"),
    *("Offense", "Count", "Compliant", "Tier", "Date of Birth"),
)
"""As published lists have them. Nothing of a victim, no number of the person's, no online identifier."""
_LIVES: Final = frozenset({ResidenceKind.HOME, ResidenceKind.OTHER, ResidenceKind.TEMPORARY})


def write(session: Session, office: Office, file: Path, today: dt.date) -> int:
    """Write the list as CSV; how many lines. The office must have opened it (its ``public_list``).

    People removed, exempted, deceased, in custody or moved away are not on it.
    """
    count = 0
    draft = file.with_name(f".{file.name}.new")
    with draft.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(COLUMNS)
        for registrant_id in roster.everybody(session):
            record = roster.record(session, registrant_id)
            if record is None or record.standing is not Standing.ACTIVE:
                continue
            for line in _lines(session, record, today):
                lines.writerow(map(_plain, line))
                count += 1
    draft.replace(file)
    return count


def _lines(session: Session, record: Registrant, today: dt.date) -> Iterator[tuple[str, ...]]:
    """One line for each place where the person lives now."""
    owed = appearances.schedules(session, record.registrant_id)
    late = any(one.due is not None and one.due < today for one in owed)
    named = record.name
    last = " ".join(part for part in (named.last, named.suffix) if part)
    first = " ".join(part for part in (named.first, named.middle) if part)
    offenses = list(dict.fromkeys(one.description for one in record.offenses))
    rest = (
        "; ".join(offenses),
        str(len(record.offenses)),
        "N" if late else "Y",
        record.tier.value if record.tier else "",
        record.birth_date.isoformat(),
    )
    for home in record.residences:
        if home.ended is None and home.kind in _LIVES:
            yield (f"{last}, {first}".upper(), *_place(home), *rest)


def _place(home: Residence) -> tuple[str, str, str, str, str]:
    address = home.address
    if address is None:
        return home.place, "", "", "", ""
    return address.first_line(), address.city, address.state, address.zip_code, address.county


def _plain(text: str) -> str:
    """A spreadsheet must not take a person's name for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
