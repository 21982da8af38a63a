"""Compares the roster with the state's published file each night, and explains each difference it can."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import structlog

from kiosk.audit import AuditEvent
from kiosk.law.counties import same_county
from kiosk.matching import normal_id_number, normal_last_name
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant, Residence, Standing
from sync.addresses import Likeness, compare
from sync.database import Session, Store
from sync.station import audit, roster_import
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.roster_import import Reading
from sync.station.state_wire import BY_HAND, BadRow, Differing, Explain, Explained, StateException
from sync.station.store import state_file as rows
from sync.station.store.state_file import Ours

SELF: Final = Actor("state file", audit.STATION)
_log = structlog.get_logger("station")
_BY_STANDING: Final = {
    Standing.PENDING: Explained.PENDING,
    Standing.IN_CUSTODY: Explained.IN_CUSTODY,
    Standing.MOVED_OUT: Explained.MOVED_OUT,
    Standing.DECEASED: Explained.DECEASED,
    Standing.REMOVED: Explained.REMOVED,
    Standing.EXEMPT: Explained.REMOVED,
    Standing.STAYED: Explained.STAYED,
}
"""What our record says of somebody whom the state's list does not name as we do."""


class Nightly:
    """Compares with the file once a day, at the first look of the day; harmless while there is no file."""

    def __init__(self, store: Store, office: Office, file: Path) -> None:
        self._store, self._office, self._file = store, office, file
        self._day: dt.date | None = None

    def __call__(self, now: dt.datetime) -> None:
        """One look."""
        day = self._office.today(now)
        if day == self._day:
            return
        try:
            content = self._file.read_bytes()
        except OSError as error:
            _log.warning("state_file_not_read", kind=type(error).__name__)
            return
        reading = roster_import.read(content, {}, self._office, day)
        if isinstance(reading, Problem):
            self._day = day
            _log.warning("state_file_not_understood", code=reading.code)
            return
        with_file(self._store, self._office, reading, now)
        self._day = day  # a store that was busy is asked again at the next look


def with_file(store: Store, office: Office, reading: Reading, now: dt.datetime) -> None:
    """Compare our roster with what the file says, and keep what differs."""
    day = office.today(now)
    # Compared before anything is written: kiosks must not wait for a whole roster.
    with store.reading() as session:
        ours = rows.everybody(session)
    theirs = [record for _, record in reading.people.records]
    found = list(_differing(office, ours, theirs, day))
    bad = [BadRow(one.row, one.why) for one in reading.people.refused]
    unexplained = sum(one.explained is Explained.UNEXPLAINED for one in found)
    with store.writing() as session:
        rows.keep(session, day, reading.sha256, len(theirs), len(ours), bad, found)
        audit.note(
            session,
            AuditEvent.STATE_FILE_COMPARED,
            SELF,
            now,
            file=reading.sha256,
            differ=len(found),
            unexplained=unexplained,
        )


def explain(
    session: Session, exception_id: str, said: Explain, who: Live, now: dt.datetime
) -> Problem | None:
    """An officer's word about an exception."""
    if said.explained not in BY_HAND or not said.note.strip():
        return problem("state_needs_note")
    if not rows.explain(session, exception_id, said, who.officer.name):
        return problem("no_such_exception")
    audit.note(
        session, AuditEvent.EXCEPTION_EXPLAINED, who.actor, now, said.explained.value, exception=exception_id
    )
    return None


def _differing(
    office: Office, ours: Iterable[Ours], theirs: Iterable[Registrant], day: dt.date
) -> Iterator[StateException]:
    named: defaultdict[tuple[str, str, dt.date], list[Ours]] = defaultdict(list)
    numbered: dict[str, Ours] = {}
    left: dict[str, Ours] = {}
    for one in ours:
        named[one.last, one.first, one.birth_date].append(one)
        left[one.registrant_id] = one
        if one.registry_id:
            numbered[one.registry_id] = one
    for record in theirs:
        last, first = normal_last_name(record.name.last), normal_last_name(record.name.first)
        alike = [one for one in named[last, first, record.birth_date] if one.registrant_id in left]
        mine = numbered.get(normal_id_number(record.registry_id)) or (alike[0] if alike else None)
        if mine is None:
            yield _only_there(office, record, day)
        elif left.pop(mine.registrant_id, None) is not None:
            yield from _both(mine, record, day)
    for one in left.values():
        why = Explained.ON_ITS_WAY if one.on_its_way else _BY_STANDING.get(one.standing)
        # Who has died, moved or was removed is rightly not there: that is no exception.
        if one.standing in (Standing.DECEASED, Standing.MOVED_OUT, Standing.REMOVED, Standing.EXEMPT):
            continue
        yield _made(Differing.ONLY_HERE, one, one.name, "", one.standing.value, why, day)


def _only_there(office: Office, record: Registrant, day: dt.date) -> StateException:
    elsewhere = bool(record.home_county) and not same_county(record.home_county, office.county)
    why = Explained.OTHER_COUNTY if elsewhere else None
    name, who = record.name.full(), record.registrant_id  # two of one name are two exceptions
    return _made(Differing.ONLY_THERE, None, name, record.home_county, "", why, day, who)


def _both(mine: Ours, record: Registrant, day: dt.date) -> Iterator[StateException]:
    on_its_way = Explained.ON_ITS_WAY if mine.on_its_way else None
    if record.standing is not mine.standing:
        why = on_its_way or _BY_STANDING.get(mine.standing)
        there, here = record.standing.value, mine.standing.value
        yield _made(Differing.STANDING, mine, mine.name, there, here, why, day)
    if record.tier is not None and record.tier.value != mine.tier:
        yield _made(Differing.TIER, mine, mine.name, record.tier.value, mine.tier, on_its_way, day)
    there = _home(record)
    if there and mine.address and (like := compare(there, mine.address)) is not Likeness.SAME:
        similar = Explained.LOOKS_SIMILAR if like is Likeness.LOOKS_SIMILAR else None
        yield _made(Differing.ADDRESS, mine, mine.name, there, mine.address, on_its_way or similar, day)


def _home(record: Registrant) -> str:
    home: Residence | None = next(iter(record.residences), None)
    if home is None:
        return ""
    return home.address.one_line() if home.address is not None else home.place


def _made(
    differing: Differing,
    mine: Ours | None,
    name: str,
    there: str,
    here: str,
    why: Explained | None,
    day: dt.date,
    who: str = "",
) -> StateException:
    person = mine.registrant_id if mine is not None else ""
    said = "\0".join((differing.value, person or who or name, there, here))
    key = hashlib.sha256(said.encode()).hexdigest()[:32]
    return StateException(key, differing, person, name, there, here, day, why or Explained.UNEXPLAINED)
