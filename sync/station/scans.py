"""Scans of identity documents and proofs: looked at before they are kept, and never changed afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit, photographs
from sync.station.accounts import Live
from sync.station.people_wire import Attachment, AttachmentKind
from sync.station.store import attachments, roster
from sync.station.store.attachments import Scan

LONGEST_SCAN: Final = photographs.LONGEST_JPEG
JPEG, PDF = "image/jpeg", "application/pdf"


def attach(
    session: Session,
    registrant_id: str,
    kind: AttachmentKind,
    title: str,
    body: bytes,
    who: Live,
    now: dt.datetime,
    check_in_id: str = "",
) -> Attachment | Problem:
    """Keep a scan with a record: a JPEG of at most 25 megapixels, or a PDF. The same one is kept once."""
    if roster.listed(session, registrant_id) is None:
        return problem("no_such_registrant")
    media_type = _media_type(body)
    if isinstance(media_type, Problem):
        return media_type
    digest = hashlib.sha256(body).hexdigest()
    known = attachments.same(session, registrant_id, digest)
    attachment_id = known or hashlib.sha256(f"{registrant_id} {digest}".encode()).hexdigest()[:32]
    about = Attachment(attachment_id, kind, title.strip()[:120], media_type, now, who.officer.name)
    if not known:
        scan = Scan(about, registrant_id, check_in_id, digest, body, who.officer.officer_id)
        attachments.add(session, scan)
        audit.note(
            session,
            AuditEvent.DOCUMENT_ATTACHED,
            who.actor,
            now,
            kind.value,
            attachment=attachment_id,
            registrant=registrant_id,
        )
    return about


def opened(session: Session, attachment_id: str, who: Live, now: dt.datetime) -> tuple[bytes, str] | Problem:
    """A scan's bytes and media type; opening it is written down."""
    found = attachments.body(session, attachment_id)
    if found is None:
        return problem("no_such_attachment")
    body, media_type, registrant_id = found
    audit.note(
        session,
        AuditEvent.DOCUMENT_VIEWED,
        who.actor,
        now,
        attachment=attachment_id,
        registrant=registrant_id,
    )
    return body, media_type


def _media_type(body: bytes) -> str | Problem:
    if body[:5] == b"%PDF-" and b"%%EOF" in body[-1024:]:
        return PDF
    size = photographs.size_of(body)
    if size is None:
        return problem("scan_not_readable")
    if size[0] * size[1] > photographs.MOST_PIXELS:
        return problem("photograph_too_large", megapixels=photographs.MOST_PIXELS // 1_000_000)
    return JPEG
