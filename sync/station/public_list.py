"""The list for the public (589.417; 43.650.4): closed by default, and never more than the law opens."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.law.person import tier_in_force
from kiosk.law.publicity import Channel, convictions, may_publish, parts, publication_of
from kiosk.registrant import Registrant, Residence, ResidenceKind, Standing
from sync.database import Session
from sync.station import law
from sync.station.office import Office
from sync.station.store import appearances, roster

COLUMNS: Final = (
    *("Name", "Address", "City", "St", "Zip", "County"),
    *("Offense", "Count", "Compliant", "Tier", "Date of Birth"),
)
"""As published lists have them. Nothing of a victim, no number of the person's, no online identifier."""
_NO_ADDRESS: Final = "No fixed address"
"""Never the place in somebody's own words: they may point to another person, even to a victim."""
_LIVES: Final = frozenset({ResidenceKind.HOME, ResidenceKind.OTHER, ResidenceKind.TEMPORARY})


def write(session: Session, office: Office, file: Path, today: dt.date) -> int:
    """Write the list as CSV; how many lines. The office must have opened it (its ``public_list``).

    People removed, exempted, deceased, in custody or moved away are not on it, nor are those adjudicated as
    juveniles; the tier of people registered because of elsewhere is not shown.
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
            open_ = _opened(record, office, today)
            if "name" not in open_:
                continue
            for line in _lines(session, record, today, "tier" in open_):
                lines.writerow(map(_plain, line))
                count += 1
    draft.replace(file)
    return count


def _opened(record: Registrant, office: Office, today: dt.date) -> frozenset[str]:
    """The parts of ``record`` that the law lets on a public page today (M-25, S-14)."""
    who = publication_of(record, office.rulesets, today)
    page = Channel.PUBLIC_PAGE
    return frozenset(part for part in parts() if may_publish(part, who, page, office.rulesets, today))


def _lines(
    session: Session, record: Registrant, today: dt.date, with_tier: bool
) -> Iterator[tuple[str, ...]]:
    """One line for each place where the person lives now."""
    owed = appearances.schedules(session, record.registrant_id)
    late = law.past_due(owed, today)
    named = record.name
    last = " ".join(part for part in (named.last, named.suffix) if part)
    first = " ".join(part for part in (named.first, named.middle) if part)
    tier, counts = tier_in_force(record), convictions(record)
    offenses = list(dict.fromkeys(one.description for one in counts))
    rest = (
        "; ".join(offenses),
        str(len(counts)),
        "N" if late else "Y",
        tier.value if tier and with_tier else "",
        record.birth_date.isoformat(),
    )
    for home in record.residences:
        if home.ended is None and home.kind in _LIVES:
            yield (f"{last}, {first}".upper(), *_place(home), *rest)


def _place(home: Residence) -> tuple[str, str, str, str, str]:
    address = home.address
    if address is None:
        return _NO_ADDRESS, "", "", "", ""
    return address.first_line(), address.city, address.state, address.zip_code, address.county


def _plain(text: str) -> str:
    """A spreadsheet must not take a person's name for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
