"""Who is meant by a line that somebody typed: a registration number, or a name and a birth date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from kiosk.matching import normal_last_name
from sync.database import Session
from sync.station.store import roster, roster_words
from sync.station.store.roster_rows import MOST_FOUND

_BORN: Final = re.compile(
    r"^(.*?)[,\s]+(\d{4})-(\d\d?)-(\d\d?)$|^(.*?)[,\s]+(\d\d?)/(\d\d?)/(\d{4})$", re.ASCII
)
_SUFFIXES: Final = frozenset({"JR", "SR", "II", "III", "IV"})


def meant(session: Session, line: str) -> tuple[str, ...]:
    """The ids of everybody a line may mean: by registration number, else by the whole name or an alias, with
    its accents and marks or without. Never empty because there were too many to look at."""
    numbered = roster.by_registry_id(session, line)
    if numbered:
        return tuple(one.registrant_id for one in numbered)
    name, born = _parted(line)
    typed = [word for word in name.replace(",", " ").split() if normal_last_name(word)]
    suffixes = _suffixes(typed)
    names = [word for word in typed if normal_last_name(word) not in suffixes]
    found = roster_words.named(session, names, born) if names else ()
    if suffixes and len(found) < MOST_FOUND:
        found = tuple(one for one in found if _suffixes(one.name.split()) in (frozenset(), suffixes))
    return tuple(one.registrant_id for one in found)


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


def _suffixes(names: Iterable[str]) -> frozenset[str]:
    return _SUFFIXES.intersection(map(normal_last_name, names))
