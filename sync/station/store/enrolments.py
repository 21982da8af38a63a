"""Rows of one-time codes for new devices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from sync.database import Session
from sync.station.store.trust_tables import ENROLMENTS


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Whom a code is for."""

    role: str
    name: str
    ends_at: dt.datetime
    used_at: dt.datetime | None


def add(
    session: Session, code_sha256: str, role: str, name: str, by: str, at: dt.datetime, ends: dt.datetime
) -> None:
    """Write a code down; earlier ones for the same name are good no more."""
    drop_unused(session, name)
    session.execute(
        insert(ENROLMENTS).values(
            code_sha256=code_sha256, role=role, name=name, made_by=by, made_at=at, ends_at=ends
        )
    )


def drop_unused(session: Session, name: str) -> int:
    """No code for this name is good any more; how many were."""
    unused = delete(ENROLMENTS).where(ENROLMENTS.c.name == name, ENROLMENTS.c.used_at.is_(None))
    return int(session.execute(unused).rowcount)


def find(session: Session, code_sha256: str) -> Enrolment | None:
    """The code's row; whoever asks inside a writing transaction holds it."""
    wanted = select(ENROLMENTS).where(ENROLMENTS.c.code_sha256 == code_sha256)
    row = session.execute(wanted.with_for_update()).first()
    return None if row is None else Enrolment(row.role, row.name, row.ends_at, row.used_at)


def use(session: Session, code_sha256: str, now: dt.datetime) -> None:
    """The code is used up."""
    session.execute(update(ENROLMENTS).where(ENROLMENTS.c.code_sha256 == code_sha256).values(used_at=now))
