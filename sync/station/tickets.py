"""Whether a slip of paper is a ticket that a kiosk of this office gave out."""

from __future__ import annotations

import datetime as dt

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.people_wire import TicketChecked
from sync.station.station import OfficeKeyring
from sync.station.store import check_ins
from sync.ticket_code import is_genuine


def checked(
    session: Session,
    keys: OfficeKeyring,
    number: str,
    day: dt.date,
    code: str,
    who: Live,
    now: dt.datetime,
) -> TicketChecked | Problem:
    """Whether ``code`` is the one of the ticket with this number on this day, and how its check-in stands."""
    given_out = check_ins.with_ticket(session, number.strip().upper(), day)
    if not given_out:
        return problem("no_such_ticket")
    for stored in given_out:
        check_in = stored.check_in
        kiosk = keys.kiosk_keys().get(check_in.kiosk_id, ())
        if is_genuine(code, check_in.ticket, check_in.check_in_id, keys.station_keys(), kiosk):
            _note(session, who, now, "genuine", check_in.check_in_id)
            return TicketChecked(True, check_in.check_in_id, stored.state, check_in.submitted_at)
    _note(session, who, now, "not_genuine", "none")
    return TicketChecked(genuine=False)


def _note(session: Session, who: Live, now: dt.datetime, outcome: str, check_in_id: str) -> None:
    audit.note(session, AuditEvent.TICKET_VERIFIED, who.actor, now, outcome, check_in=check_in_id)
