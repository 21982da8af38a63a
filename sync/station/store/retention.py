"""Rows of legal holds and of retention's runs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, insert, select, true, update

from sync.database import Session
from sync.station.retention_wire import HoldView, RunReport, RunView
from sync.station.store.form import pack, unpack
from sync.station.store.retention_tables import LEGAL_HOLDS, RETENTION_RUNS
from sync.station.store.tables import REGISTRANTS

_RUNS_SHOWN = 100


def place(session: Session, hold: HoldView) -> None:
    """A hold begins."""
    session.execute(
        insert(LEGAL_HOLDS).values(
            hold_id=hold.hold_id,
            registrant_id=hold.registrant_id,
            reason=hold.reason,
            placed_by=hold.placed_by,
            placed_at=hold.placed_at,
        )
    )


def lift(session: Session, hold_id: str, reason: str, by: str, now: dt.datetime) -> None:
    """A hold ends; one that has ended stays as it was."""
    session.execute(
        update(LEGAL_HOLDS)
        .where(LEGAL_HOLDS.c.hold_id == hold_id, LEGAL_HOLDS.c.lifted_at.is_(None))
        .values(lifted_by=by, lifted_at=now, lift_reason=reason)
    )


def holds(session: Session, hold_id: str = "") -> tuple[HoldView, ...]:
    """Every hold (or the one with this id), those in force first, then the newest."""
    return _holds(session, LEGAL_HOLDS.c.hold_id == hold_id if hold_id else true())


def in_force(session: Session, registrant_id: str) -> tuple[HoldView, ...]:
    """The holds that keep this person's record now, the newest first."""
    return _holds(session, (LEGAL_HOLDS.c.registrant_id == registrant_id) & LEGAL_HOLDS.c.lifted_at.is_(None))


def _holds(session: Session, wanted: ColumnElement[bool]) -> tuple[HoldView, ...]:
    asked = (
        select(LEGAL_HOLDS, REGISTRANTS.c.full_name)
        .outerjoin(REGISTRANTS, REGISTRANTS.c.registrant_id == LEGAL_HOLDS.c.registrant_id)
        .where(wanted)
    )
    newest = LEGAL_HOLDS.c.placed_at.desc(), LEGAL_HOLDS.c.hold_id
    rows = session.execute(asked.order_by(LEGAL_HOLDS.c.lifted_at.is_not(None), *newest))
    return tuple(
        HoldView(
            row.hold_id,
            row.registrant_id,
            row.full_name or "",
            row.reason,
            row.placed_by,
            row.placed_at,
            row.lifted_by,
            row.lifted_at,
            row.lift_reason,
        )
        for row in rows
    )


def add_run(session: Session, report: RunReport, digest: str, officer_id: str) -> None:
    """Keep what a run removed."""
    about = report.about
    session.execute(
        insert(RETENTION_RUNS).values(
            run_id=about.run_id,
            series_id=about.series_id,
            source=report.source,
            verified_by=report.verified_by,
            digest=digest,
            at=about.at,
            officer_id=officer_id,
            officer_name=about.officer,
            items=about.items,
            removed_rows=about.rows,
            body=pack(report),
        )
    )


def report(session: Session, run_id: str) -> tuple[RunReport, str] | None:
    """What a run removed, and the digest of the preview it was given; or None."""
    row = session.execute(select(RETENTION_RUNS).where(RETENTION_RUNS.c.run_id == run_id)).first()
    return None if row is None else (unpack(RunReport, row.body), row.digest)


def runs(session: Session) -> tuple[RunView, ...]:
    """The newest runs."""
    columns = [column for column in RETENTION_RUNS.c if column.name != "body"]
    newest = RETENTION_RUNS.c.at.desc(), RETENTION_RUNS.c.run_id
    rows = session.execute(select(*columns).order_by(*newest).limit(_RUNS_SHOWN))
    return tuple(
        RunView(row.run_id, row.series_id, row.at, row.officer_name, row.items, row.removed_rows)
        for row in rows
    )
