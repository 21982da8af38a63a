"""What people are searched by: the words of their names and places, and names with one letter left out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import and_, delete, insert, or_, select

from kiosk.matching import normal_id_number, normal_last_name
from kiosk.registrant import Address, PersonName, Registrant
from sync.database import Session
from sync.station.store.desk_tables import ROSTER_WORDS
from sync.station.store.roster_rows import MOST_FOUND, Listed, from_row
from sync.station.store.tables import REGISTRANTS

NAME, PLACE, NEAR = "name", "place", "near"
SHORTEST_NEAR: Final = 4
"""Letters a name must have before a slip in it is forgiven: among shorter ones everybody is near."""
ENOUGH: Final = 10
"""So many exact finds, and slips are not looked for."""
_LONGEST: Final = 60
_WORD = re.compile(r"[^\W_]+")


def keep(session: Session, record: Registrant) -> None:
    """Let this person be found by this version of the record, and by no other."""
    session.execute(delete(ROSTER_WORDS).where(ROSTER_WORDS.c.registrant_id == record.registrant_id))
    session.execute(insert(ROSTER_WORDS), rows_of(record))


def rows_of(record: Registrant) -> list[dict[str, str]]:
    """The words of one person, as rows."""
    return [
        {"registrant_id": record.registrant_id, "kind": kind, "word": word[:_LONGEST]}
        for kind, word in sorted(set(words_of(record)))
    ]


def words_of(record: Registrant) -> Iterator[tuple[str, str]]:
    """Every word this person is found by, with its kind."""
    for name in (record.name, *record.aliases):
        for word in _name_words(name):
            yield NAME, word
            yield from ((NEAR, near) for near in near_words(word))
    for home in record.residences:
        if home.ended is None:
            yield from ((PLACE, word) for word in _place_words(home.address, home.place))


def near_words(word: str) -> frozenset[str]:
    """``word`` and it with each one letter left out; empty for a short one. Two words that share one differ
    by a letter that is wrong, missing, too many, or in the wrong place."""
    if len(word) < SHORTEST_NEAR:
        return frozenset()
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})


def search(session: Session, typed: Sequence[str], birth_date: dt.date | None) -> tuple[Listed, ...]:
    """People whom every typed word fits as the beginning of a name or place word, or as a number."""
    return _found(session, [_fits(word) for word in typed], birth_date)


def search_near(session: Session, typed: Sequence[str], birth_date: dt.date | None) -> tuple[Listed, ...]:
    """People whom every typed word fits exactly or with a slip of the finger in a name; never in a place."""
    return _found(session, [or_(_fits(word), _near(word)) for word in typed], birth_date)


def named(session: Session, typed: Sequence[str], birth_date: dt.date | None) -> tuple[Listed, ...]:
    """People who bear every typed word whole, in their name or an alias; one letter alone is an initial."""
    return _found(session, [_bears(word) for word in typed], birth_date)


def _found(session: Session, wanted: list[Any], birth_date: dt.date | None) -> tuple[Listed, ...]:
    if birth_date is not None:
        wanted.append(REGISTRANTS.c.birth_date == birth_date)
    if not wanted:
        return ()
    rows = session.execute(
        select(REGISTRANTS)
        .where(*wanted)
        .order_by(REGISTRANTS.c.last, REGISTRANTS.c.first, REGISTRANTS.c.registrant_id)
        .limit(MOST_FOUND)
    )
    return tuple(from_row(row) for row in rows)


def _fits(word: str) -> Any:
    plain, number = normal_last_name(word), normal_id_number(word)
    either = [REGISTRANTS.c.id_number == number, REGISTRANTS.c.registry_id == number]
    if plain:
        either += [_among(kind, begins(ROSTER_WORDS.c.word, plain)) for kind in (NAME, PLACE)]
    return or_(*either)


def _bears(word: str) -> Any:
    halves = [_borne(half) for half in _WORD.findall(word)]
    return or_(_borne(word), and_(*halves)) if halves else _borne(word)


def _borne(word: str) -> Any:
    plain = normal_last_name(word)[:_LONGEST]
    among = ROSTER_WORDS.c.word
    return _among(NAME, among == plain if len(plain) != 1 else begins(among, plain))


def _near(word: str) -> Any:
    return _among(NEAR, ROSTER_WORDS.c.word.in_(sorted(near_words(normal_last_name(word)))))


def _among(kind: str, fits: Any) -> Any:
    people = select(ROSTER_WORDS.c.registrant_id).where(ROSTER_WORDS.c.kind == kind, fits)
    return REGISTRANTS.c.registrant_id.in_(people)


def begins(column: Any, start: str) -> Any:
    """Whether ``column`` begins with ``start``: a range, not LIKE, so that the index is used on every
    database and nothing typed can be a wildcard."""
    return and_(column >= start, column < start[:-1] + chr(ord(start[-1]) + 1))


def _name_words(name: PersonName) -> Iterator[str]:
    for part in (name.first, name.middle, name.last):
        whole = normal_last_name(part)
        # A double name is found by the whole of it and by each half.
        for word in {whole, *(normal_last_name(half) for half in _WORD.findall(part))}:
            if word:
                yield word


def _place_words(address: Address | None, place: str) -> Iterator[str]:
    text = f"{address.one_line()} {place}" if address else place
    for word in _WORD.findall(text):
        if plain := normal_last_name(word):
            yield plain
