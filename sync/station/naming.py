"""Who is meant by a line that somebody typed: a registration number, or a name and a birth date."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from sync.database import Session
from sync.station.store import roster, roster_words

_BORN: Final = re.compile(
    r"^(.*?)[,\s]+(\d{4})-(\d\d?)-(\d\d?)$|^(.*?)[,\s]+(\d\d?)/(\d\d?)/(\d{4})$", re.ASCII
)


def meant(session: Session, line: str) -> tuple[str, ...]:
    """The ids of everybody a line may mean: by registration number, else by the whole name."""
    numbered = roster.by_registry_id(session, line)
    if numbered:
        return tuple(one.registrant_id for one in numbered)
    name, born = _parted(line)
    asked = _plain(name)
    typed = tuple(name.replace(",", " ").split())[:5]
    found = roster_words.search(session, typed, born) if asked else ()
    return tuple(one.registrant_id for one in found if asked <= _plain(one.name))


def _parted(line: str) -> tuple[str, dt.date | None]:
    """A name, and the birth date after it where there is one."""
    found = _BORN.match(line)
    if found is None:
        return line, None
    year, month, day = (found[2], found[3], found[4]) if found[2] else (found[8], found[6], found[7])
    try:
        return found[1] or found[5], dt.date(int(year), int(month), int(day))
    except ValueError:
        return line, None


def _plain(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))
