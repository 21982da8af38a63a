"""Rows of scans kept with a record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from sync.database import Session
from sync.station.people_wire import Attachment, AttachmentKind
from sync.station.store.desk_tables import ATTACHMENTS


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan as it is to be kept."""

    about: Attachment
    registrant_id: str
    check_in_id: str
    sha256: str
    body: bytes
    by: str
    """The officer's id."""


def add(session: Session, scan: Scan) -> None:
    """Keep a scan."""
    session.execute(
        insert(ATTACHMENTS).values(
            attachment_id=scan.about.attachment_id,
            registrant_id=scan.registrant_id,
            check_in_id=scan.check_in_id,
            kind=scan.about.kind.value,
            title=scan.about.title,
            media_type=scan.about.media_type,
            sha256=scan.sha256,
            kept_at=scan.about.kept_at,
            kept_by=scan.by,
            body=scan.body,
        )
    )


def same(session: Session, registrant_id: str, sha256: str) -> str:
    """The id of the very same scan on this record; empty when there is none."""
    found = session.execute(
        select(ATTACHMENTS.c.attachment_id).where(
            ATTACHMENTS.c.registrant_id == registrant_id, ATTACHMENTS.c.sha256 == sha256
        )
    ).scalar()
    return str(found or "")


def of_person(session: Session, registrant_id: str, names: dict[str, str]) -> tuple[Attachment, ...]:
    """The scans on one record, newest first; ``names`` are the officers' by id."""
    columns = [column for column in ATTACHMENTS.c if column.name != "body"]
    rows = session.execute(
        select(*columns)
        .where(ATTACHMENTS.c.registrant_id == registrant_id)
        .order_by(ATTACHMENTS.c.kept_at.desc(), ATTACHMENTS.c.attachment_id)
    )
    return tuple(
        Attachment(
            row.attachment_id,
            AttachmentKind(row.kind),
            row.title,
            row.media_type,
            row.kept_at,
            names.get(row.kept_by, row.kept_by),
        )
        for row in rows
    )


def body(session: Session, attachment_id: str) -> tuple[bytes, str, str] | None:
    """A scan's bytes, its media type and whose it is; None when there is none."""
    row = session.execute(select(ATTACHMENTS).where(ATTACHMENTS.c.attachment_id == attachment_id)).first()
    return None if row is None else (bytes(row.body), row.media_type, row.registrant_id)
