"""Whether people live where their record says: who is to be visited, the sheet for it, and what was found."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.field_sheet import AddressResult, FieldLine, FieldSheet
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.address_wire import DOORS_A_PAGE, CheckAddress, Doors
from sync.station.office import Office
from sync.station.store import address_checks as rows
from sync.station.store import roster

MOST_DOORS: Final = 200
"""On one field sheet."""


def page(session: Session, area: str, number: int) -> Doors:
    """One page of doors of an area; of all when ``area`` is empty."""
    lines, total = rows.doors(session, area, number * DOORS_A_PAGE, DOORS_A_PAGE)
    return Doors(rows.areas(session), lines, total)


def sheet(session: Session, office: Office, area: str, who: Live, now: dt.datetime) -> FieldSheet:
    """The field sheet of an area, in the order of its addresses; that it left is written down."""
    found, total = rows.doors(session, area, 0, MOST_DOORS)
    lines = sorted(found, key=lambda one: (one.address, one.name))
    audit.note(session, AuditEvent.BOARD_EXPORTED, who.actor, now, board="field sheet", lines=len(lines))
    return FieldSheet(
        office.letterhead,
        area,
        tuple(FieldLine(one.name, one.birth_date, one.address, one.last_seen) for one in lines),
        Printing(office.local(now), who.officer.name),
        total - len(lines),
    )


def check(
    session: Session, office: Office, registrant_id: str, said: CheckAddress, who: Live, now: dt.datetime
) -> Problem | None:
    """Write what was found at somebody's door; the same again is written once."""
    listed = roster.listed(session, registrant_id)
    if listed is None:
        return problem("no_such_registrant")
    known = rows.whose(session, said.check_id)
    if known is not None:
        return None if known == registrant_id else problem("address_check_id_used")
    if said.address and said.address != listed.address:
        return problem("address_check_moved")
    if said.on > office.today(now):
        return problem("address_check_in_future")
    if said.result is not AddressResult.LIVES_HERE and not said.note.strip():
        return problem("address_check_note")
    officer = who.officer
    rows.add(session, registrant_id, listed.address, said, officer.officer_id, officer.name)
    audit.note(
        session, AuditEvent.ADDRESS_CHECKED, who.actor, now, said.result.value, registrant=registrant_id
    )
    return None
