"""Rows of kiosks' questions who somebody is, and of wrong second factors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update

from sync.database import Session
from sync.station.store.tables import FACTOR_TRIES, LOOKUPS


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question. ``registrant_id`` is empty for unknown and barred people alike."""

    lookup_id: str
    kiosk_id: str
    registrant_id: str
    identity_key: str
    by_card: bool
    asked_at: dt.datetime
    tries: int
    opened_at: dt.datetime | None


def keep(session: Session, lookup: Lookup) -> None:
    """Write a question down."""
    session.execute(
        insert(LOOKUPS).values(
            lookup_id=lookup.lookup_id,
            kiosk_id=lookup.kiosk_id,
            registrant_id=lookup.registrant_id,
            identity_key=lookup.identity_key,
            by_card=lookup.by_card,
            asked_at=lookup.asked_at,
            tries=lookup.tries,
            opened_at=lookup.opened_at,
        )
    )


def find(session: Session, lookup_id: str) -> Lookup | None:
    """The question with this id, or None. Whoever asks inside a writing transaction holds it."""
    row = session.execute(select(LOOKUPS).where(LOOKUPS.c.lookup_id == lookup_id).with_for_update()).first()
    if row is None:
        return None
    return Lookup(
        row.lookup_id,
        row.kiosk_id,
        row.registrant_id,
        row.identity_key,
        row.by_card,
        row.asked_at,
        row.tries,
        row.opened_at,
    )


def set_tries(session: Session, lookup_id: str, tries: int) -> None:
    """Write how many second factors were given for it."""
    session.execute(update(LOOKUPS).where(LOOKUPS.c.lookup_id == lookup_id).values(tries=tries))


def set_opened(session: Session, lookup_id: str, now: dt.datetime) -> None:
    """Write that the second factor was right."""
    session.execute(update(LOOKUPS).where(LOOKUPS.c.lookup_id == lookup_id).values(opened_at=now))


def wrong_tries(session: Session, identity_key: str, since: dt.datetime, until: dt.datetime) -> int:
    """How many wrong second factors this identity has had, the last of them between these."""
    wrong = session.execute(
        select(FACTOR_TRIES.c.wrong).where(
            FACTOR_TRIES.c.identity_key == identity_key, FACTOR_TRIES.c.since.between(since, until)
        )
    ).scalar()
    return int(wrong or 0)


def set_wrong_tries(session: Session, identity_key: str, wrong: int, now: dt.datetime) -> None:
    """Write how many wrong second factors this identity has had, the last of them ``now``."""
    forget_tries(session, identity_key)
    session.execute(insert(FACTOR_TRIES).values(identity_key=identity_key, wrong=wrong, since=now))


def tries_of(session: Session, identity_key: str, registrant_id: str, since: dt.datetime) -> int:
    """How many second factors were given for questions that led to this person and opened nothing yet."""
    given = select(func.sum(LOOKUPS.c.tries)).where(
        LOOKUPS.c.identity_key == identity_key,
        LOOKUPS.c.registrant_id == registrant_id,
        LOOKUPS.c.asked_at >= since,
        LOOKUPS.c.opened_at.is_(None),
    )
    return int(session.execute(given).scalar() or 0)


def take_back_tries(session: Session, identity_key: str, many: int) -> None:
    """So many of an identity's wrong tries count no more; the others count as long as before."""
    counted = FACTOR_TRIES.c.identity_key == identity_key
    session.execute(update(FACTOR_TRIES).where(counted).values(wrong=FACTOR_TRIES.c.wrong - many))
    session.execute(delete(FACTOR_TRIES).where(counted, FACTOR_TRIES.c.wrong <= 0))


def forget_tries(session: Session, identity_key: str) -> None:
    """An officer wipes the count."""
    session.execute(delete(FACTOR_TRIES).where(FACTOR_TRIES.c.identity_key == identity_key))


def prune(
    session: Session, unopened_before: dt.datetime, opened_before: dt.datetime, tries_before: dt.datetime
) -> None:
    """Drop questions that grew old, opened or not, and wrong tries that count no more."""
    session.execute(delete(FACTOR_TRIES).where(FACTOR_TRIES.c.since < tries_before))
    old = (LOOKUPS.c.asked_at < opened_before) | (
        (LOOKUPS.c.asked_at < unopened_before) & LOOKUPS.c.opened_at.is_(None)
    )
    session.execute(delete(LOOKUPS).where(old))
