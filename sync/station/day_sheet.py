"""Makes the emergency day sheet of a desk: who waits, who may come, and numbered lines to write on."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.day_sheet import DaySheet, SheetDue, SheetWaiting
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit, waiting
from sync.station.accounts import Live
from sync.station.day_sheet_wire import SheetGiven
from sync.station.office import Office
from sync.station.store import boards, check_ins, counters

LINES: Final = 20
MOST_DUE: Final = 2_000
AHEAD: Final = dt.timedelta(days=31)
"""Who may come at any time is on the sheet when their last day is no later than this."""


def given(session: Session, office: Office, who: Live, now: dt.datetime) -> SheetGiven | Problem:
    """The sheet of this desk as things stand; the first of a day is written into the log."""
    if not office.day_sheet_passphrase:
        return problem("day_sheet_off")
    day, desk = office.today(now), who.actor.place
    written = counters.next_of(session, f"day sheet {day:%y%m%d} {desk}"[:40])
    if written == 1:
        audit.note(session, AuditEvent.DAY_SHEET_WRITTEN, who.actor, now)
    here = waiting.line(session, office, check_ins.open_ones(session), now)
    sheet = DaySheet(
        office=office.letterhead,
        day=day,
        desk=desk,
        written=written,
        waiting=tuple(SheetWaiting(one.ticket, one.name, office.local(one.arrived_at)) for one in here),
        due=tuple(
            SheetDue(one.name, one.birth_date, one.registry_id, one.due, one.due < day)
            for one in boards.may_come(session, day, day + AHEAD, MOST_DUE)
        ),
        lines=LINES,
        printing=Printing(office.local(now), who.officer.name),
    )
    return SheetGiven(sheet, office.day_sheet_passphrase)
