"""The roster's rows: people as they stand, every version of their records, and what opens them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update

from kiosk.matching import Candidate, normal_id_number, normal_last_name
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station.store import roster_words
from sync.station.store.form import StoreDamagedError, pack, unpack
from sync.station.store.roster_rows import MOST_FOUND, Listed, from_row, to_row
from sync.station.store.tables import REGISTRANT_VERSIONS, REGISTRANTS, SECOND_FACTORS


@dataclass(frozen=True, slots=True)
class Cause:
    """Who made a version of a record, when, and by what: ``imported``, ``entered``, ``appearance``,
    ``amended`` or ``undone``."""

    at: dt.datetime
    by: str
    cause: str
    appearance_id: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One standing or withdrawn version, without the record."""

    version: int
    cause: Cause
    withdrawn_at: dt.datetime | None


def keep_version(session: Session, record: Registrant, cause: Cause) -> None:
    """Write a version of a record and make it the one that stands."""
    row = to_row(record)
    if (
        session.execute(
            update(REGISTRANTS).where(REGISTRANTS.c.registrant_id == record.registrant_id).values(**row)
        ).rowcount
        == 0
    ):
        session.execute(insert(REGISTRANTS).values(**row))
    roster_words.keep(session, record)
    session.execute(
        insert(REGISTRANT_VERSIONS).values(
            registrant_id=record.registrant_id,
            version=record.version,
            record=pack(record),
            made_at=cause.at,
            made_by=cause.by,
            cause=cause.cause,
            appearance_id=cause.appearance_id,
        )
    )


def withdraw_version(session: Session, record: Registrant, back_to: Registrant, now: dt.datetime) -> None:
    """Let ``back_to`` stand again; the newer version stays, marked as withdrawn."""
    session.execute(
        update(REGISTRANT_VERSIONS)
        .where(
            REGISTRANT_VERSIONS.c.registrant_id == record.registrant_id,
            REGISTRANT_VERSIONS.c.version == record.version,
            REGISTRANT_VERSIONS.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    session.execute(
        update(REGISTRANTS)
        .where(REGISTRANTS.c.registrant_id == record.registrant_id)
        .values(**to_row(back_to))
    )
    roster_words.keep(session, back_to)


def record(session: Session, registrant_id: str, *, lock: bool = False) -> Registrant | None:
    """The record as it stands, or None. ``lock`` keeps others from writing a version before this ends."""
    if lock:
        session.execute(
            select(REGISTRANTS.c.version)
            .where(REGISTRANTS.c.registrant_id == registrant_id)
            .with_for_update()
        )
    text = session.execute(
        select(REGISTRANT_VERSIONS.c.record)
        .join(
            REGISTRANTS,
            and_(
                REGISTRANTS.c.registrant_id == REGISTRANT_VERSIONS.c.registrant_id,
                REGISTRANTS.c.version == REGISTRANT_VERSIONS.c.version,
            ),
        )
        .where(REGISTRANTS.c.registrant_id == registrant_id, REGISTRANT_VERSIONS.c.withdrawn_at.is_(None))
    ).scalar()
    return None if text is None else unpack(Registrant, text)


def readable(session: Session, registrant_id: str) -> Registrant | None:
    """The record as it stands; None also where it is damaged, for works that must not stop at one person."""
    try:
        return record(session, registrant_id)
    except StoreDamagedError:
        return None


def version(session: Session, registrant_id: str, number: int) -> Registrant | None:
    """One version of a record that was not withdrawn, or None."""
    text = session.execute(
        select(REGISTRANT_VERSIONS.c.record).where(
            REGISTRANT_VERSIONS.c.registrant_id == registrant_id,
            REGISTRANT_VERSIONS.c.version == number,
            REGISTRANT_VERSIONS.c.withdrawn_at.is_(None),
        )
    ).scalar()
    return None if text is None else unpack(Registrant, text)


def versions(session: Session, registrant_id: str) -> tuple[VersionRow, ...]:
    """Every version of a record, newest first."""
    rows = session.execute(
        select(REGISTRANT_VERSIONS)
        .where(REGISTRANT_VERSIONS.c.registrant_id == registrant_id)
        .order_by(REGISTRANT_VERSIONS.c.row_id.desc())
    )
    return tuple(
        VersionRow(
            row.version, Cause(row.made_at, row.made_by, row.cause, row.appearance_id), row.withdrawn_at
        )
        for row in rows
    )


def listed(session: Session, registrant_id: str) -> Listed | None:
    """One person as the roster lists them, or None."""
    row = session.execute(select(REGISTRANTS).where(REGISTRANTS.c.registrant_id == registrant_id)).first()
    return None if row is None else from_row(row)


def all_listed(session: Session, registrant_ids: Collection[str]) -> dict[str, Listed]:
    """People as the roster lists them, by id."""
    rows = session.execute(select(REGISTRANTS).where(REGISTRANTS.c.registrant_id.in_(registrant_ids)))
    return {row.registrant_id: from_row(row) for row in rows}


def by_id_number(session: Session, id_number: str) -> tuple[Listed, ...]:
    """Everyone with this licence number, whatever their birth date and name."""
    normal = normal_id_number(id_number)
    if not normal:
        return ()
    return _found(session, REGISTRANTS.c.id_number == normal)


def by_registry_id(session: Session, registry_id: str) -> tuple[Listed, ...]:
    """Everyone with this registration number."""
    normal = normal_id_number(registry_id)
    if not normal:
        return ()
    return _found(session, REGISTRANTS.c.registry_id == normal)


def by_name_and_birth(session: Session, last: str, birth_date: dt.date) -> tuple[Listed, ...]:
    """Everyone with this last name (in normal form) born on this day."""
    return _found(
        session, REGISTRANTS.c.last == normal_last_name(last), REGISTRANTS.c.birth_date == birth_date
    )


def named(session: Session, last: str, first: str) -> tuple[Listed, ...]:
    """Everyone with this last and first name, both in normal form; at most MOST_FOUND."""
    return _found(
        session,
        REGISTRANTS.c.last == normal_last_name(last),
        REGISTRANTS.c.first == normal_last_name(first),
    )


def born_on(session: Session, birth_date: dt.date) -> tuple[Listed, ...]:
    """Everyone born on this day, at most MOST_FOUND."""
    return _found(session, REGISTRANTS.c.birth_date == birth_date)


def everybody(session: Session) -> tuple[str, ...]:
    """The ids of all people, by name."""
    rows = select(REGISTRANTS.c.registrant_id).order_by(REGISTRANTS.c.last, REGISTRANTS.c.first)
    return tuple(session.execute(rows).scalars())


def how_many(session: Session) -> int:
    """How many people the roster holds."""
    return int(session.execute(select(func.count()).select_from(REGISTRANTS)).scalar_one())


def set_factor(
    session: Session, registrant_id: str, kind: str, hashed: str, by: str, now: dt.datetime
) -> None:
    """Set or replace a second factor (``pin`` or ``ssn4``) by its argon2id hash."""
    key = (SECOND_FACTORS.c.registrant_id == registrant_id) & (SECOND_FACTORS.c.kind == kind)
    session.execute(delete(SECOND_FACTORS).where(key))
    session.execute(
        insert(SECOND_FACTORS).values(
            registrant_id=registrant_id, kind=kind, hash=hashed, set_at=now, set_by=by
        )
    )


def factor(session: Session, registrant_id: str, kind: str) -> str | None:
    """The hash of a second factor, or None where it was never set."""
    hashed = session.execute(
        select(SECOND_FACTORS.c.hash).where(
            SECOND_FACTORS.c.registrant_id == registrant_id, SECOND_FACTORS.c.kind == kind
        )
    ).scalar()
    return None if hashed is None else str(hashed)


def candidate(person: Listed) -> Candidate:
    """The person as ``kiosk.matching`` asks for them."""
    return Candidate(person.registrant_id, person.id_number, person.birth_date, person.last)


def _found(session: Session, *wanted: Any) -> tuple[Listed, ...]:
    rows = session.execute(
        select(REGISTRANTS)
        .where(*wanted)
        .order_by(REGISTRANTS.c.last, REGISTRANTS.c.first, REGISTRANTS.c.registrant_id)
        .limit(MOST_FOUND)
    )
    return tuple(from_row(row) for row in rows)
