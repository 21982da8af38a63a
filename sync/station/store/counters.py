"""Numbers that only grow, one row each."""

from __future__ import annotations

from typing import Final

from sqlalchemy import insert, select, update

from sync.database import Session
from sync.station.store.tables import COUNTERS

QUEUE: Final = "queue"
"""Grows with everything the live queue shows."""
RECEIPT: Final = "receipt"
"""The last completion receipt's number."""
FEE_RECEIPT: Final = "fee receipt"
CERTIFICATE: Final = "certificate"
LETTER: Final = "letter"
"""The last letter of a case."""
NOTICE: Final = "notice"
"""The last notice about an address."""
RECORDS_REQUEST: Final = "records_request"
"""The last number of an answer to a request for records."""
REMINDER_LETTER: Final = "reminder_letter"
PRINTED: Final = (RECEIPT, FEE_RECEIPT, CERTIFICATE, LETTER, NOTICE, RECORDS_REQUEST, REMINDER_LETTER)
"""What stands on paper as a number: no two papers may bear the same."""
RESTORED: Final = "restored"
"""How often this store was made anew from a backup."""
RESTORED_SEEN: Final = "restored_seen"
"""For how many of these the post has settled what may have been sent since the backup."""
DEVICES: Final = "devices"
"""Grows with every certificate given or taken."""

COMPARED: Final = "compared"
"""The hour, counted from 1970, in which the registry was last compared with."""


def next_of(session: Session, name: str, many: int = 1) -> int:
    """The next number of ``name``, from 1, and with ``many`` the last of so many; gapless: they are
    taken back when the transaction is."""
    row = COUNTERS.c.name == name
    grows = update(COUNTERS).where(row).values(value=COUNTERS.c.value + many).returning(COUNTERS.c.value)
    grown = session.execute(grows).scalar()
    if grown is None:
        session.execute(insert(COUNTERS).values(name=name, value=many))
        return many
    return int(grown)


def current(session: Session, name: str) -> int:
    """The last number of ``name``; 0 before the first."""
    return int(session.execute(select(COUNTERS.c.value).where(COUNTERS.c.name == name)).scalar() or 0)
