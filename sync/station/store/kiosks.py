"""Rows of the office's kiosks: the letter of their tickets, and how they last said they stand."""

from __future__ import annotations

import datetime as dt
import json
from typing import Final

from sqlalchemy import insert, select, update

from sync.database import Session
from sync.kiosk_wire import Standing
from sync.station.desk_wire import KioskSeen
from sync.station.store.spools import counted
from sync.station.store.tables import KIOSKS

# I and O are read as digits from across a lobby; W is of walk-ins (``sync.station.walk_in``).
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVXYZ"
_FAR_OFF: Final = 10**9
"""Seconds; a clock that is further off is as wrong."""


def letter_of(session: Session, kiosk_id: str, now: dt.datetime) -> str:
    """The letter on this kiosk's tickets, given at its first question and never given to another one."""
    known = session.execute(select(KIOSKS.c.letter).where(KIOSKS.c.kiosk_id == kiosk_id)).scalar()
    if known is not None:
        return str(known)
    taken = set(session.execute(select(KIOSKS.c.letter)).scalars())
    letter = next(one for one in _names() if one not in taken)
    session.execute(insert(KIOSKS).values(kiosk_id=kiosk_id, letter=letter, seen_at=now))
    return letter


def known_letter(session: Session, kiosk_id: str) -> str | None:
    """The letter on this kiosk's tickets, or None when it has none yet."""
    known = session.execute(select(KIOSKS.c.letter).where(KIOSKS.c.kiosk_id == kiosk_id)).scalar()
    return None if known is None else str(known)


def clock_off(session: Session, kiosk_id: str) -> dt.timedelta:
    """How far the kiosk's clock was ahead of the station's when it last spoke; negative when behind."""
    skew = session.execute(select(KIOSKS.c.skew_s).where(KIOSKS.c.kiosk_id == kiosk_id)).scalar()
    return dt.timedelta(seconds=int(skew or 0))


def want_again(session: Session, kiosk_id: str) -> bool:
    """Ask the kiosk to send what it has parked once more; False when there is no such kiosk."""
    asked = update(KIOSKS).where(KIOSKS.c.kiosk_id == kiosk_id).values(send_again=True)
    return bool(session.execute(asked).rowcount)


def tell_again(session: Session, kiosk_id: str) -> bool:
    """Whether the kiosk is to send again; it is told once."""
    asked = (KIOSKS.c.kiosk_id == kiosk_id) & KIOSKS.c.send_again.is_(True)
    return bool(session.execute(update(KIOSKS).where(asked).values(send_again=False)).rowcount)


def stands(session: Session, kiosk_id: str, standing: Standing, now: dt.datetime) -> None:
    """Write how a kiosk says it stands."""
    letter_of(session, kiosk_id, now)
    session.execute(
        update(KIOSKS)
        .where(KIOSKS.c.kiosk_id == kiosk_id)
        .values(
            seen_at=now,
            waiting=counted(standing.waiting),
            parked=counted(standing.parked),
            oldest=standing.oldest,
            skew_s=max(-_FAR_OFF, min(_FAR_OFF, int((standing.now - now).total_seconds()))),
            troubles=json.dumps(standing.troubles),
        )
    )


def every(session: Session) -> tuple[KioskSeen, ...]:
    """Every kiosk ever heard of, by letter."""
    rows = session.execute(select(KIOSKS).order_by(KIOSKS.c.letter))
    return tuple(
        KioskSeen(
            row.kiosk_id,
            row.letter,
            row.seen_at,
            row.waiting,
            row.parked,
            row.oldest,
            row.skew_s,
            tuple(json.loads(row.troubles)),
        )
        for row in rows
    )


def _names() -> tuple[str, ...]:
    return (*_LETTERS, *(one + two for one in _LETTERS for two in _LETTERS))
