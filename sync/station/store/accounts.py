"""Rows of accounts and sign-ins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from kiosk.review import Role
from sync.database import Session
from sync.station.store.tables import ACCOUNTS, SESSIONS


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """One account as stored; ``password`` is an argon2id hash."""

    officer_id: str
    sign_in_name: str
    full_name: str
    roles: frozenset[Role]
    password: str
    failures: int
    locked_at: dt.datetime | None
    factor: str = ""
    factor_secret: str = ""
    factor_last_step: int = 0
    """The step of the last code that was good, or how many answers of the key were."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sign-in with its account."""

    account: Account
    desk: str
    began_at: dt.datetime
    used_at: dt.datetime
    ended_at: dt.datetime | None


def add(session: Session, account: Account, now: dt.datetime) -> None:
    """Write a new account; its sign-in name must be free."""
    session.execute(
        insert(ACCOUNTS).values(
            officer_id=account.officer_id,
            sign_in_name=account.sign_in_name,
            full_name=account.full_name,
            roles=" ".join(sorted(account.roles)),
            password=account.password,
            created_at=now,
        )
    )


def by_name(session: Session, sign_in_name: str, *, lock: bool = False) -> Account | None:
    """The account with this sign-in name (in normal form), or None."""
    question = select(ACCOUNTS).where(ACCOUNTS.c.sign_in_name == sign_in_name)
    row = session.execute(question.with_for_update() if lock else question).first()
    return None if row is None else from_row(row)


def by_id(session: Session, officer_id: str) -> Account | None:
    """The account with this id, or None."""
    row = session.execute(select(ACCOUNTS).where(ACCOUNTS.c.officer_id == officer_id)).first()
    return None if row is None else from_row(row)


def every(session: Session) -> tuple[Account, ...]:
    """Every account, by full name."""
    rows = session.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.full_name, ACCOUNTS.c.officer_id))
    return tuple(from_row(row) for row in rows)


def sign_ins(session: Session, began_after: dt.datetime, used_after: dt.datetime) -> dict[str, int]:
    """How many sign-ins of each officer have not been ended, and began and were used since then."""
    rows = session.execute(
        select(SESSIONS.c.officer_id, func.count().label("live"))
        .where(
            SESSIONS.c.ended_at.is_(None),
            SESSIONS.c.began_at > began_after,
            SESSIONS.c.used_at > used_after,
        )
        .group_by(SESSIONS.c.officer_id)
    )
    return {row.officer_id: row.live for row in rows}


def names(session: Session) -> dict[str, str]:
    """Everybody's full name, by officer id."""
    return {
        row.officer_id: row.full_name
        for row in session.execute(select(ACCOUNTS.c.officer_id, ACCOUNTS.c.full_name))
    }


def how_many(session: Session) -> int:
    """How many accounts there are."""
    return int(session.execute(select(func.count()).select_from(ACCOUNTS)).scalar_one())


def set_failures(session: Session, officer_id: str, failures: int, locked_at: dt.datetime | None) -> None:
    """Write how many sign-ins have failed in a row, and since when the account is locked."""
    session.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.officer_id == officer_id)
        .values(failures=failures, locked_at=locked_at)
    )


def set_factor(session: Session, officer_id: str, kind: str, sealed_secret: str) -> None:
    """Replace an account's second factor; none of its codes has been used yet."""
    session.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.officer_id == officer_id)
        .values(factor=kind, factor_secret=sealed_secret, factor_last_step=0)
    )


def set_last_step(session: Session, officer_id: str, step: int) -> None:
    """Write what is kept of the second factor that was good last."""
    session.execute(update(ACCOUNTS).where(ACCOUNTS.c.officer_id == officer_id).values(factor_last_step=step))


def begin_session(session: Session, token_sha256: str, officer_id: str, desk: str, now: dt.datetime) -> None:
    """Write a sign-in."""
    session.execute(
        insert(SESSIONS).values(
            token_sha256=token_sha256, officer_id=officer_id, desk=desk, began_at=now, used_at=now
        )
    )


def session_of(session: Session, token_sha256: str) -> SessionRow | None:
    """The sign-in with this token, ended or not, or None."""
    row = session.execute(
        select(ACCOUNTS, SESSIONS.c.desk, SESSIONS.c.began_at, SESSIONS.c.used_at, SESSIONS.c.ended_at)
        .join(SESSIONS, SESSIONS.c.officer_id == ACCOUNTS.c.officer_id)
        .where(SESSIONS.c.token_sha256 == token_sha256)
    ).first()
    return (
        None if row is None else SessionRow(from_row(row), row.desk, row.began_at, row.used_at, row.ended_at)
    )


def use_session(session: Session, token_sha256: str, now: dt.datetime) -> None:
    """Write that a sign-in is in use."""
    session.execute(update(SESSIONS).where(SESSIONS.c.token_sha256 == token_sha256).values(used_at=now))


def end_sessions(
    session: Session, now: dt.datetime, token_sha256: str | None = None, officer_id: str | None = None
) -> int:
    """End one sign-in by its token, or all of one officer; how many were live."""
    question = update(SESSIONS).where(SESSIONS.c.ended_at.is_(None)).values(ended_at=now)
    if token_sha256 is not None:
        question = question.where(SESSIONS.c.token_sha256 == token_sha256)
    if officer_id is not None:
        question = question.where(SESSIONS.c.officer_id == officer_id)
    return int(session.execute(question).rowcount)


def from_row(row: Row[Any]) -> Account:
    """The account of one row."""
    return Account(
        row.officer_id,
        row.sign_in_name,
        row.full_name,
        frozenset(Role(role) for role in row.roles.split()),
        row.password,
        row.failures,
        row.locked_at,
        row.factor,
        row.factor_secret,
        row.factor_last_step,
    )
