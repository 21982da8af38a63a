"""Rows of what officers entered into records by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from kiosk.amendment import Amendment
from kiosk.papers import CompletionReceiptPaper
from sync.database import Session
from sync.station.store.desk_tables import AMENDMENTS
from sync.station.store.form import pack, unpack


@dataclass(frozen=True, slots=True)
class KeptAmendment:
    """One entry as stored."""

    amendment: Amendment
    asked_digest: str
    """SHA-256 of what the officer asked; tells the same entry asked twice."""
    former_receipt: CompletionReceiptPaper | None = None


def add(session: Session, kept: KeptAmendment) -> None:
    """Write an entry that has just been made."""
    amendment = kept.amendment
    session.execute(
        insert(AMENDMENTS).values(
            amendment_id=amendment.amendment_id,
            registrant_id=amendment.registrant_id,
            record_version=amendment.record_version,
            at=amendment.at,
            officer_id=amendment.officer_id,
            asked_digest=kept.asked_digest,
            supersedes=amendment.why.supersedes,
            former_receipt=pack(kept.former_receipt) if kept.former_receipt else "",
            body=pack(amendment),
        )
    )


def find(session: Session, amendment_id: str) -> KeptAmendment | None:
    """The entry with this id, or None."""
    row = session.execute(select(AMENDMENTS).where(AMENDMENTS.c.amendment_id == amendment_id)).first()
    if row is None:
        return None
    former = unpack(CompletionReceiptPaper, row.former_receipt) if row.former_receipt else None
    return KeptAmendment(unpack(Amendment, row.body), row.asked_digest, former)


def by_version(session: Session, registrant_id: str) -> dict[int, Amendment]:
    """The entries of one person by the version each made."""
    rows = session.execute(select(AMENDMENTS.c.body).where(AMENDMENTS.c.registrant_id == registrant_id))
    found = (unpack(Amendment, row.body) for row in rows)
    return {amendment.record_version: amendment for amendment in found}
