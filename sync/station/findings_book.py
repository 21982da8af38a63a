"""Writes down what the edit checks found in a check-in, and whether it was set right or let stand."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kiosk.appearance import AppearanceFacts, VisitKind
from kiosk.check_in import CheckIn
from kiosk.checks import ASKED_ONLY, CHECKS
from kiosk.registrant import Registrant
from kiosk.review import Decision
from sync.database import Session
from sync.station.accounts import Live
from sync.station.findings import looked_at
from sync.station.office import Office
from sync.station.store import appearances, check_ins, figures, roster

SIGNED: Final = frozenset(
    {
        "signature_missing",
        "mark_without_witness",
        "guardian_may_not_sign",
        "guardian_not_named",
        "guardian_document_not_seen",
    }
)
"""What can be wrong with whose hand signed (M-18, S-05)."""
MUST: Final = (
    frozenset({"change_of_unknown_entry", *(check.__name__ for check in CHECKS)}) - ASKED_ONLY | SIGNED
)
"""The findings that are set right before completing, or deliberately let stand."""
SENT_AWAY: Final = frozenset({Decision.SEND_BACK, Decision.REJECT})


def completed(
    session: Session,
    office: Office,
    check_in: CheckIn,
    before: Registrant,
    done: AppearanceFacts,
    now: dt.datetime,
) -> None:
    """A completion: what the officer let stand, and what of the reported changes was set right first."""
    stood = MUST & set(done.flags)
    figures.keep(session, done.check_in_id, done.appearance_id, done.officer_id, stood, now, caught=False)
    if check_in.changes == done.changes:
        return
    earlier = [
        one
        for one in appearances.earlier(session, before.registrant_id)
        if one.appearance_id != done.appearance_id
    ]
    full = done.kind is VisitKind.FULL_VERIFICATION
    reported = looked_at(
        office, check_in, before, check_in.changes, earlier, done.completed_at, full=full
    ).must()
    right = reported - stood
    figures.keep(session, done.check_in_id, done.appearance_id, done.officer_id, right, now, caught=True)


def sent_away(
    session: Session, office: Office, check_in_id: str, decision: Decision, who: Live, now: dt.datetime
) -> None:
    """A check-in is about to be sent back or rejected: whatever the checks find in it is stopped here."""
    stored = check_ins.find(session, check_in_id)
    record = roster.record(session, stored.registrant_id) if stored and stored.registrant_id else None
    if decision not in SENT_AWAY or stored is None or record is None:
        return
    earlier = appearances.earlier(session, record.registrant_id)
    found = looked_at(office, stored.check_in, record, stored.check_in.changes, earlier, now).must()
    figures.keep(session, check_in_id, "", who.officer.officer_id, found, now, caught=True)
