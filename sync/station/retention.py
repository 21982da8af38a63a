"""Retention by named series: what could go today, what stays and why, and the run that removes it.

Nothing goes by itself. The log stays: of what was removed it and the run's report hold ids and a keyed hash.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.problems import Problem, problem
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.naming import meant
from sync.station.office import Office
from sync.station.retention_series import Series
from sync.station.retention_wire import (
    MOST_AT_ONCE,
    HoldView,
    LiftHold,
    OldItem,
    PlaceHold,
    Preview,
    RetentionPage,
    RunReport,
    RunSeries,
    RunView,
    SeriesView,
)
from sync.station.store import old_rows, removals
from sync.station.store import retention as rows

_KEY: Final = b"appear retention\0"
_AT_A_LOOK: Final = 5_000
"""Things read at once: a hold on all of these must not hide what comes after them."""


def page(session: Session, office: Office, now: dt.datetime) -> RetentionPage:
    """Every series in force with how much is old enough, every hold, and the newest runs."""
    day = office.today(now)
    series = [
        SeriesView(
            one.id,
            one.covers.value,
            one.years,
            one.source,
            one.verified_by,
            old_rows.how_many(session, one, _before(office, one, day)),
        )
        for one in office.retention
        if one.in_force(day)
    ]
    return RetentionPage(tuple(series), rows.holds(session), rows.runs(session))


def preview(session: Session, office: Office, series_id: str, now: dt.datetime) -> Preview | Problem:
    """What a run of a series would remove now, and what stays and why."""
    day = office.today(now)
    series = _in_force(office, series_id, day)
    if series is None:
        return problem("no_such_series")
    before, every = _before(office, series, day), list[OldItem]()
    for first in itertools.count(0, _AT_A_LOOK):
        found = old_rows.old(session, series, before, first, _AT_A_LOOK)
        people = {one.person for one in found if one.person}
        stays = old_rows.kept(session, series.covers, people, day)
        every += [
            OldItem(one.item_id, one.name, office.today(one.last), stays.get(one.person)) for one in found
        ]
        if len(found) < _AT_A_LOOK or any(one.kept is None for one in every):
            break
    goes = [one for one in every if one.kept is None][:MOST_AT_ONCE]
    keeps = [one for one in every if one.kept is not None][:MOST_AT_ONCE]
    told = "\n".join(f"{one.item_id} {one.since}" for one in goes)
    digest = hashlib.sha256(f"{series!r}\n{told}".encode()).hexdigest()
    return Preview(series_id, (*goes, *keeps), digest)


def run(
    session: Session, office: Office, series_id: str, said: RunSeries, who: Live, now: dt.datetime
) -> RunReport | Problem:
    """Remove what the preview showed, all of it or nothing, and write down that it was; twice is once."""
    known = rows.report(session, said.run_id)
    if known is not None:
        same = known[1] == said.digest and known[0].about.series_id == series_id
        return known[0] if same else problem("retention_run_used")
    found = preview(session, office, series_id, now)
    if isinstance(found, Problem):
        return found
    series = _in_force(office, series_id, office.today(now))
    if series is None or not series.verified_by:
        return problem("retention_unverified")
    if found.digest != said.digest:
        return problem("retention_preview_old")
    going = [one.item_id for one in found.items if one.kept is None]
    if not going:
        return problem("retention_nothing")
    key = hashlib.sha256(_KEY + office.pepper).digest()
    removed = tuple(removals.remove(session, series.covers, going, key))
    count = sum(one.rows for one in removed)
    about = RunView(said.run_id, series_id, now, who.officer.name, len(removed), count)
    report = RunReport(about, series.source, series.verified_by, removed)
    rows.add_run(session, report, said.digest, who.officer.officer_id)
    audit.note(
        session,
        AuditEvent.RECORDS_REMOVED,
        who.actor,
        now,
        series_id,
        run=said.run_id,
        items=len(removed),
        proof=hashlib.sha256("".join(one.proof for one in removed).encode()).hexdigest(),
    )
    return report


def report(session: Session, run_id: str) -> RunReport | Problem:
    """What a run removed."""
    known = rows.report(session, run_id)
    return problem("no_such_run") if known is None else known[0]


def place_hold(session: Session, said: PlaceHold, who: Live, now: dt.datetime) -> Problem | None:
    """Hold everything of one person; the same hold again changes nothing."""
    reason = said.reason.strip()
    if not reason:
        return problem("hold_needs_reason")
    people = meant(session, said.who.strip())
    if len(people) != 1:
        return problem("hold_needs_person", people=len(people))
    known = rows.holds(session, said.hold_id)
    if known:
        return None if known[0].registrant_id == people[0] else problem("hold_id_used")
    officer = who.officer
    rows.place(session, HoldView(said.hold_id, people[0], "", reason, officer.name, now))
    audit.note(session, AuditEvent.HOLD_PLACED, who.actor, now, registrant=people[0], hold=said.hold_id)
    return None


def lift_hold(session: Session, hold_id: str, said: LiftHold, who: Live, now: dt.datetime) -> Problem | None:
    """The hold ends; one that has ended stays as it was."""
    known = rows.holds(session, hold_id)
    if not known:
        return problem("no_such_hold")
    if not said.reason.strip():
        return problem("hold_needs_reason")
    if known[0].lifted_at is None:
        rows.lift(session, hold_id, said.reason.strip(), who.officer.name, now)
        person = known[0].registrant_id
        audit.note(session, AuditEvent.HOLD_LIFTED, who.actor, now, registrant=person, hold=hold_id)
    return None


def _in_force(office: Office, series_id: str, day: dt.date) -> Series | None:
    return next((one for one in office.retention if one.id == series_id and one.in_force(day)), None)


def _before(office: Office, series: Series, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(series.before(day), dt.time(), office.zone)
