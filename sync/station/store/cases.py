"""Rows of failure-to-report cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, func, insert, or_, select, update

from kiosk.cases import Case, Code, Step, StepKind, next_step
from kiosk.registrant import Standing
from sync.database import Session
from sync.station.case_wire import CaseLine
from sync.station.store.board_tables import COUNTED, OBLIGATIONS
from sync.station.store.case_tables import CASES
from sync.station.store.form import pack, unpack
from sync.station.store.tables import REGISTRANTS

MOST_CASES: Final = 500
_ON_THE_ROSTER: Final = tuple(
    one.value
    for one in Standing
    if one not in (Standing.REMOVED, Standing.EXEMPT, Standing.DECEASED, Standing.MOVED_OUT)
)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A person without a case who has missed something since they were last accounted for."""

    registrant_id: str
    rule_id: str
    section: str
    what: str
    due: dt.date


def find(session: Session, case_id: str, *, lock: bool = False) -> Case | None:
    """The case, or None."""
    question = select(CASES.c.body).where(CASES.c.case_id == case_id)
    body = session.execute(question.with_for_update() if lock else question).scalar()
    return None if body is None else unpack(Case, body)


def add(session: Session, case: Case) -> None:
    """Write a new case."""
    session.execute(insert(CASES).values(case_id=case.case_id, **_columns(case)))


def keep(session: Session, case: Case) -> None:
    """Write a case as it stands now."""
    session.execute(update(CASES).where(CASES.c.case_id == case.case_id).values(**_columns(case)))


def _columns(case: Case) -> dict[str, object]:
    then = next_step(case)
    return {
        "registrant_id": case.registrant_id,
        "opened_on": case.opened_on,
        "due": case.missed.due,
        "code": case.closing.code.value if case.closing else "",
        "closed_on": case.closing.on if case.closing else None,
        "steps": len(case.steps),
        "letters": sum(step.kind is StepKind.LETTER for step in case.steps),
        "next_step": then.value if then else "",
        "body": pack(case),
    }


def lines(session: Session, *, opened: bool, code: str, step: str) -> tuple[tuple[CaseLine, ...], int]:
    """The cases that fit, the oldest first, at most MOST_CASES; and how many there are."""
    wanted: list[Any] = [CASES.c.code == "" if opened else CASES.c.code != ""]
    if code:
        wanted.append(CASES.c.code == code)
    if step:
        wanted.append(CASES.c.next_step == step)
    total = session.execute(select(func.count()).select_from(CASES).where(*wanted)).scalar_one()
    rows = session.execute(
        select(CASES, REGISTRANTS.c.full_name, REGISTRANTS.c.address)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == CASES.c.registrant_id)
        .where(*wanted)
        .order_by(CASES.c.opened_on, CASES.c.case_id)
        .limit(MOST_CASES)
    )
    return tuple(_line(row) for row in rows), int(total)


def with_step(session: Session, step_id: str) -> tuple[tuple[Case, Step], ...]:
    """Every case that has this step, in the order of the step's paper."""
    asked = select(CASES.c.body).where(CASES.c.letters > 0)
    found = (unpack(Case, body) for body in session.execute(asked).scalars())
    pairs = [(case, step) for case in found for step in case.steps if step.step_id == step_id]
    return tuple(sorted(pairs, key=lambda pair: pair[1].paper))


def people_and_sought(session: Session) -> tuple[int, int]:
    """How many people must register, and for how many of them a case is open."""
    of_roster = REGISTRANTS.c.standing.in_(_ON_THE_ROSTER)
    people = session.execute(select(func.count()).select_from(REGISTRANTS).where(of_roster)).scalar_one()
    sought = session.execute(
        select(func.count())
        .select_from(CASES)
        .join(REGISTRANTS, REGISTRANTS.c.registrant_id == CASES.c.registrant_id)
        .where(CASES.c.code == "", of_roster)
    ).scalar_one()
    return int(people), int(sought)


def overdue_without_case(session: Session, day: dt.date) -> tuple[Overdue, ...]:
    """Everybody counted for ``day`` who missed something printed, has no open case, and was not accounted for
    since its last day."""
    accounted = (
        select(CASES.c.registrant_id, func.max(CASES.c.closed_on).label("until"))
        .group_by(CASES.c.registrant_id)
        .subquery()
    )
    opened = select(CASES.c.registrant_id).where(CASES.c.code == "")
    rows = session.execute(
        select(OBLIGATIONS)
        .join(COUNTED, COUNTED.c.registrant_id == OBLIGATIONS.c.registrant_id)
        .outerjoin(accounted, accounted.c.registrant_id == OBLIGATIONS.c.registrant_id)
        .where(
            COUNTED.c.on_day == day,
            COUNTED.c.first_printed_due < day,
            OBLIGATIONS.c.printed,
            OBLIGATIONS.c.due < day,
            or_(accounted.c.until.is_(None), OBLIGATIONS.c.due > accounted.c.until),
            OBLIGATIONS.c.registrant_id.not_in(opened),
        )
        .order_by(OBLIGATIONS.c.registrant_id, OBLIGATIONS.c.due, OBLIGATIONS.c.place)
    )
    first: dict[str, Overdue] = {}
    for row in rows:
        found = Overdue(row.registrant_id, row.rule_id, row.section, row.what, row.due)
        first.setdefault(row.registrant_id, found)
    return tuple(first.values())


def open_and_no_longer_overdue(session: Session, day: dt.date) -> tuple[Case, ...]:
    """Open cases of people counted for ``day`` who owe nothing printed any more."""
    rows = session.execute(
        select(CASES.c.body)
        .join(COUNTED, COUNTED.c.registrant_id == CASES.c.registrant_id)
        .where(
            CASES.c.code == "",
            COUNTED.c.on_day == day,
            or_(COUNTED.c.first_printed_due.is_(None), COUNTED.c.first_printed_due >= day),
        )
        .order_by(CASES.c.opened_on, CASES.c.case_id)
    )
    return tuple(unpack(Case, row.body) for row in rows)


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        row.case_id,
        row.registrant_id,
        row.full_name,
        row.address,
        row.opened_on,
        row.due,
        Code(row.code) if row.code else None,
        row.closed_on,
        row.steps,
        row.letters,
        StepKind(row.next_step) if row.next_step else None,
    )
