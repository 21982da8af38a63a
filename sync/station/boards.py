"""The boards: who is due, soon due and overdue, by schedule and week, counted anew for each day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.law import Mode, NeedsFact, Schedule, schedules
from kiosk.law.overdue import overdue
from kiosk.registrant import Registrant
from sync.database import Session, Store
from sync.station import audit, law_differences
from sync.station.audit import Actor
from sync.station.board_wire import LINES_A_PAGE, Board, BoardAsked
from sync.station.cells import csv_of
from sync.station.law import facts_of
from sync.station.office import Office
from sync.station.store import boards as rows
from sync.station.store import differences, roster
from sync.station.store.boards import Obligation, ToCount, Unreadable

MOST_EXPORTED: Final = 200_000
_AT_ONCE: Final = 200
"""People counted in one transaction: others who write wait for no longer than that takes."""
_COLUMNS: Final = (
    *("name", "tier", "standing", "address", "rule", "ruleset", "section", "what", "printed", "missed"),
    *("opens", "due", "state", "days_late", "registrant_id"),
)


def obligations(
    office: Office, record: Registrant, day: dt.date, photographed_on: dt.date | None
) -> tuple[Obligation, ...]:
    """Everything ``record`` owes on ``day``: every schedule, and every month that was missed."""
    facts = facts_of(record, photographed_on)
    found = [_owed(answer) for answer in schedules(facts, day, office.rulesets, office.calendar)]
    there = {(one.rule_id, one.what, one.due) for one in found}
    for late in overdue(facts, day, office.rulesets, office.calendar):
        if (late.rule_id, late.what.value, late.due) in there:
            continue
        rule = office.rulesets.rule(late.rule_id, day)
        printed = rule is not None and rule[1].mode is Mode.PRINTED
        what = late.what.value
        found.append(
            Obligation(late.rule_id, late.ruleset, late.section, what, printed, True, late.opened, late.due)
        )
    return tuple(found)


def _owed(answer: Schedule | NeedsFact) -> Obligation:
    opens, due = (answer.opens, answer.due) if isinstance(answer, Schedule) else (None, None)
    return Obligation(
        answer.rule_id,
        answer.ruleset,
        answer.section,
        answer.what.value,
        answer.mode is Mode.PRINTED,
        missed=False,
        opens=opens,
        due=due,
    )


@dataclass(frozen=True, slots=True)
class Count:
    """What came of counting."""

    counted: int
    unreadable: tuple[str, ...]
    """Whose records are damaged: they stay behind, and everybody else is counted."""
    last: str = ""
    """The id of the last person looked at."""


def count_some(session: Session, office: Office, day: dt.date, after: str = "") -> Count:
    """Count people who are behind, a few from ``after`` on."""
    looked = rows.to_count(session, day, _AT_ONCE, after)
    behind = [one for one in looked if isinstance(one, ToCount)]
    rows.keep(session, day, [(one.record, _of(office, one, day)) for one in behind])
    ids = [one.record.registrant_id for one in behind]
    differences.keep(
        session, ids, law_differences.differences_of(office, [one.record for one in behind], day)
    )
    seen = [one.record.registrant_id if isinstance(one, ToCount) else one.registrant_id for one in looked]
    unreadable = tuple(one.registrant_id for one in looked if isinstance(one, Unreadable))
    return Count(len(behind), unreadable, seen[-1] if seen else "")


def count_all(store: Store, office: Office, now: dt.datetime) -> Count:
    """Count everybody who is behind, a few in each transaction."""
    day, counted, last = office.today(now), 0, ""
    unreadable: list[str] = []
    with store.reading() as session:
        behind = rows.how_many_behind(session, day)
    while behind > 0:
        with store.writing() as session:
            done = count_some(session, office, day, last)
        counted, last = counted + done.counted, done.last
        unreadable += done.unreadable
        behind = behind - done.counted - len(done.unreadable) if last else 0
    return Count(counted, tuple(unreadable))


def count_changed(store: Store, office: Office, now: dt.datetime) -> None:
    """Count the people whose records have just changed; a new day's many are left to ``count_all``."""
    day = office.today(now)
    with store.reading() as session:
        behind = rows.how_many_behind(session, day)
    if behind:
        with store.writing() as session:
            count_some(session, office, day)


def board(session: Session, office: Office, asked: BoardAsked, now: dt.datetime) -> Board:
    """The board of today as far as it is counted."""
    day = office.today(now)
    return Board(
        as_of=day,
        behind=rows.how_many_behind(session, day),
        people=roster.how_many(session),
        people_overdue=rows.people_overdue(session, asked, day),
        counts=rows.counts(session, asked, day),
        lines=rows.lines(session, asked, day, LINES_A_PAGE, asked.page * LINES_A_PAGE),
        total=rows.how_many(session, asked, day),
    )


def exported(session: Session, office: Office, asked: BoardAsked, by: Actor, now: dt.datetime) -> bytes:
    """Every line that fits as CSV, safe to open in a spreadsheet; that it left is written down."""
    day = office.today(now)
    found = rows.lines(session, asked, day, MOST_EXPORTED)
    audit.note(session, AuditEvent.BOARD_EXPORTED, by, now, board="due", lines=len(found))
    return csv_of(
        _COLUMNS,
        (
            (
                *(one.name, one.tier, one.standing, one.address, one.rule_id, one.ruleset, one.section),
                *(one.what, one.printed, one.missed, one.opens, one.due, one.state, one.days_late),
                one.registrant_id,
            )
            for one in found
        ),
    )


def _of(office: Office, one: ToCount, day: dt.date) -> tuple[Obligation, ...]:
    seen = None if one.last_completed is None else office.today(one.last_completed)
    return obligations(office, one.record, day, seen)
