"""A second person checks a sample of each week's completions; how many were wrong is the error rate."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.office import Office
from sync.station.second_wire import CheckSecond, SecondChecks
from sync.station.store import second_checks as rows
from sync.station.store.boards import monday
from sync.station.store.figures import Span

SELF: Final = Actor("second check", audit.STATION)
ONE_IN: Final = 20
AT_LEAST: Final = 5
"""Of each week one completion in ONE_IN is drawn, and no fewer than these where there are so many."""
WEEKS: Final = 13
"""What the error rate is counted over."""
_WEEK: Final = dt.timedelta(weeks=1)


def draw(session: Session, office: Office, now: dt.datetime, dice: random.Random | None = None) -> int:
    """Draw the sample of the week that has ended, once; how many were drawn now."""
    week = monday(office.today(now)) - _WEEK
    if rows.was_drawn(session, week):
        return 0
    span = Span(*(dt.datetime.combine(day, dt.time(), office.zone) for day in (week, week + _WEEK)))
    done = rows.completed_in(session, span)
    many = min(len(done), max(AT_LEAST, -(-len(done) // ONE_IN)))
    if many:
        rows.draw(session, week, (dice or secrets.SystemRandom()).sample(done, many))
        audit.note(session, AuditEvent.SAMPLE_DRAWN, SELF, now, of=len(done), drawn=many)
    return many


def page(session: Session, office: Office, now: dt.datetime) -> SecondChecks:
    """The samples of the last WEEKS weeks."""
    lines = rows.since(session, monday(office.today(now)) - WEEKS * _WEEK)
    said = [one.right for one in lines if one.right is not None]
    return SecondChecks(lines, len(said), said.count(False))


def check(
    session: Session, appearance_id: str, said: CheckSecond, who: Live, now: dt.datetime
) -> Problem | None:
    """What a second person found; nobody checks what they completed themselves."""
    by = rows.completed_by(session, appearance_id)
    if by is None:
        return problem("not_in_sample")
    if by == who.officer.officer_id:
        return problem("second_check_own")
    if not said.right and not said.note.strip():
        return problem("second_check_note")
    officer_id = who.officer.officer_id
    rows.keep(session, appearance_id, officer_id, now, right=said.right, note=said.note.strip())
    outcome = "right" if said.right else "wrong"
    audit.note(session, AuditEvent.ENTRY_CHECKED, who.actor, now, outcome, appearance=appearance_id)
    return None
